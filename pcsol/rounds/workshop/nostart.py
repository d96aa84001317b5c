"""Help for a tower that does not start: one thing after the other, and what its beeps and lights mean."""

from collections.abc import Callable, Sequence

from pcsol.checklist.redo import Redo
from pcsol.i18n import _
from pcsol.model.workshop.booklets import MakerSignals, Signal
from pcsol.render.workshop.step import Sheet
from pcsol.rounds.workshop import words

_AT_ONCE = 4  # each takes up to three lines of a screen of twenty
Ask = Callable[[Sheet, str], str]


def show(tries: Sequence[Redo], makers: Sequence[MakerSignals], ask: Ask) -> None:
    """Show each try until the person has enough. `ask` shows a screen with its keys and returns what was pressed."""
    number = 0
    while number < len(tries):
        top = _("It does not start - {number} of {count}").format(number=number + 1, count=len(tries))
        below = [_("The tower is off and unplugged. Then look again."), *words.again(tries[number])]
        pressed = ask(Sheet(top, tries[number].text, below=below), _("Enter: next  B: beeps and lights  X: menu >"))
        if pressed.upper() == "B":
            _choose(makers, ask)
        elif pressed:
            return
        else:
            number += 1


def _choose(makers: Sequence[MakerSignals], ask: Ask) -> None:
    """The same beeps say something else at another maker: the maker comes first."""
    named = [f"{number} = {' '.join(filter(None, (one.maker, one.family)))}" for number, one in enumerate(makers, 1)]
    say = _("Who made this tower? The name stands on its front, or on the first screen.")
    pressed = ask(Sheet(_("Beeps and lights"), say, below=named), _("Number: this maker  Enter: back >"))
    if pressed in {str(number) for number in range(1, len(makers) + 1)}:
        _tell(makers[int(pressed) - 1], ask)


def _tell(maker: MakerSignals, ask: Ask) -> None:
    """A few signals on each screen: whoever heard five beeps finds them at a glance."""
    pages = [maker.signals[first : first + _AT_ONCE] for first in range(0, len(maker.signals), _AT_ONCE)]
    for number, page in enumerate(pages, 1):
        top = _("{maker} - {number} of {count}").format(maker=maker.maker, number=number, count=len(pages))
        if ask(Sheet(top, "", below=[_line(one) for one in page]), _("Enter: next  X: back >")):
            return


def _line(one: Signal) -> str:
    kind = _("Beeps:") if one.by == "beeps" else _("Light:")
    step = [f"({one.redo})"] if one.redo else []
    return " ".join(["-", kind, f"{words.said(one.pattern)}.", words.said(one.meaning), *step])
