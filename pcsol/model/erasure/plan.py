"""How a disk would be erased: steps in order, what they may claim, and why this way."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.noun import Noun
from pcsol.model.reason import Reason

FirmwareTechnique = Literal[
    "ata-sanitize-block", "ata-sanitize-crypto", "ata-sanitize-overwrite",
    "ata-security-erase-enhanced", "ata-security-erase",
    "nvme-sanitize-block", "nvme-sanitize-crypto", "nvme-sanitize-overwrite",
    "nvme-format-crypto", "nvme-format-user-data",
    "scsi-sanitize-block", "scsi-sanitize-crypto", "scsi-sanitize-overwrite",
    "secure-discard",
]  # fmt: skip
WrittenTechnique = Literal["zero", "random", "pattern"]
Technique = Literal[FirmwareTechnique, WrittenTechnique]
FIRMWARE: tuple[str, ...] = get_args(FirmwareTechnique)
Method = Literal["auto", "zero", "random", "firmware"]
Depth = Literal["full", "sample"]
Level = Literal["clear", "purge", "none"]


class Step(Noun):
    """One thing that is done to the disk. `pattern_hex`: the bytes that a "pattern" step repeats. `limit_seconds`: how
    long a command is waited for that answers when it is over; None for one that is followed on its way."""

    technique: Technique
    pattern_hex: str | None = None
    seconds: float | None = None
    limit_seconds: float | None = None


class Plan(Noun):
    """One way from beginning to end; `fallbacks` are taken in order when it was not effective.

    `level` is what may be claimed after validation accepted it. `reasons`: why this technique, and why not a higher
    one. `not_covered`: what even success leaves unproven, in sentences of the moment's language. `profile` names the
    file of `profiles/wipes/` that asked for it.
    """

    candidate: Candidate
    abilities: Abilities = Abilities()
    steps: tuple[Step, ...]
    level: Level
    verify: Depth
    seconds: float | None = None
    reasons: tuple[Reason, ...] = ()
    not_covered: tuple[str, ...] = ()
    fallbacks: tuple["Plan", ...] = ()
    profile: str | None = None


@dataclass(frozen=True)
class Budget:
    """How much a failing disk may cost before it is left: stated beforehand, and said on paper when it is spent.

    `error_seconds`: in all, lost to sectors that fail (a failing one takes 3 to 30 s), over every run, pass and way of
    one job. `bad_ranges`: how many are bad at once, those of earlier runs of the pass included.

    A disk has spare sectors in thousands: one that fails even a few dozen writes has none left, and is destroyed, not
    given away. Half an hour is time for some 30 to 60 such places, and all of a day is not lost to one disk.
    """

    error_seconds: float = 1800.0
    bad_ranges: int = 500

    def less(self, error_seconds: float) -> "Budget":
        """Return what is left of it once so many seconds were lost."""
        return replace(self, error_seconds=self.error_seconds - error_seconds)


BUDGET = Budget()
