"""The hub as its parts see it: settings, database, the sorter of letters, and the time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pcsol.server.database.connect import Database, connect
from pcsol.server.database.upgrade import upgrade
from pcsol.server.letters.sorter import Sorter
from pcsol.server.settings import HubSettings


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Hub:
    """One process of a hub. `certificate`: its own (DER), None on a line without encryption."""

    settings: HubSettings
    database: Database
    sorter: Sorter
    certificate: bytes | None = None
    now: Callable[[], datetime] = field(default=_now)

    def close(self) -> None:
        """Keep what was handed over, and give everything back."""
        self.sorter.close()
        self.database.close()


def open_hub(settings: HubSettings, certificate: bytes | None = None, now: Callable[[], datetime] = _now) -> Hub:
    """Open its database, bring it to this version, and begin to take letters. Raises HubError."""
    database = connect(settings.database)
    upgrade(database)
    return Hub(settings, database, Sorter(database, now), certificate, now)
