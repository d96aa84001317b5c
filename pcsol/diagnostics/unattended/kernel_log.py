"""kernel-log: what Linux wrote of faults, before the tests began and since; and what an earlier crash left."""

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.disks.tested import is_the_towers
from pcsol.diagnostics.missing import not_testable
from pcsol.errors import NotPermittedError, PCSolError
from pcsol.i18n import _
from pcsol.judge.testing.kernel import log as judge
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.kernel.watch import pstore
from pcsol.tools.programs import dmesg

_SECONDS = 2


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return the one reading of the log, after all other tests."""
    return (
        Job(
            id="kernel-log",
            title=_("What Linux noticed"),
            seconds=_SECONDS,
            run=_run,
            needs=("root",),
            required=wanted.required,
            last=True,
        ),
    )


def _run(bench: Bench, _tell: Tell) -> Found:
    try:
        lines = dmesg.read(bench.world)
    except NotPermittedError:
        return not_testable("not-permitted", _("Only root may read the kernel's log."))
    except PCSolError as err:
        return not_testable("no-log", err.what)
    if not lines:
        return not_testable("no-log", _("The kernel's log is empty."))
    foreign = [disk.name for disk in bench.probe.disks or () if not is_the_towers(disk)]
    return Found(*judge.judge(lines, bench.began, pstore.read(bench.world), foreign))
