"""How far a tower has come, as the menu reads it from its records."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from pcsol.commands.context import Context
from pcsol.commands.menu.errands import Hall
from pcsol.errors import NotEnrolledError, WipeRefusedError
from pcsol.i18n import speaking
from pcsol.model.erasure.outcome import Verification, WipeResult, WipeRun
from pcsol.model.hardware.machine import Identity, Mark
from pcsol.model.intake import Intake
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Result, Tested, TestRun
from pcsol.report.tower_sheet import tower_sheet
from pcsol.rounds.sofar import SoFar, with_grade
from pcsol.store import records
from pcsol.store.live.keeper import Keeper
from tests.replay.machines import MACHINES
from tests.towers import GOOD, GOOD_DISK, WHEN

CODE = "VAL-0042-D"
OTHER = (Mark(kind="system-uuid", value="00000000-aaaa-4000-8000-000000000002", usable=True),)


def keep(home: Path, kind: str, body: Noun, minutes: int, tower: TowerRef | None = None) -> None:
    moment = records.Moment(WHEN + timedelta(minutes=minutes), Clock(source="ntp", trusted=True))
    records.keep(home, kind, body, tower or TowerRef(code=CODE, marks=GOOD.identity.marks), moment)


def run(result: Result, *, required: bool = True) -> TestRun:
    test = Tested(id="eyes", kind="guided", title="Yeux", seconds=9, result=result, required=required)
    return TestRun(
        id="1", profile="quick", taken_at=WHEN, pcsol="0", source="live", planned_seconds=9, seconds=9, tests=(test,)
    )


def wiped(validation: str) -> WipeRun:
    result = WipeResult(
        disk="/dev/sda", id=GOOD_DISK.serial or "", technique="zero", level="clear",
        verification=Verification(depth="full", passed=True), validation=validation, write_seconds=1, read_seconds=1,
        report="x",
    )  # fmt: skip
    return WipeRun(results=(result,))


def far(home: Path) -> SoFar:
    return Hall(None, None, Keeper(home)).far(GOOD, CODE)


def test_a_new_tower_has_everything_before_it(pcsol_home: Path) -> None:
    keep(pcsol_home, "probe", GOOD, 0)
    assert far(pcsol_home) == SoFar(CODE, "never", 1, 0)


@pytest.mark.parametrize(
    ("result", "required", "wanted"),
    [
        ("passed", True, "good"), ("not-tested", True, "look"), ("failed", False, "look"),
        ("not-tested", False, "good"), ("to-look-at", False, "look"),
    ],
)  # fmt: skip
def test_the_last_test_counts(pcsol_home: Path, result: Result, required: bool, wanted: str) -> None:
    keep(pcsol_home, "test", run("failed" if wanted == "good" else "passed"), 1)
    keep(pcsol_home, "test", run(result, required=required), 2)
    assert far(pcsol_home).tests == wanted


def test_the_last_erasure_of_a_disk_counts(pcsol_home: Path) -> None:
    keep(pcsol_home, "wipe", wiped("accepted"), 1)
    assert far(pcsol_home).disks_left == 0
    keep(pcsol_home, "wipe", wiped("repeat"), 2)
    assert far(pcsol_home).disks_left == 1


@pytest.mark.parametrize("mark_of_its_own", [True, False])
def test_a_disk_that_came_back_from_somebody_is_to_be_erased_again(pcsol_home: Path, mark_of_its_own: bool) -> None:
    seen = GOOD if mark_of_its_own else GOOD.model_copy(update={"identity": Identity()})
    tower = TowerRef(code=CODE, marks=seen.identity.marks)
    keep(pcsol_home, "wipe", wiped("accepted"), 1, tower)
    keep(pcsol_home, "return", Intake(taken_at=WHEN, pcsol="0", code=CODE), 2, tower)
    assert Hall(None, None, Keeper(pcsol_home)).far(seen, CODE).disks_left == 1


def test_another_towers_test_is_none_of_this_one_and_a_disk_is_itself_wherever_it_was_erased(pcsol_home: Path) -> None:
    other = TowerRef(code="VAL-0007-X", marks=OTHER)
    keep(pcsol_home, "test", run("passed"), 1, other)
    keep(pcsol_home, "wipe", wiped("accepted"), 2, other)
    assert far(pcsol_home) == SoFar(CODE, "never", 0, 0)


def test_where_nobody_could_look_at_disks_their_number_is_unknown(pcsol_home: Path) -> None:
    blind = GOOD.model_copy(update={"disks": None})
    assert Hall(None, None, Keeper(pcsol_home)).far(blind, CODE).disks_left is None


def hall(home: Path) -> Hall:
    options = Context(machine=MACHINES / "made-up-optiplex-7010")
    return Hall(SimpleNamespace(find_object=lambda _kind: options), options, Keeper(home))


def test_erasing_goes_through_the_command_with_its_own_refusals(pcsol_home: Path) -> None:
    assert [one.eligible for one in hall(pcsol_home).disks(CODE).disks] == [False]
    with pytest.raises(WipeRefusedError), speaking("en"):
        hall(pcsol_home).erase("/dev/sda", CODE)


def test_sending_without_a_hub_is_an_error_with_its_remedy(pcsol_home: Path) -> None:
    with pytest.raises(NotEnrolledError):
        hall(pcsol_home).send()


def test_the_grade_is_told_as_it_is_today(pcsol_home: Path) -> None:
    grading = Grading(taken_at=WHEN, pcsol="0", function="A", look="B", label="second-hand", destination="family")
    with speaking("fr"):
        keep(pcsol_home, "grade", grading, 1)
        assert far(pcsol_home).grade == "d’occasion, fonctionnement A, aspect B"
        keep(pcsol_home, "wipe", wiped("accepted"), 2)
        assert far(pcsol_home).grade == "reconditionnée, fonctionnement A, aspect B"
        keep(pcsol_home, "return", Intake(taken_at=WHEN, pcsol="0", code=CODE), 3)
        assert far(pcsol_home).grade == ""


def test_what_the_tests_made_parts_of_is_good_for_nothing_else_on_the_first_screen(pcsol_home: Path) -> None:
    bad = Grading(taken_at=WHEN, pcsol="0", function="D", label="for-parts", destination="parts")
    cover = tower_sheet(GOOD).cover
    assert with_grade(cover, far(pcsol_home)) == cover
    keep(pcsol_home, "grade", bad, 1)
    with speaking("en"):
        shown = with_grade(cover, far(pcsol_home))
    assert (shown.verdict, shown.tone) == ("for parts, function D, look ?", "bad")
