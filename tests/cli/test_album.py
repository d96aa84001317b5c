"""`pcsol album`: a folder that replays, and what it says about it."""

import json
import os
from pathlib import Path

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from tests.replay.machines import MACHINES

pytestmark = pytest.mark.usefixtures("french")

Captured = pytest.CaptureFixture[str]
OPTIPLEX = str(MACHINES / "made-up-optiplex-7010")
SNAPSHOT = {"data": {"dmidecode": "# dmidecode 3.4\n\tSerial Number: 7QX2P5J\n", "smart": []}}


def test_a_recorded_machine_replays_and_is_said_to(tmp_path: Path, capsys: Captured) -> None:
    new = tmp_path / "new"
    assert cli.run(["--machine", OPTIPLEX, "album", str(new)]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "numéros de série et d'inventaire" in said
    assert max(map(len, said.replace(str(new), "").splitlines())) <= 60
    cli.run(["--machine", str(new), "probe", "--json"])
    machine = json.loads(capsys.readouterr().out)["machine"]
    assert machine["model"] == "OptiPlex 7010"
    assert machine["serial"] not in (None, "7QX2P5J")


def test_a_program_reads_what_was_replaced(tmp_path: Path, capsys: Captured) -> None:
    cli.run(["--machine", OPTIPLEX, "album", str(tmp_path / "new"), "--json"])
    plain = json.loads(capsys.readouterr().out)
    assert plain["album"] == str(tmp_path / "new")
    assert plain["files"] > 5
    assert {"mac", "uuid", "wwn", "serial"} <= set(plain["replaced"])


def serial_of(album: Path, capsys: Captured) -> str:
    cli.run(["--machine", str(album), "probe", "--json"])
    return str(json.loads(capsys.readouterr().out)["machine"]["serial"])


def test_a_station_keeps_its_salt_and_another_salt_gives_other_stand_ins(tmp_path: Path, capsys: Captured) -> None:
    for name, salt in (("one", []), ("two", []), ("other", ["--salt", "lycée"]), ("again", ["--salt", "lycée"])):
        cli.run(["--machine", OPTIPLEX, "album", str(tmp_path / name), *salt])
    capsys.readouterr()
    one, two, other, again = (serial_of(tmp_path / name, capsys) for name in ("one", "two", "other", "again"))
    assert one == two
    assert other == again
    assert one != other


def test_the_salt_of_a_station_is_its_own_secret(tmp_path: Path, pcsol_home: Path, capsys: Captured) -> None:
    cli.run(["--machine", OPTIPLEX, "album", str(tmp_path / "new")])
    (file,) = pcsol_home.glob("album-salt")
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_bytes()) == 32


def test_a_snapshot_becomes_an_album(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "snapshot.json").write_text(json.dumps(SNAPSHOT))
    assert cli.run(["album", str(tmp_path / "new"), "--from", str(tmp_path / "snapshot.json")]) == ExitCode.OK
    assert b"7QX2P5J" not in (tmp_path / "new" / "dmidecode.txt").read_bytes()


def test_what_is_no_snapshot_leaves_nothing_behind(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    code = cli.run(["album", str(tmp_path / "new"), "--from", str(tmp_path / "photo.jpg")])
    assert code == ExitCode.SNAPSHOT_UNREADABLE
    assert "eReuse" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: Captured) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "photo.jpg").write_bytes(b"")
    assert cli.run(["--machine", OPTIPLEX, "album", str(photos)]) == ExitCode.ALBUM_EXISTS
    assert [file.name for file in photos.iterdir()] == ["photo.jpg"]


@pytest.mark.machine
def test_this_machine_is_recorded_live(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["album", str(tmp_path / "new"), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["files"] > 3
    cli.run(["--machine", str(tmp_path / "new"), "probe", "--json"])
    assert json.loads(capsys.readouterr().out)["processor"]["model"]


@pytest.mark.parametrize("place", ["pipe", "/dev/zero"])
def test_a_snapshot_that_never_ends_is_not_read(tmp_path: Path, capsys: Captured, place: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    code = cli.run(["album", str(tmp_path / "new"), "--from", str(tmp_path / place), "--json"])
    assert code == ExitCode.SNAPSHOT_UNREADABLE
    assert not (tmp_path / "new").exists()
    capsys.readouterr()


def test_a_salt_makes_no_path_on_which_a_stick_is_missing(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "stick" / "home"))
    assert cli.run(["--machine", OPTIPLEX, "album", str(tmp_path / "new")]) == ExitCode.OK
    assert not (tmp_path / "stick").exists()
    capsys.readouterr()
