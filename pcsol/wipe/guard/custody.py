"""Whose tower it is. A machine that merely booted is never erased; nor is one that belongs to somebody again.

A loop device is a file, and no part of the tower: these rules pass it over.
"""

from collections.abc import Iterator

from pcsol.i18n import N_, _
from pcsol.model.erasure.candidate import Refusal
from pcsol.wipe.guard.view import View

_AWAY = {
    "handover": N_("given to somebody"),
    "lent": N_("lent to somebody"),
    "after-sales": N_("here for repair, and belongs to somebody"),
}


def records_readable(view: View) -> Iterator[Refusal]:
    """The records could not be looked at, or one of them could not be read: it might say that the tower was given."""
    if view.is_loop:
        return
    if view.custody is None:
        said = _(
            "The records of this station cannot be looked at: whose tower this is, is not known. Run `pcsol doctor`."
        )
        yield Refusal(code="custody-unknown", text=said)
    elif view.custody.unreadable:
        said = _("A record of this tower cannot be read, and may say that it was given away. Put a copy of it back.")
        yield Refusal(code="records-unreadable", text=said)


def received(view: View) -> Iterator[Refusal]:
    """Nobody received this tower here."""
    if view.is_loop or view.custody is None:
        return
    if view.custody.codes:
        said = _(
            "This tower was seen under several codes ({codes}): whose it is, is not known. Keep the right sticker."
        )
        yield Refusal(code="tower-uncertain", text=said.format(codes=", ".join(view.custody.codes)))
    elif not view.custody.code:
        said = _(
            "Nobody has received this tower here yet. Do that first: `pcsol intake CODE --this`. "
            "If nothing in it tells it from others, add `--tower CODE` here."
        )
        yield Refusal(code="tower-not-received", text=said)


def not_away(view: View) -> Iterator[Refusal]:
    """It was given, lent, or is here for repair: its data are somebody's own."""
    if view.is_loop or view.custody is None or not view.custody.away:
        return
    state = _(_AWAY[view.custody.away]) if view.custody.away in _AWAY else view.custody.away
    since = f"{view.custody.away_since:%d/%m/%Y}" if view.custody.away_since else "?"
    said = _(
        "This tower is {state}, by the records ({day}): what lies on it is not yours to erase. "
        "Ask whoever keeps the records; only a record of its return changes this."
    )
    yield Refusal(code="tower-away", text=said.format(state=state, day=since))
