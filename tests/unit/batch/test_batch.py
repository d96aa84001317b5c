"""A batch does each step once, whatever comes between, and erases nothing that nobody armed."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.commands.batch.rooms import ThisTower
from pcsol.errors import StoreReadOnlyError, WipeRefusedError
from pcsol.i18n import speaking
from pcsol.model.batch.notes import Armed, StepNote
from pcsol.model.intake import Intake
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.model.testing.grade import Grading
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import StoppedError
from pcsol.rounds.batch.notes import Notes
from pcsol.rounds.batch.orders import Order, Orders
from pcsol.store import find, records
from pcsol.tools.world.album import AlbumWorld
from tests.unit.batch.tower import CODE, RecordedTower, batch, meanwhile, profile, run


def _note(one: object, step: str) -> StepNote:
    return one.notes.kept.of(step)  # type: ignore[attr-defined,no-any-return]


def _armed(*disks: str, minutes: int = 60, lot: str = "Mairie") -> Armed:
    return Armed(disks=disks, until=datetime.now(UTC) + timedelta(minutes=minutes), by="x", lot=lot)


def _records(home: Path, kind: str) -> list[find.Record]:
    return [one for one in find.everything(home).records if one.kind == kind]


@pytest.mark.process
def test_killed_at_every_write_it_resumes_to_the_same_records(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "tests.unit.batch.interrupted", str(tmp_path)]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) > 20  # it was killed before and after each of them
    assert all(kinds == ["grade", "intake", "probe", "test"] for kinds in found), found


def test_started_twice_it_does_nothing_twice(pcsol_home: Path) -> None:
    run(batch(pcsol_home, "look"))
    before = find.everything(pcsol_home).records
    again = batch(pcsol_home, "look")
    run(again)
    assert find.everything(pcsol_home).records == before
    assert again.notes.kept.starts == 1


def test_the_grade_is_kept_with_look_and_tests(pcsol_home: Path) -> None:
    run(batch(pcsol_home, "look", RecordedTower(pcsol_home, failed=("memory",))))
    [record] = _records(pcsol_home, "grade")
    found = find.body(record, Grading)
    assert (found.function, found.label, found.destination) == ("D", "for-parts", "parts")
    assert {found.probe, found.test} == {one.id for kind in ("probe", "test") for one in _records(pcsol_home, kind)}
    assert record.tower.code == CODE


def test_a_tower_that_merely_started_waits_and_is_not_erased(pcsol_home: Path) -> None:
    tower = RecordedTower(pcsol_home)
    one = batch(pcsol_home, tower=tower)
    one.board.stop.set()  # somebody looks after a while: it still waits
    with pytest.raises(StoppedError):
        run(one)
    assert tower.disks_erased == []
    assert _note(one, "erase").state == "doing"
    assert one.board.word == "waits"
    assert [need.code for need in one.board.needs] == ["arm"]


def _erases_nothing_by_itself(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Started again, it waits."""
    meanwhile(monkeypatch)
    tower = RecordedTower(home)
    with pytest.raises(StoppedError):
        run(batch(home, tower=tower))
    assert tower.disks_erased == []


def test_enter_leaves_it_unerased_and_goes_on(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda one: one.board.go_on())
    tower = RecordedTower(pcsol_home)
    one = batch(pcsol_home, tower=tower)
    run(one)
    assert tower.disks_erased == []
    assert _note(one, "erase").state == "left-out"
    assert _note(one, "label").state == "done"
    [record] = _records(pcsol_home, "grade")
    assert find.body(record, Grading).label == "second-hand"


def test_an_enter_before_it_is_asked_for_skips_nothing(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch)
    one = batch(pcsol_home)
    one.board.go_on()
    with pytest.raises(StoppedError):
        run(one)
    assert _note(one, "erase").state == "doing"


def test_what_was_left_out_is_offered_again_and_told_anew(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda one: one.board.go_on())
    run(batch(pcsol_home))
    tower = RecordedTower(pcsol_home)
    again = batch(pcsol_home, tower=tower)
    again.board.armed = _armed(*tower.disks())
    run(again)
    assert tower.disks_erased == [tower.disks()]
    labels = [find.body(one, Grading).label for one in _records(pcsol_home, "grade")]
    assert len(labels) == 2


@pytest.mark.parametrize("fault", [WipeRefusedError("no"), StoppedError()])
def test_what_was_refused_or_stopped_by_a_person_is_not_gone_on_with(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    meanwhile(monkeypatch)
    tower = RecordedTower(pcsol_home)
    tower.fault = fault
    one = batch(pcsol_home, tower=tower)
    one.board.armed = _armed(*tower.disks())
    with suppress(StoppedError):
        run(one)
    assert (one.notes.kept.armed, one.board.armed) == (None, None)
    _erases_nothing_by_itself(pcsol_home, monkeypatch)


def _begun(home: Path, **changes: object) -> Batch:
    """One that was cut off in the middle of an erasure, and starts again."""
    one = batch(home)
    one.notes.arm(_armed(*one.rooms.disks()).model_copy(update={"begun": True, "at_tower": True, **changes}))
    return batch(home, tower=RecordedTower(home))


@pytest.mark.parametrize("minutes", [60, -60])  # a tower's clock may be ahead of the hub's
@pytest.mark.parametrize(("lapsed", "goes_on"), [(True, True), (False, False)])
def test_what_was_cut_off_goes_on_unless_the_hub_says_no(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, minutes: int, *, lapsed: bool, goes_on: bool
) -> None:
    meanwhile(monkeypatch)
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    one = _begun(pcsol_home, at_tower=False, until=until)
    one.orders = Orders(listens=True)
    one.orders.heard(Order(burn=True, lapsed=lapsed))
    with suppress(StoppedError):
        run(one)
    assert bool(one.rooms.disks_erased) is goes_on  # type: ignore[attr-defined]
    assert one.notes.kept.armed is None


@pytest.mark.parametrize("ended", [StoppedError(), KeyboardInterrupt()])
def test_a_person_who_ends_it_before_it_goes_on_takes_the_leave_back(
    pcsol_home: Path, monkeypatch: pytest.MonkeyPatch, ended: BaseException
) -> None:
    """X while it looks whether it may go on: the next start erases nothing by itself."""
    one = _begun(pcsol_home)

    def stopped(_code: str | None) -> None:
        raise ended

    monkeypatch.setattr(one.rooms, "looked", stopped)
    with pytest.raises(type(ended)):
        run(one)
    _erases_nothing_by_itself(pcsol_home, monkeypatch)


def test_what_speaks_against_going_on_takes_the_leave_back(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = _begun(pcsol_home)
    one.rooms.against = ("It was given to a family.",)  # type: ignore[attr-defined]
    run(one)
    assert _note(one, "erase").state == "failed"
    _erases_nothing_by_itself(pcsol_home, monkeypatch)


def test_an_erasure_that_came_to_its_end_is_not_gone_on_with(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was not accepted, and the power went before its leave was forgotten."""
    meanwhile(monkeypatch)
    one = _begun(pcsol_home)
    one.rooms.is_unfinished = False  # type: ignore[attr-defined]
    with pytest.raises(StoppedError):
        run(one)
    assert one.notes.kept.armed is None
    assert one.rooms.disks_erased == []  # type: ignore[attr-defined]


def test_disks_that_the_kernel_names_the_other_way_round_are_the_same(pcsol_home: Path) -> None:
    wanted, marks = profile("look"), RecordedTower(pcsol_home).marks
    first = Notes.open(pcsol_home, wanted, marks, ("ONE", "TWO"))
    assert Notes.open(pcsol_home, wanted, marks, ("TWO", "ONE")).kept.id == first.kept.id
    assert Notes.open(pcsol_home, wanted, marks, ("TWO",)).kept.id != first.kept.id


def test_other_disks_are_another_batch(pcsol_home: Path) -> None:
    first = batch(pcsol_home, "look")
    run(first)
    other = Notes.open(pcsol_home, first.profile, first.rooms.marks, ("ANOTHER",))  # type: ignore[attr-defined]
    assert other.kept.id != first.notes.kept.id
    assert not other.is_over


def test_an_armed_tower_is_erased_once(pcsol_home: Path) -> None:
    tower, orders = RecordedTower(pcsol_home), Orders(listens=True)
    disks = tower.disks()
    orders.heard(Order(burn=True, armed=_armed(*disks)))
    one = batch(pcsol_home, tower=tower, orders=orders)
    run(one)
    assert tower.disks_erased == [disks]


@pytest.mark.parametrize(
    ("armed", "lot", "against", "word"),
    [
        (_armed("OTHER"), "Mairie", (), "OTHER"),
        (_armed(), "Mairie", (), "no disk that could be named"),
        (None, None, (), "lot"),
        (None, "Mairie", ("It was given to a family.",), "family"),
    ],
)
def test_an_order_that_does_not_fit_is_refused(
    pcsol_home: Path, armed: Armed | None, lot: str | None, against: tuple[str, ...], word: str
) -> None:
    tower = RecordedTower(pcsol_home)
    tower.lots, tower.against = lot, against
    one = batch(pcsol_home, tower=tower)
    one.board.armed = armed or _armed(*tower.disks(), lot="")
    with speaking("en"):
        run(one)
    assert tower.disks_erased == []
    assert _note(one, "erase").state == "failed"
    assert word in _note(one, "erase").text
    assert one.notes.kept.armed is None


def test_an_order_that_is_over_is_refused(pcsol_home: Path) -> None:
    tower = RecordedTower(pcsol_home)
    one = batch(pcsol_home, tower=tower)
    one.board.armed = _armed(*tower.disks(), minutes=-1).model_copy(update={"at_tower": True})
    run(one)
    assert tower.disks_erased == []


def test_an_order_of_the_hub_is_not_kept_over_a_power_cut(pcsol_home: Path) -> None:
    """It may have been taken back meanwhile; only an erasure that was begun goes on."""
    one = batch(pcsol_home)
    one.notes.arm(_armed(*one.rooms.disks()))
    tower = RecordedTower(pcsol_home)
    again = batch(pcsol_home, tower=tower)
    again.board.stop.set()
    with pytest.raises(StoppedError):
        run(again)
    assert tower.disks_erased == []
    again.notes.arm(_armed(*tower.disks(), minutes=-30).model_copy(update={"begun": True}))
    run(batch(pcsol_home, tower=tower))
    assert tower.disks_erased == [tower.disks()]


def test_a_silent_hub_takes_leave_to_erase_and_to_burn_away() -> None:
    orders = Orders(listens=True)
    orders.heard(Order(burn=True, armed=_armed("A")))
    orders.heard(None)
    assert orders.silent
    assert (orders.latest.burn, orders.latest.armed) == (False, None)


def test_it_waits_for_current_until_the_hub_gives_it(pcsol_home: Path) -> None:
    orders = Orders(listens=True)
    one = batch(pcsol_home, "look", orders=orders)
    one.board.stop.set()
    with pytest.raises(StoppedError):
        run(one)
    assert one.board.burn is None
    assert _note(one, "tests").state == "doing"
    orders.heard(Order(burn=True))
    again = batch(pcsol_home, "look", orders=orders)
    run(again)
    assert _note(again, "tests").state == "done"


def test_a_code_is_taken_once_and_never_changes(pcsol_home: Path) -> None:
    one = batch(pcsol_home, "look")
    one.take_code("VAL-0043-E")
    assert one.board.code == CODE
    assert "VAL-0043-E" in one.board.notice
    assert [record.tower.code for record in _records(pcsol_home, "intake")] == [CODE]


def test_a_medium_that_takes_nothing_is_said_and_waited_for(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = batch(pcsol_home, "look")
    tries = []

    def locked() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise StoreReadOnlyError("locked", remedy="Move the little lock.")

    monkeypatch.setattr("pcsol.rounds.batch.batch._TRY_AGAIN_SECONDS", 0.01)
    one.until_kept(locked)
    assert len(tries) == 3
    assert one.board.needs == ()


def test_a_tower_without_a_mark_of_its_own_is_known_by_its_code(pcsol_home: Path, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    said = Intake(taken_at=now, pcsol="0", code=CODE, lot="Mairie")
    records.keep(pcsol_home, "intake", said, TowerRef(code=CODE), records.Moment(now, Clock()))
    (tmp_path / "tower").mkdir()
    (tmp_path / "tower" / "lsblk.json").write_text('{"blockdevices": []}', "utf-8")
    rooms = ThisTower(lambda: AlbumWorld(tmp_path / "tower"), pcsol_home)
    assert rooms.looked(None).lot is None
    assert rooms.looked(CODE).lot == "Mairie"


def test_what_is_erased_is_erased_under_the_code_of_the_tower(pcsol_home: Path) -> None:
    tower = RecordedTower(pcsol_home)
    one = batch(pcsol_home, tower=tower)
    one.board.armed = _armed(*tower.disks())
    run(one)
    assert (tower.disks_erased, tower.code_erased) == ([tower.disks()], CODE)
