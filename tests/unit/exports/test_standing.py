"""How far a tower has come: nothing is said to be done that is not."""

from datetime import timedelta

import pytest

from pcsol.judge.towers.standing import disk_grade, erased, stage
from tests.towers import FAILING, GOOD, GOOD_DISK, SILENT, SILENT_DISK
from tests.unit.exports.made import PAPER, tower


def with_disks(*disks: object) -> object:
    return GOOD.model_copy(update={"disks": disks})


def test_every_disk_erased_and_a_destination_is_ready() -> None:
    assert stage(tower()) == "ready"
    assert (erased(tower()).erased, erased(tower()).of) == (1, 1)


def test_a_disk_without_a_paper_keeps_it_back() -> None:
    assert stage(tower(papers=())) == "to_check"
    assert stage(tower(FAILING)) == "to_check"
    assert erased(tower(FAILING)).of == 2


def test_the_newest_paper_of_a_disk_counts() -> None:
    later = PAPER.model_copy(update={"became": "not-erased", "at": PAPER.at + timedelta(days=1)})
    assert erased(tower(papers=(PAPER, later))).erased == 0
    assert stage(tower(papers=(PAPER, later))) == "to_check"


def test_parts_are_parts_and_the_unknown_is_not_ready() -> None:
    parts = GOOD.verdict.model_copy(update={"destination": "parts"})
    assert stage(tower(GOOD.model_copy(update={"verdict": parts}))) == "parts"
    assert stage(tower(SILENT)) == stage(tower(None)) == "to_check"
    assert erased(tower(SILENT)).of is None


def test_the_worst_disk_grades_the_tower_and_no_grade_is_not_a_good_one() -> None:
    ungraded = GOOD_DISK.model_copy(update={"health": SILENT_DISK.health})
    assert disk_grade(FAILING) == "D"
    assert disk_grade(GOOD) == "A"
    assert disk_grade(with_disks(GOOD_DISK, ungraded)) is None  # type: ignore[arg-type]
    assert disk_grade(with_disks(*(FAILING.disks or ()), ungraded)) == "D"  # type: ignore[arg-type]
    assert disk_grade(with_disks()) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"own_medium": True}, {"bus": "usb"}])
def test_what_hangs_on_usb_is_not_the_towers(change: dict[str, object]) -> None:
    assert disk_grade(with_disks(GOOD_DISK, FAILING.disks[1].model_copy(update=change))) == "A"  # type: ignore[arg-type, index]
