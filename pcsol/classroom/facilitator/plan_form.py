"""A workshop as an adult plans it on a form."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, get_args

from pcsol.checklist import planning
from pcsol.checklist.outline import Outline, in_order
from pcsol.classroom.classroom import Classroom
from pcsol.errors import CodeFaultyError
from pcsol.i18n import _, language
from pcsol.judge.codes import written
from pcsol.model.workshop.room import Band, Closing, Counted, Group, People, Plan, Voucher
from pcsol.model.workshop.steps import LEVELS, Checklist

MOST_GROUPS = 12
_LONGEST_PLACE, _LONGEST_CODE = 40, 20
_A_YEAR = timedelta(days=366)


@dataclass
class Draft:
    """What the form holds. `faults`: why it cannot be a plan, each a sentence."""

    fields: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    plan: Plan | None = None


def lists(room: Classroom) -> list[Checklist]:
    """Return what can be planned: every list that is a workshop of its own."""
    found = [room.shelf.outline(id_) for id_, one in room.shelf.checklists.items() if one.supplement_of is None]
    return [one.list for one in in_order(found)]


def supplements(room: Classroom, of: str) -> list[Checklist]:
    """Return what can be added to a list."""
    return [one for one in room.shelf.checklists.values() if one.supplement_of == of]


def names(room: Classroom) -> list[str]:
    """Return the nicknames to choose from."""
    return [name for book in room.shelf.names.values() for name in book.names]


def draft(room: Classroom, fields: Mapping[str, str], groups: int) -> Draft:
    """Read the form; a plan is made only where nothing is wrong."""
    found = Draft(fields)
    wanted = room.shelf.checklists.get(fields.get("checklist", ""))
    if wanted is None or wanted not in lists(room):
        found.faults.append(_("Choose a list."))
        return found
    try:
        plan = Plan.model_validate(_plain(room, fields, wanted, groups))
    except CodeFaultyError as err:
        found.faults.append(f"{err.what} {err.remedy}")
        return found
    except ValueError:  # pydantic's is one
        found.faults.append(_("Something on this form cannot be read. Look at the date and the numbers."))
        return found
    found.faults += faults(room, plan, wanted)
    found.plan = None if found.faults else plan
    return found


def _plain(room: Classroom, fields: Mapping[str, str], wanted: Checklist, groups: int) -> dict[str, Any]:
    level = fields.get("level", "")
    return {
        "id": secrets.token_hex(6), "checklist": wanted.id, "level": level if level in LEVELS else wanted.level,
        "supplements": [one.id for one in supplements(room, wanted.id) if fields.get(f"with-{one.id}")],
        "on": date.fromisoformat(fields.get("on", "")), "place": _line(fields.get("place", ""))[:_LONGEST_PLACE],
        "adults": int(fields.get("adults", "1")), "groups": [_group(fields, number) for number in range(1, groups + 1)],
        "registered": people(fields, "expected"), "made_at": room.now(),
    }  # fmt: skip


def _group(fields: Mapping[str, str], number: int) -> Group:
    code = fields.get(f"tower-{number}", "")[:_LONGEST_CODE]
    tower = written.read(code) if code.strip() else None
    return Group(
        id=f"g{number}", nickname=fields.get(f"nickname-{number}", ""), tower=tower,
        school=bool(fields.get(f"school-{number}")), vouched=_vouched(fields, number),
        people=int(fields.get(f"people-{number}", "4")),
    )  # fmt: skip


def _vouched(fields: Mapping[str, str], number: int) -> Voucher | None:
    """Only of a school tower: what the field beside a donor's says is nobody's word."""
    said = fields.get(f"vouched-{number}", "") if fields.get(f"school-{number}") else ""
    return next((one for one in get_args(Voucher) if one == said), None)


def people(fields: Mapping[str, str], of: str) -> People:
    """Return how many people a form says, by age band. Raises ValueError."""
    bands: dict[Band, int] = {band: int(fields.get(f"{of}-{band}") or 0) for band in get_args(Band)}
    counted: dict[Counted, int] = {one: int(fields.get(f"{of}-{one}") or 0) for one in get_args(Counted)}
    return People(
        bands={band: count for band, count in bands.items() if count},
        of_adults={one: count for one, count in counted.items() if count},
    )


def faults(room: Classroom, plan: Plan, wanted: Checklist) -> list[str]:
    """Return why a workshop may not be as it is planned, whoever planned it; none: it may."""
    found = []
    chosen = [group.nickname for group in plan.groups]
    if not set(chosen) <= set(names(room)):
        found.append(_("Choose every group’s nickname from the list."))
    if len(set(chosen)) < len(chosen):
        found.append(_("Two groups have the same nickname."))
    codes = [group.tower for group in plan.groups if group.tower]
    if len(set(codes)) < len(codes):
        found.append(_("Two groups have the same tower."))
    if len(plan.place) > _LONGEST_PLACE:
        found.append(_("The place is too long: {most} signs at most, and nobody’s name.").format(most=_LONGEST_PLACE))
    if plan.on > room.now().date() + _A_YEAR:
        found.append(_("The date is more than a year away. Look at the year, or plan it later."))
    if LEVELS.index(plan.level) < LEVELS.index(wanted.level):
        found.append(_("This list is not for so young a level."))
    if (many := planning.crowded(wanted, len(plan.groups), plan.adults)) is not None:
        found.append(many)
    return found + _at_the_door(room, plan, wanted)


def _at_the_door(room: Classroom, plan: Plan, wanted: Checklist) -> list[str]:
    """A tower whose disk is not erased, or out, does not enter."""
    if wanted.tower == "none":
        return []
    found = []
    for group in plan.groups:
        if not group.tower and not group.school:
            found.append(_("{group} has no tower: type its code, or tick “school tower”.").format(group=group.nickname))
        if not group.tower and group.school and group.vouched is None:
            found.append(
                _("{group}: type the code of the school tower, or choose who says that it is one.").format(
                    group=group.nickname
                )
            )
        if group.tower and (why := room.obstacle(group.tower, group.known_school)) is not None:
            found.append(f"{why.what} {why.remedy}")
            if group.school and group.vouched is None:
                found.append(_("{group}: choose who says that this is a school tower.").format(group=group.nickname))
    return found


def notes(room: Classroom, plan: Plan) -> list[str]:
    """Return how long it takes, and when each group best begins."""
    outline = room.outline(plan)
    minutes = planning.minutes_of(outline, earlier(room, plan))
    times = planning.timetable(outline, len(plan.groups), plan.adults, minutes)
    starts = ", ".join(
        _("{group} at minute {minute:.0f}").format(group=group.nickname, minute=start)
        for group, start in zip(plan.groups, times.starts, strict=True)
    )
    found = [_("It takes about {minutes} minutes in all.").format(minutes=round(times.minutes))]
    if any(times.starts):
        found.append(
            _(
                "So that they do not all wait for an adult at once, let them begin one after the other: {starts}."
            ).format(starts=starts)
        )
    return found


def earlier(room: Classroom, plan: Plan) -> list[Closing]:
    """Return how earlier workshops with the same list ended: their real times are better than those of a file."""
    ends = (desk.closed() for desk in room.room.desks())
    return [one for one in ends if one is not None and one.checklist == plan.checklist]


def material(room: Classroom, plan: Plan, outline: Outline) -> list[tuple[str, str, int]]:
    """Return what must be in the room: id, words, how many."""
    from_file = room.shelf.material.get(outline.list.material or "")
    if from_file is None:
        return []
    return [
        (item.id, item.text.said(language()), count)
        for item, count in planning.material(from_file, outline, len(plan.groups))
    ]


def _line(text: str) -> str:
    return " ".join("".join(sign for sign in text if sign.isprintable()).split())
