"""Make the backup that stands for this version of the database: once per released version, never again for it.

.venv/bin/python -m tests.server.released.make
"""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pcsol.judge import codes
from pcsol.server.database.upgrade import newest
from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from pcsol.server.upkeep import backup
from tests.server.house import House, marks, probe, record

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def main() -> None:
    """Furnish a house, and write its backup beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        hub = open_hub(HubSettings.of(Path(folder)), b"", lambda: NOW)
        with House(hub, lambda: NOW) as house:
            for of in house.structures:
                bench = house.bench(of)
                for number in range(3):
                    code = codes.compose(of[:3], number + 1)
                    bench.sends(record(probe(), NOW, code=code, seen=marks(f"{of}INVENTEE{number}")))
            house.person("camille", "coordinator")
            house.person("federation", "administrator", of=None)
            with (HERE / f"{newest()}.backup").open("wb") as stream:
                backup.write(stream, backup.lines(hub.database, Path(folder), NOW))
        hub.close()


if __name__ == "__main__":
    main()
