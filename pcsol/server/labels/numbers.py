"""Which codes were given out: a number is given out once, or two towers would bear one code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from pcsol.judge import codes
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import sheet, structure, tower

MOST = 420


@dataclass(frozen=True, slots=True)
class Given:
    """Codes in a row. `number`: that of the sheet."""

    number: int
    codes: tuple[str, ...]


def give_out(  # noqa: PLR0913, PLR0917  # whose, how many, for which paper
    connection: Connection, now: datetime, caller: Caller, of: int, wanted: int, layout: str = "", first: int = 0
) -> Given:
    """Remember the next `wanted` numbers of a structure as given out, and return their codes.

    `first` begins higher, where benches printed sheets of their own. Two people at once get different numbers: the
    structure's row is held until the end of the transaction. Raises CodeFaultyError when the numbers are used up.
    """
    prefix = connection.execute(
        select(structure.c.prefix).where(structure.c.number == of).with_for_update()
    ).scalar_one()
    start = max(next_number(connection, of, prefix), first)
    found = tuple(codes.compose(prefix, number) for number in range(start, start + wanted))
    values = {
        "structure": of, "first": start, "count": wanted, "layout": layout, "made_by": caller.who[:200], "made_at": now,
    }  # fmt: skip
    number = connection.execute(insert(sheet).values(values).returning(sheet.c.number)).scalar_one()
    return Given(int(number), found)


def next_number(connection: Connection, of: int, prefix: str) -> int:
    """Return the first number above all that were given out here, or that a tower of this structure bears."""
    printed = connection.scalar(select(func.max(sheet.c.first + sheet.c.count)).where(sheet.c.structure == of))
    length = func.length(tower.c.code)
    bears = connection.scalar(
        select(tower.c.code)
        .where(tower.c.structure == of, tower.c.code.startswith(f"{prefix}-"))
        .order_by(length.desc(), tower.c.code.desc())
        .limit(1)
    )
    return max(printed or 1, codes.parts(bears).number + 1 if bears else 1)


def again(connection: Connection, caller: Caller, number: int) -> Given | None:
    """Return the codes of a sheet that was given out, None where there is none that the caller sees."""
    row = connection.execute(
        select(sheet.c.first, sheet.c.count, structure.c.prefix)
        .join(structure, structure.c.number == sheet.c.structure)
        .where(sheet.c.number == number, caller.within(sheet.c.structure))
    ).first()
    if row is None:
        return None
    return Given(number, tuple(codes.compose(row.prefix, n) for n in range(row.first, row.first + row.count)))


def given_out(connection: Connection, caller: Caller, wanted: Sequence[str]) -> set[str]:
    """Return those of these codes that are on a sheet that a structure of the caller's was given."""
    parts = {code: codes.parts(code) for code in wanted}
    sheets = connection.execute(
        select(structure.c.prefix, sheet.c.first, sheet.c.count)
        .join(structure, structure.c.number == sheet.c.structure)
        .where(
            structure.c.prefix.in_({one.prefix for one in parts.values()}), caller.within(sheet.c.structure),
            sheet.c.first <= max(one.number for one in parts.values()),
            sheet.c.first + sheet.c.count > min(one.number for one in parts.values()),
        )
    ).all()  # fmt: skip
    return {
        code for code, one in parts.items()
        if any(row.prefix == one.prefix and row.first <= one.number < row.first + row.count for row in sheets)
    }  # fmt: skip
