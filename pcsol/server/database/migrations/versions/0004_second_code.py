"""A second code for workshops with two adults: the second reader's."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("workshop", sa.Column("second_code", sa.String(length=4), nullable=True))
