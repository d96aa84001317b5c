"""A plan, and an end, as a section of a screen."""

from pcsol.i18n import N_, _, ngettext
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import Erasure, SectorRange, Verification
from pcsol.model.erasure.plan import BUDGET, FIRMWARE, Plan
from pcsol.model.erasure.reread import Reread
from pcsol.report.erasure import words
from pcsol.report.quantities import disk_size, number
from pcsol.report.sheet import Row, Section


def name(candidate: Candidate) -> str:
    """Return how a disk is called: "sda, ST500DM002, 500 GB"; a loop device by its file."""
    disk = candidate.disk
    what = (candidate.backing_file or "").rpartition("/")[2] if candidate.kind == "loop" else disk.model
    size = disk_size(disk.size_bytes) if disk.size_bytes else None
    return ", ".join(filter(None, (disk.name, what, size)))


def plan(found: Plan) -> Section:
    """Return how a disk would be erased, and what even success leaves unproven."""
    head = Row(_("To type"), found.candidate.id or "?")
    if not found.steps:
        why = tuple(reason.text for reason in found.reasons)
        return Section(
            name(found.candidate), (head, Row(_("Technique"), _("none: this disk cannot be erased here"), "bad", why))
        )
    first, *others = found.reasons
    rows = (
        head,
        Row(_("Technique"), words.steps(found.steps), notes=(first.text,)),
        Row(_("Level"), words.level(found.level)),
        Row(_("Check"), words.depth(found.verify)),
        Row(_("Time"), _time(found), notes=(*_limits(found), *_budget(found))),
        Row(_("Not proven"), "", notes=found.not_covered),
    )
    instead = [_("{technique}: {why}").format(technique=one.value, why=one.text) for one in others]
    more = (Row(_("Not used"), "", notes=tuple(instead)),) if instead else ()
    return Section(name(found.candidate), (*rows, *more))


def _time(found: Plan) -> str:
    if found.seconds is None:
        return _("not known beforehand: the disk does not say")
    return _("about {span}").format(span=words.span(found.seconds))


def _limits(found: Plan) -> tuple[str, ...]:
    """How long a command of the disk's own is waited for that need not tell how far it is."""
    tells_nothing = _("The disk tells nothing of its progress meanwhile: PCSol waits for at most {minutes} minutes.")
    may_tell = _("Not every disk tells its progress meanwhile: PCSol waits for at most {minutes} minutes.")
    return tuple(
        (may_tell if step.technique.startswith("nvme-format") else tells_nothing).format(
            minutes=round(step.limit_seconds / 60)
        )
        for step in found.steps
        if step.limit_seconds is not None
    )


def _budget(found: Plan) -> tuple[str, ...]:
    """What bad sectors may cost, where sectors are written."""
    if all(step.technique in FIRMWARE for step in found.steps):
        return ()
    text = _("Bad sectors: given up after {minutes} minutes lost to them, or {places} bad places.")
    return (text.format(minutes=round(BUDGET.error_seconds / 60), places=BUDGET.bad_ranges),)


def end(found: Erasure) -> Section:
    """Return what came of an erasure, and why. The titles of its papers come last: where they are is for the screen."""
    accepted = found.validation == "accepted"
    verdict = Row(
        _("Verdict"), words.validation(found.validation), "good" if accepted else "bad",
        () if accepted else tuple(reason.text for reason in found.reasons),
    )  # fmt: skip
    rows = [verdict]
    if found.plan.steps:
        rows.append(Row(_("Technique"), words.steps(found.plan.steps)))
    if accepted:
        rows.append(Row(_("Level"), words.level(found.level)))
    rows += [Row(_("Check"), verification(found.verification)), Row(_("Time"), _spent(found))]
    if found.not_checked:
        rows.append(Row(_("Not proven"), "", notes=found.not_checked))
    rows.append(Row(_("Papers"), ""))
    return Section(name(found.plan.candidate), tuple(rows))


def _spent(found: Erasure) -> str:
    written = sum(step.seconds for step in found.steps)
    return _("{written} to erase, {read} to read back").format(
        written=words.span(written), read=words.span(found.verification.seconds)
    )


def verification(seen: Verification) -> str:
    """Return what was read back, in words."""
    if seen.depth == "none":
        return _("not read back")
    share = seen.read_bytes / seen.of_bytes * 100 if seen.of_bytes else 0
    text = _("{share} % read back").format(share=number(share))
    wrong = _count(seen.mismatched)
    unread = _count(seen.unread)
    parts = [text]
    if wrong:
        sentence = ngettext("{count} sector is not as it should be", "{count} sectors are not as they should be", wrong)
        parts.append(sentence.format(count=wrong))
    if unread:
        parts.append(
            ngettext("{count} sector cannot be read", "{count} sectors cannot be read", unread).format(count=unread)
        )
    return ", ".join(parts)


def reread(found: Reread) -> tuple[str, ...]:
    """Return what was found on a disk that was looked at again, in sentences."""
    seen = found.verification
    holds = _(_CONTENTS[seen.content]) if seen.content else _("It is not known what it holds.")
    verdict = {
        True: _("Nothing that looks like data was found."),
        False: _("DATA WAS FOUND: this disk is not erased."),
        None: _("A part of it could not be read: whether it is erased is not known."),
    }[found.looks_erased]
    papers = (_("Papers"),) if found.certificates else ()
    return (f"{found.disk}: {verification(seen)}.", holds, verdict, *papers)


_CONTENTS = {
    "zeros": N_("It holds zeros."),
    "ones": N_("It holds ones."),
    "uniform": N_("It holds one byte, again and again."),
    "periodic": N_("It holds one pattern, again and again."),
    "keystream": N_("It holds random data that PCSol wrote."),
    "noise": N_("It holds noise: random data, or encrypted data. Only its certificate tells which."),
    "mixed": N_("It holds different things."),
}


def _count(ranges: tuple[SectorRange, ...]) -> int:
    return sum(one.last - one.first + 1 for one in ranges)
