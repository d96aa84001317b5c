"""Where plans and events lie: what pages, the terminal and the hub need of it. A folder or a database does. Pure."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Protocol

from pcsol.model.workshop.room import Adult, Closing, Event, Plan

# Wrong codes that one group may try within WRONG_SECONDS; after that no code is right for as long.
WRONG_TRIES = 5
WRONG_SECONDS = 600


# How long a workshop's links lead anywhere, if nobody ends it: until the end of the day after.
LINKS_LAST = timedelta(days=2)
# How long after the end it is still taken what a group did before it, on a device that had no network.
LATE = timedelta(hours=12)
_LAST_DAY = datetime.max.replace(tzinfo=UTC) - LINKS_LAST - LATE


def over_at(plan: Plan) -> datetime:
    """Return when the links of a workshop end by themselves; one that was planned for a day that is over begins on
    the day of its planning."""
    day = max(plan.made_at.astimezone(UTC).date(), plan.on)
    return min(datetime(day.year, day.month, day.day, tzinfo=UTC), _LAST_DAY) + LINKS_LAST


def is_over(plan: Plan, now: datetime) -> bool:
    """Say whether the links of a workshop have ended by themselves."""
    return now > over_at(plan)


def is_taken_late(plan: Plan, closing: Closing | None, now: datetime) -> bool:
    """Say whether what a device brings to an ended workshop is still taken. `closing` None: nobody ended it."""
    return now <= (closing.closed_at if closing else over_at(plan)) + LATE


def whose(code: str, known: tuple[str, str | None]) -> Adult | None:
    """Compare four digits with the first adult's and the second's, each in the same time."""
    first, second = (one is not None and compare_digest(code.encode(), one.encode()) for one in known)
    return 1 if first else 2 if second else None


def new_codes(plan: Plan) -> tuple[str, str | None]:
    """Return four digits for the adults, and others for a second reader where more than one adult is there."""
    first = f"{secrets.randbelow(10_000):04d}"
    return first, other_code(first) if plan.adults > 1 else None


def other_code(*taken: str) -> str:
    """Return four digits that are none of these."""
    while (found := f"{secrets.randbelow(10_000):04d}") in taken:
        pass
    return found


class Desk(Protocol):
    """One workshop. Every method may be called by several people at once, and raises StoreError where it cannot."""

    def plan(self) -> Plan:
        """Return the workshop as it was planned."""

    def events(self, group: str) -> tuple[Event, ...]:
        """Return all that a group did, in the order in which it came here. Raises KeyError for another's group."""

    def add(self, events: Sequence[Event]) -> None:
        """Keep events; they are on the medium when this returns. One that is there already is passed over.

        Raises KeyError for an event of another workshop or group, and StoreError: then it may be called again.
        """

    def code(self) -> str:
        """Return the four digits that adults know: for the facilitator's eyes."""

    def second_code(self) -> str | None:
        """Return those that a second adult alone knows, the second reader; None: one adult only is there."""

    def second_shown(self) -> bool:
        """Say whether somebody looked at the second reader's digits already."""

    def show_second(self, *, anew: bool = False) -> str | None:
        """Return the second reader's digits for whoever looks first; None: somebody did. `anew`: make others, for
        whoever asks now; the ones before are nobody's. None as well where one adult only is there."""

    def adult(self, code: str, group: str) -> Adult | None:
        """Say which adult's four digits these are: 1, or 2 the second reader's; None: nobody's.

        After WRONG_TRIES wrong ones of a group none is right for a while.
        """

    def rests(self, group: str) -> bool:
        """Say whether no code is right for this group at the moment: WRONG_TRIES wrong ones were typed."""

    def link(self, group: str) -> str:
        """Return the group's own link, which nobody can guess. Raises KeyError."""

    def group_of(self, link: str) -> str | None:
        """Return whose link this is, whether it still leads anywhere or not (`ended`); None: nobody's."""

    def ended(self) -> bool:
        """Say whether the links lead nowhere any more: the workshop is closed, or past its day (`is_over`)."""

    def tick_material(self, there: Sequence[str]) -> None:
        """Keep in the plan which things of the list of material are in the room: their ids."""

    def close(self, closing: Closing) -> None:
        """Keep how the workshop ended; a later closing takes the place of an earlier one."""

    def closed(self) -> Closing | None:
        """Return how it ended; None: it goes on."""


class Room(Protocol):
    """All workshops of a place."""

    def desks(self) -> list[Desk]:
        """Return every workshop, the newest first. What cannot be read is passed over."""

    def open(self, plan: Plan) -> Desk:
        """Begin a workshop: it is kept, with a code and links, when this returns. The same plan again is fine."""

    def desk(self, workshop_id: str) -> Desk:
        """Return one workshop. Raises WorkshopError when there is none of that number."""

    def of_link(self, link: str) -> tuple[Desk, str] | None:
        """Return the workshop and the group whose link this is, also when it has ended; None: nobody's.

        Raises StoreError where that cannot be told at the moment: a stick that is pulled ends no link.
        """
