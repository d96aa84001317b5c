"""Ask a medium for something and wait so long: a stick that hangs must not take the screen with it."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from typing import TypeVar

from pcsol.errors import StoreGoneError
from pcsol.i18n import _

Answer = TypeVar("Answer")


class Patience:
    """One thing at a time. What is late goes on by itself, and until it ends nothing else is begun."""

    def __init__(self, seconds: float) -> None:
        """Wait so long for each."""
        self._seconds = seconds
        self._last: Future[None] | None = None

    def ask(self, deed: Callable[[], Answer]) -> Answer:
        """Return what the deed returns, or raise what it raises; StoreGoneError when it is late, or an earlier one."""
        if self._last is not None and not self._last.done():
            raise _silent()
        answer: Future[Answer] = Future()
        ended: Future[None] = Future()
        self._last = ended
        here = contextvars.copy_context()  # the language of the moment goes along

        def run() -> None:
            try:
                answer.set_result(deed())
            except BaseException as err:  # noqa: BLE001  # whoever waits is told
                answer.set_exception(err)
            ended.set_result(None)

        threading.Thread(target=here.run, args=(run,), name="medium", daemon=True).start()
        try:
            return answer.result(self._seconds)
        except Late as err:
            if answer.done():
                raise
            raise _silent() from err


def _silent() -> StoreGoneError:
    return StoreGoneError(
        _("NOT SAVED YET: the medium does not answer."), remedy=_("Pull it out and plug it in again.")
    )
