"""Tables of workshops. They are part of `tables`, which names all."""

from sqlalchemy import Column, Index, String, Table, Text, UniqueConstraint

from pcsol.server.database.kinds import Moment, link, metadata, number

# A workshop as it was planned and as it ended (JSON), and the four digits that adults in the room know; those of the
# second reader, where there is another adult.
workshop = Table(
    "workshop", metadata,
    number(),
    link("structure", "structure"),
    Column("id", String(12), nullable=False),
    Column("plan", Text, nullable=False),
    Column("code", String(4), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("closing", Text),
    Column("second_code", String(4)),
    Column("second_shown_at", Moment),
    UniqueConstraint("id"),
    Index("ix_workshop_structure_made_at", "structure", "made_at"),
)  # fmt: skip

workshop_group = Table(
    "workshop_group", metadata,
    number(),
    link("workshop", "workshop"),
    Column("name", String(3), nullable=False),
    Column("link", String(40), nullable=False),
    UniqueConstraint("workshop", "name"),
    UniqueConstraint("link"),
)  # fmt: skip

# What a group did, one thing a row, as it came (JSON); by its own id it is there once.
workshop_event = Table(
    "workshop_event", metadata,
    number(),
    link("workshop", "workshop"),
    Column("name", String(3), nullable=False),
    Column("id", String(20), nullable=False),
    Column("content", Text, nullable=False),
    Column("arrived_at", Moment),
    UniqueConstraint("workshop", "id"),
    Index("ix_workshop_event_workshop_name", "workshop", "name"),
)  # fmt: skip

# Words of the glossary that groups told and an adult accepted.
workshop_word = Table(
    "workshop_word", metadata,
    number(),
    link("workshop", "workshop"),
    Column("id", String(40), nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("workshop", "id"),
)  # fmt: skip
