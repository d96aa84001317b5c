"""Function, look and the word that the law allows, from tests and papers."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.judge.testing.grading import grade
from pcsol.judge.towers.standing import Erased
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.probe import Probe
from pcsol.model.testing.run import Evidence, Result, Tested, TestRun
from pcsol.model.verdict import Verdict
from tests.unit.guided.bench import TreeWorld, tried
from tests.unit.guided.test_eyes_and_power import EYES

NOW = datetime(2026, 11, 27, tzinfo=UTC)
CLEAN = Erased(erased=1, of=1)


def _probe(destination: str | None = "family") -> Probe:
    return Probe(taken_at=NOW, pcsol="0", source="album", verdict=Verdict(destination=destination))


def _run(look: int | None = 2, optional: Result = "passed", **results: Result) -> TestRun:
    seen = (Evidence(code="look", value=look, text="look"),) if look else ()
    tests = [
        Tested(id=name.replace("_", "-"), kind="unattended", title=name, seconds=1, result=result, evidence=seen)
        for name, result in results.items()
    ]
    tests.append(Tested(id="fans", kind="unattended", title="fans", seconds=1, required=False, result=optional))
    return TestRun(
        id="x", profile="quick", taken_at=NOW, pcsol="0", source="live", planned_seconds=1, seconds=1.0,
        tests=tuple(tests),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("results", "optional", "function"),
    [
        ({"memory": "passed", "eyes": "passed"}, "passed", "A"),
        ({"memory": "passed", "eyes": "passed"}, "failed", "B"),
        ({"memory": "passed", "eyes": "passed"}, "not-testable", "A"),
        ({"memory": "passed", "eyes": "to-look-at"}, "passed", "C"),
        ({"memory": "passed", "network": "not-testable"}, "passed", "C"),
        ({"memory": "passed", "eyes": "not-tested"}, "passed", None),
        ({"memory": "failed", "eyes": "not-tested"}, "passed", "D"),
    ],
)
def test_the_function_grade_follows_from_what_is_required(
    results: dict[str, Result], optional: Result, function: str | None
) -> None:
    assert grade(_probe(), _run(optional=optional, **results), CLEAN).function == function


def test_refurbished_is_only_what_was_tested_and_erased_whole() -> None:
    found = grade(_probe(), _run(memory="passed", eyes="passed"), CLEAN)
    assert (found.label, found.function, found.look) == ("refurbished", "A", "B")
    assert [reason.code for reason in found.reasons] == ["refurbished"]


@pytest.mark.parametrize(
    ("run", "erased", "probe", "codes"),
    [
        (_run(memory="passed", eyes="passed"), Erased(erased=1, of=2), _probe(), ["not-erased"]),
        (_run(memory="passed", eyes="passed"), Erased(), _probe(), ["disks-unknown"]),
        (_run(memory="passed", eyes="not-tested"), CLEAN, _probe(), ["not-tested", "function"]),
        (_run(memory="passed", eyes="not-testable"), CLEAN, _probe(), ["not-testable", "function"]),
        (_run(memory="passed", sound_out="failed"), CLEAN, _probe(), ["failed", "function"]),
        (_run(memory="passed", eyes="passed"), CLEAN, _probe(None), ["no-destination"]),
        (None, CLEAN, _probe(), ["not-tested", "function"]),
    ],
)
def test_anything_less_is_second_hand_and_says_why(
    run: TestRun | None, erased: Erased, probe: Probe, codes: list[str]
) -> None:
    found = grade(probe, run, erased)
    assert (found.label, [one.code for one in found.reasons]) == ("second-hand", codes)


def test_a_tower_without_a_disk_holds_no_data_where_nothing_hides_one() -> None:
    none = Erased(erased=0, of=0)
    looked = _probe().model_copy(update={"hidden_storage": ()})
    assert grade(looked, _run(memory="passed"), none).label == "refurbished"
    raid = _probe().model_copy(update={"hidden_storage": (HiddenStorage(kind="rst", text="RAID"),)})
    for probe in (_probe(), raid):
        found = grade(probe, _run(memory="passed"), none)
        assert (found.label, [one.code for one in found.reasons]) == ("second-hand", ["disks-unknown"])


@pytest.mark.parametrize("vital", ["memory", "processor", "machine_checks", "boot_memory_test"])
def test_what_no_tower_can_do_without_makes_it_parts(vital: str) -> None:
    found = grade(_probe(), _run(**{vital: "failed"}), CLEAN)
    assert (found.label, found.destination, found.function) == ("for-parts", "parts", "D")


def test_a_tower_that_is_for_parts_stays_so_however_well_it_tests() -> None:
    assert grade(_probe("parts"), _run(memory="passed"), CLEAN).label == "for-parts"


@pytest.mark.parametrize(("chosen", "mark"), [("1", "A"), ("2", "B"), ("3", "C"), ("4", "D")])
def test_the_look_that_a_person_chose_is_the_grade(tmp_path: Path, chosen: str, mark: str) -> None:
    """By the test itself: what it keeps of the answers is what is read here."""
    end, _script = tried("eyes", TreeWorld(tmp_path), [*EYES, chosen])
    test = Tested(
        id="eyes", kind="guided", title="eyes", seconds=1, result=end.result, reasons=end.reasons,
        evidence=end.evidence,
    )  # fmt: skip
    run = _run(look=None, memory="passed")
    found = grade(_probe(), run.model_copy(update={"tests": (*run.tests, test)}), CLEAN)
    assert found.look == mark


def test_nobody_looked_is_not_a_good_look() -> None:
    assert grade(_probe(), _run(look=None, memory="passed"), CLEAN).look is None
