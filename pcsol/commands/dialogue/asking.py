"""Questions to the person at the keyboard: one at a time, on stderr, Enter for "I do not know"."""

import sys
from collections.abc import Callable
from textwrap import fill
from typing import TypeVar

from pcsol.commands.dialogue import said
from pcsol.i18n import _
from pcsol.render.signs import plain

Answer = TypeVar("Answer")
_ROOM = 12  # columns left beside a question for a short answer


def is_a_person_there() -> bool:
    """Tell whether somebody can see a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str, read: Callable[[str], Answer | None]) -> Answer | None:
    """Ask until `read` makes something of the answer; None for Enter alone. Raises EOFError at the end of input."""
    while True:
        answer = _line(question)
        if not answer:
            return None
        found = read(answer)
        if found is not None:
            return found
        tell(_("This answer was not understood. Enter alone means: I do not know."))


def confirm(question: str) -> bool:
    """Ask for a yes or a no; anything but a clear yes is a no."""
    return ask(_("{question} (yes/no)").format(question=question), said.yes_or_no) is True


def tell(sentence: str) -> None:
    """Say something beside the answer."""
    from pcsol.render import console

    if sentence:
        console.aside().say(sentence)


def _line(question: str) -> str:
    from pcsol.render import console

    sys.stderr.write(fill(plain(f"{question} > "), console.aside().columns - _ROOM, drop_whitespace=False))
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()
