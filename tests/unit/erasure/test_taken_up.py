"""After a power cut the same command goes on in the way that ran; another command begins with its own best one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import FactMissingError
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Plan
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Clock
from pcsol.wipe.execute import erase
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.done import Done
from pcsol.wipe.journal import Journal
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Wish
from tests.unit.erasure import made

ALL = {"sanitize": True, "sanitize_block": True, "sanitize_crypto": True, "sanitize_overwrite": True}
EVERYTHING = made.ata(**ALL, security=True, security_enhanced=True)
HDD, SSD = made.candidate(), made.candidate(medium="ssd")
WAYS = [(HDD, number) for number in range(4)] + [(SSD, number) for number in range(5)]


class Nowhere:
    def read(self, path: str, limit_bytes: int = 0) -> str:
        raise FactMissingError(path)


class Tower:
    """Ways that fail one after the other, but for the one in which the power is cut."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.begun = home, list[tuple[str, ...]]()
        self.cut: Callable[[Plan], bool] = lambda _plan: False
        self.health = Disk(name="sda", model="before the first run")
        self.hidden = made.hidden("opened")
        monkeypatch.setattr(erase, "Way", self._way)

    def _way(self, plan: Plan, *_more: Any) -> Any:
        tower, way = self, type("Way", (), {})()

        def go() -> None:
            tower.begun.append(steps(plan))
            if tower.cut(plan):
                raise KeyboardInterrupt
            step = plan.steps[0]
            way.steps = [StepOutcome(step=step, started_at=made.NOON, seconds=1, completed=False, fault="refused")]

        way.go, way.fault, way.interrupted, way.is_at_work, way.steps = go, None, False, False, []
        way.verification = made.seen(depth="none", passed=False)
        return way

    def erases(self, plan: Plan, cut: int | None = None) -> Done:
        """Go through the plan; the power is cut in its way number `cut`."""
        ways = (plan, *plan.fallbacks)
        self.begun.clear()
        self.cut = lambda one: cut is not None and steps(one) == steps(ways[cut])
        desk = Desk(Nowhere(), self.home, print, print, lambda _path: None)  # type: ignore[arg-type]
        journal = Journal.open(self.home, plan.candidate)
        return erase._Case(plan, made.identity(plan.candidate), desk, journal, self.hidden, self.health).tried()


def steps(plan: Plan) -> tuple[str, ...]:
    return tuple(step.technique for step in plan.steps)


def planned(disk: Candidate, wish: Wish | None = None, abilities: Abilities = EVERYTHING) -> Plan:
    return choose(disk, abilities, wish or Wish())


@pytest.fixture
def tower(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> Tower:
    return Tower(pcsol_home, monkeypatch)


@pytest.mark.parametrize(("disk", "number"), WAYS)
def test_every_way_is_taken_up_where_it_was_with_those_before_it(tower: Tower, disk: Candidate, number: int) -> None:
    plan = planned(disk)
    every = [steps(one) for one in (plan, *plan.fallbacks)]
    assert len(every) == (4 if disk is HDD else 5)
    for _cut in range(2):
        with pytest.raises(KeyboardInterrupt):
            tower.erases(plan, cut=number)
    assert tower.begun == [every[number]]
    tower.health = Disk(name="sda", model="later")
    done = tower.erases(plan)
    assert tower.begun == every[number:]
    assert [steps(one.plan) for one in done.attempts] == every
    assert done.resumed == 2
    assert {one.before.model for one in done.attempts if one.before} == {"before the first run"}
    assert done.journal.entry is not None
    assert (done.journal.entry.hidden, {one.hidden for one in done.attempts}) == (tower.hidden, {tower.hidden})


@pytest.mark.parametrize("disk", [HDD, SSD])
@pytest.mark.parametrize("method", ["random", "zero"])
def test_a_lesser_method_that_was_cut_off_does_not_stand_in_for_the_best_one(
    tower: Tower, disk: Candidate, method: Any
) -> None:
    with pytest.raises(KeyboardInterrupt):
        tower.erases(planned(disk, Wish(method=method)), cut=0)
    plan = planned(disk)
    done = tower.erases(plan)
    assert tower.begun == [steps(one) for one in (plan, *plan.fallbacks)]
    assert done.resumed == 0


def test_commands_asked_for_by_name_end_with_the_last_of_them_and_name_what_is_left(tower: Tower) -> None:
    plan = planned(HDD, Wish(method="firmware"))
    done = tower.erases(plan)
    assert tower.begun == [steps(one) for one in (plan, *plan.fallbacks)]
    told = done.told(Clock())
    assert (told.validation, told.reasons[-1].code) == ("escalate", "still-writable")


def test_a_plan_that_begins_with_what_was_a_fallback_begins_anew(tower: Tower) -> None:
    with pytest.raises(KeyboardInterrupt):
        tower.erases(planned(HDD), cut=3)
    done = tower.erases(planned(HDD, Wish(method="random")))
    assert ([steps(one.plan) for one in done.attempts], done.resumed) == ([("random",)], 0)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_better_way_that_could_not_be_tried_before_comes_first(tower: Tower, number: int) -> None:
    """The firmware had frozen SECURITY ERASE when the erasure began; after the power cut it is free."""
    frozen = planned(HDD, abilities=made.ata(**ALL, security=True, security_enhanced=True, security_frozen=True))
    assert len(frozen.fallbacks) == 2
    with pytest.raises(KeyboardInterrupt):
        tower.erases(frozen, cut=min(number, 2))
    done = tower.erases(planned(HDD))
    every = [steps(one) for one in (planned(HDD), *planned(HDD).fallbacks)]
    assert tower.begun == every[min(number, 2) :]
    assert [steps(one.plan) for one in done.attempts] == every
    assert done.resumed == 1


def test_a_way_that_is_not_to_be_had_any_more_is_passed_over(tower: Tower) -> None:
    with pytest.raises(KeyboardInterrupt):
        tower.erases(planned(HDD), cut=2)
    frozen = planned(HDD, abilities=made.ata(**ALL, security=True, security_enhanced=True, security_frozen=True))
    done = tower.erases(frozen)
    assert tower.begun == [("random",)]
    assert [steps(one.plan) for one in done.attempts] == [steps(one) for one in (frozen, *frozen.fallbacks)]
    assert done.resumed == 1
