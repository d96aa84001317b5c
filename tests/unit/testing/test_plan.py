"""The plan of every recorded machine, by every shipped list of tests."""

from pathlib import Path
from typing import get_args

import pytest
from pydantic import ValidationError

from pcsol.diagnostics.guided.table import MAKERS as GUIDED
from pcsol.diagnostics.plan import lay
from pcsol.diagnostics.schedule import schedule, seconds
from pcsol.diagnostics.table import MAKERS, kind
from pcsol.model.profile.testing import TestName, TestProfile
from pcsol.model.testing.run import Plan
from pcsol.store.profiles import load_tests
from tests.unit.testing.benches import MACHINES, job, laid, probe

ALBUMS = sorted(folder for folder in MACHINES.iterdir() if folder.is_dir())


def test_every_test_that_a_profile_may_name_has_a_maker() -> None:
    assert set(MAKERS) == set(get_args(TestName))
    assert {name for name in MAKERS if kind(name) == "guided"} == set(GUIDED)


@pytest.mark.parametrize("album", ALBUMS, ids=lambda folder: folder.name)
def test_every_recorded_machine_has_a_plan_by_every_shipped_list(album: Path) -> None:
    profiles, faults = load_tests()
    assert not faults
    assert {profile.id for profile in profiles} == {"quick", "full"}
    for profile in profiles:
        found = lay(profile, probe(album))
        assert Plan.from_json(found.plan.to_json()) == found.plan
        ids = [one.id for one in found.plan.tests]
        assert len(ids) == len(set(ids))
        assert set(found.jobs) == set(ids)
        assert all(one.title and one.seconds > 0 for one in found.plan.tests)


def test_the_plan_promises_what_the_schedule_of_its_jobs_gives() -> None:
    found = laid({"memory": [job("memory", seconds=480, takes=frozenset(("processor",)))],
                  "processor": [job("processor", seconds=300, takes=frozenset(("processor",)))],
                  "disk-read": [job("disk-read.sda", seconds=120), job("disk-read.sdb", seconds=130)],
                  "screen": [job("screen", seconds=60)], "keyboard": [job("keyboard", seconds=40)]},
                 budget_minutes=13)  # fmt: skip
    unattended = [found.jobs[one.id] for one in found.plan.tests if one.kind == "unattended"]
    assert found.plan.seconds == seconds(schedule(unattended)) == 780
    assert found.plan.guided_seconds == 100
    assert not found.plan.over_budget
    assert [one.kind for one in found.plan.tests] == ["unattended"] * 4 + ["guided"] * 2


def test_the_quick_list_keeps_to_its_budget_with_4_gb_and_one_disk_of_500_gb() -> None:
    (quick,) = [profile for profile in load_tests()[0] if profile.id == "quick"]
    looked = probe()
    assert looked.disks
    disk = looked.disks[0].model_copy(update={"size_bytes": 500 * 10**9, "medium": "hdd", "bus": "sata"})
    memory = looked.memory.model_copy(update={"total_bytes": 4 << 30, "installed_bytes": 4 << 30})
    plan = lay(quick, looked.model_copy(update={"disks": (disk,), "memory": memory})).plan
    assert plan.seconds <= 20 * 60
    assert not plan.over_budget


def test_a_list_that_names_a_test_twice_is_wrong() -> None:
    twice = [{"test": "memory", "seconds": 60}, {"test": "memory", "seconds": 90}]
    with pytest.raises(ValidationError, match="memory"):
        TestProfile.model_validate({"schema": "pcsol/test-profile/1", "id": "x", "title": "x", "tests": twice})
