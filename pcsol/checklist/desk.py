"""Where plans and events lie: what pages, the terminal and the hub need of it. A folder or a database does. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pcsol.model.workshop.room import Closing, Event, Plan

# Wrong codes that one group may try within WRONG_SECONDS; after that no code is right for as long.
WRONG_TRIES = 5
WRONG_SECONDS = 600


# How long after its day a workshop's links lead anywhere, if nobody ends it: time enough for one that was put off.
LINKS_LAST = timedelta(days=14)


def is_over(plan: Plan, now: datetime) -> bool:
    """Say whether the links of a workshop have ended by themselves."""
    return now > max(plan.made_at, datetime(plan.on.year, plan.on.month, plan.on.day, tzinfo=UTC)) + LINKS_LAST


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

    def adult(self, code: str, group: str) -> bool:
        """Say whether these are the four digits. After WRONG_TRIES wrong ones of a group none is right for a while."""

    def link(self, group: str) -> str:
        """Return the group's own link, which nobody can guess. Raises KeyError."""

    def group_of(self, link: str) -> str | None:
        """Return whose link this is, whether it still leads anywhere or not (`ended`); None: nobody's."""

    def ended(self) -> bool:
        """Say whether the links lead nowhere any more: the workshop is closed, or long past its day (`is_over`)."""

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
