"""What a tower says of itself after the work: its own comparison, and what of it a group is told. Pure.

A comparison names the two looks that it is between. No clock says which ones those are: a tower whose battery was out
shows another year. What was known when the group began is no result of its work, whatever hour it bears.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast, get_args

from pydantic import ValidationError

from pcsol.checklist import redo
from pcsol.checklist.course import Course
from pcsol.checklist.outline import Outline
from pcsol.checklist.redo import Redo
from pcsol.checklist.redo.inside import is_inside
from pcsol.model.comparison import Comparison
from pcsol.model.record import Record
from pcsol.model.workshop.booklets import AdviceBook
from pcsol.model.workshop.room import Event, Group, Plan
from pcsol.model.workshop.steps import Change, Part


@dataclass(frozen=True, slots=True)
class Result:
    """A tower's comparison, and the id of its record."""

    record: str
    comparison: Comparison

    def found_a_fault(self, outline: Outline) -> bool:
        """Whether nobody may say OK in its stead. One that could not measure everything denies nothing."""
        return redo.has_fault(self.comparison, outline)


class Results(Protocol):
    """The comparisons of towers that are kept in a place. Every method raises StoreError."""

    def begin(self, plan: Plan, group: Group) -> None:
        """Note what is known of the group's tower now, the first time that this is called."""

    def settle(self, plan: Plan, group: Group, record: str | None) -> None:
        """Let none of the comparisons that are here count any more but this one, which is told now; None: none at all,
        for the tower is opened again. Of two that came before a group looked the older one is no news afterwards."""

    def result(self, plan: Plan, group: Group, now: Course) -> Result | None:
        """Return the newest comparison that was not known when the group began; None: there is none here.

        `now`: where the group stands; one that was told in its story is older than one that was not.
        """


def before_of(record: Record) -> str | None:
    """Return the id of the look that a comparison begins with."""
    found = record.body.get("before_id")
    return found if isinstance(found, str) else None


def is_of_before(look: Record, now: Course) -> bool:
    """Say whether a look that came here since the group began was taken earlier, by a clock that was believed.

    Any other may be one of the tower as it was put back: whatever is wrong with it, it is as that look says.
    """
    return look.clock.trusted and now.began is not None and look.taken_at < now.began


def newest(records: Iterable[Record], now: Course, *, in_order: bool = False) -> Result | None:
    """Return the last comparison of these records that this version can read, one that was not told yet before all.

    None is from before the tower was opened again. `in_order`: they stand in the order in which they came, by a clock
    that is no tower's: what came before one that was told is older than that.
    """
    found = list(records)
    told = {event.record: place for place, event in enumerate(now.events) if event.record is not None}
    if in_order:
        last = max(((told[one.id], place) for place, one in enumerate(found) if one.id in told), default=(0, 0))
        found = found[last[1] :]
    found = [one for one in found if one.id not in now.outdated][::-1]
    for one in sorted(found, key=lambda one: told.get(one.id, len(now.events)), reverse=True):
        try:
            return Result(one.id, Comparison.from_json(one.body))
        except ValidationError:
            continue
    return None


def advice(result: Result, now: Course, books: Iterable[AdviceBook]) -> tuple[Redo, ...]:
    """Say what to do, by what the tower measured and what the group saw."""
    return tuple(one for book in books for one in redo.advise(result.comparison, now.seen, book, now.outline))


def advice_told(now: Course, books: Collection[AdviceBook]) -> tuple[Redo, ...]:
    """Say what to do by the story alone, where the comparison itself lies elsewhere: in the order of its telling."""
    if now.compared is None:
        return ()
    told = {
        (one.part, one.change): one for one in now.events if one.kind == "compared" and one.record == now.compared[0]
    }
    lines = [
        _line_told(part, told[part, change], books, now.outline) for part, change in now.amiss if (part, change) in told
    ]
    return tuple(line for line in lines if line is not None)


def _line_told(part: Part, event: Event, books: Iterable[AdviceBook], outline: Outline) -> Redo | None:
    if event.found == "to-look-at" and event.change is None:
        return redo.as_read(part, event.step, books, outline)
    found = event.found or "not-measurable"
    said = (redo.as_told(part, event.change, found, book, outline) for book in books)
    return next((line for line in said if line is not None), None)


def facts(result: Result, lines: Sequence[Redo]) -> list[dict[str, Any]]:
    """Return what is told of it as `compared` events: the state of the whole, then each part that is not right.

    `step`: what is done again inside the tower; the whole bears the first of these, and holds the group by it.
    """
    whole: dict[str, Any] = {"record": result.record, "found": redo.worst(lines)}
    inside = [one.step for one in lines if _is_inside(one)]
    parts = [
        {
            "record": result.record, "found": one.state, "part": cast("Part", one.part), "change": _known(one.change),
            **({"step": one.step} if _is_inside(one) else {}),
        }
        for one in lines
        if one.state != "ok" and one.part in get_args(Part)
    ]  # fmt: skip
    return [{**whole, "step": inside[0]} if inside else whole, *parts]


def read_off(found: str, part: Part | None, books: Iterable[AdviceBook], outline: Outline) -> list[dict[str, Any]]:
    """Return what an adult read on the tower's own screen as `compared` events: the whole, or a part that is not right.

    Nobody says what of the part it is: where anything of it is put right inside the tower, that is where to look; where
    no part is named, what people look at together.
    """
    if found != "to-look-at":
        return [{"found": found}]
    of_part = [one.redo for book in books for one in book.advice if one.part == (part or "people")]
    inside = next((step for step in of_part if step is not None and is_inside(outline, step)), None)
    more = {"step": inside} if inside else {}
    return [{"found": found, **more}, *([{"found": found, "part": part, **more}] if part else [])]


def _is_inside(one: Redo) -> bool:
    return one.state == "to-look-at" and one.inside


def _known(change: str | None) -> Change | None:
    return cast("Change", change) if change in get_args(Change) else None
