"""The first tables."""

import sqlalchemy as sa
from alembic import op

from pcsol.server.database.kinds import Moment, Number

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "attempt",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_attempt")),
    )
    op.create_index("ix_attempt_at", "attempt", ["at"], unique=False)
    op.create_index("ix_attempt_subject_at", "attempt", ["subject", "at"], unique=False)
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "structure",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("prefix", sa.String(length=4), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_structure")),
        sa.UniqueConstraint("name", name=op.f("uq_structure_name")),
        sa.UniqueConstraint("prefix", name=op.f("uq_structure_prefix")),
    )
    op.create_table(
        "audit",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("structure", Number, nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_audit_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_structure_number", "audit", ["structure", "number"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("stretched", sa.String(length=64), nullable=False),
        sa.Column("station_name", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_enrolment_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_code", "enrolment", ["code"], unique=False)
    op.create_table(
        "lot",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("donor", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_lot_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_lot")),
        sa.UniqueConstraint("structure", "name", name=op.f("uq_lot_structure_name")),
    )
    op.create_table(
        "person",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=True),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("left_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_person_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
    )
    op.create_table(
        "sheet",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_sheet_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_sheet")),
    )
    op.create_index("ix_sheet_structure", "sheet", ["structure"], unique=False)
    op.create_table(
        "station",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("letters_key", sa.String(length=64), nullable=False),
        sa.Column("letters_id", sa.String(length=32), nullable=False),
        sa.Column("papers_key", sa.String(length=64), nullable=True),
        sa.Column("papers_from", Moment, nullable=True),
        sa.Column("papers_until", Moment, nullable=True),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.Column("seen_at", Moment, nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("progress_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_station_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_station")),
        sa.UniqueConstraint("letters_id", name=op.f("uq_station_letters_id")),
    )
    op.create_table(
        "login_session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person", Number, nullable=False),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["person.number"], name=op.f("fk_login_session_person")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_login_session")),
    )
    op.create_table(
        "token",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("station", Number, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["station"], ["station.number"], name=op.f("fk_token_station")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_token")),
    )
    op.create_table(
        "tower",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("lot", Number, nullable=True),
        sa.Column("asset", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_at", Moment, nullable=False),
        sa.Column("left_at", Moment, nullable=True),
        sa.Column("disk_fitted_at", Moment, nullable=True),
        sa.Column("merged_into", Number, nullable=True),
        sa.Column("doubt", sa.String(length=40), nullable=True),
        sa.Column("settled", sa.String(length=60), nullable=True),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
        sa.Column("probed_at", Moment, nullable=True),
        sa.Column("maker", sa.String(length=200), nullable=True),
        sa.Column("model", sa.String(length=200), nullable=True),
        sa.Column("serial", sa.String(length=200), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("processor", sa.String(length=200), nullable=True),
        sa.Column("memory_bytes", Number, nullable=True),
        sa.Column("disks", sa.Integer(), nullable=True),
        sa.Column("disk_bytes", Number, nullable=True),
        sa.Column("medium", sa.String(length=10), nullable=True),
        sa.Column("health", sa.String(length=1), nullable=True),
        sa.Column("destination", sa.String(length=60), nullable=True),
        sa.Column("next_step", sa.Text(), nullable=True),
        sa.Column("disk_ids", sa.Text(), nullable=True),
        sa.Column("proofs", sa.Text(), nullable=True),
        sa.Column("erasure", sa.String(length=20), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["lot"], ["lot.number"], name=op.f("fk_tower_lot")),
        sa.ForeignKeyConstraint(["merged_into"], ["tower.number"], name=op.f("fk_tower_merged_into")),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_tower_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_tower")),
        sa.UniqueConstraint("code", "structure", name=op.f("uq_tower_code_structure")),
    )
    op.create_index(
        "ix_tower_doubt",
        "tower",
        ["structure", "seen_at"],
        unique=False,
        sqlite_where=sa.text("doubt IS NOT NULL"),
        postgresql_where=sa.text("doubt IS NOT NULL"),
    )
    op.create_index("ix_tower_made_at_structure", "tower", ["made_at", "structure", "state"], unique=False)
    op.create_index(
        "ix_tower_park",
        "tower",
        ["structure", "state", "destination", "health", "erasure", "merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NULL"),
        postgresql_where=sa.text("merged_into IS NULL"),
    )
    op.create_index("ix_tower_lot", "tower", ["lot"], unique=False)
    op.create_index("ix_tower_structure_asset", "tower", ["structure", "asset"], unique=False)
    op.create_index(
        "ix_tower_merged_into",
        "tower",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index("ix_tower_seen_at_number", "tower", ["seen_at", "number"], unique=False)
    op.create_index("ix_tower_structure_seen_at_number", "tower", ["structure", "seen_at", "number"], unique=False)
    op.create_index("ix_tower_structure_state_seen_at", "tower", ["structure", "state", "seen_at"], unique=False)
    op.create_table(
        "event",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("undone_by", Number, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_event_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_event_tower")),
        sa.ForeignKeyConstraint(["undone_by"], ["event.number"], name=op.f("fk_event_undone_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
    )
    op.create_index("ix_event_kind_at", "event", ["kind", "at"], unique=False)
    op.create_index("ix_event_structure_number", "event", ["structure", "number"], unique=False)
    op.create_index("ix_event_tower_at", "event", ["tower", "at"], unique=False)
    op.create_table(
        "refusal",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("station", Number, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["station"], ["station.number"], name=op.f("fk_refusal_station")),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_refusal_structure")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_refusal")),
    )
    op.create_index("ix_refusal_station_record", "refusal", ["station", "record"], unique=False)
    op.create_index("ix_refusal_structure_number", "refusal", ["structure", "number"], unique=False)
    op.create_table(
        "lot_line",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("lot", Number, nullable=False),
        sa.Column("tower", Number, nullable=True),
        sa.Column("asset", sa.String(length=100), nullable=False),
        sa.Column("serial", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("removed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["lot"], ["lot.number"], name=op.f("fk_lot_line_lot")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_lot_line_tower")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_lot_line")),
    )
    op.create_index("ix_lot_line_asset", "lot_line", ["asset"], unique=False)
    op.create_index("ix_lot_line_lot", "lot_line", ["lot"], unique=False)
    op.create_index("ix_lot_line_serial", "lot_line", ["serial"], unique=False)
    op.create_index("ix_lot_line_tower", "lot_line", ["tower"], unique=False)
    op.create_table(
        "mark",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_mark_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_mark_tower")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_mark")),
        sa.UniqueConstraint("structure", "value", "kind", "tower", name=op.f("uq_mark_structure_value_kind_tower")),
    )
    op.create_index("ix_mark_tower", "mark", ["tower"], unique=False)
    op.create_table(
        "part",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("taken_from", Number, nullable=True),
        sa.Column("fitted_to", Number, nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.Column("serial", sa.String(length=200), nullable=False),
        sa.Column("taken_at", Moment, nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("fitted_at", Moment, nullable=True),
        sa.Column("fitted_by", sa.String(length=200), nullable=True),
        sa.Column("removed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["fitted_to"], ["tower.number"], name=op.f("fk_part_fitted_to")),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_part_structure")),
        sa.ForeignKeyConstraint(["taken_from"], ["tower.number"], name=op.f("fk_part_taken_from")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_part")),
    )
    op.create_index("ix_part_fitted_to", "part", ["fitted_to"], unique=False)
    op.create_index("ix_part_structure_number", "part", ["structure", "number"], unique=False)
    op.create_index("ix_part_taken_from", "part", ["taken_from"], unique=False)
    op.create_table(
        "photo",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("removed_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_photo_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_photo_tower")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_photo")),
    )
    op.create_index("ix_photo_tower", "photo", ["tower"], unique=False)
    op.create_table(
        "record",
        sa.Column("number", Number, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("structure", Number, nullable=False),
        sa.Column("station", Number, nullable=False),
        sa.Column("tower", Number, nullable=False),
        sa.Column("kind", sa.String(length=31), nullable=False),
        sa.Column("schema", sa.String(length=60), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("arrived_at", Moment, nullable=False),
        sa.Column("standing", sa.String(length=12), nullable=False),
        sa.Column("newer", sa.Boolean(), nullable=False),
        sa.Column("operator", sa.String(length=200), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("proven", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["station"], ["station.number"], name=op.f("fk_record_station")),
        sa.ForeignKeyConstraint(["structure"], ["structure.number"], name=op.f("fk_record_structure")),
        sa.ForeignKeyConstraint(["tower"], ["tower.number"], name=op.f("fk_record_tower")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_record")),
        sa.UniqueConstraint("structure", "id", name=op.f("uq_record_structure_id")),
    )
    op.create_index("ix_record_arrived_at_structure", "record", ["arrived_at", "structure"], unique=False)
    op.create_index(
        "ix_record_odd",
        "record",
        ["structure", "arrived_at"],
        unique=False,
        sqlite_where=sa.text("(newer OR standing <> 'signed')"),
        postgresql_where=sa.text("(newer OR standing <> 'signed')"),
    )
    op.create_index("ix_record_station", "record", ["station"], unique=False)
    op.create_index("ix_record_structure_number", "record", ["structure", "number"], unique=False)
    op.create_index("ix_record_tower_at", "record", ["tower", "at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_tower_search",
            "tower",
            ["search"],
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        )
