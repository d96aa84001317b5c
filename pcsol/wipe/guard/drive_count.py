"""Drives counted by eye at intake, and disks seen now: a difference is said before erasing, and on the papers."""

from collections.abc import Iterable, Iterator

from pcsol.i18n import _, ngettext
from pcsol.model.erasure.candidate import Candidate, Custody
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.reason import Reason


def disk_count_remarks(
    custody: Custody | None, candidates: Iterable[Candidate], hidden: Iterable[HiddenStorage] | None
) -> tuple[Reason, ...]:
    """Return what must be said about disks that may be there and are not seen; nothing when all is accounted for.

    `hidden`: storage that the kernel does not show; None: nobody could look. Codes: drives-not-counted, drives-missing,
    drives-more, hidden-storage, hidden-storage-unknown; `value` is what is seen, `limit` what was counted.
    """
    seen = sum(one.kind == "disk" and one.disk.own_medium is not True for one in candidates)
    return (*_counted(custody, seen), *_hidden(hidden))


def _counted(custody: Custody | None, seen: int) -> Iterator[Reason]:
    counted = custody.drives_counted if custody else None
    shown = ngettext("{count} disk is seen", "{count} disks are seen", seen).format(count=seen)
    if counted is None:
        text = _("The drives of this tower were not counted by eye: {seen}, and there may be others.").format(
            seen=shown
        )
        yield Reason(code="drives-not-counted", value=seen, text=text)
        return
    by_eye = ngettext("{count} drive was counted by eye", "{count} drives were counted by eye", counted)
    both = f"{by_eye.format(count=counted)}, {shown}"
    if seen < counted:
        text = _("{both}: look inside for one that does not answer.").format(both=both)
        yield Reason(code="drives-missing", value=seen, limit=counted, text=text)
    elif seen > counted:
        text = _("{both}: count again; one may be on USB.").format(both=both)
        yield Reason(code="drives-more", value=seen, limit=counted, text=text)


def _hidden(hidden: Iterable[HiddenStorage] | None) -> Iterator[Reason]:
    if hidden is None:
        text = _("Whether the tower holds storage that the system does not show is not known.")
        yield Reason(code="hidden-storage-unknown", text=text)
        return
    for one in hidden:
        yield Reason(code="hidden-storage", value=one.kind, text=one.text)
