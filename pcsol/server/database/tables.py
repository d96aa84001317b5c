"""Every table of the hub.

Records are evidence: rows of `record` are added and never changed, but for the tower that they are counted to. `tower`
is a view over them that is kept up as records arrive. `event` says who did what to a tower at the hub, when and why; it
is added to only as well.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from pcsol.server.database.kinds import Moment, Number, link, metadata, number
from pcsol.server.database.room import arming, bench_room, bench_show, burn_lease
from pcsol.server.database.workshops import workshop, workshop_event, workshop_group, workshop_word

__all__ = [
    "arming", "attempt", "audit", "bench_room", "bench_show", "burn_lease", "enrolment", "event", "login_session",
    "lot", "lot_line", "mark", "metadata", "part", "person", "photo", "record", "refusal", "setting", "sheet",
    "station", "structure", "token", "tower", "workshop", "workshop_event", "workshop_group", "workshop_word",
]  # fmt: skip

structure = Table(
    "structure", metadata,
    number(),
    Column("name", String(200), nullable=False, unique=True),
    Column("prefix", String(4), nullable=False, unique=True),
    Column("made_at", Moment, nullable=False),
)  # fmt: skip

# A person without a structure belongs to the federation and sees all.
person = Table(
    "person", metadata,
    number(),
    link("structure", "structure", optional=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password", String(200), nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("language", String(2), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("left_at", Moment),
)  # fmt: skip

login_session = Table(
    "login_session", metadata,
    Column("digest", String(64), primary_key=True),
    link("person", "person"),
    Column("form_key", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)  # fmt: skip

attempt = Table(
    "attempt", metadata,
    number(),
    Column("subject", String(120), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attempt_subject_at", "subject", "at"),
    Index("ix_attempt_at", "at"),
)  # fmt: skip

audit = Table(
    "audit", metadata,
    number(),
    Column("at", Moment, nullable=False),
    link("structure", "structure", optional=True),
    Column("who", String(200), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("address", String(60), nullable=False),
    Index("ix_audit_structure_number", "structure", "number"),
)  # fmt: skip

station = Table(
    "station", metadata,
    number(),
    link("structure", "structure"),
    Column("name", String(200), nullable=False),
    Column("letters_key", String(64), nullable=False),
    Column("letters_id", String(32), nullable=False, unique=True),
    Column("papers_key", String(64)),
    Column("papers_from", Moment),
    Column("papers_until", Moment),
    Column("version", String(40), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("seen_at", Moment),
    Column("progress", Text),
    Column("progress_at", Moment),
)  # fmt: skip

token = Table(
    "token", metadata,
    Column("digest", String(64), primary_key=True),
    link("station", "station"),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)  # fmt: skip

enrolment = Table(
    "enrolment", metadata,
    number(),
    link("structure", "structure"),
    Column("code", String(2), nullable=False),
    Column("stretched", String(64), nullable=False),
    Column("station_name", String(200), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", Moment),
    Index("ix_enrolment_code", "code"),
)  # fmt: skip

lot = Table(
    "lot", metadata,
    number(),
    link("structure", "structure"),
    Column("name", String(200), nullable=False),
    Column("donor", String(200), nullable=False),
    Column("note", Text, nullable=False),
    Column("received_on", String(10)),
    Column("made_at", Moment, nullable=False),
    Column("closed_at", Moment),
    UniqueConstraint("structure", "name"),
)  # fmt: skip

tower = Table(
    "tower", metadata,
    number(),
    link("structure", "structure"),
    Column("code", String(20)),
    link("lot", "lot", optional=True),
    Column("asset", String(100)),
    Column("state", String(20), nullable=False),
    Column("state_at", Moment, nullable=False),
    # When it last left (lent, given) to somebody from whom it came back, and when a disk was last fitted.
    Column("left_at", Moment),
    Column("disk_fitted_at", Moment),
    link("merged_into", "tower", optional=True),
    Column("doubt", String(40)),
    # Doubts that a person has settled, so that the next record does not raise them again.
    Column("settled", String(60)),
    Column("made_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    # What the last probe said, for lists: server.towers.summary.
    Column("probed_at", Moment),
    Column("maker", String(200)),
    Column("model", String(200)),
    Column("serial", String(200)),
    Column("form", String(40)),
    Column("processor", String(200)),
    Column("memory_bytes", Number),
    Column("disks", Integer),
    Column("disk_bytes", Number),
    Column("medium", String(10)),
    Column("health", String(1)),
    # Where it may go: as the last probe says, unless its newest grade says that it failed.
    Column("destination", String(60)),
    Column("probed_destination", String(60)),
    Column("next_step", Text),
    Column("disk_ids", Text),
    # What the latest paper says of each disk, and when it was made (JSON); and what they say together.
    Column("proofs", Text),
    Column("erasure", String(20)),
    # What the newest grade says; when it was tested last, when a part last came or went, and when a look last found
    # other disks, memory or processor than the look before. `function` is null where that grade counts no more.
    Column("graded_at", Moment),
    Column("graded_function", String(1)),
    Column("graded_destination", String(60)),
    Column("tested_at", Moment),
    Column("part_at", Moment),
    Column("other_at", Moment),
    Column("function", String(1)),
    Column("records", Integer, nullable=False),
    Column("search", Text, nullable=False),
    # The second reader, until the tower is tested or erased anew.
    Column("signed_off_by", String(200)),
    Column("signed_off_at", Moment),
    UniqueConstraint("code", "structure"),  # in this order: the federation looks for a code alone
    Index("ix_tower_structure_seen_at_number", "structure", "seen_at", "number"),
    Index("ix_tower_seen_at_number", "seen_at", "number"),
    Index("ix_tower_structure_state_seen_at", "structure", "state", "seen_at"),
    Index("ix_tower_lot", "lot"),
    Index("ix_tower_structure_asset", "structure", "asset"),
)  # fmt: skip

# The state of the park is counted from this alone; the others find the few that a person should look at.
Index(
    "ix_tower_park", tower.c.structure, tower.c.state, tower.c.destination, tower.c.health, tower.c.erasure,
    tower.c.function, tower.c.merged_into,  # always NULL here; SQLite would read the rows for it
    sqlite_where=tower.c.merged_into.is_(None), postgresql_where=tower.c.merged_into.is_(None),
)  # fmt: skip
Index(
    "ix_tower_doubt", tower.c.structure, tower.c.seen_at,
    sqlite_where=tower.c.doubt.is_not(None), postgresql_where=tower.c.doubt.is_not(None),
)  # fmt: skip
# Only of those that were: SQLite would look for the others by it.
Index(
    "ix_tower_merged_into", tower.c.merged_into,
    sqlite_where=tower.c.merged_into.is_not(None), postgresql_where=tower.c.merged_into.is_not(None),
)  # fmt: skip
Index("ix_tower_made_at_structure", tower.c.made_at, tower.c.structure, tower.c.state)

# Finds any piece of a word at once among a million towers; SQLite's are few enough to be read through.
Index(
    "ix_tower_search", tower.c.search, postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}
).ddl_if(dialect="postgresql")  # fmt: skip

mark = Table(
    "mark", metadata,
    number(),
    link("structure", "structure"),
    link("tower", "tower"),
    Column("kind", String(20), nullable=False),
    Column("value", String(200), nullable=False),
    UniqueConstraint("structure", "value", "kind", "tower"),
    Index("ix_mark_tower", "tower"),
)  # fmt: skip

record = Table(
    "record", metadata,
    number(),
    Column("id", String(36), nullable=False),
    link("structure", "structure"),
    link("station", "station", optional=True),  # NULL: the hub itself made it
    link("tower", "tower"),
    Column("kind", String(31), nullable=False),
    Column("schema", String(60), nullable=False),
    Column("at", Moment, nullable=False),
    Column("arrived_at", Moment, nullable=False),
    Column("standing", String(12), nullable=False),
    Column("newer", Boolean, nullable=False),
    Column("operator", String(200)),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    # What its papers prove, and when they were made, by disk (JSON): as it was heard on arrival, and looked at anew
    # where a key becomes known, or is believed no more.
    Column("proven", Text),
    UniqueConstraint("structure", "id"),  # an id is its structure's own: no other can take it first
    Index("ix_record_tower_at", "tower", "at"),
    Index("ix_record_structure_number", "structure", "number"),
    Index("ix_record_station", "station"),
    Index("ix_record_arrived_at_structure", "arrived_at", "structure"),
    Index(
        "ix_record_odd", "structure", "arrived_at",
        sqlite_where=text("(newer OR standing <> 'signed')"),
        postgresql_where=text("(newer OR standing <> 'signed')"),
    ),
)  # fmt: skip

event = Table(
    "event", metadata,
    number(),
    link("structure", "structure"),
    link("tower", "tower"),
    Column("kind", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("details", Text, nullable=False),
    link("undone_by", "event", optional=True),
    Index("ix_event_tower_at", "tower", "at"),
    Index("ix_event_structure_number", "structure", "number"),
    Index("ix_event_kind_at", "kind", "at"),
)  # fmt: skip

# What the hub refused, so that somebody looks; the record itself stays at its station. The latest per record.
refusal = Table(
    "refusal", metadata,
    number(),
    link("structure", "structure"),
    link("station", "station"),
    Column("at", Moment, nullable=False),
    Column("record", String(36), nullable=False),
    Column("status", Integer, nullable=False),
    Column("faults", Text, nullable=False),
    Index("ix_refusal_structure_number", "structure", "number"),
    Index("ix_refusal_station_record", "station", "record"),
)  # fmt: skip

lot_line = Table(
    "lot_line", metadata,
    number(),
    link("lot", "lot"),
    link("tower", "tower", optional=True),
    Column("asset", String(100), nullable=False),
    Column("serial", String(200), nullable=False),
    Column("what", String(200), nullable=False),
    Column("removed_at", Moment),
    Index("ix_lot_line_lot", "lot"),
    Index("ix_lot_line_asset", "asset"),
    Index("ix_lot_line_serial", "serial"),
    Index("ix_lot_line_tower", "tower"),
)  # fmt: skip

sheet = Table(
    "sheet", metadata,
    number(),
    link("structure", "structure"),
    Column("first", Integer, nullable=False),
    Column("count", Integer, nullable=False),
    Column("layout", String(20), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("made_at", Moment, nullable=False),
    Index("ix_sheet_structure", "structure"),
)  # fmt: skip

photo = Table(
    "photo", metadata,
    number(),
    link("structure", "structure"),
    link("tower", "tower"),
    Column("made_at", Moment, nullable=False),
    Column("who", String(200), nullable=False),
    Column("caption", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("small", LargeBinary, nullable=False),
    Column("removed_at", Moment),
    Index("ix_photo_tower", "tower"),
)  # fmt: skip

part = Table(
    "part", metadata,
    number(),
    link("structure", "structure"),
    link("taken_from", "tower", optional=True),
    link("fitted_to", "tower", optional=True),
    Column("kind", String(30), nullable=False),
    Column("description", String(200), nullable=False),
    Column("serial", String(200), nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("taken_by", String(200), nullable=False),
    Column("fitted_at", Moment),
    Column("fitted_by", String(200)),
    Column("removed_at", Moment),
    Index("ix_part_structure_number", "structure", "number"),
    Index("ix_part_taken_from", "taken_from"),
    Index("ix_part_fitted_to", "fitted_to"),
)  # fmt: skip

setting = Table(
    "setting", metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
