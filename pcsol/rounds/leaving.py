"""The question before power-off: what is in memory only is never lost without a clear word."""

from pcsol.i18n import _, ngettext
from pcsol.render.console import Screen
from pcsol.render.keys import Keys
from pcsol.rounds.doors import Cabinet

_LOSE = ("perdre", "lose")
_TRY_AGAIN_SECONDS = 2.0
_TRIES_AFTER_ENTER = 4  # a stick that is plugged in takes a few seconds to be there


def may_leave(cabinet: Cabinet, screen: Screen, keys: Keys) -> bool:
    """Return whether everything is saved, or may be lost. Enter alone, another word and the end of input are a no."""
    cabinet.retry()
    if not cabinet.count():
        return True
    _ask(cabinet, screen)
    try:
        answer = _answer(cabinet, keys)
    except EOFError:
        return False
    if answer == "":
        return _is_saved_soon(cabinet, screen, keys)
    return answer is None or answer.casefold() in _LOSE


def _ask(cabinet: Cabinet, screen: Screen) -> None:
    count = cabinet.count()
    screen.rich.clear()
    screen.say(cabinet.standing().text, "bold red")
    screen.say("")
    question = ngettext(
        "{count} record is in memory only. Switched off now, that record is lost.",
        "{count} records are in memory only. Switched off now, they are lost.",
        count,
    )
    screen.say(question.format(count=count))
    screen.say("")
    screen.say(_("Mend this, then press Enter."))
    screen.say(_("Or type the word LOSE, then Enter: it is then switched off without saving."))
    screen.say("")
    screen.rich.print("> ", end="")
    screen.rich.file.flush()


def _answer(cabinet: Cabinet, keys: Keys) -> str | None:
    """Return what was typed; None when all was saved meanwhile."""
    while True:
        answer = keys.line(_TRY_AGAIN_SECONDS)
        cabinet.retry()
        if not cabinet.count():
            return None
        if answer is not None:
            return answer


def _is_saved_soon(cabinet: Cabinet, screen: Screen, keys: Keys) -> bool:
    """Try for some seconds; a key ends the waiting."""
    screen.say(_("PCSol tries again for a few seconds."))
    for _try in range(_TRIES_AFTER_ENTER):
        cabinet.retry()
        if not cabinet.count():
            return True
        if keys.key(_TRY_AGAIN_SECONDS) is not None:
            break
    return False
