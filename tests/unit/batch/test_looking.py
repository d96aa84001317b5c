"""What somebody must look at is said: on the tower's screen until it passes, and to scripts."""

from pathlib import Path

import pytest

from pcsol.commands.batch import is_to_look_at
from pcsol.i18n import speaking
from pcsol.rounds.batch import steps
from tests.unit.batch.tower import RecordedTower, batch, meanwhile, run


def test_what_failed_is_said_by_its_name_until_it_passes(pcsol_home: Path) -> None:
    one = batch(pcsol_home, "look", RecordedTower(pcsol_home, failed=("memory", "network")))
    with speaking("fr"):
        run(one)
    assert [need.text for need in one.board.needs if need.code == "tests"] == [
        "A échoué : Mémoire · Réseau : câble, vitesse, une réponse."
    ]
    good = batch(pcsol_home / "other", "look")
    run(good)
    assert not [need for need in good.board.needs if need.code == "tests"]


@pytest.mark.parametrize(
    ("failed", "unsure", "said"),
    [
        ((), ("memory", "network"), "To look at: Memory · Network: cable, speed, an answer."),
        (("network",), ("memory",), "Failed: Network: cable, speed, an answer."),  # the worst: a screen has few lines
    ],
)
def test_what_is_to_look_at_is_said_where_nothing_failed(
    pcsol_home: Path, failed: tuple[str, ...], unsure: tuple[str, ...], said: str
) -> None:
    one = batch(pcsol_home, "look", RecordedTower(pcsol_home, failed, unsure))
    with speaking("en"):
        run(one)
    assert [need.text for need in one.board.needs if need.code == "tests"] == [said]


def test_what_is_to_look_at_is_said_again_after_a_power_cut(pcsol_home: Path) -> None:
    """Whatever was left to do then: without it the tower would end green, and switch itself off."""
    run(batch(pcsol_home, "look", RecordedTower(pcsol_home, unsure=("memory",))))
    again = batch(pcsol_home, "look")
    assert again.board.needs == ()
    steps.tell_what_to_look_at(again)
    assert [need.code for need in again.board.needs] == ["tests"]


@pytest.mark.parametrize(
    ("failed", "unsure", "named"),
    [((), (), ()), ((), ("memory",), ("memory",)), (("network",), ("memory",), ("memory", "network"))],
)
def test_a_script_is_told_by_the_exit_code_that_somebody_must_look(
    pcsol_home: Path, failed: tuple[str, ...], unsure: tuple[str, ...], named: tuple[str, ...]
) -> None:
    """Where nobody did the tests that need a person no grade says so."""
    tower = RecordedTower(pcsol_home, failed, unsure)
    tower.lacks_people = True
    found = batch(pcsol_home, "look", tower).run(steps.STEPS)
    assert found.to_look_at == named
    assert is_to_look_at(found) is bool(named)
    assert failed or found.function is None, "the grade alone would end with 0"
    assert batch(pcsol_home, "look").run(steps.STEPS).to_look_at == named  # started again, it is told again


def test_a_tower_that_was_left_with_its_data_is_to_look_at(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda one: one.board.go_on())
    found = batch(pcsol_home).run(steps.STEPS)
    assert (found.function, found.to_look_at, "failed" in {one.state for one in found.steps}) == ("A", (), False)
    assert found.unerased == 1
    assert is_to_look_at(found)


def test_nobody_is_called_to_a_tower_without_a_disk(pcsol_home: Path) -> None:
    tower = RecordedTower(pcsol_home)
    tower.has_disks, tower.lacks_people = False, True
    found = batch(pcsol_home, tower=tower).run(steps.STEPS)
    assert [one.state for one in found.steps if one.step == "erase"] == ["left-out"]
    assert (found.label, found.unerased) != ("refurbished", None)
    assert not is_to_look_at(found)


def test_a_batch_whose_look_is_gone_from_the_stick_is_told_all_the_same(pcsol_home: Path) -> None:
    one = batch(pcsol_home, "look")
    one.notes.step("inventory", state="done", record="gone")
    found = one.run(steps.STEPS)
    assert {"failed"} < {note.state for note in found.steps}
    assert (found.unerased, found.to_look_at) == (None, ())
    assert is_to_look_at(found)


def test_tests_whose_record_is_gone_from_the_stick_are_to_look_at(pcsol_home: Path) -> None:
    """Though every step of theirs is done: with its profile's `power-off` the tower would go dark as a good one."""
    tower = RecordedTower(pcsol_home, unsure=("memory",))
    tower.lacks_people = True
    run(batch(pcsol_home, "look", tower))
    again = batch(pcsol_home, "look", tower)
    again.notes.step("tests", record="gone")
    steps.tell_what_to_look_at(again)
    assert [need.code for need in again.board.needs] == ["tests"]
    found = again.run(steps.STEPS)
    assert {note.state for note in found.steps} == {"done"}
    assert found.to_look_at is None
    assert is_to_look_at(found)
