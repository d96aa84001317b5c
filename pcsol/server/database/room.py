"""Tables of the room in which towers are tested and erased side by side. They are part of `tables`, which names all."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from pcsol.server.database.kinds import Moment, link, metadata, number

# A person's leave to erase these disks (JSON: ids) of this tower, as it stood then. At most one at a time counts.
arming = Table(
    "arming", metadata,
    number(),
    link("structure", "structure"),
    link("tower", "tower"),
    link("lot", "lot"),
    # Who, also after another name: the second reader is somebody else. None: at the hub's own command line.
    link("person", "person", optional=True),
    Column("who", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("disks", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    # When the tower heard of it first, and when it was taken back.
    Column("told_at", Moment),
    Column("withdrawn_at", Moment),
    Index("ix_arming_tower", "tower"),
    Index("ix_arming_structure_ends_at", "structure", "ends_at"),
)  # fmt: skip

# What a structure's room allows: towers under load at once, and the moment at which it closes.
bench_room = Table(
    "bench_room", metadata,
    number(),
    link("structure", "structure"),
    Column("most_burning", Integer, nullable=False),
    Column("until", Moment),
    UniqueConstraint("structure"),
)  # fmt: skip

# Towers that load themselves, or wait for it in the order in which they asked.
burn_lease = Table(
    "burn_lease", metadata,
    number(),
    link("structure", "structure"),
    link("station", "station"),
    Column("seen_at", Moment, nullable=False),
    Column("given_at", Moment),
    UniqueConstraint("station"),
    Index("ix_burn_lease_structure", "structure"),
)  # fmt: skip

# Towers that are to show themselves, so that somebody finds them in the room.
bench_show = Table(
    "bench_show", metadata,
    number(),
    link("structure", "structure"),
    link("tower", "tower"),
    Column("ends_at", Moment, nullable=False),
    UniqueConstraint("tower"),
)  # fmt: skip
