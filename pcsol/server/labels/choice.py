"""What is to be printed: chosen codes, a lot, or a sheet of new codes; and on which paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from pcsol.errors import CodeFaultyError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.report.labels.layouts import L7160, LAYOUTS, Layout
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import lot, tower
from pcsol.server.labels import numbers

MOST = numbers.MOST


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; 0 and "" ask for nothing. `start`: the first free label of the first sheet;
    `plain`: the code alone, though the tower is known."""

    codes: str = ""
    lot: int = 0
    sheet: int = 0
    layout: str = L7160.id
    start: int = 1
    plain: bool = False

    @property
    def paper(self) -> Layout:
        """The paper; a name that is not known is the one that is sold everywhere."""
        return LAYOUTS.get(self.layout, L7160)

    @property
    def first(self) -> int:
        """The first free label, on the paper."""
        return min(max(self.start, 1), self.paper.per_sheet)


@dataclass(slots=True)
class Chosen:
    """Codes in the order they are printed, and what is wrong with the rest."""

    codes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lot_name: str = ""


def chosen(connection: Connection, caller: Caller, asked: Asked) -> Chosen:
    """Return the codes that were asked for, each once, within what the caller sees."""
    found = Chosen()
    if asked.sheet:
        given = numbers.again(connection, caller, asked.sheet)
        found.codes += given.codes if given else ()
    if asked.lot:
        _of_lot(connection, caller, asked.lot, found)
    _typed(connection, caller, _apart(asked.codes)[:MOST], found)
    found.codes = list(dict.fromkeys(found.codes))[:MOST]
    return found


def _apart(typed: str) -> list[str]:
    """Return what may be a code each; spaces part two codes, or the pieces of one ("val 0042 d")."""
    found = []
    for piece in re.split(r"[,;\t\r\n]+", typed):
        try:
            found.append(codes.read(piece))
        except CodeFaultyError:
            found += piece.split()
    return found


def _of_lot(connection: Connection, caller: Caller, number: int, found: Chosen) -> None:
    name = connection.scalar(select(lot.c.name).where(lot.c.number == number, caller.within(lot.c.structure)))
    if name is None:
        return
    found.lot_name = name
    found.codes += connection.scalars(
        select(tower.c.code)
        .where(tower.c.lot == number, tower.c.code.is_not(None), tower.c.merged_into.is_(None))
        .order_by(tower.c.code)
        .limit(MOST)
    )


def _typed(connection: Connection, caller: Caller, typed: Sequence[str], found: Chosen) -> None:
    """Take those that a tower bears here, or that were given out here: two questions, however many codes there are."""
    wanted = []
    for one in typed:
        try:
            wanted.append(codes.read(one))
        except CodeFaultyError as err:
            found.faults.append(f"{err.what} {err.remedy}")
    borne = set(
        connection.scalars(select(tower.c.code).where(tower.c.code.in_(wanted), caller.within(tower.c.structure)))
        if wanted else ()
    )  # fmt: skip
    missing = [one for one in wanted if one not in borne]
    known = borne | (numbers.given_out(connection, caller, missing) if missing else set())
    found.codes += [one for one in wanted if one in known]
    found.faults += [
        _("{code}: no tower bears this code here, and it was never given out here.").format(code=one)
        for one in wanted if one not in known
    ]  # fmt: skip
