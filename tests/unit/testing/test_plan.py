"""The plan of every recorded machine, by every shipped list of tests."""

from pathlib import Path

import pytest

from pcsol.diagnostics.plan import lay
from pcsol.diagnostics.schedule import schedule, seconds
from pcsol.model.testing.run import Plan
from pcsol.store.profiles import load_tests
from tests.unit.testing.benches import MACHINES, job, laid, probe

ALBUMS = sorted(folder for folder in MACHINES.iterdir() if folder.is_dir())


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
        assert set(found.jobs) <= set(ids)


def test_the_plan_promises_what_the_schedule_of_its_jobs_gives() -> None:
    found = laid({"memory": [job("memory", seconds=480, takes=frozenset(("processor",)))],
                  "processor": [job("processor", seconds=300, takes=frozenset(("processor",)))],
                  "disk-read": [job("disk-read.sda", seconds=120), job("disk-read.sdb", seconds=130)],
                  "screen": [job("screen", seconds=60)], "keyboard": [job("keyboard", seconds=40)]},
                 budget_minutes=13)  # fmt: skip
    assert found.plan.seconds == seconds(schedule(found.of("unattended"))) == 780
    assert found.plan.guided_seconds == 100
    assert not found.plan.over_budget
    assert [one.kind for one in found.plan.tests] == ["unattended"] * 4 + ["guided"] * 2
