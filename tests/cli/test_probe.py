"""`pcsol probe` on a recorded machine: screen, JSON, page, picture, record, exit code."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.model.probe import Probe

pytestmark = pytest.mark.usefixtures("french")

Captured = pytest.CaptureFixture[str]

# Synthetic: no such processor was ever sold.
CPUINFO = """\
processor\t: 0
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 60
model name\t: Intel(R) Core(TM) i3-0000 CPU @ 3.00GHz
cpu cores\t: 2
siblings\t: 2
flags\t\t: fpu cx8 cmov mmx fxsr sse sse2 lm
"""

MACHINES = Path(__file__).parents[1] / "machines"


@pytest.fixture
def album(tmp_path: Path) -> str:
    folder = tmp_path / "album"
    folder.mkdir()
    (folder / "cpuinfo.txt").write_text(CPUINFO)
    return str(folder)


def test_a_volunteer_reads_what_it_is_and_what_to_do(album: str, capsys: Captured) -> None:
    code = cli.run(["--machine", album, "probe"])
    shown = capsys.readouterr().out
    assert code in (ExitCode.OK, ExitCode.FINDINGS)
    assert "Intel Core i3-0000" in shown
    assert "À faire" in shown
    assert "Pas sauvé" in shown
    assert max(map(len, shown.splitlines())) <= 60


def test_a_damaged_letter_key_is_told_and_the_sheet_is_saved_all_the_same(
    album: str, capsys: Captured, pcsol_home: Path
) -> None:
    (pcsol_home / "keys").mkdir(parents=True)
    (pcsol_home / "keys/letters.json").write_text("{", "utf-8")
    assert cli.run(["--machine", album, "probe", "--save"]) in (ExitCode.OK, ExitCode.FINDINGS)
    assert "sans signature" in " ".join(capsys.readouterr().err.split())
    (file,) = pcsol_home.glob("towers/*/*.json")
    assert json.loads(file.read_text("utf-8"))["signature"] is None


def test_faulty_settings_are_told_and_the_sheet_is_saved_all_the_same(
    album: str, pcsol_home: Path, capsys: Captured
) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: [", "utf-8")
    assert cli.run(["--machine", album, "probe", "--save"]) in (ExitCode.OK, ExitCode.FINDINGS)
    assert "settings.yaml" in capsys.readouterr().err
    assert len(list((pcsol_home / "towers").glob("*/*-probe-*.json"))) == 1


def test_a_program_reads_one_object_of_the_contract(album: str, capsys: Captured) -> None:
    cli.run(["--machine", album, "probe", "--json"])
    captured = capsys.readouterr()
    plain = json.loads(captured.out)
    assert plain["schema"] == "pcsol/probe/1"
    assert plain["source"] == "album"
    assert Probe.from_json(plain).to_json() == plain
    assert captured.err == ""


def test_the_page_and_the_picture_are_written_whole(album: str, tmp_path: Path, capsys: Captured) -> None:
    page, picture = tmp_path / "sheet.html", tmp_path / "sheet.svg"
    cli.run(["--machine", album, "probe", "--html", str(page), "--svg", str(picture)])
    assert page.read_text("utf-8").rstrip().endswith("</html>")
    assert ET.fromstring(picture.read_text("utf-8")).tag.endswith("svg")
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == ["sheet.html", "sheet.svg"]


def test_a_page_that_cannot_be_written_is_said_with_a_remedy(album: str, tmp_path: Path, capsys: Captured) -> None:
    code = cli.run(["--machine", album, "probe", "--html", str(tmp_path / "nowhere" / "sheet.html")])
    assert code == ExitCode.STORE_FAILED
    assert "n'a pas pu être écrit" in capsys.readouterr().err


def test_what_is_kept_is_exactly_what_was_printed(album: str, capsys: Captured, pcsol_home: Path) -> None:
    cli.run(["--machine", album, "probe", "--save", "--json"])
    printed = json.loads(capsys.readouterr().out)
    (file,) = (pcsol_home / "towers").rglob("*.json")
    record = json.loads(file.read_text("utf-8"))
    assert record["kind"] == "probe"
    assert record["body"] == printed
    assert record["taken_at"] == printed["taken_at"]


def test_where_it_was_saved_is_said(album: str, capsys: Captured, pcsol_home: Path) -> None:
    cli.run(["--machine", album, "probe", "--save"])
    assert "Sauvé dans" in capsys.readouterr().out


def test_after_saving_the_next_command_is_named(capsys: Captured, pcsol_home: Path) -> None:
    cli.run(["--machine", str(MACHINES / "made-up-optiplex-7010"), "probe", "--save"])
    assert "pcsol intake CODE --this" in " ".join(capsys.readouterr().out.split())


def test_a_sheet_that_could_not_be_kept_is_shown_and_says_so(
    album: str, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "file" / "home"))
    code = cli.run(["--machine", album, "probe", "--save"])
    captured = capsys.readouterr()
    assert 50 <= code < 60
    assert "PAS ENCORE SAUVÉ" in captured.out
    assert "Intel Core i3-0000" in captured.out
    assert "PAS ENCORE SAUVÉ" in captured.err


def test_a_wrong_profile_does_not_stop_the_probe(album: str, capsys: Captured, pcsol_home: Path) -> None:
    profiles = pcsol_home / "profiles" / "destinations"
    profiles.mkdir(parents=True)
    (profiles / "mine.yaml").write_text("nonsense: [")
    cli.run(["--machine", album, "probe", "--json"])
    plain = json.loads(capsys.readouterr().out)
    assert [one for one in plain["unknown"] if "mine.yaml" in one["why"] and one["remedy"]]
    assert plain["verdict"]["profiles"]


@pytest.mark.parametrize("option", ["--html", "--svg"])
def test_a_page_never_takes_the_place_of_a_device_or_a_pipe(
    album: str, tmp_path: Path, capsys: Captured, option: str
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert cli.run(["--machine", album, "probe", option, str(pipe), "--json"]) == ExitCode.STORE_FAILED
    assert "error" in json.loads(capsys.readouterr().out)
    assert pipe.is_fifo()


def test_a_page_is_written_through_a_link(album: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "link.html").symlink_to("page.html")
    cli.run(["--machine", album, "probe", "--html", str(tmp_path / "link.html"), "--json"])
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!")


def test_a_name_that_no_file_can_have_is_no_fault_of_ours(album: str, capsys: Captured) -> None:
    long = "x" * 300
    for argv in (
        ["--machine", album, "probe", "--html", ""],
        ["--machine", album, "probe", "--svg", long],
        ["compare", long, album],
        ["album", long],
        ["album", "new", "--from", long],
        ["intake", "--prefix", "VAL", "--sheet", long],
    ):
        assert cli.run([*argv, "--json"]) not in (ExitCode.OK, ExitCode.FINDINGS, ExitCode.OURS)
        assert "error" in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("columns", ["0", "1", "20"])
def test_on_the_narrowest_screen_everything_is_shown_all_the_same(
    album: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for argv in (["--machine", album, "probe"], ["operator"], ["compare", album, album], ["doctor"]):
        assert cli.run(argv) in (ExitCode.OK, ExitCode.FINDINGS)
        assert max(map(len, capsys.readouterr().out.splitlines())) in range(10, 31)
