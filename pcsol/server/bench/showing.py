"""Let a tower show itself for a minute, so that somebody finds it among thirty."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from pcsol.server.database.tables import bench_show, tower

LASTS = timedelta(minutes=1)


def show(connection: Connection, now: datetime, number: int, of: int) -> datetime:
    """Let a tower show itself, and return until when."""
    connection.execute(select(tower.c.number).where(tower.c.number == number).with_for_update())
    hide(connection, number)
    connection.execute(insert(bench_show).values(structure=of, tower=number, ends_at=now + LASTS))
    return now + LASTS


def hide(connection: Connection, number: int) -> None:
    """Let it stop."""
    connection.execute(delete(bench_show).where(bench_show.c.tower == number))


def shown(connection: Connection, now: datetime, numbers: list[int]) -> dict[int, datetime]:
    """Return which of these towers show themselves, and until when."""
    if not numbers:
        return {}
    wanted = bench_show.c.tower.in_(numbers), bench_show.c.ends_at > now
    return {row.tower: row.ends_at for row in connection.execute(select(bench_show).where(*wanted))}
