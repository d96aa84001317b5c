"""What a hub is started with."""

from pathlib import Path
from typing import Any

from pcsol.model.noun import Noun

PORT = 8443
# How the processes of one hub learn their settings from the one that starts them.
VARIABLE = "PCSOL_HUB_SETTINGS"


class HubSettings(Noun):
    """`folder`: its own things (database, certificate). `database`: a URL; `host` and `port`: where it listens.

    `plain`: without encryption, on this machine alone or behind a proxy. `address`: how others reach it, where that is
    not what it listens on. `certificate`, `key`: PEM files; plain, with a certificate: that of the proxy. `announced`:
    whether benches on the local network may find it by themselves. `groups_port`: where the pages of workshop groups
    alone are answered without encryption; None: nowhere.
    """

    folder: Path
    database: str
    host: str = "0.0.0.0"  # noqa: S104  # benches on the local network are to reach it
    port: int = PORT
    workers: int = 1
    plain: bool = False
    certificate: Path | None = None
    key: Path | None = None
    address: str | None = None
    announced: bool = True
    groups_port: int | None = None

    @property
    def url(self) -> str:
        """Return the address that people open."""
        if self.address:
            return self.address.rstrip("/")
        host = "localhost" if self.host in ("0.0.0.0", "::", "127.0.0.1") else self.host  # noqa: S104
        return f"http{'' if self.plain else 's'}://{host}:{self.port}"

    @classmethod
    def of(cls, folder: Path, database: str | None = None, **more: Any) -> "HubSettings":  # noqa: ANN401
        """Return the settings of a hub in this folder; without a URL its database is one file there."""
        return cls(folder=folder, database=database or f"sqlite:///{folder / 'hub.sqlite'}", **more)
