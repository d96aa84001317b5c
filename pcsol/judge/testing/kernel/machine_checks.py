"""What the counts of machine checks and of EDAC amount to. They begin at the machine's start: every one is new."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.reason import Reason
from pcsol.model.testing.kernel import MachineChecks, MemoryErrors
from pcsol.model.testing.run import Evidence, Result


def judge(counted: MachineChecks) -> Weighed:
    """Return what the counts amount to. Where nothing is counted, nothing can be told."""
    if counted.exceptions is None and counted.modules is None:
        text = _("This machine does not count its hardware errors where Linux can read them.")
        return Weighed("not-testable", (Reason(code="not-counted", text=text),))
    found = tuple(_findings(counted))
    return Weighed(worst(result for result, _why in found), tuple(why for _result, why in found), tuple(_seen(counted)))


def _findings(counted: MachineChecks) -> Iterator[tuple[Result, Reason]]:
    if counted.exceptions:
        text = _("The processor reported {count} hardware errors since the start (machine checks).")
        text = text.format(count=counted.exceptions)
        yield "failed", Reason(code="machine-checks", value=counted.exceptions, limit=0, text=text)
    if counted.deferred:
        text = _("The processor put off {count} hardware errors since the start.").format(count=counted.deferred)
        yield "failed", Reason(code="deferred-errors", value=counted.deferred, limit=0, text=text)
    if counted.thresholds:
        text = _("The processor put right so many errors that it gave notice {count} times.")
        text = text.format(count=counted.thresholds)
        yield "to-look-at", Reason(code="error-thresholds", value=counted.thresholds, limit=0, text=text)
    for one in counted.modules or ():
        yield from _of_module(one)


def _of_module(one: MemoryErrors) -> Iterator[tuple[Result, Reason]]:
    if one.uncorrected:
        text = _("The memory module {where} gave back {count} wrong values.")
        text = text.format(where=one.where, count=one.uncorrected)
        yield "failed", Reason(code="memory-uncorrected", value=one.uncorrected, limit=0, text=text)
    if one.corrected:
        text = _("The memory module {where} gave back {count} values that had to be put right.")
        text = text.format(where=one.where, count=one.corrected)
        yield "to-look-at", Reason(code="memory-corrected", value=one.corrected, limit=0, text=text)


def _seen(counted: MachineChecks) -> Iterator[Evidence]:
    if counted.exceptions is not None:
        text = _("Machine checks since the start: {count}").format(count=counted.exceptions)
        yield Evidence(code="exceptions", value=counted.exceptions, text=text)
    if counted.modules is None:
        yield Evidence(code="no-edac", text=_("The memory has no check of its own (no ECC), or Linux cannot read it."))
    for one in counted.modules or ():
        text = _("{where}: {corrected} put right, {uncorrected} not")
        text = text.format(where=one.where, corrected=one.corrected, uncorrected=one.uncorrected)
        yield Evidence(code="module", value=one.corrected + one.uncorrected, text=text)
