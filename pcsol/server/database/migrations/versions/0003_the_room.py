"""The room: leave to erase, places under load, towers that show themselves; closed lots; second readers."""

import sqlalchemy as sa
from alembic import op

from pcsol.server.database.kinds import Moment, Number

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("lot", sa.Column("closed_at", Moment, nullable=True))
    op.add_column("tower", sa.Column("signed_off_by", sa.String(length=200), nullable=True))
    op.add_column("tower", sa.Column("signed_off_at", Moment, nullable=True))
    op.create_table(
        "arming",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("lot", Number, nullable=False),
        sa.Column("person", Number, nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("disks", sa.Text(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("told_at", Moment, nullable=True),
        sa.Column("withdrawn_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_arming_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_arming_tower")),
        sa.ForeignKeyConstraint(["lot"], ["lot.number"], name=op.f("fk_arming_lot")),
        sa.ForeignKeyConstraint(["person"], ["person.number"], name=op.f("fk_arming_person")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_arming")),
    )
    op.create_index("ix_arming_tower", "arming", ["tower"], unique=False)
    op.create_index("ix_arming_structure_ends_at", "arming", ["structure", "ends_at"], unique=False)
    op.create_table(
        "bench_room",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("most_burning", sa.Integer(), nullable=False),
        sa.Column("until", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_bench_room_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_bench_room")),
        sa.UniqueConstraint("structure", name=op.f("uq_bench_room_structure")),
    )
    op.create_table(
        "burn_lease",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("station", Number, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("given_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_burn_lease_structure")),
        sa.ForeignKeyConstraint(["station"], ["station.number"], name=op.f("fk_burn_lease_station")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_burn_lease")),
        sa.UniqueConstraint("station", name=op.f("uq_burn_lease_station")),
    )
    op.create_index("ix_burn_lease_structure", "burn_lease", ["structure"], unique=False)
    op.create_table(
        "bench_show",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_bench_show_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_bench_show_tower")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_bench_show")),
        sa.UniqueConstraint("tower", name=op.f("uq_bench_show_tower")),
    )
