"""`pcsol compare`: from albums, from files, from what is kept."""

import json
from pathlib import Path

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.model.comparison import Comparison
from tests.replay.machines import MACHINES

pytestmark = pytest.mark.usefixtures("french")

Captured = pytest.CaptureFixture[str]
BEFORE = str(MACHINES / "made-up-optiplex-7010")
AFTER = str(MACHINES / "made-up-optiplex-7010-put-together-badly")
OTHER = str(MACHINES / "qemu-five-disks")
NAMELESS = str(MACHINES / "virtual-machine")


def compared(capsys: Captured, *argv: str) -> Comparison:
    capsys.readouterr()
    cli.run([*argv, "--json"])
    return Comparison.from_json(json.loads(capsys.readouterr().out))


def printed(album: str, file: Path, capsys: Captured) -> str:
    cli.run(["--machine", album, "probe", "--json"])
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    return str(file)


def test_a_volunteer_reads_what_to_look_at_first(capsys: Captured) -> None:
    assert cli.run(["compare", BEFORE, AFTER]) == ExitCode.FINDINGS
    said = capsys.readouterr().out
    assert "C'est la même tour" in said
    assert said.index("À REGARDER") < said.index("NON MESURABLE")
    assert "Ce ventilateur ne tourne plus" in said
    assert max(map(len, said.splitlines())) <= 60


def test_a_tower_against_itself_ends_well(capsys: Captured) -> None:
    assert cli.run(["compare", BEFORE, BEFORE]) == ExitCode.OK


def test_two_towers_are_said_to_be_two(capsys: Captured) -> None:
    assert compared(capsys, "compare", BEFORE, OTHER).same_tower is False


def test_printed_probes_compare_as_their_albums_do(tmp_path: Path, capsys: Captured) -> None:
    files = [printed(album, tmp_path / f"{number}.json", capsys) for number, album in enumerate((BEFORE, AFTER))]
    assert compared(capsys, "compare", *files) == compared(capsys, "compare", BEFORE, AFTER)


def test_without_after_it_is_the_machine_in_front_of_us(capsys: Captured) -> None:
    assert compared(capsys, "--machine", AFTER, "compare", BEFORE) == compared(capsys, "compare", BEFORE, AFTER)


def test_without_anything_it_is_the_last_record_of_this_tower(pcsol_home: Path, capsys: Captured) -> None:
    for album in (OTHER, BEFORE):
        cli.run(["--machine", album, "probe", "--save", "--json"])
    found = compared(capsys, "--machine", AFTER, "compare")
    records = [json.loads(file.read_text("utf-8")) for file in (pcsol_home / "towers").rglob("*.json")]
    assert found.same_tower is True
    assert found.before_id in {record["id"] for record in records}
    assert {one.change for one in found.differences} >= {"moved", "slower"}


def test_a_tower_put_back_wrong_is_not_taken_for_how_it_was(pcsol_home: Path, capsys: Captured) -> None:
    """Twice the same bad look, then mended: each is compared with how the tower was before."""
    cli.run(["--machine", BEFORE, "probe", "--save", "--json"])
    for _look in range(2):
        assert compared(capsys, "--machine", AFTER, "compare", "--save").state == "to-look-at"
    assert compared(capsys, "--machine", BEFORE, "compare", "--save").state != "to-look-at"


def test_a_kept_record_can_be_named(pcsol_home: Path, capsys: Captured) -> None:
    cli.run(["--machine", BEFORE, "probe", "--save", "--json"])
    (file,) = (pcsol_home / "towers").rglob("*.json")
    assert compared(capsys, "compare", str(file), AFTER).before_id == json.loads(file.read_text("utf-8"))["id"]


def test_a_tower_never_kept_has_nothing_to_compare_with_and_a_remedy(capsys: Captured) -> None:
    assert cli.run(["--machine", AFTER, "compare"]) == ExitCode.NOTHING_TO_COMPARE
    assert "probe --save" in capsys.readouterr().err


def test_a_tower_without_a_mark_is_offered_the_last_looks_at_such_towers(pcsol_home: Path, capsys: Captured) -> None:
    cli.run(["--machine", NAMELESS, "probe", "--save", "--json"])
    (file,) = (pcsol_home / "towers").rglob("*.json")
    capsys.readouterr()
    assert cli.run(["--machine", NAMELESS, "compare"]) == ExitCode.NOTHING_TO_COMPARE
    said = capsys.readouterr().err
    assert "ne la distingue" in said
    assert said.splitlines()[-1] == str(file)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ExitCode.RECORD_UNREADABLE),
        ("[]", ExitCode.RECORD_UNREADABLE),
        ('{"schema": "pcsol/wipe-run/1"}', ExitCode.RECORD_UNREADABLE),
        ('{"schema": "pcsol/probe/1"}', ExitCode.RECORD_UNREADABLE),
        ('{"schema": "pcsol/probe/9"}', ExitCode.RECORD_NEWER),
    ],
)
def test_what_is_no_look_at_a_tower_is_refused(text: str, code: ExitCode, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file.json").write_text(text)
    assert cli.run(["compare", str(tmp_path / "file.json"), AFTER]) == code
    assert capsys.readouterr().err


def test_nothing_there_is_said(tmp_path: Path, capsys: Captured) -> None:
    assert cli.run(["compare", str(tmp_path / "nowhere"), AFTER]) == ExitCode.RECORD_UNREADABLE
    assert "nowhere" in capsys.readouterr().err


def test_a_workshop_reads_the_state_large_then_what_to_do_and_where_its_picture_is(capsys: Captured) -> None:
    assert cli.run(["compare", "--workshop", BEFORE, AFTER]) == ExitCode.FINDINGS
    said = capsys.readouterr().out
    lines = [line.rstrip() for line in said.splitlines()]
    assert lines[0].count("#") > 4  # large signs, or the word itself where they do not fit
    assert "À REVOIR · ST500DM002-1BD142 (Z3TQ7MUP)" in said
    assert said.count("ST500DM002") == 1  # a loose cable on another connector is one line, not three
    assert "Le câble du disque fait des erreurs." in said
    assert "Étape E5. Son dessin est sur la fiche, ou sur le" in said
    assert "NON MESURABLE" in said
    assert max(map(len, lines)) <= 60
    plain = " ".join(said.split())
    assert plain.index("éteindre : un adulte débranche") < plain.index("Le câble du disque fait des erreurs.")
    was = compared(capsys, "compare", "--workshop", BEFORE, AFTER).before_at
    assert was
    assert f"Comparé avec le relevé du {was.astimezone():%d/%m, %H:%M}." in plain


def test_a_workshop_of_a_tower_that_is_as_before_says_no_step_of_what_is_right(capsys: Captured) -> None:
    assert cli.run(["compare", "--workshop", BEFORE, BEFORE]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "À REVOIR" not in said
    assert "OK :" in said


def test_a_comparison_is_kept_as_it_is_printed_with_both_looks(pcsol_home: Path, capsys: Captured) -> None:
    cli.run(["--machine", BEFORE, "probe", "--save", "--json"])
    capsys.readouterr()
    assert cli.run(["--machine", AFTER, "compare", "--save", "--json"]) == ExitCode.FINDINGS
    printed_now = json.loads(capsys.readouterr().out)
    records = [json.loads(file.read_text("utf-8")) for file in (pcsol_home / "towers").rglob("*.json")]
    (kept,) = [record for record in records if record["kind"] == "compare"]
    assert kept["body"] == printed_now
    looks = {record["id"] for record in records if record["kind"] == "probe"}
    assert {kept["body"]["before_id"], kept["body"]["after_id"]} == looks
    assert len(looks) == 2


def test_without_save_nothing_is_kept(pcsol_home: Path, capsys: Captured) -> None:
    cli.run(["compare", BEFORE, AFTER, "--json"])
    assert not (pcsol_home / "towers").exists()


def test_a_recorded_machine_gets_no_load_and_its_sockets_are_tried_by_nobody(capsys: Captured) -> None:
    cli.run(["--machine", BEFORE, "probe", "--warm", "--ports", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["load"], told["sockets"]) == (None, None)
    assert [one["what"] for one in told["unknown"]][-2:] == ["load", "sockets"]
