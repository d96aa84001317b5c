"""What even an accepted erasure leaves unproven. Codes: the report puts them into words, in either language."""

from pcsol.model.erasure.outcome import Erasure
from pcsol.model.erasure.plan import FIRMWARE
from pcsol.model.papers.context import PaperContext


def unchecked(erasure: Erasure, context: PaperContext) -> tuple[str, ...]:
    """Return what was not checked, what weighs most first."""
    found = {
        "spare-cells": _spare_cells(erasure),
        "spare-sectors": _spare_sectors(erasure),
        "hidden-areas": _hidden_areas(erasure),
        "other-namespaces": _other_namespaces(erasure),
        "firmware-honesty": any(outcome.step.technique in FIRMWARE for outcome in erasure.steps),
        "rest-of-sample": erasure.verification.depth == "sample",
        "other-storage": _other_storage(context),
        "second-program": True,
        "chips-of-the-tower": True,
        "clock": not erasure.clock.trusted,
    }
    return tuple(code for code, holds in found.items() if holds)


def _wrote_only(erasure: Erasure) -> bool:
    return not any(outcome.step.technique in FIRMWARE and outcome.completed for outcome in erasure.steps)


def _spare_cells(erasure: Erasure) -> bool:
    """Flash keeps more cells than it shows; only a purge is meant to reach them."""
    return erasure.level != "purge" and erasure.plan.candidate.disk.medium != "hdd"


def _spare_sectors(erasure: Erasure) -> bool:
    return erasure.plan.candidate.disk.medium == "hdd" and _wrote_only(erasure)


def _hidden_areas(erasure: Erasure) -> bool:
    """Nothing is hidden only where the disk itself said how many sectors it has, and shows as many.

    It was asked when the plan was made, and again before it was erased: what it kept to itself either time counts.
    """
    disk, ata = erasure.plan.candidate.disk, erasure.plan.abilities.ata
    if disk.bus == "nvme":
        return False
    if erasure.hidden is not None and erasure.hidden.closed:
        return True
    if ata is None or ata.visible_sectors is None or ata.native_sectors is None or not ata.told_all_sectors:
        return True
    most = max(ata.native_sectors, ata.dco_sectors or 0)
    reached = erasure.verification.of_bytes // (disk.logical_sector_bytes or 512)  # more, where they were lifted
    return max(ata.visible_sectors, reached) < most


def _other_namespaces(erasure: Erasure) -> bool:
    nvme = erasure.plan.abilities.nvme
    if erasure.plan.candidate.disk.bus != "nvme" or not _wrote_only(erasure):
        return False
    return nvme is None or nvme.namespaces is None or len(nvme.namespaces) != 1


def _other_storage(context: PaperContext) -> bool:
    seen = None if context.disks_seen is None else sum(one.became != "own-medium" for one in context.disks_seen)
    return seen is None or seen != context.custody.drives_counted or context.hidden_storage != ()
