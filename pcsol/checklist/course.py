"""Where a group stands: the story of its events, read from the beginning, in one order whatever way they came. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from pcsol.checklist.counts import is_recount
from pcsol.checklist.outline import Outline
from pcsol.checklist.redo.inside import is_inside, opened_again
from pcsol.model.comparison import State as Found
from pcsol.model.workshop.room import Adult, Event, Pot
from pcsol.model.workshop.steps import Change, Role, Step
from pcsol.model.workshop.steps import Part as Checked

State = Literal["open", "waits", "done", "skipped"]
# Why an event is not taken: the page says it in words.
Refusal = Literal[
    "unknown-step", "not-now", "wants-an-adult", "stopped", "held", "only-an-adult", "nothing-to-undo",
    "not-compared", "seen-amiss", "no-reader", "same-adult", "closed",
]  # fmt: skip
# What can be taken back.
UNDOABLE = ("tick", "skip", "count", "answer", "face", "seen", "reader", "close")
# What a group's steps are told with: before the first of these nobody opened the tower.
_AT_A_STEP = ("tick", "gate", "skip")
_PER_GROUP = ("pilot", "copilot", "observer", "safety")


@dataclass(slots=True)
class Standing:
    """One step in a group's course. `gated`: an adult let it begin; `called`: since when an adult is wanted.

    `again`: a comparison opened it again; when it was done is what it was the first time, for its real time.
    """

    step: Step
    state: State = "open"
    done_at: datetime | None = None
    done_by: str | None = None
    gated: bool = False
    called: datetime | None = None
    again: bool = False

    @property
    def shut(self) -> bool:
        """Whether an adult has to let it begin first."""
        return self.step.gate == "adult" and not self.gated


@dataclass(slots=True)
class Course:
    """A group's course. `now` None: all is done. `heard`: the highest `n`.

    `recounts`: what was counted again before the tower was closed; `amiss`: what the comparison found of which part, or
    could not measure (None); `outdated`: the comparisons from before the tower was opened again; `closed_by`: the id of
    the event that closed it. `held`: since when the tower is to be switched off and unplugged by an adult, before the
    steps `redo` are done again inside it; `released`: when an adult said that it is, with the event `released_by`;
    `opened_by`: the last event since which the tower may be open again, what it said before tells nothing of it.
    """

    outline: Outline
    steps: dict[str, Standing]
    stopped: datetime | None = None
    helps: datetime | None = None
    closed: datetime | None = None
    closed_by: str | None = None
    counts: dict[Pot, int] = field(default_factory=dict)
    recounts: dict[Pot, int] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    faces: dict[int, int] = field(default_factory=dict)
    seen: dict[Checked, str] = field(default_factory=dict)
    compared: tuple[str | None, Found] | None = None
    amiss: list[tuple[Checked, Change | None]] = field(default_factory=list)
    outdated: set[str] = field(default_factory=set)
    held: datetime | None = None
    redo: list[str] = field(default_factory=list)
    released: datetime | None = None
    released_by: str | None = None
    opened_by: str | None = None
    reader: datetime | None = None
    read_by: Adult | None = None
    began: datetime | None = None
    heard: int = 0
    events: tuple[Event, ...] = ()

    @property
    def now(self) -> Step | None:
        """The first step that is neither done nor left out."""
        return next((one.step for one in self.steps.values() if one.state in ("open", "waits")), None)

    @property
    def waiting(self) -> bool:
        """Whether an adult is wanted: at a gate, at a STOP, for help, or to unplug the tower."""
        now = self.now
        at_gate = now is not None and self.steps[now.id].shut
        called = (self.stopped, self.helps, self.held)
        return any(one is not None for one in called) or (at_gate and self.closed is None)

    @property
    def accepted(self) -> bool:
        """Whether the tower's comparison said OK, and nobody saw a part that is not right."""
        return self.compared is not None and self.compared[1] == "ok" and "to-look-at" not in self.seen.values()

    @property
    def closable(self) -> bool:
        """Whether an adult may close it now."""
        return _unclosable(self) is None

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1, by the minutes of the steps."""
        whole = sum(one.step.minutes for one in self.steps.values()) or 1
        return sum(one.step.minutes for one in self.steps.values() if one.state not in ("open", "waits")) / whole

    @property
    def minutes_left(self) -> int:
        """How long the rest takes by the plan."""
        left = sum(one.step.minutes for one in self.steps.values() if one.state in ("open", "waits"))
        now = self.now
        if now is None:
            return 0
        here = [phase.id for phase in self.outline.phases].index(self.outline.phase_of(now.id).id)
        return left + sum(phase.rest for phase in self.outline.phases[here:])


def course(plan: Outline, events: Iterable[Event]) -> Course:
    """Read the story. What may never be (a tick without its gate, an undo of nothing) counts for nothing.

    What was taken when it came stays: a STOP or an undo that comes late, from a device that was without the network,
    takes no tick away that another device made meanwhile. The same events give the same course in any order and however
    often each came (`Event.n`).
    """
    found = Course(plan, {name: Standing(step) for name, step in plan.steps.items()})
    told = sorted({one.id: one for one in events}.values(), key=lambda one: (one.n, one.device))
    by_id = {one.id: one for one in told}
    undone = {one.of for one in told if one.kind == "undo"}
    for one in told:
        found.heard = max(found.heard, one.n)
        if one.kind == "undo":
            _close_gates(found, one, by_id.get(one.of or ""))
        elif one.id not in undone and _never(found, one) is None:
            _take(found, one)
    found.events = tuple(told)
    return found


def refusal(now: Course, event: Event) -> Refusal | None:
    """Say why an event does not fit to where the group stands; None: it does."""
    never = _never(now, event)
    if never is not None:
        return never
    if now.held is not None and event.kind in ("tick", "undo") and event.who != "adult":
        return "held"
    if event.kind == "undo":
        return _not_undoable(now, event)
    if event.kind == "tick" and event.step:
        return _untimely(now, now.steps[event.step])
    return None


def _never(now: Course, event: Event) -> Refusal | None:
    """Say why an event may not be, whenever it comes."""
    if now.closed is not None and not (event.kind == "undo" and event.who == "adult" and event.of == now.closed_by):
        return "closed"
    standing = now.steps.get(event.step) if event.step else None
    if event.kind in ("tick", "gate", "call", "skip") and standing is None:
        return "unknown-step"
    if event.kind in ("gate", "skip", "go-on", "reader", "close") and event.who != "adult":
        return "only-an-adult"
    if event.kind == "tick" and standing is not None and standing.shut:
        return "wants-an-adult"
    if event.kind == "close":
        return _unclosable(now) or _by_the_same(now, event)
    return "held" if event.kind == "compared" and _is_held_by_another(now, event) else None


def has_begun(events: Iterable[Event]) -> bool:
    """Say whether the tower may be open already."""
    return any(one.kind in _AT_A_STEP for one in events)


def roles(now: Course, people: int) -> dict[Role, int]:
    """Return who has which role in this phase: persons are numbers from 1. Roles go on by one at each phase.

    Three people: the observer looks after safety as well; two: the copilot does; one does all.
    """
    step = now.now
    names = [phase.id for phase in now.outline.phases if phase.steps]
    turn = names.index(now.outline.phase_of(step.id).id) if step else len(names)
    given: dict[Role, int] = {}
    for place, role in enumerate(_PER_GROUP):
        seat = min(place, people - 1)
        given[role] = (seat - turn) % people + 1  # type: ignore[index]  # of _PER_GROUP
    return given


def last_that_can_be_undone(now: Course, device: str | None = None) -> Event | None:
    """Return the newest thing that a group can take back; `device`: only its own."""
    undone = {one.of for one in now.events if one.kind == "undo"}
    for one in reversed(_since_released(now)):
        if one.kind in UNDOABLE and one.id not in undone and device in (None, one.device):
            return one
    return None


def _since_released(now: Course) -> tuple[Event, ...]:
    """What was done before an adult had the tower opened again is no step back."""
    names = [one.id for one in now.events]
    return now.events[names.index(now.released_by) + 1 :] if now.released_by is not None else now.events


def _not_undoable(now: Course, event: Event) -> Refusal | None:
    """What an adult said, an adult takes back."""
    meant = next((one for one in _since_released(now) if one.id == event.of), None)
    if meant is None or meant.kind not in UNDOABLE or any(one.of == meant.id for one in now.events):
        return "nothing-to-undo"
    return "only-an-adult" if meant.who == "adult" and event.who != "adult" else None


def _is_held_by_another(now: Course, event: Event) -> bool:
    """While the group is held, nothing is told of the tower but the parts of the comparison by which it is."""
    if now.held is None:
        return False
    return event.part is None or now.compared is None or event.record != now.compared[0]


def _untimely(now: Course, standing: Standing) -> Refusal | None:
    if now.stopped is not None:
        return "stopped"
    before = [one for one in now.steps.values() if one.state in ("open", "waits")]
    # A step that is done already may be ticked by a second device: it stays done.
    if standing.state == "done" or not before or before[0] is standing:
        return None
    return "not-now"


def _unclosable(now: Course) -> Refusal | None:
    if now.held is not None:
        return "held"
    if now.now is not None:
        return "not-now"
    if now.outline.list.closed_by == "comparison":
        if not now.accepted:
            return "seen-amiss" if now.compared is not None and now.compared[1] == "ok" else "not-compared"
        if now.reader is None:
            return "no-reader"
    return None


def _by_the_same(now: Course, event: Event) -> Refusal | None:
    """Where two adults are there, whoever read everything again is not whoever ends it."""
    return "same-adult" if event.adult is not None and event.adult == now.read_by else None


def _take(now: Course, event: Event) -> None:
    now.began = now.began or event.at
    standing = now.steps.get(event.step) if event.step else None
    if standing is not None:
        _on_step(standing, event)
    _TAKING.get(event.kind, _pass_by)(now, event)


def _pass_by(_now: Course, _event: Event) -> None:
    """What concerns a step alone."""


def _stop(now: Course, event: Event) -> None:
    now.stopped = event.at


def _go_on(now: Course, event: Event) -> None:
    """With the step that is to be done again, an adult says that the tower is off and unplugged. That ends no STOP."""
    if event.step in now.redo:
        _release(now, event)
    else:
        now.stopped = now.helps = None


def _release(now: Course, event: Event) -> None:
    """What the tower said tells of it no more, and an adult looks again before it is plugged in."""
    for name in opened_again(now.outline, now.redo):
        now.steps[name] = replace(now.steps[name], state="open", gated=False, called=None, again=True)
    now.held = now.helps = None
    now.redo = []
    now.released, now.released_by, now.opened_by = event.at, event.id, event.id
    _forget_comparison(now)


def _help(now: Course, event: Event) -> None:
    now.helps = event.at


def _count(now: Course, event: Event) -> None:
    found = now.recounts if is_recount(now.outline, event.step) else now.counts
    found[event.pot or "parts"] = event.number or 0


def _answer(now: Course, event: Event) -> None:
    now.answers[event.question or ""] = event.choice or 0


def _face(now: Course, event: Event) -> None:
    now.faces[event.choice or 0] = event.number or 0


def _see(now: Course, event: Event) -> None:
    now.seen[event.part or "people"] = event.found or "not-measurable"


def _compare(now: Course, event: Event) -> None:
    """A second reader reads what is there now: a new comparison wants a new one.

    The state of the whole comes first, then an event for each part.
    """
    if event.record in now.outdated:
        return
    if event.part is None:
        now.compared, now.reader, now.amiss = (event.record, event.found or "not-measurable"), None, []
        now.read_by = None
        if event.record is None and event.who == "adult" and event.found == "ok":
            now.seen.clear()  # an adult looked at all of it
    elif event.found != "ok" and (event.part, event.change) not in now.amiss:
        now.amiss.append((event.part, event.change))
    if event.found == "to-look-at" and event.step is not None and is_inside(now.outline, event.step):
        _hold(now, event, event.step)


def _hold(now: Course, event: Event, step: str) -> None:
    """Nobody opens a tower that is on because its screen says what to do inside it."""
    now.held = now.held or event.at
    if step not in now.redo:
        now.redo.append(step)


def _read(now: Course, event: Event) -> None:
    now.reader, now.read_by = event.at, event.adult


def _close(now: Course, event: Event) -> None:
    now.closed, now.closed_by = event.at, event.id


_TAKING: dict[str, Callable[[Course, Event], None]] = {
    "stop": _stop, "go-on": _go_on, "help": _help, "count": _count, "answer": _answer, "face": _face, "seen": _see,
    "compared": _compare, "reader": _read, "close": _close,
}  # fmt: skip


def _close_gates(now: Course, undo: Event, undone: Event | None) -> None:
    """A step that is taken back wants its adult again, and so does every later one: nobody opens a tower that an adult
    let be plugged in an hour ago. One that is opened again is compared again."""
    if undone is None or undone.kind not in ("tick", "skip") or undone.step not in now.steps:
        return
    names = list(now.steps)
    later = names[names.index(undone.step) :]
    for name in later:
        if now.steps[name].state in ("open", "waits"):
            now.steps[name].gated = False
    if any(now.steps[name].step.asks == "restart" for name in later[1:]):
        _forget_comparison(now)
        if not now.steps[undone.step].step.powered:
            now.opened_by = undo.id


def _forget_comparison(now: Course) -> None:
    if now.compared is not None and now.compared[0] is not None:
        now.outdated.add(now.compared[0])
    now.compared = now.reader = now.read_by = None
    now.amiss = []


def _on_step(standing: Standing, event: Event) -> None:
    match event.kind:
        case "tick" if standing.state != "done":
            standing.state, standing.called, standing.done_by = "done", None, event.device
            standing.done_at = standing.done_at if standing.again else event.at
        case "skip":
            standing.state, standing.done_at = "skipped", event.at
        case "gate":
            standing.gated, standing.called = True, None
        case "call":
            standing.called = standing.called or event.at
            standing.state = "waits" if standing.state == "open" else standing.state
