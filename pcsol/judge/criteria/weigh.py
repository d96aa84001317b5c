"""All needs of a profile against one tower."""

from collections.abc import Callable
from typing import Any

from pcsol.i18n import language
from pcsol.judge.criteria.disk import judge_disk
from pcsol.judge.criteria.machine import judge_firmware, judge_firmware_year, judge_graphics, judge_tpm
from pcsol.judge.criteria.memory import judge_memory
from pcsol.judge.criteria.processor import judge_bits, judge_cores, judge_generation, judge_psabi_level
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import Needs
from pcsol.model.verdict import CriterionResult

_JUDGES: dict[str, Callable[[Probe, Any, str], CriterionResult]] = {
    "bits": judge_bits,
    "psabi_level": judge_psabi_level,
    "generation": judge_generation,
    "cores": judge_cores,
    "memory": judge_memory,
    "disk": judge_disk,
    "graphics": judge_graphics,
    "firmware": judge_firmware,
    "firmware_year": judge_firmware_year,
    "tpm": judge_tpm,
}


def weigh(probe: Probe, needs: Needs) -> tuple[CriterionResult, ...]:
    """Return one result per stated need, in the order of the profile; "nothing_better" is not the tower's to meet."""
    stated = ((name, need) for name, need in needs.stated() if name in _JUDGES)
    return tuple(_JUDGES[name](probe, need, need.source.said(language())) for name, need in stated)


def together(results: tuple[CriterionResult, ...]) -> bool | None:
    """Return true when all are met, false when one is not, null when that hangs on something not known."""
    fits = [result.fits for result in results]
    if False in fits:
        return False
    return None if None in fits else True
