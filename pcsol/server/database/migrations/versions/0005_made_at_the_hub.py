"""Records that the hub makes itself, at no station; when an event of a workshop arrived, and when its second code was
shown."""

import sqlalchemy as sa
from alembic import op

from pcsol.server.database.kinds import Moment, Number

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("record") as table:  # SQLite copies it: it cannot take a NOT NULL away
        table.alter_column("station", existing_type=Number, nullable=True)
    op.add_column("workshop", sa.Column("second_shown_at", Moment, nullable=True))
    op.add_column("workshop_event", sa.Column("arrived_at", Moment, nullable=True))
