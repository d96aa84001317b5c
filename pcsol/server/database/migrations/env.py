"""What Alembic runs: the connection is handed over by `upgrade`, inside its transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import BigInteger

from pcsol.server.database.kinds import Moment
from pcsol.server.database.tables import metadata


def _by_name(kind: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401  # Alembic's
    """Write our own column types into a new migration by their names."""
    if kind != "type":
        return False
    return "Moment" if isinstance(item, Moment) else "Number" if isinstance(item, BigInteger) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=_by_name,
    transactional_ddl=True,
)
context.run_migrations()
