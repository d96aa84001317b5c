"""Whose tower it is, by records; and what is said when the disks are not as many as were counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pcsol.errors import RecordUnreadableError
from pcsol.i18n import speaking
from pcsol.model.erasure.candidate import Custody
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.hardware.machine import Mark
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.store.find import Fault, Kept
from pcsol.wipe.custody import custody_of
from pcsol.wipe.guard.drive_count import disk_count_remarks
from tests.unit.wipe.disks import FREE, LOOP, OTHER, OURS

WHEN = datetime(2026, 11, 1, tzinfo=UTC)
MARKS = (Mark(kind="system-serial", value="PCINVENTED1", usable=True),)
OTHERS = (Mark(kind="system-serial", value="PCINVENTED2", usable=True),)
CODE, WRONG = "VAL-0042-D", "VAL-0043-E"


def record(kind: str, day: int, body: dict[str, Any] | None = None, *, code: str | None = CODE, **more: Any) -> Record:
    tower = TowerRef(code=code, marks=more.pop("marks", MARKS))
    clock = Clock(source="ntp", trusted=more.pop("trusted", True))
    when = WHEN + timedelta(days=day)
    return Record(kind=kind, id=str(uuid4()), tower=tower, taken_at=when, clock=clock, body=body or {})


def kept(*records: Record) -> Kept:
    return Kept(tuple(sorted(records, key=lambda one: one.taken_at)))


RECEIVED = record("intake", 0, {"lot": "Mairie", "donor_asset_number": "A7", "drives_counted": 2})


def test_a_received_tower_is_known_by_its_marks_with_all_that_was_said_at_intake() -> None:
    found = custody_of(kept(RECEIVED), MARKS)
    assert found == Custody(code=CODE, lot="Mairie", donor_asset_number="A7", drives_counted=2)


def test_what_was_said_last_at_intake_counts_and_what_was_left_open_does_not() -> None:
    again = record("intake", 5, {"lot": None, "donor_asset_number": None, "drives_counted": 0})
    found = custody_of(kept(RECEIVED, again), MARKS)
    assert (found.lot, found.drives_counted) == ("Mairie", 0)


def test_a_tower_that_was_only_looked_at_was_not_received() -> None:
    assert custody_of(kept(record("probe", 0)), MARKS).code is None
    assert custody_of(kept(RECEIVED), OTHERS).code is None
    assert custody_of(kept(), MARKS).code is None


def test_a_tower_without_marks_is_known_by_the_code_that_a_person_gives() -> None:
    plain = record("intake", 0, {"drives_counted": 1}, marks=())
    assert custody_of(kept(plain), (), None).code is None
    assert custody_of(kept(plain), (), CODE).drives_counted == 1
    assert custody_of(kept(plain), MARKS, CODE).code == CODE
    assert custody_of(kept(), (), CODE).code is None


def test_a_code_that_the_marks_speak_against_gives_no_code() -> None:
    other = record("intake", 0, code=WRONG, marks=OTHERS)
    assert custody_of(kept(RECEIVED, other), MARKS, WRONG).codes[:2] == (CODE, WRONG)
    assert custody_of(kept(other), MARKS, WRONG).code is None
    assert custody_of(kept(other), MARKS, WRONG).codes != ()
    assert custody_of(kept(RECEIVED, record("intake", 1, code=WRONG)), MARKS).codes == (CODE, WRONG)


@pytest.mark.parametrize(
    ("moves", "away"),
    [
        ([("handover", 1, None)], "handover"),
        ([("handover", 1, "lent")], "lent"),
        ([("handover", 1, None), ("return", 2, None)], None),
        ([("handover", 1, None), ("return", 2, "returned")], None),
        ([("handover", 1, None), ("return", 2, "after-sales")], "after-sales"),
        ([("handover", 1, None), ("return", 2, "who knows")], "who knows"),
        ([("handover", 1, None), ("return", 2, None), ("handover", 3, None)], "handover"),
        ([("handover", 1, None), ("intake", 2, None)], "handover"),
        ([("return", 1, None)], None),
    ],
)
def test_what_was_given_stays_given_until_a_record_of_its_return(moves: list[Any], away: str | None) -> None:
    records = [record(kind, day, {"state": state} if state else {}) for kind, day, state in moves]
    assert custody_of(kept(RECEIVED, *records), MARKS).away == away


def test_a_handover_without_a_code_is_found_by_the_marks() -> None:
    assert custody_of(kept(RECEIVED, record("handover", 1, code=None)), MARKS).away == "handover"


def test_a_clock_that_nobody_believes_does_not_bring_a_tower_back() -> None:
    moves = [record("handover", 1), record("return", 2), record("handover", -4000, trusted=False)]
    assert custody_of(kept(RECEIVED, *moves), MARKS).away == "handover"


def test_a_record_that_cannot_be_read_is_counted() -> None:
    fault = Fault(Path("/x/towers/val-0042-d/2026-11-02t00-00-00z-handover-x.json"), RecordUnreadableError("damaged"))
    assert custody_of(Kept((RECEIVED,), (fault,)), MARKS).unreadable == 1
    elsewhere = Fault(Path("/x/towers/val-0043-e/x.json"), RecordUnreadableError("damaged"))
    assert custody_of(Kept((RECEIVED,), (elsewhere,)), MARKS).unreadable == 0


STICK = OTHER.model_copy(update={"disk": OTHER.disk.model_copy(update={"own_medium": True})})


@pytest.mark.parametrize(
    ("counted", "code"),
    [(None, ["drives-not-counted"]), (0, ["drives-more"]), (1, []), (2, ["drives-missing"])],
)
def test_a_difference_between_counted_and_seen_is_said(counted: int | None, code: list[str]) -> None:
    custody = OURS.model_copy(update={"drives_counted": counted})
    found = disk_count_remarks(custody, (FREE, STICK, LOOP), ())
    assert [(one.code, one.value) for one in found] == [(c, 1) for c in code]


def test_hidden_storage_is_said_and_so_is_that_nobody_could_look() -> None:
    hidden = HiddenStorage(kind="vmd", text="VMD is on.")
    assert [one.text for one in disk_count_remarks(OURS, (FREE,), (hidden,))] == ["VMD is on."]
    assert [one.code for one in disk_count_remarks(OURS, (FREE,), None)] == ["hidden-storage-unknown"]


def test_the_remarks_are_french() -> None:
    with speaking("fr"):
        (said,) = disk_count_remarks(OURS.model_copy(update={"drives_counted": 3}), (FREE,), ())
    assert "comptés à l'œil" in said.text.replace("’", "'")
