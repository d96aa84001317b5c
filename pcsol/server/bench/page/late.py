"""Which towers will not have finished when the room closes, and what would help (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pcsol.i18n import N_, _
from pcsol.server.bench.page.cards import Card

_OPEN = ("to-do", "doing")
_WITHOUT_ERASING = N_("leave the erasing for another day: it has not begun")
_QUICK = N_("test it with the quick list instead of this one")
_OVERNIGHT = N_("leave it on overnight, with somebody’s leave: it goes on by itself")
_AGAIN = N_("switch it off when the room closes: it goes on at this step next time")


@dataclass(frozen=True, slots=True)
class Late:
    """`ends_at`: when it would have finished; None where nobody knows. `offers`: what would help, in words."""

    card: Card
    ends_at: datetime | None
    offers: tuple[str, ...]


def late(cards: Iterable[Card], now: datetime, until: datetime | None) -> list[Late]:
    """Return those that end after `until`, and those of which nobody can say; the latest first."""
    if until is None:
        return []
    found = [Late(one, _ends_at(one, now), _offers(one)) for one in cards if one.word != "done"]
    missing = [one for one in found if one.ends_at is None or one.ends_at > until]
    return sorted(missing, key=lambda one: (one.ends_at is not None, -one.ends_at.timestamp() if one.ends_at else 0.0))


def _ends_at(card: Card, now: datetime) -> datetime | None:
    return None if card.seconds_left is None else now + timedelta(seconds=card.seconds_left)


def _offers(card: Card) -> tuple[str, ...]:
    """An erasure that has begun is better ended, or gone on with: half a disk is not erased."""
    states = {one.id: one.state for one in card.progress.steps}
    erasing = states.get("erase")
    tests = states.get("tests") in _OPEN and "quick" not in (card.progress.batch or "")
    found = [*([_WITHOUT_ERASING] if erasing == "to-do" else []), *([_QUICK] if tests else [])]
    return tuple(_(one) for one in (*found, _OVERNIGHT, *([_AGAIN] if erasing != "doing" else [])))
