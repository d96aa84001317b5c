"""Which comparison is a group’s result: by the order in which the hub heard of it, whatever a tower’s clock shows."""

from datetime import datetime
from typing import Any

from pcsol.checklist.course import Course, course
from pcsol.checklist.desk import Desk
from pcsol.model.comparison import Comparison, Difference
from pcsol.model.workshop.room import Plan
from pcsol.server.access.caller import Caller, Role
from pcsol.server.workshops.desk import HubRoom
from pcsol.server.workshops.results import HubResults
from pcsol.store.workshops.shelf import load_workshops
from tests.server.house import House, marks, probe, record
from tests.server.rooms import event, planned


def _with_a_tower(house: House) -> tuple[Plan, Desk]:
    """A workshop with one group, at a tower of Valmy."""
    names = load_workshops(None).names["names"].names
    groups = [{"id": "g1", "nickname": names[0], "tower": "VAL-0042-D"}]
    plan = planned("0123456789ab", house.clock(), groups=groups)
    caller = Caller("person", 1, "Camille", house.structures["Valmy"], Role.VOLUNTEER)
    return plan, HubRoom(house.hub.database, caller, house.clock).open(plan)


def _compared(
    house: House, *, right: bool, of: str = "Valmy", at: str = "2026-11-28T12:00:00Z", before: str | None = None
) -> dict[str, Any]:
    """What a tower's stick sends, whatever year its clock shows."""
    found = Difference(
        part="memory", subject="DIMM1", change=None if right else "missing", text="x",
        state="ok" if right else "to-look-at",
    )  # fmt: skip
    body = Comparison(state=found.state, differences=(found,), before_id=before)
    return house.bench(of).sends(
        {**record(body, datetime.fromisoformat(at), kind="compare", code="VAL-0042-D", seen=marks("TOURX"))}
    )


def _result(house: House, plan: Plan, now: Course) -> str | None:
    """The id of the comparison that is the group's result; None: it has none."""
    found = HubResults(house.hub.database).result(plan, plan.groups[0], now)
    return None if found is None else found.record


def test_a_tower_s_own_comparison_is_its_group_s_result_and_none_of_before_or_of_another_structure(
    house: House,
) -> None:
    plan, desk = _with_a_tower(house)
    outline = load_workshops(None).outline("discovery")
    _compared(house, right=True, at="2031-01-01T12:00:00Z")
    house.clock.go(minutes=10)
    nothing = course(outline, [])
    assert _result(house, plan, nothing) is None
    desk.add([event(plan, "tick", 1, house.clock(), step="A1")])
    began = course(outline, desk.events("g1"))
    house.clock.go(minutes=50)
    assert _result(house, plan, began) is None
    _compared(house, right=True, of="Lilas")
    assert _result(house, plan, began) is None
    sent = _compared(house, right=False, at="2009-01-01T12:00:00Z")
    found = HubResults(house.hub.database).result(plan, plan.groups[0], began)
    assert found is not None
    assert (found.record, found.comparison.state) == (sent["id"], "to-look-at")
    told = event(plan, "compared", 2, house.clock(), record=found.record, found="to-look-at")
    again = _compared(house, right=True, at="2008-01-01T12:00:00Z")
    assert _result(house, plan, course(outline, [*desk.events("g1"), told])) == again["id"]


def test_a_phone_that_lived_in_another_year_makes_no_earlier_comparison_a_result(house: House) -> None:
    plan, desk = _with_a_tower(house)
    outline = load_workshops(None).outline("discovery")
    planned_at = house.clock()
    house.clock.go(minutes=10)
    _compared(house, right=True)
    house.clock.go(minutes=10)
    desk.add([event(plan, "tick", 1, planned_at, step="A1")])
    began = course(outline, desk.events("g1"))
    assert _result(house, plan, began) is None
    house.clock.go(minutes=10)
    sent = _compared(house, right=False)
    assert _result(house, plan, began) == sent["id"]


def test_the_last_to_arrive_counts_and_none_that_was_compared_with_a_look_after_the_work(house: House) -> None:
    plan, desk = _with_a_tower(house)
    outline = load_workshops(None).outline("discovery")
    desk.add([event(plan, "tick", 1, house.clock(), step="A1")])
    began = course(outline, desk.events("g1"))
    house.clock.go(minutes=50)
    _compared(house, right=True, at="2031-01-01T12:00:00Z")
    last = _compared(house, right=False, at="2009-01-01T12:00:00Z")  # its battery was out
    look = record(probe(), house.clock(), code="VAL-0042-D", seen=marks("TOURX"))
    house.bench("Valmy").sends(look)
    _compared(house, right=True, before=str(look["id"]))
    assert _result(house, plan, began) == last["id"]


def test_of_two_that_arrived_the_older_one_is_no_news_nor_any_from_before_the_tower_was_opened_again(
    house: House,
) -> None:
    plan, desk = _with_a_tower(house)
    outline = load_workshops(None).outline("full")
    desk.add([event(plan, "tick", 1, house.clock(), step="A1")])
    house.clock.go(minutes=50)
    _compared(house, right=True)
    told = _compared(house, right=False)["id"]
    desk.add([event(plan, "compared", 2, house.clock(), record=told, found="to-look-at", step="E2")])
    assert _result(house, plan, course(outline, desk.events("g1"))) == told
    house.clock.go(minutes=1)
    _compared(house, right=True)
    house.clock.go(minutes=1)
    desk.add([event(plan, "go-on", 3, house.clock(), step="E2", who="adult")])
    opened = course(outline, desk.events("g1"))
    assert opened.opened_by == "aaaaaaaa-3"
    assert _result(house, plan, opened) is None
    house.clock.go(minutes=1)
    again = _compared(house, right=True)
    assert _result(house, plan, opened) == again["id"]
