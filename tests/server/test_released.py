"""The data of each released version comes along to this one, on both databases, and its pages open."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pcsol.judge import codes
from pcsol.server.app import build
from pcsol.server.database.connect import connect
from pcsol.server.database.upgrade import newest, version
from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from pcsol.server.upkeep import backup
from pcsol.server.upkeep.restore import restore
from tests.server.databases import BOTH
from tests.server.house import PASSWORD

RELEASED = sorted(Path(__file__).parent.glob("released/*.backup"))


def test_there_is_old_data_to_try() -> None:
    assert RELEASED


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
@pytest.mark.parametrize("empty_url", BOTH, indirect=True)
def test_old_data_comes_along_to_this_version(file: Path, empty_url: str, tmp_path: Path) -> None:
    there = connect(empty_url)
    restore(backup.Checked(file), there, tmp_path)
    with there.reading() as connection:
        assert version(connection) == newest()
    there.close()
    hub = open_hub(HubSettings.of(tmp_path, empty_url))
    with TestClient(build(hub), base_url="https://hub", follow_redirects=False) as client:
        assert client.post("/login", data={"login": "federation", "password": PASSWORD}).status_code == 303
        towers = client.get("/api/v1/towers").json()["towers"]
        assert sorted(tower["code"] for tower in towers) == [
            codes.compose(prefix, number) for prefix in ("LIL", "VAL") for number in (1, 2, 3)
        ]
        for path in ("/", "/towers", "/park", "/stations", f"/towers/{towers[0]['name']}"):
            assert client.get(path, follow_redirects=True).status_code == 200, path
    hub.close()
