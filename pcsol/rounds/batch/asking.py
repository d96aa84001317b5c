"""What a person types in answer to a question while the batch goes on beside them."""

from collections.abc import Callable

from pcsol.render.console import Screen

TRIES = 3
_LOOK_SECONDS, _PATIENCE_LOOKS = 1.0, 120


def answer(screen: Screen, take: Callable[[float | None], str | None], is_over: Callable[[], bool]) -> str | None:
    """Return what was typed behind a "> "; None: two minutes went by without a word, or nothing is to be answered any
    more. `take`: `line` or `hidden` of the keys; `is_over`: the batch has ended meanwhile. Raises EOFError."""
    screen.rich.print("> ", end="")
    screen.rich.file.flush()
    for _look in range(_PATIENCE_LOOKS):
        typed = take(_LOOK_SECONDS)
        if typed is not None:
            return typed
        if is_over():
            break
    return None
