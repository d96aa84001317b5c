"""`pcsol doctor`: what is here, what is missing, and the command that mends it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.tools.world import meter
from pcsol.tools.world.live import LiveWorld

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _french(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with speaking("fr"):
        yield


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(meter, "_PATH", str(folder))
    return folder


def _install(folder: Path, *programs: str) -> None:
    for program in programs:
        (folder / program).touch(0o755)


EXERTING = ("stressapptest", "stress-ng", "7z")
ALL = ("smartctl", "dmidecode", "lsblk", "lscpu", "lspci", "hdparm", "nvme", *EXERTING)


def test_a_whole_station_is_said_to_be_whole(bin_folder: Path, capsys: Captured) -> None:
    _install(bin_folder, *ALL)
    assert cli.run(["doctor"]) == ExitCode.OK
    assert "Tout ce dont PCSol a besoin est là." in capsys.readouterr().out


def test_one_command_installs_everything_that_is_missing(bin_folder: Path, capsys: Captured) -> None:
    _install(bin_folder, "lsblk", "lscpu", "lspci", "hdparm", "nvme", *EXERTING)
    assert cli.run(["doctor"]) == ExitCode.FINDINGS
    shown = capsys.readouterr().out
    assert "sudo apt install dmidecode smartmontools" in shown
    assert "santé des disques" in shown


@pytest.mark.parametrize(
    ("check", "package", "name"),
    [
        ("program.7zz", "7zip", "7z"),
        ("program.7zz", "7zip", "7zz"),
        ("program.stressapptest", "stressapptest", "stressapptest"),
        ("program.stressapptest", "stressapptest", "memtester"),
    ],
)
def test_where_one_of_two_programs_will_do_either_is_enough(
    check: str, package: str, name: str, bin_folder: Path, capsys: Captured
) -> None:
    assert _check(check, capsys)["remedy"] == f"sudo apt install {package}"
    _install(bin_folder, name)
    assert _check(check, capsys)["state"] == "ok"


def test_who_is_not_the_administrator_is_told_what_stays_unknown(bin_folder: Path, capsys: Captured) -> None:
    _install(bin_folder, *ALL)
    cli.run(["doctor", "--json"])
    root = {check["id"]: check for check in json.loads(capsys.readouterr().out)["checks"]}["root"]
    assert root["state"] == "look"
    assert root["remedy"] == "sudo pcsol probe"


def test_json_names_every_check(bin_folder: Path, capsys: Captured) -> None:
    assert cli.run(["doctor", "--json"]) == ExitCode.FINDINGS
    plain = json.loads(capsys.readouterr().out)
    assert plain["schema"] == "pcsol/doctor/1"
    ids = {check["id"] for check in plain["checks"]}
    assert {"root", "home", "language", "profiles", "clock", "program.smartctl"} <= ids
    assert all(check["remedy"] for check in plain["checks"] if check["state"] == "missing")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"now": "2026-11-23T10:00:00Z", "rtc": "2026-11-23T10:00:30Z"}, "ok"),
        ({"now": "2026-11-23T10:00:00Z", "synchronised": True}, "ok"),
        ({"now": "2026-11-23T10:00:00Z", "rtc": None}, "look"),
        ({"now": "2009-01-01T00:00:00Z", "rtc": "2009-01-01T00:00:00Z"}, "missing"),
    ],
)
def test_the_clock_is_believed_here_as_in_a_probe(
    told: dict[str, object], state: str, bin_folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LiveWorld, "clock", lambda _world: told)
    found = _check("clock", capsys)
    assert found["state"] == state
    assert bool(found["remedy"]) is (state != "ok")


def test_a_home_that_cannot_be_written_is_missing(
    bin_folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(bin_folder, *ALL)
    monkeypatch.setattr("os.access", lambda *_args, **_kw: False)
    assert _check("home", capsys)["state"] == "missing"


def test_a_wrong_profile_is_named_with_its_file(bin_folder: Path, capsys: Captured, pcsol_home: Path) -> None:
    profiles = pcsol_home / "profiles" / "destinations"
    profiles.mkdir(parents=True)
    (profiles / "mine.yaml").write_text("nonsense: 1\n")
    check = _check("profiles", capsys)
    assert check["state"] == "missing"
    assert "mine.yaml" in check["found"]


def test_a_catalogue_that_was_not_compiled_is_missing(
    bin_folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pcsol.i18n._LOCALE", tmp_path)
    assert _check("language", capsys)["state"] == "missing"


def _check(name: str, capsys: Captured) -> dict[str, str]:
    cli.run(["doctor", "--json"])
    checks: dict[str, dict[str, str]] = {c["id"]: c for c in json.loads(capsys.readouterr().out)["checks"]}
    return checks[name]


def test_a_home_on_a_path_that_is_not_there_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "stick" / "home"))
    assert cli.run(["doctor", "--json"]) == ExitCode.FINDINGS
    checks = {check["id"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["home"]["state"] == "missing"
    assert checks["home"]["remedy"]
