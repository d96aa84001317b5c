"""A group at a terminal: one step after the other; whoever comes back later, or to another device, finds the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from pcsol.checklist.course import Course, course, last_that_can_be_undone
from pcsol.checklist.outline import Outline, Part
from pcsol.checklist.redo import Redo
from pcsol.checklist.refusals import REFUSALS
from pcsol.i18n import _
from pcsol.model.workshop.booklets import Card, Entry, MakerSignals, Question
from pcsol.model.workshop.steps import Step
from pcsol.render.console import Screen
from pcsol.render.frame import Foot
from pcsol.render.keys import Keys
from pcsol.render.workshop import step as screens
from pcsol.render.workshop.step import Sheet
from pcsol.rounds.workshop import nostart, words
from pcsol.rounds.workshop.counting import ask_faces, ask_pots, ask_quiz
from pcsol.rounds.workshop.stories import Story, Told

_POLL_SECONDS = 3.0
_OUT = ("SAUTER", "OUT")
End = Literal["closed", "left"]


@dataclass(frozen=True, slots=True)
class Break:
    """What a break shows."""

    card: Card | None = None
    entry: Entry | None = None


@dataclass(slots=True)
class Table:
    """A group at its table. `after` looks for the tower's comparison, says what it found and tells the story of it;
    `denied`: whether one that is here found a fault, so that nobody says OK in its stead; `opened`: lets none that is
    here count any more, for the tower is opened again, and says why it cannot; `tries`, `makers`: what to try when the
    tower does not start, and what its beeps and lights mean."""

    story: Story
    outline: Outline
    screen: Screen
    keys: Keys
    after: Callable[["Table", Course], str] = lambda _table, _now: ""
    denied: Callable[["Table", Course], bool] = lambda _table, _now: False
    opened: Callable[["Table"], str] = lambda _table: ""
    questions: tuple[Question, ...] = ()
    breaks: tuple[Break, ...] = (Break(),)
    tries: tuple[Redo, ...] = ()
    makers: tuple[MakerSignals, ...] = ()
    notice: str = ""
    _rested: set[str] = field(default_factory=set, init=False)

    def run(self) -> End:
        """Go on until the group is done or makes a pause. Raises EOFError when nobody is there any more."""
        while True:
            now = self.now()
            if now.closed is not None:
                return "closed"
            if self._one(now) == "left":
                return "left"

    def now(self) -> Course:
        """Return where the group stands."""
        return course(self.outline, self.story.events())

    def _one(self, now: Course) -> str:
        """Show what there is to show, wait for a key, do it."""
        pause = self._break_before(now)
        if now.stopped is not None:
            return self._at_stop()
        if now.held is not None:
            return self._at_held(now)
        if now.now is None:
            return self._at_end(now)
        if pause is not None:
            return self._at_break(now, pause)
        return self._at_step(now, now.now)

    def _at_step(self, now: Course, step: Step) -> str:
        gate = now.steps[step.id].shut
        if gate and now.steps[step.id].called is None:
            self.tell("call", step=step.id)
        told = [*words.who(now, self.story.group.people, step), words.time_left(now.minutes_left)]
        if now.helps is not None:
            told.insert(0, _("An adult is called. The adult's code (G) says that help was there."))
        say = words.gate_text(step) if gate else words.said(step.short)
        sheet = Sheet(words.top(now, step, self.story.group.nickname), say, shout=step.id, below=told)
        keys = words.gate_keys() if gate else words.step_keys()
        if step.asks == "restart":
            return self._at_restart(now, step, sheet, keys)
        pressed = self._pressed(sheet, keys)
        if pressed == "" and not gate:
            return self._done(now, step)
        return self._common(pressed, now, step)

    def _at_restart(self, now: Course, step: Step, sheet: Sheet, keys: str) -> str:
        """The tower says here what to open it for: who reads it there only has nobody to unplug first."""
        looks = self._looks_for_result(now)
        keys = words.with_no_start(words.with_result(keys) if looks else keys)
        pressed = self._pressed(sheet, keys)
        if pressed == "" and not now.steps[step.id].shut:
            return self._done(now, step)
        if (pressed or "").upper() == "D":
            return self._no_start()
        if looks and (pressed or "").upper() == "L":
            self.notice = self.after(self, now)
            return ""
        return self._common(pressed, now, step)

    def _common(self, pressed: str | None, now: Course, step: Step | None) -> str:
        """Do what a key does on every screen."""
        match (pressed or "").upper():
            case "S":
                self.tell("stop")
            case "R":
                self._undo(now)
            case "A" if step is not None:
                return self._help(step)
            case "G" if step is not None:
                self._adult(now, step)
            case "X" | "Q":
                return "left"
            case "" if pressed is not None and step is not None:
                self.notice = _("An adult comes first.")
            case _ if pressed:
                self.notice = _("This key does nothing here. The keys are below.")
        return ""

    def _done(self, now: Course, step: Step) -> str:
        """Ask what this step asks for, then tick it."""
        if not self._asked(now, step):
            return ""
        self.tell("tick", step=step.id)
        return ""

    def _asked(self, now: Course, step: Step) -> bool:
        """Return whether all that the step asks for was answered: counts, the quiz, the three faces."""
        match step.asks:
            case "counts":
                return ask_pots(self, now, step)
            case "quiz":
                return ask_quiz(self, now, step, self.questions)
            case "opinion":
                return ask_faces(self, step)
        return True

    def _undo(self, now: Course) -> None:
        last = last_that_can_be_undone(now)
        if last is None:
            self.notice = _("There is nothing to take back.")
            return
        self.tell("undo", of=last.id)
        self.notice = _("Taken back: {what}.").format(what=last.step or last.kind)

    def _adult(self, now: Course, step: Step) -> None:
        """An adult types the code: it opens a gate, ends a call for help, or leaves a step out."""
        code = self.code()
        if code is None:
            return
        if now.steps[step.id].shut:
            self.tell("gate", code, step=step.id)
        elif now.helps is not None:
            self.tell("go-on", code)
        elif (
            self.line(Sheet(step.id, _("Leave this step out? Type OUT, then Enter. Enter alone: back."))).upper()
            in _OUT
        ):
            self.tell("skip", code, step=step.id)

    def _help(self, step: Step) -> str:
        sheet = Sheet(_("Help for {step}").format(step=step.id), words.said(step.short), below=words.help_lines(step))
        pressed = self._pressed(sheet, _("Enter: back to the step  H: call an adult  S: STOP >"))
        match (pressed or "").upper():
            case "H":
                self.tell("help", step=step.id)
            case "S":
                self.tell("stop")
        return ""

    def _no_start(self) -> str:
        """The tower is dead and shows nothing: this screen tells what to try."""
        nostart.show(self.tries, self.makers, self._asked_of_no_start)
        return ""

    def _asked_of_no_start(self, sheet: Sheet, keys: str) -> str:
        while (pressed := self._pressed(sheet, words.with_stop(keys))) is None:
            if self.now().stopped is not None:
                return "X"
        if pressed.upper() == "S":
            self.tell("stop")
        return pressed

    def _at_stop(self) -> str:
        sheet = Sheet(self.story.group.nickname, words.stop_text(), shout="STOP", style="bold red")
        pressed = self._pressed(sheet, _("G: an adult's code, to go on  X: pause >"))
        if pressed and pressed.upper() == "G":
            code = self.code()
            if code is not None:
                self.tell("go-on", code)
            return ""
        return "left" if pressed and pressed.upper() in ("X", "Q") else ""

    def _at_held(self, now: Course) -> str:
        """The tower is on, and something inside it is to be done again: an adult switches off and unplugs first."""
        told = [_("Do step {step} again then.").format(step=step) for step in now.redo if step in now.steps]
        if now.helps is not None:
            told.insert(0, _("An adult is called."))
        sheet = Sheet(self.story.group.nickname, words.held_text(), below=told)
        pressed = self._pressed(sheet, words.held_keys())
        key = None if pressed is None else pressed.upper()
        if key == "G":
            code = self.code()
            if code is not None:
                self.tell("go-on", code, step=now.redo[0])
        elif key == "A":
            self.tell("help")
        elif key in ("", "R"):
            self.notice = _("An adult comes first.")
        else:
            return self._common(pressed, now, None)
        return ""

    def _break_before(self, now: Course) -> Part | None:
        """Return the break that comes before the step where the group stands, when it was not taken yet."""
        if now.now is None:
            return None
        pause = self.outline.rest_before(now.now.id)
        return pause if pause is not None and pause.id not in self._rested else None

    def _at_break(self, now: Course, pause: Part) -> str:
        names = [phase.id for phase in self.outline.phases if phase.rest]
        shown = self.breaks[names.index(pause.id) % len(self.breaks)] if self.breaks else Break()
        told = words.break_lines(pause, shown.card, shown.entry)
        sheet = Sheet(words.said(pause.title), told[0], below=told[1:])
        pressed = self._pressed(sheet, _("Enter: go on  R: back  S: STOP  X: pause >"))
        if pressed == "":
            self._rested.add(pause.id)
        return self._common(pressed or None, now, None)

    def _at_end(self, now: Course) -> str:
        """After the last step: the comparison and a second reader where the list wants them, then an adult closes."""
        if self._looks_for_result(now):
            say = _("Start the tower with the PCSol stick, then press P on it. It compares itself.")
            keys = _("Enter: look for the result  G: an adult read OK  R: back  S: STOP  X: pause >")
            keys = words.with_no_start(keys)
        elif self._wants_reader(now):
            say, keys = words.second_look(self.story.plan.adults)
        else:
            say, keys = (
                _("Well done. An adult closes the workshop."),
                _("G: an adult's code  R: back  S: STOP  X: pause >"),
            )
        return self._end_key(now, Sheet(self.story.group.nickname, say), keys)

    def _end_key(self, now: Course, sheet: Sheet, keys: str) -> str:
        looks = self._looks_for_result(now)
        pressed = self._pressed(sheet, keys)
        if pressed == "" and looks:
            self.notice = self.after(self, now)
            return ""
        if pressed and pressed.upper() == "D" and looks:
            return self._no_start()
        if pressed and pressed.upper() == "G":
            if looks:
                return self._read_off(now)
            code = self.code()
            if code is not None:
                self.tell("reader" if self._wants_reader(now) else "close", code)
            return ""
        return self._common(pressed or None, now, None)

    def _looks_for_result(self, now: Course) -> bool:
        return self.outline.list.closed_by == "comparison" and not now.accepted

    def _wants_reader(self, now: Course) -> bool:
        return self.outline.list.closed_by == "comparison" and now.reader is None

    def _read_off(self, now: Course) -> str:
        """An adult read the result off the tower's own screen: it is no record that is held here."""
        if self.denied(self, now):
            why = REFUSALS["held-otherwise"]
            self.notice = _(why)
            return ""
        sheet = Sheet(
            _("For an adult"),
            _("Does the tower's own screen say OK? Or did you look at all that it could not measure?"),
            below=[_("Type YES, then Enter. Enter alone: back.")],
        )
        if words.is_yes(self.line(sheet)):
            code = self.code()
            if code is not None:
                self.tell("compared", code, found="ok")
        return ""

    def tell(self, kind: str, code: str | None = None, **more: object) -> bool:
        """Tell the story; say below what became of it. Return whether it counts."""
        before = self.now().opened_by
        told = self.story.tell(kind, code, **more)
        self.notice = _notices(self.story.why)[told]
        if self.now().opened_by != before:
            self.notice = self.opened(self) or self.notice
        if kind == "close" and told == "kept" and self.now().closed is None:
            why = REFUSALS["same-adult"]
            self.notice = _(why)
            return False
        return told in ("kept", "waits")

    def code(self) -> str | None:
        """Ask an adult for the four digits; None: nobody typed anything."""
        sheet = Sheet(_("For an adult"), _("Type the four digits, then Enter. Enter alone: back."))
        screens.show(self.screen, sheet, self._foot("> "))
        self.keys.forget()
        return self.keys.hidden(None) or None

    def line(self, sheet: Sheet, keys: str = "> ") -> str:
        """Show a question and return what was typed."""
        screens.show(self.screen, sheet, self._foot(keys))
        self.notice = ""
        return self.keys.line(None) or ""

    def _pressed(self, sheet: Sheet, keys: str) -> str | None:
        """Show it and wait for a key; None: somebody else told something, and the screen must be shown anew."""
        before = (len(self.story.events()), self.story.standing())
        screens.show(self.screen, sheet, self._foot(keys))
        self.keys.forget()
        while True:
            pressed = self.keys.key(_POLL_SECONDS)
            if pressed is not None:
                self.notice = ""
                return pressed
            self.story.hear()
            if (len(self.story.events()), self.story.standing()) != before:
                return None

    def _foot(self, keys: str) -> Foot:
        text, good = self.story.standing()
        return Foot(keys, "" if good else text, is_saved=good, notice=self.notice)


def _notices(why: str) -> dict[Told, str]:
    return {
        "kept": "",
        "waits": "",
        "refused": why,
        "wrong-code": _("This is not the code. After five wrong ones it rests for ten minutes."),
        "resting": _("Five wrong codes were typed. For ten minutes no code is right."),
        "no-network": _("Without the network an adult cannot open it here. Hands off, and wait."),
        "not-kept": _("This could not be kept. Try again."),
    }
