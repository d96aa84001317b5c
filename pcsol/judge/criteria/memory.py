"""How much memory a tower has."""

from pcsol.i18n import _
from pcsol.judge.criteria.answer import Sentences, at_least
from pcsol.judge.criteria.wording import spoken_memory
from pcsol.model.hardware.memory import Memory
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import AtLeastMemory
from pcsol.model.verdict import CriterionResult

GIB = 1 << 30


def judge_memory(probe: Probe, need: AtLeastMemory, source: str) -> CriterionResult:
    """The sticks count; where they could not be read, what the system may use, rounded up to what sticks add up to."""
    size, ceiling = fitted_bytes(probe.memory), declared_ceiling_bytes(probe.memory)
    lacking = _("Memory: {size}; {needed} needed.")
    if ceiling is not None and ceiling < need.at_least:
        lacking += " " + _("The firmware declares {size} at most.").format(size=spoken_memory(ceiling))
    sentences = Sentences(met=_("Memory: {size}."), lacking=lacking, unknown=_("Memory: not known; {needed} needed."))
    spoken = spoken_memory(size or 0)
    if size != probe.memory.installed_bytes:
        spoken = _("about {size}").format(size=spoken)
    words = {"size": spoken, "needed": spoken_memory(need.at_least)}
    return at_least("memory", size, need.at_least, source, sentences, **words)


def fitted_bytes(memory: Memory) -> int | None:
    """Return the memory that is fitted, in bytes: what the sticks add up to, unless the system has more than that.

    The system's total is less than what is fitted: firmware and on-board graphics keep a part (8 GB show as 7.7). It is
    rounded up to the next size that sticks add up to: a quarter of a gibibyte below one, then 1, above 16 GiB 2, above
    32 GiB 4, and so on.
    """
    installed, total = memory.installed_bytes or 0, memory.total_bytes or 0
    if installed >= total:
        return installed or None
    step = GIB // 4 if total < GIB else GIB
    while total > 16 * step and step >= GIB:
        step *= 2
    return -(-total // step) * step


def declared_ceiling_bytes(memory: Memory) -> int | None:
    """Return the firmware's declared maximum, unless what is fitted exceeds it: then it is not to be believed."""
    declared, fitted = memory.declared_max_bytes, fitted_bytes(memory)
    return declared if declared and declared >= (fitted or 0) else None
