"""`pcsol intake`, as a volunteer and as a script see it."""

import json
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.model.intake import Intake
from pcsol.store import find
from tests.cli.keyboard import pcsol

ALL = ["--lot", "Mairie", "--asset", "42", "--form", "tower", "--no-starts", "--drives", "1", "--missing", "none",
       "--lock", "none", "--note", "RAS"]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english() -> object:
    with speaking("en"):
        yield


def kept(home: Path) -> list[dict[str, object]]:
    return [record.body for record in find.everything(home).records]


def album(folder: Path, uuid: str) -> str:
    """A synthetic machine that shows one mark."""
    folder.mkdir()
    (folder / "dmidecode.txt").write_text(
        "# dmidecode 3.4\nSMBIOS 2.7 present.\n\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n"
        f"\tManufacturer: Synthetic\n\tProduct Name: Tower 1\n\tSerial Number: SYN{uuid[-4:]}X7\n\tUUID: {uuid}\n\n"
    )
    return str(folder)


ONE, OTHER = "4d2f9a01-5e7c-4b13-9f21-0a5b7c9d1e01", "4d2f9a01-5e7c-4b13-9f21-0a5b7c9d2f02"


def test_a_tower_that_does_not_start_is_received(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "intake", "val 0042 d", *ALL, "--json")
    assert said.status == 0
    body = Intake.from_json(said.plain)
    assert (body.code, body.lot, body.donor_asset_number, body.form) == ("VAL-0042-D", "Mairie", "42", "tower")
    assert (body.starts, body.drives_counted, body.missing, body.locks_seen) == (False, 1, (), ())
    assert kept(pcsol_home) == [said.plain]


def test_what_is_not_said_is_unknown(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = pcsol(monkeypatch, "intake", "VAL-0042-D", "--json").plain
    assert {key for key, value in body.items() if value is None} == {
        "lot", "donor_asset_number", "form", "starts", "drives_counted", "missing", "locks_seen", "note"
    }  # fmt: skip


def test_without_a_code_and_without_a_person_nothing_is_received(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = pcsol(monkeypatch, "intake", "--json")
    assert (said.status, said.plain["error"]["code"]) == (63, 63)
    assert kept(pcsol_home) == []


def test_a_mistyped_code_is_refused(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "intake", "VAL-0042-E")
    assert said.status == 60
    assert "VAL-0042-E" in said.err
    assert kept(pcsol_home) == []


def test_a_person_is_asked_one_thing_at_a_time(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ["VAL-0042-E", "val0042d", "n", "Mairie", "", "2", "peut-être", "non", "2", "capot, mémoire", "rien", ""]
    said = pcsol(monkeypatch, "intake", typed=[*answers, "", ""])
    assert said.status == 0, said.err
    (body,) = kept(pcsol_home)
    assert body["code"] == "VAL-0042-D"
    assert (body["lot"], body["donor_asset_number"], body["form"], body["starts"]) == ("Mairie", None, "desktop", False)
    assert (body["drives_counted"], body["missing"], body["locks_seen"]) == (2, ["capot", "mémoire"], [])
    assert "VAL-0042-D is received and saved." in said.out


def test_what_was_given_is_not_asked_again(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "intake", "VAL-0042-D", "--other", *ALL, typed=["", ""])
    assert said.status == 0
    assert "?" not in said.err.replace("What day is it?", "")


def test_a_person_who_leaves_in_the_middle_saves_nothing(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pcsol(monkeypatch, "intake", "VAL-0042-D", typed=["n", "Mairie"]).status == 130
    assert kept(pcsol_home) == []


def test_a_code_seen_before_is_refused_unless_it_is_the_same_tower(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pcsol(monkeypatch, "intake", "VAL-0042-D", *ALL)
    assert pcsol(monkeypatch, "intake", "VAL-0042-D", *ALL).status == 62
    assert pcsol(monkeypatch, "intake", "VAL-0042-D", "--other", *ALL, typed=["no"]).status == 62
    assert len(kept(pcsol_home)) == 1
    assert pcsol(monkeypatch, "intake", "VAL-0042-D", "--again", *ALL).status == 0
    assert pcsol(monkeypatch, "intake", "VAL-0042-D", "--other", *ALL, typed=["yes", "", ""]).status == 0
    assert len(kept(pcsol_home)) == 3


def test_a_code_is_bound_to_the_marks_of_the_tower_it_was_given_on(
    pcsol_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = album(tmp_path / "one", ONE), album(tmp_path / "other", OTHER)
    first = pcsol(monkeypatch, "--machine", one, "intake", "VAL-0042-D", "--this", "--json")
    assert (first.status, first.plain["starts"]) == (0, True)
    (record,) = find.everything(pcsol_home).records
    assert {mark.kind for mark in record.tower.marks if mark.usable} == {"system-uuid", "system-serial"}
    again = pcsol(monkeypatch, "--machine", one, "intake", "VAL-0042-D", "--this")
    stolen = pcsol(monkeypatch, "--machine", other, "intake", "VAL-0042-D", "--this", "--again")
    second = pcsol(monkeypatch, "--machine", one, "intake", "VAL-0001-P", "--this")
    assert (again.status, stolen.status, second.status) == (0, 62, 62)
    assert "VAL-0042-D" in second.err


@pytest.mark.parametrize(
    "argv", [["VAL-0042-D", "--form", "submarine"],
             ["VAL-0042-D", "--drives", "-1"], ["VAL-0042-D", "--this", "--no-starts"],
             ["VAL-0042-D", "--sheet", "x.pdf"], ["--sheet", "/no/such/folder/x.pdf", "--prefix", "VAL"]],
)  # fmt: skip
def test_a_wrong_command_line_is_refused_and_changes_nothing(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    assert pcsol(monkeypatch, "intake", *argv).status == 2
    assert not pcsol_home.exists()


def test_a_sheet_gives_new_codes_each_time(pcsol_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stickers.pdf"
    first = pcsol(monkeypatch, "intake", "--sheet", str(file), "--prefix", "val", "--json")
    second = pcsol(monkeypatch, "intake", "--sheet", str(file), "--count", "3", "--json")
    assert file.read_bytes().startswith(b"%PDF-")
    assert (len(first.plain["codes"]), len(second.plain["codes"])) == (21, 3)
    assert not set(first.plain["codes"]) & set(second.plain["codes"])


def test_a_sheet_never_prints_a_code_that_a_tower_bears(
    pcsol_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pcsol(monkeypatch, "intake", "VAL-0042-D", *ALL)
    said = pcsol(monkeypatch, "intake", "--sheet", str(tmp_path / "s.pdf"), "--prefix", "VAL", "--json")
    assert said.plain["codes"][0] == "VAL-0043-E"


def test_what_could_not_be_saved_can_be_saved_again(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pcsol_home.write_text("in the way")
    said = pcsol(monkeypatch, "intake", "VAL-0042-D", "--other", *ALL, typed=["", "yes", "no"])
    assert said.status == 53
    assert said.err.count("NOT SAVED YET") == 3
    assert "received and saved" not in said.out


def test_the_operator_is_said_kept_and_forgotten(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nobody" in pcsol(monkeypatch, "operator").out
    assert "Jeanne" in pcsol(monkeypatch, "operator", "Jeanne").out
    pcsol(monkeypatch, "intake", "VAL-0042-D", *ALL)
    assert [record.operator for record in find.everything(pcsol_home).records] == ["Jeanne"]
    assert pcsol(monkeypatch, "operator", "--forget", "--json").plain == {"operator": None}
    assert pcsol(monkeypatch, "operator", " ").status == 2


def test_a_record_of_a_terminal_and_one_of_a_script_have_the_same_body(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pcsol(monkeypatch, "intake", "VAL-0042-D", *ALL)
    said = pcsol(monkeypatch, "intake", "VAL-0001-P", *ALL, "--json")
    one, other = (json.loads(json.dumps(body)) for body in kept(pcsol_home))
    assert {**one, "code": "", "taken_at": ""} == {**other, "code": "", "taken_at": ""}
    assert said.plain in (other, one)
