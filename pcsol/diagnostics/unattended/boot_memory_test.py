"""boot-memory-test: what Linux found when it tested the memory before it started (the start menu's own entry)."""

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.judge.testing.kernel import boot_memory as judge
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.testing.kernel import LogLine
from pcsol.tools.kernel.watch import memtest

_SECONDS = 1


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Return the one reading of that test's result."""
    title = _("Memory, tested before the start")
    return (Job(id="boot-memory-test", title=title, seconds=_SECONDS, run=_run, required=wanted.required),)


def _run(bench: Bench, _tell: Tell) -> Found:
    lines = _log(bench)
    return Found(*judge.judge(memtest.read(bench.world, lines or ()), log_was_read=lines is not None))


def _log(bench: Bench) -> tuple[LogLine, ...] | None:
    try:
        return bench.kept.early_log.read(bench.world)
    except PCSolError:
        return None
