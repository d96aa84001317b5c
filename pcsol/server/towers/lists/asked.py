"""What a list is asked for: all of it stands in the address, so that a list can be kept, sent and loaded again."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pydantic import BaseModel, Field
from sqlalchemy import Connection, select

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, structure
from pcsol.server.pages.frame import address, without
from pcsol.server.towers import rows
from pcsol.server.towers.pages import shown
from pcsol.server.towers.rows import UNKNOWN, Wanted
from pcsol.server.towers.states import STATES

_MOST_LOTS = 300
_FILTERS = ("q", "state", "structure", "lot", "health", "function", "erasure", "destination", "doubt", "n")


class Asked(BaseModel):
    """The query of a list. `c`: columns, `n`: towers that were ticked, by their number. What is "" is not asked for."""

    q: str = Field("", max_length=200)
    state: str = Field("", max_length=40)
    structure: str = Field("", max_length=20)
    lot: str = Field("", max_length=20)
    health: str = Field("", max_length=1)
    function: str = Field("", max_length=1)
    erasure: str = Field("", max_length=20)
    destination: str = Field("", max_length=60)
    doubt: str = Field("", max_length=1)
    after: str = Field("", max_length=60)
    c: list[str] = Field(default_factory=list, max_length=60)
    n: list[str] = Field(default_factory=list, max_length=1_000)

    def wanted(self, most: int = 50) -> Wanted:
        """Return it as the search of towers takes it."""
        return Wanted(
            q=self.q, state=self.state, structure=_number(self.structure), lot=_number(self.lot), health=self.health,
            erasure=self.erasure, destination=self.destination, doubt=bool(self.doubt), numbers=numbers(self.n),
            function=self.function, after=self.after, most=most,
        )  # fmt: skip

    def query(self) -> dict[str, Any]:
        """Return it as it stands in an address, without the page."""
        return without(self.model_dump(), "after")

    def code(self) -> str | None:
        """Return the code that was typed or scanned, where the search is for one."""
        try:
            return codes.read(self.q) if self.q.strip() else None
        except CodeFaultyError:
            return None


class Filter(NamedTuple):
    """A filter that is on: what it says, and the address without it."""

    title: str
    value: str
    without: str


class Choices(NamedTuple):
    """What may be chosen in each box: value and text."""

    state: list[tuple[str, str]]
    structure: list[tuple[str, str]]
    lot: list[tuple[str, str]]
    health: list[tuple[str, str]]
    function: list[tuple[str, str]]
    erasure: list[tuple[str, str]]
    destination: list[tuple[str, str]]


def numbers(given: Iterable[str]) -> tuple[int, ...]:
    """Return the towers that were ticked: numbers, each once, no more than a page and a half."""
    found = [int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 18]
    return tuple(dict.fromkeys(found))[: rows.MOST]


def choices(connection: Connection, caller: Caller) -> Choices:
    """Return what this person may choose."""
    wanted = (
        select(lot.c.number, lot.c.name)
        .where(caller.within(lot.c.structure))
        .order_by(lot.c.number.desc())
        .limit(_MOST_LOTS)
    )
    lots = [(str(row.number), row.name) for row in connection.execute(wanted)]
    houses = []
    if caller.structure is None:
        found = connection.execute(select(structure.c.number, structure.c.name).order_by(structure.c.name))
        houses = [(str(row.number), row.name) for row in found]
    return Choices(
        [(name, shown.state(name)) for name in STATES], houses, lots,
        [*((one, shown.health(one)) for one in shown.HEALTH), (UNKNOWN, shown.health(None))],
        [*((one, shown.function(one)) for one in shown.FUNCTION), (UNKNOWN, shown.function(None))],
        [*((one, shown.erasure(one)) for one in shown.ERASURE), (UNKNOWN, shown.erasure(None))],
        [*shown.destinations().items(), (UNKNOWN, shown.destination(None))],
    )  # fmt: skip


def filters(asked: Asked, offered: Choices, path: str = "/towers") -> list[Filter]:
    """Return the filters that are on, each with the way to take it off."""
    titles = {
        "q": _("Search"), "state": _("State"), "structure": _("Structure"), "lot": _("Lot"), "health": _("Health"),
        "function": _("Function"), "erasure": _("Erasure"), "destination": _("Destination"),
        "doubt": _("To look at"), "n": _("Chosen"),
    }  # fmt: skip
    found, query = [], asked.query()
    for name in _FILTERS:
        if query[name]:
            value = _said(name, query[name], offered)
            found.append(Filter(titles[name], value, address(path, **without(query, name))))
    return found


def _said(name: str, value: Any, offered: Choices) -> str:  # noqa: ANN401  # of a query
    if name == "doubt":
        return _("yes")
    if name == "n":
        return str(len(numbers(value)))
    texts: dict[str, str] = dict(getattr(offered, name, ()))
    return texts.get(value, str(value))


def _number(text: str) -> int | None:
    """Return a number of a row; nothing has the number of what is none."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else -1
