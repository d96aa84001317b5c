"""`pcsol checklist run` at the door: what lets a school tower in, and what does not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.store.workshops.desk import FolderRoom
from tests.cli.pty_person import Person
from tests.cli.test_checklist_run import CODE, look
from tests.towers import GOOD

pytestmark = [pytest.mark.process, pytest.mark.usefixtures("nobody_stays")]
# A list for school towers.
WISHES = ("discovery", "--level", "discovery", "--people", "4", "--group", "Les Hérissons")


def test_a_school_tower_without_a_code_wants_somebodys_word(tmp_path: Path) -> None:
    person = Person(tmp_path / "home", "checklist", "run", *WISHES, "--school")
    person.sees("qui dit que")
    person.types("2\n")
    person.sees("code des adultes")
    (desk,) = FolderRoom(tmp_path / "home").desks()
    assert desk.plan().groups[0].vouched == "coordinator"


def test_a_list_for_school_towers_makes_none_of_a_donors_tower(tmp_path: Path) -> None:
    """Nor does a tick: who says so is asked, and kept."""
    home = tmp_path / "home"
    look(home, datetime.now(UTC) - timedelta(hours=1), disks=GOOD.disks)
    assert Person(home, "checklist", "run", *WISHES, "--tower", CODE).ends() == ExitCode.WORKSHOP_NOT_POSSIBLE
    person = Person(home, "checklist", "run", *WISHES, "--tower", CODE, "--school")
    person.sees("qui dit que")
    person.types("2\n")
    person.sees("code des adultes")
    (desk,) = FolderRoom(home).desks()
    assert desk.plan().groups[0].known_school


def test_a_list_that_opens_no_tower_asks_at_no_door_when_it_is_gone_on_with_either(tmp_path: Path) -> None:
    home = tmp_path / "home"
    look(home, datetime.now(UTC) - timedelta(hours=1), disks=GOOD.disks)
    wishes = ("care", "--level", "explorer", "--people", "4", "--group", "Les Hérissons", "--tower", CODE)
    person = Person(home, "checklist", "run", *wishes)
    person.sees("code des adultes")
    person.power_cut()
    again = Person(home, "checklist", "resume")
    again.sees("X : pause")
    assert FolderRoom(home).desks()[0].plan().groups[0].tower == CODE
