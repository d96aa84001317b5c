"""What the processor must be able to do."""

import re

from pcsol.i18n import _
from pcsol.judge.criteria.answer import Sentences, at_least
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import AtLeastBits, AtLeastCount, AtLeastGeneration, AtLeastLevel
from pcsol.model.verdict import CriterionResult

# "i5-750" and "i7-920" are of the 1st generation, "i5-3470" of the 3rd, "i5-12400" of the 12th; since the 10th, four
# digits that begin with 1 are a mobile part ("i5-1135G7", "i5-1240P").
_INTEL_CORE = re.compile(r"\bi[3579]-(1\d(?=\d{2,3}(?!\d))|\d(?=\d{2,3}(?!\d)))(\d{2,3})")
_AMD_RYZEN = re.compile(r"\bRyzen\b[^\d]*(?:[3579] )?(?:PRO )?(\d)\d{3}", re.IGNORECASE)


def judge_bits(probe: Probe, need: AtLeastBits, source: str) -> CriterionResult:
    """A 32-bit system on a 64-bit processor does not count: the processor does."""
    sentences = Sentences(
        met=_("Processor: {value} bits."),
        lacking=_("Processor: {value} bits; {limit} bits needed."),
        unknown=_("Processor: 32 or 64 bits, not known."),
    )
    return at_least("bits", _bits(probe.processor), need.at_least, source, sentences)


def judge_psabi_level(probe: Probe, need: AtLeastLevel, source: str) -> CriterionResult:
    """The level of the x86-64 psABI; a 32-bit processor has none (0)."""
    processor = probe.processor
    level = 0 if processor.psabi_level is None and processor.bits == 32 else processor.psabi_level
    below = _("Processor: level v{value}; v{limit} needed ({meaning}).")
    sentences = Sentences(
        met=_("Processor: level v{value}."),
        lacking=_("Processor: 32 bits only; v{limit} needed ({meaning}).") if level == 0 else below,
        unknown=_("Processor: its level is not known; v{limit} needed ({meaning})."),
    )
    return at_least("psabi_level", level, need.at_least, source, sentences, meaning=_meaning(need.at_least))


def judge_cores(probe: Probe, need: AtLeastCount, source: str) -> CriterionResult:
    """Cores of all sockets together; threads do not count."""
    sentences = Sentences(
        met=_("Cores: {value}."),
        lacking=_("Cores: {value}; {limit} needed."),
        unknown=_("Cores: not known; {limit} needed."),
    )
    return at_least("cores", probe.processor.cores, need.at_least, source, sentences)


def judge_generation(probe: Probe, need: AtLeastGeneration, source: str) -> CriterionResult:
    """Only an Intel Core i or an AMD Ryzen tells its generation by its name; every other one stays not known."""
    model = probe.processor.model or ""
    intel, amd = _INTEL_CORE.search(model), _AMD_RYZEN.search(model)
    met, limit = None, f"Core {need.intel_core} / Ryzen {need.amd_ryzen}"
    if intel:
        met = (1 if len(intel[1] + intel[2]) == 3 else int(intel[1])) >= need.intel_core
    elif amd:
        met = int(amd[1]) * 1000 >= need.amd_ryzen
    texts = {
        True: _("Processor: {model}."),
        False: _("Processor: {model}; Intel Core of generation {core} or AMD Ryzen {ryzen} needed."),
        None: _("Processor: its generation is not known; Intel Core {core} or AMD Ryzen {ryzen} needed."),
    }
    text = texts[met].format(model=model, core=need.intel_core, ryzen=need.amd_ryzen)
    return CriterionResult(code="generation", value=model or None, limit=limit, text=text, fits=met, source=source)


def _meaning(level: int) -> str:
    """What the levels look like on a bench (first processors of each: 2003, 2008, 2013, 2017)."""
    meanings = {
        1: _("64 bits"),
        2: _("about 2009 or later"),
        3: _("about 2013 or later"),
        4: _("about 2017 or later"),
    }
    return meanings[level]


def _bits(processor: Processor) -> int | None:
    """A psABI level is a level of the 64-bit interface: 0 means that there is none."""
    if processor.bits is None and processor.psabi_level is not None:
        return 64 if processor.psabi_level else 32
    return processor.bits
