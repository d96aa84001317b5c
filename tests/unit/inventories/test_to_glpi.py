"""GLPI: every way in, and every fault that its sources describe."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import InventoryError, InventoryRefusedError, InventoryUnreachableError
from pcsol.model.inventory.addresses import GlpiAddress
from pcsol.push.to import glpi
from pcsol.push.to.wire import LARGEST_ANSWER_BYTES
from tests.unit.exports.made import tower
from tests.unit.exports.schema import Strict
from tests.unit.inventories.servers.glpi import CLIENT, CLIENT_SECRET, LOGIN, PASSWORD, TOKEN, USER, GlpiServer
from tests.unit.inventories.servers.peer import Reply

BASIC = {"user": USER, "password": PASSWORD}
OAUTH = {"client_id": CLIENT, "client_secret": CLIENT_SECRET}


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[GlpiServer]:
    with GlpiServer(auth=getattr(request, "param", "none")).listening() as peer:
        assert isinstance(peer, GlpiServer)
        yield peer


def peer_of(server: GlpiServer, home: Path, **more: Any) -> glpi.Glpi:
    found = glpi.connect("siege", GlpiAddress.model_validate({"url": server.url, **more}), home)
    found.slept = []  # type: ignore[attr-defined]
    found.wire.sleep = found.slept.append  # type: ignore[attr-defined, method-assign]
    return found


def failing(server: GlpiServer, home: Path, **more: Any) -> InventoryError:
    with (peer := peer_of(server, home, **more)).wire, pytest.raises(InventoryError) as caught:
        peer.deliver(tower())
    return caught.value


def test_a_tower_is_sent_as_glpis_own_agent_would(server: GlpiServer, tmp_path: Path) -> None:
    with (peer := peer_of(server, tmp_path)).wire:
        assert peer.deliver(tower()).state == "sent"
    (request,) = server.requests
    assert server.computers["pcsol-val-0042-d"] == request.plain()
    assert request.headers["content-type"] == "application/json"
    assert request.headers["glpi-agent-id"] == glpi.agent_id(tower())
    assert "authorization" not in request.headers


def test_the_body_may_be_compressed_and_the_whole_address_be_given(server: GlpiServer, tmp_path: Path) -> None:
    whole = {"url": f"{server.url}/front/inventory.php", "compress": True}
    with (peer := peer_of(server, tmp_path, **whole)).wire:
        peer.deliver(tower())
    assert server.requests[0].headers["content-type"] == "application/x-compress-zlib"
    assert server.computers


@pytest.mark.parametrize("server", ["basic"], indirect=True)
def test_basic_lets_in_and_a_wrong_password_is_not_repeated_to_anyone(server: GlpiServer, tmp_path: Path) -> None:
    with (peer := peer_of(server, tmp_path, **BASIC)).wire:
        assert peer.deliver(tower()).state == "sent"
    for wrong in ({**BASIC, "password": "wrong-password"}, {}):
        fault = failing(server, tmp_path, **wrong)
        assert "password" in fault.remedy
        assert "wrong-password" not in f"{fault.what} {fault.remedy} {fault.details} {fault!r} {fault.__context__!r}"


@pytest.mark.parametrize("server", ["basic"], indirect=True)
@pytest.mark.parametrize("form", [b64encode(b'glpi:p&ss"word').decode(), "p%26ss%22word", 'p&ss\\"word'])
def test_a_header_or_a_form_that_the_server_repeats_is_struck_out(
    server: GlpiServer, tmp_path: Path, form: str
) -> None:
    with (peer := peer_of(server, tmp_path, **{**BASIC, "user": "glpi", "password": 'p&ss"word'})).wire:
        server.faults = [Reply(500, {"status": "error", "message": f"odd {form} there"})]
        with pytest.raises(InventoryError) as caught:
            peer.deliver(tower())
    assert form not in caught.value.what + caught.value.details
    assert "***" in caught.value.what + caught.value.details


@pytest.mark.parametrize("server", ["oauth"], indirect=True)
def test_a_token_is_asked_for_once_and_anew_when_it_has_ended(server: GlpiServer, tmp_path: Path) -> None:
    with (peer := peer_of(server, tmp_path, **OAUTH)).wire:
        peer.deliver(tower())
        peer.deliver(tower())
        assert server.tokens_given == 1
        server.tokens_given = 7  # another one is valid now
        assert peer.deliver(tower()).state == "sent"
        assert server.tokens_given == 8


@pytest.mark.parametrize("server", ["oauth"], indirect=True)
def test_a_client_that_is_not_known_is_told_so_without_its_secret(server: GlpiServer, tmp_path: Path) -> None:
    fault = failing(server, tmp_path, client_id=CLIENT, client_secret="another-secret")
    assert "client_secret" in fault.remedy
    assert "***" in fault.details
    assert "another-secret" not in fault.details


@pytest.mark.parametrize("server", ["oauth"], indirect=True)
def test_a_token_that_the_server_repeats_is_struck_out(server: GlpiServer, tmp_path: Path) -> None:
    with (peer := peer_of(server, tmp_path, **OAUTH)).wire:
        peer.deliver(tower())
        server.faults = [Reply(500, {"status": "error", "message": f"odd token {TOKEN}-1"})]
        with pytest.raises(InventoryRefusedError) as caught:
            peer.deliver(tower())
    assert TOKEN not in caught.value.what + caught.value.details


def test_pending_is_looked_at_again_until_it_is_ok(server: GlpiServer, tmp_path: Path) -> None:
    server.pending = ["10s", "1m"]
    with (peer := peer_of(server, tmp_path)).wire:
        assert peer.deliver(tower()).state == "sent"
    assert [request.method for request in server.requests] == ["POST", "GET", "GET"]
    assert peer.slept == [10, 60]  # type: ignore[attr-defined]


@pytest.mark.parametrize("expirations", [[24], ["1h"], ["10s"] * 40, ["0s"] * 40, ["odd"], [None]])
def test_what_takes_too_long_is_left_pending(expirations: list[Any], server: GlpiServer, tmp_path: Path) -> None:
    """A bare 24 is 24 hours."""
    server.pending = expirations
    with (peer := peer_of(server, tmp_path)).wire:
        assert peer.deliver(tower()).state == "pending"
    assert sum(peer.slept) <= 120  # type: ignore[attr-defined]
    assert len(server.requests) <= 13


def test_pending_without_a_proxy_is_left_pending(server: GlpiServer, tmp_path: Path) -> None:
    server.faults = [Reply(200, {"status": "pending", "expiration": "1s"}), Reply(405, b"")]
    with (peer := peer_of(server, tmp_path)).wire:
        assert peer.deliver(tower()).state == "pending"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(400, {"status": "error", "message": "JSON does not validate", "expiration": 24}),
        Reply(500, {"status": "error", "message": "Inventory is refused"}),
        Reply(200, {"status": "error", "message": "Inventory is refused"}),
        Reply(500, b"<html>Fatal error</html>", kind="text/html"),
    ],
    ids=["400", "500", "200", "500-html"],
)
def test_a_refusal_is_this_towers_and_says_glpis_words(reply: Reply, server: GlpiServer, tmp_path: Path) -> None:
    server.faults = [reply]
    fault = failing(server, tmp_path)
    assert isinstance(fault, InventoryRefusedError)
    if isinstance(reply.body, dict):
        assert reply.body["message"] in fault.what


@pytest.mark.parametrize(
    "reply",
    [
        LOGIN,
        Reply(200, b"<?xml version='1.0'?><REPLY/>", kind="application/xml"),
        Reply(200, {"RESPONSE": "SEND"}),
        Reply(200, b""),
        Reply(200, b"[" * 100_000),
        Reply(200, [1, 2]),
        Reply(302, b"", {"Location": "https://sso.example.org/login?token=abc"}),
        Reply(404, b""),
        Reply(405, b""),
        Reply(501, {"status": "error", "message": "action not supported"}),
        Reply(200, b"x" * (LARGEST_ANSWER_BYTES + 1)),
    ],
    ids=["login", "xml", "legacy", "empty", "deep", "list", "redirect", "404", "405", "501", "endless"],
)
def test_what_is_no_inventory_is_said_and_stops(reply: Reply, server: GlpiServer, tmp_path: Path) -> None:
    server.faults = [reply]
    fault = failing(server, tmp_path)
    assert not isinstance(fault, InventoryRefusedError | InventoryUnreachableError)
    assert fault.remedy
    assert "token=abc" not in fault.what + fault.details


def test_a_server_that_is_away_hangs_up_or_is_being_mended_is_unreachable(server: GlpiServer, tmp_path: Path) -> None:
    server.faults = [None]
    assert isinstance(failing(server, tmp_path), InventoryUnreachableError)
    server.faults = [Reply(502, b"")]
    assert isinstance(failing(server, tmp_path), InventoryUnreachableError)
    assert isinstance(failing(server, tmp_path, url="http://127.0.0.1:1"), InventoryUnreachableError)


def test_a_server_that_is_busy_is_waited_for_and_not_for_ever(server: GlpiServer, tmp_path: Path) -> None:
    server.faults = [Reply(429, b"", {"Retry-After": "7"}), Reply(503, b"", {"Retry-After": "Fri, 27 Nov"})]
    with (peer := peer_of(server, tmp_path)).wire:
        assert peer.deliver(tower()).state == "sent"
        assert peer.slept == [7, 5]  # type: ignore[attr-defined]
        server.faults = [Reply(429, b"", {"Retry-After": "99999"})] * 20
        with pytest.raises(InventoryUnreachableError):
            peer.deliver(tower())


@pytest.mark.real_data
def test_the_strictest_schema_takes_it_and_a_refusal_by_it_is_told(shared_data: Path, tmp_path: Path) -> None:
    with GlpiServer(Strict(shared_data)).listening() as server:
        assert isinstance(server, GlpiServer)
        with (peer := peer_of(server, tmp_path)).wire:
            assert peer.deliver(tower()).state == "sent"
            odd = tower().model_copy(update={"code": 42})  # as no record could have it
            with pytest.raises(InventoryRefusedError, match="does not validate"):
                peer.deliver(odd)
