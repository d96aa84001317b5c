"""What a hub is started with."""

from pathlib import Path
from typing import Any

from pcsol.model.noun import Noun

PORT = 8443


class HubSettings(Noun):
    """`folder`: its own things (database, certificate). `database`: a URL; `host` and `port`: where it listens.

    `plain`: without encryption, on this machine alone or behind a proxy. `address`: how others reach it, where that is
    not what it listens on. `announced`: whether benches on the local network may find it by themselves.
    """

    folder: Path
    database: str
    host: str = "0.0.0.0"  # noqa: S104  # benches on the local network are to reach it
    port: int = PORT
    workers: int = 1
    plain: bool = False
    address: str | None = None
    announced: bool = True

    @classmethod
    def of(cls, folder: Path, database: str | None = None, **more: Any) -> "HubSettings":  # noqa: ANN401
        """Return the settings of a hub in this folder; without a URL its database is one file there."""
        return cls(folder=folder, database=database or f"sqlite:///{folder / 'hub.sqlite'}", **more)
