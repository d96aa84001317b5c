"""The files are the truth: what is found is what is there, and two towers are never one by accident."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.errors import CodeTakenError, RecordNewerError, RecordUnreadableError
from pcsol.i18n import speaking
from pcsol.model.hardware.machine import Mark
from pcsol.model.intake import Intake
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import Record, TowerRef
from pcsol.store import find, reception, records

START = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
ONE = Mark(kind="system-uuid", value="00000000-aaaa-4000-8000-000000000001", usable=True)
OTHER = Mark(kind="system-uuid", value="00000000-aaaa-4000-8000-000000000002", usable=True)
BOARD = Mark(kind="board-serial", value="TEST-BOARD-1", usable=True)
SHARED = Mark(kind="system-serial", value="To be filled by O.E.M.", usable=False)


def keep(home: Path, code: str | None, *marks: Mark, minutes: int = 0, trusted: bool = True) -> Record:
    at = START + timedelta(minutes=minutes)
    clock = Clock(source="ntp", trusted=trusted)
    body = Intake(taken_at=at, clock=clock, pcsol="0.1.0", code=code or "")
    return records.keep(home, "intake", body, TowerRef(code=code, marks=marks), records.Moment(at, clock))


def ids(kept: find.Kept) -> list[str]:
    return [record.id for record in kept.records]


def of(home: Path, code: str | None = None, *marks: Mark) -> list[str]:
    return ids(find.of_tower(find.everything(home), TowerRef(code=code, marks=marks)))


def test_an_empty_or_absent_store_holds_nothing(pcsol_home: Path) -> None:
    assert find.everything(pcsol_home) == find.Kept()
    assert find.last_trusted(find.Kept()) is None


def test_records_come_the_oldest_first_from_all_folders(pcsol_home: Path) -> None:
    late = keep(pcsol_home, "VAL-0001-P", minutes=5)
    early = keep(pcsol_home, "VAL-0042-D")
    assert ids(find.everything(pcsol_home)) == [early.id, late.id]


def test_a_tower_that_gets_its_code_later_keeps_its_earlier_records(pcsol_home: Path) -> None:
    before = keep(pcsol_home, None, ONE)
    bound = keep(pcsol_home, "VAL-0042-D", ONE, minutes=1)
    after = keep(pcsol_home, None, ONE, minutes=2)
    keep(pcsol_home, "VAL-0001-P", OTHER)
    wanted = [before.id, bound.id, after.id]
    assert of(pcsol_home, "VAL-0042-D") == of(pcsol_home, None, ONE) == wanted


def test_a_tower_is_found_through_any_mark_it_shares(pcsol_home: Path) -> None:
    """Without root, or after a repair, not every mark is seen."""
    first = keep(pcsol_home, None, ONE, BOARD)
    assert of(pcsol_home, None, BOARD) == [first.id]


def test_a_shared_placeholder_makes_nobody_the_same(pcsol_home: Path) -> None:
    keep(pcsol_home, None, SHARED)
    keep(pcsol_home, "VAL-0042-D", SHARED)
    assert of(pcsol_home, None, SHARED) == []
    assert find.code_of(find.everything(pcsol_home), (SHARED,)) is None


def test_a_tower_without_marks_is_found_by_its_code_alone(pcsol_home: Path) -> None:
    dead = keep(pcsol_home, "VAL-0042-D")
    keep(pcsol_home, "VAL-0001-P")
    assert of(pcsol_home, "VAL-0042-D") == [dead.id]


def test_records_of_one_board_under_two_codes_are_given_to_neither_without_a_code(pcsol_home: Path) -> None:
    """Somebody took a sticker for another: what bears no code could be of either."""
    first = keep(pcsol_home, "VAL-0042-D", ONE)
    keep(pcsol_home, "VAL-0001-P", ONE, minutes=1)
    keep(pcsol_home, None, ONE, minutes=2)
    assert of(pcsol_home, "VAL-0042-D") == [first.id]
    assert find.code_of(find.everything(pcsol_home), (ONE,)) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"schema": "pcsol/record/1"}', b"[]", b"null", b"\xff\xfe\x00", b"\0" * 4096, b'"' + b"x" * 99],
)
def test_a_damaged_file_is_named_and_the_rest_goes_on(pcsol_home: Path, content: bytes) -> None:
    good = keep(pcsol_home, "VAL-0042-D")
    bad = pcsol_home / "towers/val-0042-d/2026-11-23t14-30-00z-probe-bad.json"
    bad.write_bytes(content)
    kept = find.everything(pcsol_home)
    assert ids(kept) == [good.id]
    (fault,) = kept.faults
    assert fault.file == bad
    assert isinstance(fault.error, RecordUnreadableError)
    assert bad.read_bytes() == content
    assert find.of_tower(kept, TowerRef(code="VAL-0042-D")).faults == (fault,)
    assert find.of_tower(kept, TowerRef(code="VAL-0001-P")).faults == ()


def test_a_newer_record_is_left_whole_and_asks_for_an_update(pcsol_home: Path) -> None:
    newer = keep(pcsol_home, "VAL-0042-D").to_json()
    newer |= {
        "schema": "pcsol/record/2",
        "id": "00000000-0000-4000-8000-000000000002",
        "taken_at": "2027-01-01T00:00:00Z",
    }
    file = records.put(pcsol_home, newer)
    kept = find.everything(pcsol_home)
    with speaking("en"):
        (fault,) = find.everything(pcsol_home).faults
        assert "Update PCSol" in fault.error.remedy
    assert isinstance(fault.error, RecordNewerError)
    assert len(kept.records) == 1
    assert json.loads(file.read_text("utf-8")) == newer


def test_a_newer_body_in_a_record_of_today_asks_for_an_update_too(pcsol_home: Path) -> None:
    record = keep(pcsol_home, "VAL-0042-D")
    assert find.body(record, Intake).code == "VAL-0042-D"
    newer = record.model_copy(update={"body": record.body | {"schema": "pcsol/intake/9"}})
    with pytest.raises(RecordNewerError):
        find.body(newer, Intake)
    with pytest.raises(RecordUnreadableError):
        find.body(record, Probe)


def test_a_clock_that_was_not_trusted_decides_nothing(pcsol_home: Path) -> None:
    keep(pcsol_home, None, minutes=1)
    keep(pcsol_home, None, minutes=60 * 24 * 365 * 40, trusted=False)
    assert find.last_trusted(find.everything(pcsol_home)) == START + timedelta(minutes=1)


def test_a_new_code_is_new_and_a_known_one_with_the_same_marks_is_the_same(pcsol_home: Path) -> None:
    keep(pcsol_home, "VAL-0042-D", ONE, BOARD)
    kept = find.everything(pcsol_home)
    assert reception.standing(kept, "VAL-0001-P", (OTHER,)) == "new"
    assert reception.standing(kept, "VAL-0042-D", (BOARD,)) == "same"


def test_nobody_but_a_person_knows_a_tower_that_does_not_start(pcsol_home: Path) -> None:
    keep(pcsol_home, "VAL-0042-D", ONE)
    keep(pcsol_home, "VAL-0001-P")
    kept = find.everything(pcsol_home)
    assert reception.standing(kept, "VAL-0042-D", ()) == "unsure"
    assert reception.standing(kept, "VAL-0001-P", (OTHER,)) == "unsure"
    assert reception.standing(kept, "VAL-0042-D", (SHARED,)) == "unsure"


def test_a_code_never_goes_to_another_tower(pcsol_home: Path) -> None:
    keep(pcsol_home, "VAL-0042-D", ONE)
    with pytest.raises(CodeTakenError, match="VAL-0042-D"):
        reception.standing(find.everything(pcsol_home), "VAL-0042-D", (OTHER,))


def test_a_tower_never_gets_a_second_code(pcsol_home: Path) -> None:
    keep(pcsol_home, "VAL-0042-D", ONE)
    with pytest.raises(CodeTakenError, match="VAL-0042-D"):
        reception.standing(find.everything(pcsol_home), "VAL-0001-P", (ONE,))


def test_a_code_whose_records_cannot_be_read_is_not_free(pcsol_home: Path) -> None:
    keep(pcsol_home, "VAL-0042-D")
    (file,) = (pcsol_home / "towers/val-0042-d").iterdir()
    file.write_bytes(b"")
    kept = find.everything(pcsol_home)
    assert reception.standing(kept, "VAL-0042-D", ()) == "unsure"
    assert reception.last_seen(kept, "VAL-0042-D") == START.date()
