"""What a tower may be called by the law, and why: from its function, its destination and what is erased. Pure."""

from typing import NamedTuple

from pcsol.i18n import _, ngettext
from pcsol.judge.towers.standing import PARTS, Erased
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.reason import Reason
from pcsol.model.testing.grade import Label, Mark

_GOOD = ("A", "B")
# The codes of the reasons that are given here: where a tower is called anew, they give way to those of today.
CODES = ("refurbished", "for-parts", "function", "no-destination", "disks-unknown", "not-erased")


class Called(NamedTuple):
    """The word, and why it is no better one (or that it is the best)."""

    label: Label
    reasons: tuple[Reason, ...]


def called(
    function: Mark | None, destination: str | None, erased: Erased, hidden: tuple[HiddenStorage, ...] | None
) -> Called:
    """Return the word that R. 122-4 of the Code de la consommation allows.

    "refurbished" only with every required function tested and passed, and an accepted erasure of every disk. A tower
    that shows no disk holds no data only where nothing hides one: `hidden` (a RAID mode, a switched-off controller) is
    empty; None: nobody could look.
    """
    if destination == PARTS:
        text = _("It is for its parts, unless it is mended and tested again.")
        return Called("for-parts", (Reason(code="for-parts", text=text),))
    missing = (*_of_function(function, destination), *_of_disks(erased, hidden))
    if missing:
        return Called("second-hand", missing)
    text = _("Every required function was tested, and every disk is erased: it may be called refurbished.")
    return Called("refurbished", (Reason(code="refurbished", text=text),))


def is_clean(erased: Erased, hidden: tuple[HiddenStorage, ...] | None) -> bool:
    """Tell whether no disk of the tower may hold somebody's data: what is not known may."""
    return not _of_disks(erased, hidden)


def _of_function(function: Mark | None, destination: str | None) -> tuple[Reason, ...]:
    found = []
    if function not in _GOOD:
        text = _("Not every required function was tested and passed: it is second-hand, not refurbished.")
        found.append(Reason(code="function", value=function, text=text))
    if destination is None:
        found.append(Reason(code="no-destination", text=_("No destination is sure for it.")))
    return tuple(found)


def _of_disks(erased: Erased, hidden: tuple[HiddenStorage, ...] | None) -> tuple[Reason, ...]:
    if erased.of is None or (erased.of == 0 and hidden != ()):
        text = _("How many disks are in it is not known: whether all are erased is not either.")
        return (Reason(code="disks-unknown", text=text),)
    left = erased.of - (erased.erased or 0)
    if not left:
        return ()
    text = ngettext(
        "{count} disk in it has no accepted erasure.", "{count} disks in it have no accepted erasure.", left
    )
    return (Reason(code="not-erased", value=left, text=text.format(count=left)),)
