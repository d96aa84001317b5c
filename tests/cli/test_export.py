"""`pcsol export`: kept towers for other programs."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.judge.codes import compose
from tests.replay.machines import MACHINES

Captured = pytest.CaptureFixture[str]
CODE, DEAD = "VAL-0042-D", "VAL-0001-P"
DELL = str(MACHINES / "made-up-optiplex-7010")


@pytest.fixture(autouse=True)
def _store(pcsol_home: Path, capsys: Captured) -> Iterator[None]:
    """One tower that was looked at, one that never started."""
    with speaking("fr"):
        cli.run(["--machine", DELL, "intake", CODE, "--this", "--lot", "Mairie", "--json"])
        cli.run(["--machine", DELL, "probe", "--save", "--json"])
        cli.run(["--machine", DELL, "intake", DEAD, "--other", "--no-starts", "--form", "tower", "--json"])
        capsys.readouterr()
        yield


def printed(capsys: Captured, *argv: str) -> Any:
    assert cli.run(list(argv)) == ExitCode.OK
    return json.loads(capsys.readouterr().out)


def test_one_tower_for_glpi_is_one_inventory_on_the_screen(capsys: Captured) -> None:
    found = printed(capsys, "export", "glpi", CODE)
    assert found["content"]["bios"]["assettag"] == CODE
    assert "Lot : Mairie" in found["content"]["hardware"]["description"]
    assert printed(capsys, "export", "glpi", "val 0042 d", "--tag", "CS-Nord")["tag"] == "CS-Nord"


def test_what_was_never_looked_at_is_left_out_and_said(capsys: Captured) -> None:
    assert cli.run(["export", "glpi"]) == ExitCode.OK
    assert f"{DEAD} a été reçue" in capsys.readouterr().err
    assert cli.run(["export", "glpi", DEAD]) == ExitCode.NOTHING_TO_EXPORT


def test_several_towers_for_glpi_are_one_zip(tmp_path: Path, capsys: Captured) -> None:
    cli.run(["--machine", str(MACHINES / "qemu-five-disks"), "probe", "--save", "--json"])
    capsys.readouterr()
    assert cli.run(["export", "glpi"]) == ExitCode.USAGE
    assert "--out" in capsys.readouterr().err
    told = printed(capsys, "export", "glpi", "--out", str(tmp_path / "glpi.zip"), "--json")
    with zipfile.ZipFile(tmp_path / "glpi.zip") as archive:
        assert len(archive.namelist()) == len(told["towers"]) == 2
        assert json.loads(archive.read("val-0042-d.json"))["action"] == "inventory"
    assert told["left_out"] == ["val-0001-p"]


def test_the_table_has_a_row_for_each(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["export", "csv", "--out", str(tmp_path / "tours.csv")]) == ExitCode.OK
    assert "2 tours" in capsys.readouterr().out
    text = (tmp_path / "tours.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Code"] for row in rows] == [DEAD, CODE]
    assert rows[1]["Modèle"] == "OptiPlex 7010"
    assert [row["Code"] for row in printed(capsys, "export", "csv", "--json")["towers"]] == [DEAD, CODE]


def test_the_table_goes_to_a_pipe_as_well(capsys: Captured) -> None:
    assert cli.run(["export", "csv", "--separator", ","]) == ExitCode.OK
    assert capsys.readouterr().out.startswith("\ufeffCode,Étape")
    assert cli.run(["export", "csv", "--separator", "ab"]) == ExitCode.USAGE


@pytest.mark.parametrize(("form", "part"), [("snipeit", "asset"), ("devicehub", "snapshot")])
def test_what_others_would_be_sent_is_one_object(form: str, part: str, capsys: Captured) -> None:
    assert list(printed(capsys, "export", form)["towers"][0]) >= [part]


def test_a_code_that_is_not_kept_here_and_one_that_is_mistyped(capsys: Captured) -> None:
    assert cli.run(["export", "csv", compose("VAL", 2)]) == ExitCode.NOTHING_TO_EXPORT
    assert cli.run(["export", "csv", "VAL-0042-X"]) == ExitCode.CODE_FAULTY
    assert cli.run(["export", "xml"]) == ExitCode.USAGE


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["export", "csv", "--out", str(tmp_path / "nowhere/tours.csv")]) == ExitCode.USAGE
    assert "nowhere" in capsys.readouterr().err
    assert cli.run(["export", "csv", "--out", "/dev/null"]) == ExitCode.USAGE
