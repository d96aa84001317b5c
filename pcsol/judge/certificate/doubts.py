"""Every reason not to believe that an erasure was accepted: a certificate is made only where there is none.

The validation has judged already. This is the second look, at what it handed over: it fails closed.
"""

from collections.abc import Callable

from pcsol.i18n import N_, _
from pcsol.judge.certificate.levels import RANK, highest
from pcsol.model.erasure.outcome import Erasure, StepOutcome
from pcsol.model.erasure.plan import FIRMWARE
from pcsol.model.reason import Reason

# What may be read back after a write, as far as a reader without the stream can name it.
_WRITTEN = {
    "zero": ("zeros", "uniform", "keystream"),
    "random": ("keystream",),
    "pattern": ("periodic", "uniform", "zeros", "ones", "keystream"),
}


def doubts(erasure: Erasure) -> tuple[Reason, ...]:
    """Return what speaks against a certificate, in the words of the moment; nothing: one may be made."""
    return tuple(Reason(code=code, text=_(text)) for code, (text, holds) in _DOUBTS.items() if holds(erasure))


def _is_not_accepted(erasure: Erasure) -> bool:
    return erasure.validation != "accepted"


def _claims_nothing(erasure: Erasure) -> bool:
    return erasure.level == "none"


def _claims_too_much(erasure: Erasure) -> bool:
    done = (outcome.step.technique for outcome in erasure.steps if outcome.completed)
    abilities, hidden = erasure.plan.abilities, erasure.hidden
    told_all = (abilities.ata is None or abilities.ata.told_all_sectors) and not (hidden is not None and hidden.untold)
    most = highest(done, erasure.plan.candidate.disk, direct=abilities.direct, told_all=told_all)
    return RANK[erasure.level] > min(RANK[most], RANK[erasure.plan.level])


def _is_not_complete(erasure: Erasure) -> bool:
    """Every step of the plan was done, in its order, and none was seen to fail."""
    done = iter(outcome.step.technique for outcome in erasure.steps if outcome.completed)
    planned = [step.technique for step in erasure.plan.steps]
    return not planned or not all(outcome.completed for outcome in erasure.steps) or any(t not in done for t in planned)


def _has_unwritten(erasure: Erasure) -> bool:
    """Sectors that a write left out may still be erased by a firmware command after it."""
    return any(outcome.unwritten for outcome in _after_the_last_command(erasure))


def _after_the_last_command(erasure: Erasure) -> tuple[StepOutcome, ...]:
    last = max((n for n, o in enumerate(erasure.steps) if o.step.technique in FIRMWARE and o.completed), default=-1)
    return erasure.steps[last + 1 :]


def _was_not_read(erasure: Erasure) -> bool:
    proof = erasure.verification
    if not proof.passed or proof.depth == "none" or proof.of_bytes <= 0 or proof.read_bytes <= 0:
        return True
    sizes = [disk.size_bytes or 0 for disk in (erasure.plan.candidate.disk, erasure.before, erasure.after) if disk]
    if proof.of_bytes < max(sizes):  # more than was planned where a hidden area was lifted
        return True
    return proof.read_bytes < proof.of_bytes if proof.depth == "full" else proof.places <= 0


def _has_strange_sectors(erasure: Erasure) -> bool:
    return bool(erasure.verification.unread or erasure.verification.mismatched)


def _holds_the_unknown(erasure: Erasure) -> bool:
    return erasure.verification.content in (None, "mixed")


def _holds_something_else(erasure: Erasure) -> bool:
    """A stream of ours after a command of the disk's shows that the command did nothing."""
    if not erasure.steps or erasure.verification.content is None:
        return False
    last = erasure.steps[-1].step.technique
    if last in FIRMWARE:
        return erasure.verification.content == "keystream"
    return erasure.verification.content not in _WRITTEN.get(last, ())


def _has_survivors(erasure: Erasure) -> bool:
    """What was planted and not looked for has not been shown to be gone."""
    found = erasure.verification.canaries
    pairs = ((found.written, found.survived), (found.pre_images, found.pre_images_survived))
    return any(survived != 0 if planted else bool(survived) for planted, survived in pairs)


def _believes_a_command(erasure: Erasure) -> bool:
    """That a command of the disk's did anything is shown by what was there before and is gone, and by nothing else."""
    found = erasure.verification.canaries
    commands = any(outcome.step.technique in FIRMWARE for outcome in erasure.steps)
    return commands and not found.written and not found.pre_images


def _hides_something(erasure: Erasure) -> bool:
    hidden = erasure.hidden
    return hidden is not None and (hidden.power_cycle or any(area.state == "kept" for area in hidden.areas))


def _is_of_no_disk(erasure: Erasure) -> bool:
    candidate = erasure.plan.candidate
    return candidate.id is None or not candidate.disk.size_bytes


def _is_another_disk(erasure: Erasure) -> bool:
    """What was seen before and after must be the disk of the plan."""
    planned = erasure.plan.candidate.disk
    looks = [disk for disk in (erasure.before, erasure.after) if disk is not None]
    return any(
        seen is not None and seen != expected
        for disk in looks
        for seen, expected in ((disk.serial, planned.serial), (disk.wwn, planned.wwn))
    )


_DOUBTS: dict[str, tuple[str, Callable[[Erasure], bool]]] = {
    "not-accepted": (N_("The validation did not accept this erasure."), _is_not_accepted),
    "interrupted": (N_("The erasure was interrupted."), lambda erasure: erasure.interrupted),
    "no-level": (N_("The erasure claims no level."), _claims_nothing),
    "level-too-high": (N_("The erasure claims a higher level than its technique reaches."), _claims_too_much),
    "not-complete": (N_("Not every step was seen to end well."), _is_not_complete),
    "unwritten": (N_("Some sectors could not be written."), _has_unwritten),
    "not-read-back": (N_("The disk was not read back as far as it should have been."), _was_not_read),
    "strange-sectors": (N_("Some sectors could not be read back, or hold something else."), _has_strange_sectors),
    "content-unknown": (N_("What the disk holds now could not be recognised."), _holds_the_unknown),
    "content-wrong": (N_("The disk holds something else than its last step leaves."), _holds_something_else),
    "survivors": (N_("Something that was on the disk before is still there, or was not looked for."), _has_survivors),
    "command-believed": (N_("Nothing shows that the disk's own command erased anything."), _believes_a_command),
    "hidden": (N_("The disk keeps an area hidden, or must be switched off and on to show it."), _hides_something),
    "no-identity": (N_("The disk has no serial number or no known size."), _is_of_no_disk),
    "another-disk": (N_("The disk that was seen is not the one that was planned."), _is_another_disk),
}
