"""DeviceHub: a snapshot once, then what it has no place for as properties."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import InventoryError, InventoryRefusedError
from pcsol.i18n import speaking
from pcsol.model.inventory.addresses import DeviceHubAddress
from pcsol.model.inventory.sending import Delivered
from pcsol.push.to import devicehub
from tests.towers import TOWERS
from tests.unit.exports.made import RECORD, tower
from tests.unit.inventories.servers.devicehub import TOKEN, DeviceHubServer
from tests.unit.inventories.servers.peer import Reply


@pytest.fixture
def server() -> Iterator[DeviceHubServer]:
    with speaking("fr"), DeviceHubServer().listening() as peer:
        assert isinstance(peer, DeviceHubServer)
        yield peer


def sent(server: DeviceHubServer, home: Path, one: Any = None, token: str = TOKEN) -> Delivered:
    peer = devicehub.connect("dh", DeviceHubAddress.model_validate({"url": server.url, "token": token}), home)
    with peer.wire:
        return peer.deliver(one or tower())


def test_a_tower_becomes_a_device_with_grade_and_erasure(server: DeviceHubServer, tmp_path: Path) -> None:
    done = sent(server, tmp_path)
    assert list(server.snapshots) == [RECORD]
    (told,) = server.properties.values()
    assert (told["grade"], told["pcsol"]) == ("A", "VAL-0042-D")
    assert told["erasure"].startswith("1 disque sur 1")
    assert done.ignored == ()
    assert done.place
    assert done.place.startswith(f"{server.url}/device/ereuse24:")


def test_a_snapshot_that_is_there_already_is_fine_and_its_properties_are_renewed(
    server: DeviceHubServer, tmp_path: Path
) -> None:
    """409 tells no name: PCSol must find the same one as DeviceHub did."""
    sent(server, tmp_path, tower(papers=()))
    assert sent(server, tmp_path).ignored == ()
    assert [request.path for request in server.requests].count("/api/v1/snapshot/") == 2
    (told,) = server.properties.values()
    assert told["erasure"].startswith("1 disque sur 1")


@pytest.mark.parametrize("name", TOWERS)
def test_every_made_up_tower_is_taken(name: str, server: DeviceHubServer, tmp_path: Path) -> None:
    for _twice in range(2):
        assert sent(server, tmp_path, tower(TOWERS[name])).ignored == ()


def test_an_older_one_has_another_address_and_no_properties(tmp_path: Path) -> None:
    with DeviceHubServer(older=True).listening() as older:
        assert isinstance(older, DeviceHubServer)
        assert "grade" in sent(older, tmp_path).ignored
        assert list(older.snapshots) == [RECORD]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_refusal_is_this_towers(status: int, server: DeviceHubServer, tmp_path: Path) -> None:
    server.faults = [Reply(status, {"detail": "Invalid Snapshot"})]
    with pytest.raises(InventoryRefusedError, match="Invalid Snapshot"):
        sent(server, tmp_path)


def test_a_page_or_a_wrong_token_stops(server: DeviceHubServer, tmp_path: Path) -> None:
    server.faults = [Reply(200, b"<html>", kind="text/html")]
    for token in (TOKEN, "wrong-token"):
        with pytest.raises(InventoryError) as caught:
            sent(server, tmp_path, token=token)
        assert not isinstance(caught.value, InventoryRefusedError)
        assert "wrong-token" not in caught.value.details


def test_a_property_that_is_not_taken_is_told(server: DeviceHubServer, tmp_path: Path) -> None:
    sent(server, tmp_path)
    server.devices.clear()
    assert set(sent(server, tmp_path).ignored) >= {"grade", "erasure"}
