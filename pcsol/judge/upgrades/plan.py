"""All changes that a destination asks of a tower."""

from pcsol.judge.upgrades.change import Change
from pcsol.judge.upgrades.memory import memory_change
from pcsol.judge.upgrades.parts import disk_change, graphics_change
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import Needs
from pcsol.model.verdict import CriterionResult


def needed_changes(probe: Probe, needs: Needs, results: tuple[CriterionResult, ...]) -> tuple[Change, ...] | None:
    """Return one change per criterion that is not met; None when one of them cannot be mended.

    No part that a bench can swap changes the processor's level, its cores, the firmware or the TPM.
    """
    changes = [_change(result.code, probe, needs) for result in results if result.fits is False]
    mendable = tuple(change for change in changes if change is not None)
    return mendable if len(mendable) == len(changes) else None


def cannot_be_mended(probe: Probe, needs: Needs, results: tuple[CriterionResult, ...]) -> tuple[CriterionResult, ...]:
    """Return the criteria that are not met and for which there is no change."""
    return tuple(r for r in results if r.fits is False and _change(r.code, probe, needs) is None)


def _change(code: str, probe: Probe, needs: Needs) -> Change | None:
    if code == "memory" and needs.memory:
        return memory_change(probe.memory, needs.memory.at_least)
    if code == "disk" and needs.disk:
        return disk_change(probe, needs.disk)
    return graphics_change() if code == "graphics" else None
