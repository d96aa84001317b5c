"""Workshops: plans, groups, what they did, words that were accepted."""

import sqlalchemy as sa
from alembic import op

from pcsol.server.database.kinds import Moment, Number

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "workshop",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_workshop_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_workshop")),
        sa.UniqueConstraint("id", name=op.f("uq_workshop_id")),
    )
    op.create_index("ix_workshop_structure_made_at", "workshop", ["structure", "made_at"], unique=False)
    op.create_table(
        "workshop_group",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("workshop", Number, nullable=False),
        sa.Column("name", sa.String(length=3), nullable=False),
        sa.Column("link", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["workshop"], ["workshop.number"], name=op.f("fk_workshop_group_workshop")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_workshop_group")),
        sa.UniqueConstraint("workshop", "name", name=op.f("uq_workshop_group_workshop_name")),
        sa.UniqueConstraint("link", name=op.f("uq_workshop_group_link")),
    )
    op.create_table(
        "workshop_event",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("workshop", Number, nullable=False),
        sa.Column("name", sa.String(length=3), nullable=False),
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workshop"], ["workshop.number"], name=op.f("fk_workshop_event_workshop")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_workshop_event")),
        sa.UniqueConstraint("workshop", "id", name=op.f("uq_workshop_event_workshop_id")),
    )
    op.create_index("ix_workshop_event_workshop_name", "workshop_event", ["workshop", "name"], unique=False)
    op.create_table(
        "workshop_word",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("workshop", Number, nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workshop"], ["workshop.number"], name=op.f("fk_workshop_word_workshop")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_workshop_word")),
        sa.UniqueConstraint("workshop", "id", name=op.f("uq_workshop_word_workshop_id")),
    )
