"""What `pigeonholes` says to the database for every batch: built once, when the hub starts."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, select, text, tuple_, update

from pcsol.server.database.tables import mark, record, tower

# The columns that a record may change.
CHANGING = (
    "code", "state", "state_at", "doubt", "seen_at", "probed_at", "maker", "model", "serial", "form", "processor",
    "memory_bytes", "disks", "disk_bytes", "medium", "health", "destination", "next_step", "disk_ids", "proofs",
    "erasure", "records", "search", "asset", "left_at", "signed_off_by", "signed_off_at", "probed_destination",
    "graded_at", "graded_function", "graded_destination", "tested_at", "part_at", "other_at", "function",
)  # fmt: skip

SAME_IDS = select(record.c.structure, record.c.id, record.c.digest).where(
    tuple_(record.c.structure, record.c.id).in_(bindparam("ids", expanding=True))
)
OF_CODES = select(tower.c.number).where(tuple_(tower.c.structure, tower.c.code).in_(bindparam("codes", expanding=True)))
OF_VALUES = (
    select(mark.c.structure, mark.c.value, mark.c.tower)
    .where(tuple_(mark.c.structure, mark.c.value).in_(bindparam("values", expanding=True)))
    .limit(bindparam("most"))
)
OF_VALUE = (
    select(mark.c.tower)
    .distinct()
    .where(mark.c.structure == bindparam("structure"), mark.c.value == bindparam("value"))
    .limit(bindparam("most"))
)
_NUMBERS: BindParameter[Any] = bindparam("numbers", expanding=True)
HELD = select(tower).where(tower.c.number.in_(_NUMBERS)).order_by(tower.c.number).with_for_update()
MARKS = select(mark.c.tower, mark.c.kind, mark.c.value).where(mark.c.tower.in_(_NUMBERS))
LOCKS = text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")
ADD = insert(tower).returning(tower.c.number, sort_by_parameter_order=True)
CHANGE = (
    update(tower)
    .where(tower.c.number == bindparam("key"))
    .values({name: bindparam(name) for name in CHANGING})
)  # fmt: skip
