"""How a guided test goes: screen after screen, one back with R, left with S."""

from collections.abc import Callable
from typing import TypeVar

from pcsol.diagnostics.bench import Bench, Found, Job, StoppedError, Tell
from pcsol.diagnostics.guided.asker import BACK, NEXT, STOP, Asker, Card
from pcsol.diagnostics.missing import not_testable
from pcsol.diagnostics.schedule import PERSON
from pcsol.i18n import _
from pcsol.model.reason import Reason

Answer = TypeVar("Answer")
_LOOK_SECONDS = 0.5


class BackError(Exception):
    """The person wants the screen before. Never leaves this folder."""


class LeftError(Exception):
    """The person wants no more of this test. Never leaves this folder."""


class Talk:
    """A person's answers to one test. Every method raises BackError, LeftError, StoppedError, or EOFError."""

    def __init__(self, bench: Bench, asker: Asker, progress: Tell) -> None:
        """`bench.stop` ends the waiting for an answer."""
        self.bench, self.asker, self.progress = bench, asker, progress

    def tell(self, card: Card) -> int:
        """Show it until Enter. Return 0, as there is nothing to choose."""
        while self._heard(card) != NEXT:
            pass
        return 0

    def choose(self, card: Card) -> int:
        """Return the number of the choice, from 1."""
        while True:
            answer = self._heard(card)
            if answer.isdecimal() and 1 <= int(answer) <= len(card.choices):
                return int(answer)

    def count(self, card: Card, most: int) -> int:
        """Return the number that was typed, 0 to `most`."""
        while True:
            answer = self._heard(card)
            if answer.isdecimal() and int(answer) <= most:
                return int(answer)

    def wait(self, card: Card, seconds: float) -> bool:
        """Show it so long at most; return whether Enter was pressed."""
        return self._moved(self.asker.ask(card, seconds)) == NEXT

    def signs(self, card: Card, seconds: float) -> str:
        """Return what was typed within so many seconds, nothing when nothing came."""
        if self.bench.stop.is_set():
            raise StoppedError
        return self.asker.signs(card, seconds) or ""

    def _heard(self, card: Card) -> str:
        while True:
            answer = self._moved(self.asker.ask(card, _LOOK_SECONDS))
            if answer is not None:
                return answer

    def _moved(self, answer: str | None) -> str | None:
        if self.bench.stop.is_set():
            raise StoppedError
        if answer == BACK:
            raise BackError
        if answer == STOP:
            raise LeftError
        return answer


def walk(following: Callable[[tuple[Answer, ...]], Callable[[], Answer] | None]) -> tuple[Answer, ...]:
    """Ask screen after screen and return the answers. `following` gives what is asked after those so far, None: all.

    R undoes the last answer and asks it again; at the first screen there is nothing before.
    """
    answers: tuple[Answer, ...] = ()
    while (ask := following(answers)) is not None:
        try:
            answers = (*answers, ask())
        except BackError:
            answers = answers[:-1]
    return answers


def job(name: str, title: str, seconds: int, course: Callable[[Talk], Found], *things: str, required: bool) -> Job:
    """Return the job of a guided test. `things`: what is needed beside the person."""

    def run(bench: Bench, tell: Tell) -> Found:
        return guided(bench, tell, course)

    needs = (PERSON, *things)
    return Job(name, title, seconds, run, takes=frozenset({PERSON}), needs=needs, required=required)


def guided(bench: Bench, tell: Tell, course: Callable[[Talk], Found]) -> Found:
    """Go through a test with the person who is there, or say why not. Raises StoppedError."""
    asker = bench.asker
    if bench.world.source == "album":
        return not_testable("album", _("A recorded machine stands before nobody: it cannot be tried."))
    if asker is None:
        return Found("not-tested", (_nobody(),))
    if asker.left:
        return Found("not-tested", (_stopped(),))
    talk = Talk(bench, asker, tell)
    try:
        return course(talk)
    except LeftError:
        asker.left = _wants_no_more(talk)
        return Found("not-tested", (_stopped(),))
    except EOFError:
        return Found("not-tested", (_nobody(),))


def _wants_no_more(talk: Talk) -> bool:
    card = Card(
        _("Stopped"),
        _("This test counts as not tested."),
        choices=(_("go on with the next test"), _("no more of these tests now")),
        help=_("Whatever was not tested can be done later: start the tests again."),
    )
    while True:
        try:
            return talk.choose(card) == 2  # the second choice
        except BackError:
            continue
        except (LeftError, EOFError):
            return True


def _nobody() -> Reason:
    return Reason(code="nobody", text=_("Nobody was there."))


def _stopped() -> Reason:
    return Reason(code="stopped", text=_("The person at the tower stopped it."))
