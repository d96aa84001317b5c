"""Snipe-IT: found again, changed with care, and believed only after a second look."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import InventoryError, InventoryRefusedError
from pcsol.i18n import speaking
from pcsol.model.inventory.addresses import SnipeItAddress
from pcsol.model.inventory.tower import DiskPaper, Tower
from pcsol.push.to import snipeit
from pcsol.store.papers import keeping, keys
from tests.towers import GOOD, SILENT, VERDICT
from tests.unit.certificate.erasures import HDD, context, erasure
from tests.unit.exports.made import WITH_PORT, tower
from tests.unit.inventories.servers.peer import Reply
from tests.unit.inventories.servers.snipeit import TOKEN, SnipeItServer

GRADE = {"fields": {"grade": "État & note", "erasure": "_snipeit_effacement_3"}}


@pytest.fixture
def server() -> Iterator[SnipeItServer]:
    with speaking("fr"), SnipeItServer().listening() as peer:
        assert isinstance(peer, SnipeItServer)
        yield peer


def sent(server: SnipeItServer, home: Path, one: Tower | None = None, **more: Any) -> Any:
    address = SnipeItAddress.model_validate({"url": server.url, "token": TOKEN, **more})
    peer = snipeit.connect("parc", address, home)
    peer.wire.sleep = lambda _seconds: None  # type: ignore[method-assign]
    with peer.wire:
        return peer.deliver(one or tower())


def refusal(server: SnipeItServer, home: Path, one: Tower | None = None, **more: Any) -> InventoryError:
    with pytest.raises(InventoryError) as caught:
        sent(server, home, one, **more)
    return caught.value


def test_a_tower_becomes_an_asset_of_its_model_with_the_label_for_its_stage(
    server: SnipeItServer, tmp_path: Path
) -> None:
    done = sent(server, tmp_path, **GRADE)
    (asset,) = server.assets.values()
    assert asset["asset_tag"] == asset["name"] == "VAL-0042-D"
    assert asset["model_id"] == 8, "of two models with this name, the maker's own"
    assert asset["status_id"] == 2
    assert asset["_snipeit_etat_2"] == "A"
    assert asset["_snipeit_effacement_3"].startswith("1 disque sur 1")
    assert (done.ignored, done.place) == ((), f"{server.url}/hardware/100")


def test_sent_again_it_is_the_same_asset(server: SnipeItServer, tmp_path: Path) -> None:
    sent(server, tmp_path, **GRADE)
    worse = WITH_PORT.model_copy(update={"verdict": VERDICT.model_copy(update={"destination": "parts"})})
    assert sent(server, tmp_path, tower(worse), **GRADE).ignored == ()
    (asset,) = server.assets.values()
    assert asset["status_id"] == 3
    patch = next(request for request in server.requests if request.method == "PATCH")
    assert patch.headers["content-type"] == "application/json"


@pytest.mark.parametrize("serial", ["AB/12345", "AB&12345", "ABC12345"])
def test_without_a_code_and_with_tags_that_count_on_it_is_never_made_twice(
    server: SnipeItServer, tmp_path: Path, serial: str
) -> None:
    server.counts_tags = True
    machine = GOOD.machine.model_copy(update={"serial": serial})
    looked = tower().model_copy(update={"code": None, "probe": GOOD.model_copy(update={"machine": machine})})
    for _look in range(3):
        sent(server, tmp_path, looked)
    assert [one["serial"] for one in server.assets.values()] == [serial]


@pytest.mark.parametrize("hidden", ["byserial/", "bytag/"])
def test_an_error_instead_of_an_answer_makes_no_second_asset(
    server: SnipeItServer, tmp_path: Path, hidden: str
) -> None:
    sent(server, tmp_path)
    server.hides = [hidden]
    sent(server, tmp_path)
    assert len(server.assets) == 1
    server.hides = ["byserial/", "bytag/", "hardware"]
    assert refusal(server, tmp_path).what
    assert len(server.assets) == 1


def test_it_is_found_by_its_serial_whatever_its_tag_and_the_tag_stays(server: SnipeItServer, tmp_path: Path) -> None:
    server.assets[5] = {"asset_tag": "MAIRIE-7", "name": "Accueil", "serial": "PCINVENTED1", "status_id": 4,
                        "notes": "ne pas toucher"}  # fmt: skip
    sent(server, tmp_path, **GRADE)
    assert list(server.assets) == [5]
    asset = server.assets[5]
    assert (asset["asset_tag"], asset["name"], asset["notes"]) == ("MAIRIE-7", "Accueil", "ne pas toucher")
    assert asset["status_id"] == 4, "a status that people chose"
    assert asset["_snipeit_etat_2"] == "A"


def test_without_a_serial_it_is_found_by_its_tag(server: SnipeItServer, tmp_path: Path) -> None:
    server.assets[5] = {"asset_tag": "VAL-0042-D", "status_id": 1}
    sent(server, tmp_path, tower(SILENT))
    assert list(server.assets) == [5]


def test_a_tag_of_another_machine_is_not_taken_from_it(server: SnipeItServer, tmp_path: Path) -> None:
    server.assets[5] = {"asset_tag": "VAL-0042-D", "serial": "OTHER-1", "status_id": 1}
    assert "OTHER-1" in refusal(server, tmp_path).what
    assert server.assets[5]["serial"] == "OTHER-1"


def test_of_two_with_its_serial_the_one_with_its_tag_else_none(server: SnipeItServer, tmp_path: Path) -> None:
    for number, tag in ((5, "A-1"), (6, "A-2")):
        server.assets[number] = {"asset_tag": tag, "serial": "PCINVENTED1", "status_id": 1}
    assert isinstance(refusal(server, tmp_path), InventoryRefusedError)
    server.assets[6]["asset_tag"] = "VAL-0042-D"
    assert sent(server, tmp_path).place.endswith("/6")


def test_a_tower_that_could_not_be_found_again_is_refused_here(server: SnipeItServer, tmp_path: Path) -> None:
    assert "pcsol intake" in refusal(server, tmp_path, tower(SILENT, code=None, key="mac-1")).remedy
    assert server.requests == []


def test_a_status_of_a_tower_that_was_handed_out_stays(server: SnipeItServer, tmp_path: Path) -> None:
    server.assets[5] = {"asset_tag": "VAL-0042-D", "serial": "PCINVENTED1", "status_id": 1, "assigned_to": {"id": 3}}
    sent(server, tmp_path)
    assert server.assets[5]["status_id"] == 1


def test_a_field_that_snipe_it_passes_over_is_told(server: SnipeItServer, tmp_path: Path) -> None:
    server.fieldset.remove("_snipeit_etat_2")
    assert sent(server, tmp_path, **GRADE).ignored == ("_snipeit_etat_2",)
    unknown = sent(server, tmp_path, fields={"grade": "Note", "code": "Couleur"}).ignored
    assert unknown[0].startswith("Note (")
    assert unknown[1] == "_snipeit_couleur_1"


def test_a_success_that_changed_nothing_is_told(server: SnipeItServer, tmp_path: Path) -> None:
    sent(server, tmp_path, **GRADE)
    server.deaf = True
    later = tower(lot="Another lot")
    assert "notes" in sent(server, tmp_path, later, **GRADE).ignored


def test_what_comes_back_escaped_or_as_markdown_is_the_same(server: SnipeItServer, tmp_path: Path) -> None:
    odd = tower(lot="L’école & “*Val_d’Or*” <2>")
    assert sent(server, tmp_path, odd, fields={"lot": "Effacement"}).ignored == ()
    assert sent(server, tmp_path, odd, fields={"lot": "Effacement"}).ignored == ()


def test_labels_and_models_may_be_named_or_numbered(server: SnipeItServer, tmp_path: Path) -> None:
    named = {"statuses": {"ready": "Prêt & propre", "parts": 3}, "model": "Tour"}
    other = WITH_PORT.model_copy(update={"machine": WITH_PORT.machine.model_copy(update={"model": "Unheard Of"})})
    sent(server, tmp_path, tower(other), **named)
    assert (server.assets[100]["status_id"], server.assets[100]["model_id"]) == (2, 9)


def test_a_model_or_a_label_that_is_not_there_is_told_with_what_to_do(server: SnipeItServer, tmp_path: Path) -> None:
    other = WITH_PORT.model_copy(update={"machine": WITH_PORT.machine.model_copy(update={"model": "Unheard Of"})})
    fault = refusal(server, tmp_path, tower(other))
    assert isinstance(fault, InventoryRefusedError)
    assert "Unheard Of" in fault.what
    assert "model" in fault.remedy
    fault = refusal(server, tmp_path, statuses={"ready": "Nirvana"})
    assert not isinstance(fault, InventoryRefusedError), "no other tower would fare better"
    assert "Nirvana" in fault.what


def test_an_error_inside_a_200_is_a_refusal_in_its_words(server: SnipeItServer, tmp_path: Path) -> None:
    fault = refusal(server, tmp_path, model="77", one=tower(SILENT))
    assert isinstance(fault, InventoryRefusedError)
    assert "The selected model id is invalid." in fault.what


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b"<html>Login</html>", kind="text/html"),
        Reply(302, b"", {"Location": "/login"}),
        Reply(404, b"<html>", kind="text/html"),
        Reply(200, {"rows": "none"}),
        Reply(401, {"error": f"bad token {TOKEN}"}),
    ],
    ids=["page", "redirect", "404", "odd", "401"],
)
def test_what_is_no_snipe_it_stops_without_a_secret(reply: Reply, server: SnipeItServer, tmp_path: Path) -> None:
    server.faults = [reply] * 3
    fault = refusal(server, tmp_path, **GRADE)
    assert not isinstance(fault, InventoryRefusedError)
    assert fault.remedy
    assert TOKEN not in fault.what + fault.details


def test_a_busy_server_is_waited_for(server: SnipeItServer, tmp_path: Path) -> None:
    server.faults = [Reply(429, {"status": "error", "messages": "Too Many Attempts."}, {"Retry-After": "30"})]
    assert sent(server, tmp_path).state == "sent"


def test_a_500_is_this_towers(server: SnipeItServer, tmp_path: Path) -> None:
    server.faults = [Reply(500, {"message": "Server Error"})]
    assert "Server Error" in refusal(server, tmp_path).what


def test_certificates_are_added_once(server: SnipeItServer, pcsol_home: Path) -> None:
    filed = keeping.keep(pcsol_home, erasure(), context(), keys.station_key(pcsol_home, lambda _need: None))
    paper = DiskPaper(disk=HDD.serial or "", became="erased", number=filed.paper.id, at=filed.paper.made_at)
    lost = DiskPaper(disk="GONE", became="erased", number="0" * 32, at=paper.at + timedelta(days=1))
    for _twice in range(2):
        assert sent(server, pcsol_home, tower(papers=(paper, lost)), papers=True).ignored == ()
    assert len(server.files[100]) == 1
    server.files.clear()
    server.faults = []
    sent(server, pcsol_home, tower(papers=(paper,)))
    assert server.files == {}, "only where it is asked for"
