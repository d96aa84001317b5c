"""`pcsol push --to NAME`: towers to a GLPI that answers as its sources say."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.model.intake import Intake
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store import records
from tests.replay.machines import MACHINES
from tests.unit.inventories.servers import devicehub, snipeit
from tests.unit.inventories.servers.devicehub import DeviceHubServer
from tests.unit.inventories.servers.glpi import LOGIN, PASSWORD, USER, GlpiServer
from tests.unit.inventories.servers.peer import Reply
from tests.unit.inventories.servers.snipeit import SnipeItServer

Captured = pytest.CaptureFixture[str]
CODE = "VAL-0042-D"
DELL, OTHER, NAMELESS = (
    str(MACHINES / name) for name in ("made-up-optiplex-7010", "qemu-five-disks", "made-up-board-that-nobody-filled-in")
)


@pytest.fixture
def server(pcsol_home: Path, capsys: Captured) -> Iterator[GlpiServer]:
    """A GLPI, and a store with two towers that have marks and one that has none."""
    with speaking("fr"), GlpiServer(auth="basic").listening() as peer:
        assert isinstance(peer, GlpiServer)
        cli.run(["--machine", DELL, "intake", CODE, "--this", "--json"])
        for album in (DELL, OTHER):
            cli.run(["--machine", album, "probe", "--save", "--json"])
        file = pcsol_home / "inventories.yaml"
        file.write_text(f"siege:\n  kind: glpi\n  url: {peer.url}\n  user: {USER}\n  password: {PASSWORD}\n", "utf-8")
        file.chmod(0o600)
        capsys.readouterr()
        yield peer


def pushed(capsys: Captured, *argv: str, code: int = ExitCode.OK) -> dict[str, Any]:
    assert cli.run(["push", "--to", "siege", "--json", *argv]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_every_tower_is_sent_once_and_then_what_has_changed(
    server: GlpiServer, pcsol_home: Path, capsys: Captured
) -> None:
    assert len(pushed(capsys)["sent"]) == 2
    again = pushed(capsys)
    assert (again["sent"], len(again["unchanged"])) == ([], 2)
    at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    back = Intake(taken_at=at, pcsol="0.1.0", code=CODE, lot="Mairie")
    records.keep(pcsol_home, "intake", back, TowerRef(code=CODE), records.Moment(at, Clock()))
    assert [one["tower"] for one in pushed(capsys)["sent"]] == [CODE]
    assert "Mairie" in server.computers["pcsol-val-0042-d"]["content"]["hardware"]["description"]
    assert len(server.requests) == 3
    assert len(pushed(capsys, "--again")["sent"]) == 2


def test_a_person_reads_how_many_went_and_that_http_is_open(server: GlpiServer, capsys: Captured) -> None:
    assert cli.run(["push", "--to", "siege", CODE]) == ExitCode.OK
    said = " ".join(capsys.readouterr().out.split())
    assert "1 tour envoyée à siege" in said
    assert "chiffré" in said
    assert PASSWORD not in said


def test_one_that_is_refused_keeps_no_other_back(server: GlpiServer, capsys: Captured) -> None:
    server.faults = [Reply(400, {"status": "error", "message": "JSON does not validate"})]
    found = pushed(capsys, code=ExitCode.FINDINGS)
    assert len(found["sent"]) == len(found["refused"]) == 1
    assert "JSON does not validate" in found["refused"][0]["what"]
    assert len(pushed(capsys)["sent"]) == 1


def test_a_glpi_that_goes_away_in_between_gets_the_rest_later(server: GlpiServer, capsys: Captured) -> None:
    server.faults = [Reply(200, {"status": "ok"}), None]
    error = pushed(capsys, code=ExitCode.INVENTORY_UNREACHABLE)["error"]
    assert "1 " in error["details"]
    assert len(pushed(capsys)["sent"]) == 1


def test_a_login_page_is_not_taken_for_yes(server: GlpiServer, capsys: Captured) -> None:
    server.faults = [LOGIN]
    assert pushed(capsys, code=ExitCode.INVENTORY_REFUSED)["error"]["remedy"]
    assert len(pushed(capsys)["sent"]) == 2


def test_pending_is_sent_again(server: GlpiServer, capsys: Captured) -> None:
    server.pending = [24]
    found = pushed(capsys, CODE, code=ExitCode.FINDINGS)
    assert found["pending"] == [CODE]
    assert len(pushed(capsys, CODE)["sent"]) == 1


def test_a_tower_that_nothing_tells_from_others_is_not_sent_at_each_look(server: GlpiServer, capsys: Captured) -> None:
    cli.run(["--machine", NAMELESS, "probe", "--save", "--json"])
    capsys.readouterr()
    found = pushed(capsys, code=ExitCode.FINDINGS)
    assert len(found["sent"]) == 2
    assert "pcsol intake" in found["left_out"][0]["remedy"]


def test_another_server_gets_all_of_them(server: GlpiServer, pcsol_home: Path, capsys: Captured) -> None:
    pushed(capsys)
    with GlpiServer(auth="basic").listening() as other:
        file = pcsol_home / "inventories.yaml"
        file.write_text(file.read_text("utf-8").replace(server.url, other.url), "utf-8")
        assert len(pushed(capsys)["sent"]) == 2


def test_a_name_that_nobody_wrote_down_is_answered_with_those_there_are_and_how(
    server: GlpiServer, pcsol_home: Path, capsys: Captured
) -> None:
    assert cli.run(["push", "--to", "sieg"]) == ExitCode.INVENTORY_UNKNOWN
    said = capsys.readouterr().err
    assert "siege" in said
    assert str(pcsol_home / "inventories.yaml") in said
    assert "kind: glpi" in said
    assert PASSWORD not in said
    assert cli.run(["push", "--to", "siege", "--stay"]) == ExitCode.USAGE


def test_a_faulty_file_is_told_with_its_line(pcsol_home: Path, capsys: Captured) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "inventories.yaml").write_text("siege:\n  kind: glpi\n  password: [hush]\n", "utf-8")
    assert cli.run(["push", "--to", "siege"]) == ExitCode.PROFILE_FAULTY
    said = capsys.readouterr().err
    assert "inventories.yaml" in said
    assert "hush" not in said


def test_snipe_it_and_devicehub_are_sent_to_by_the_same_command(
    server: GlpiServer, pcsol_home: Path, capsys: Captured
) -> None:
    with SnipeItServer().listening() as snipe, DeviceHubServer().listening() as hub:
        text = f"siege:\n  kind: snipeit\n  url: {snipe.url}\n  token: {snipeit.TOKEN}\n  model: Tour\n"
        text += f"ereuse:\n  kind: devicehub\n  url: {hub.url}\n  token: {devicehub.TOKEN}\n"
        (pcsol_home / "inventories.yaml").write_text(text, "utf-8")
        first, again = pushed(capsys, CODE), pushed(capsys, CODE)
        assert ([one["tower"] for one in first["sent"]], again["unchanged"]) == ([CODE], [CODE])
        assert first["kind"] == "snipeit"
        assert cli.run(["push", "--to", "ereuse", CODE]) == ExitCode.OK
        assert cli.run(["push", "--to", "ereuse", CODE]) == ExitCode.OK
        said = " ".join(capsys.readouterr().out.split())
        assert "0 tour envoyée à ereuse. 1 y est déjà" in said
        assert devicehub.TOKEN not in said


def test_what_snipe_it_did_not_keep_is_shown_and_tried_again(
    server: GlpiServer, pcsol_home: Path, capsys: Captured
) -> None:
    with SnipeItServer().listening() as snipe:
        text = f"siege:\n  kind: snipeit\n  url: {snipe.url}\n  token: {snipeit.TOKEN}\n  model: Tour\n"
        (pcsol_home / "inventories.yaml").write_text(f"{text}  fields:\n    processor: Couleur\n", "utf-8")
        for _twice in range(2):
            assert cli.run(["push", "--to", "siege", CODE]) == ExitCode.FINDINGS
            assert "PAS GARDÉ" in capsys.readouterr().out
        assert isinstance(snipe, SnipeItServer)
        snipe.fieldset.add("_snipeit_couleur_1")
        assert pushed(capsys, CODE)["sent"][0]["ignored"] == []
        assert pushed(capsys, CODE)["unchanged"] == [CODE]
