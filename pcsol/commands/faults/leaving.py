"""How PCSol ends: as Python does; at once where a thread hangs in the kernel, which Python would wait for for ever."""

import os
import sys
import threading
from typing import NoReturn

from pcsol.commands.faults import streams

_hanging: list[threading.Thread] = []


def without(thread: threading.Thread) -> None:
    """Do not wait for this one, nor for the threads that it has started."""
    _hanging.append(thread)


def leave(code: int) -> NoReturn:
    """End with this exit code; what was said is written first.

    Whoever waits for PCSol gets the code as soon as the kernel lets go of it: a thread in uninterruptible sleep keeps
    the process until its disk answers or is taken away, whatever is done here.
    """
    streams.finish()
    if any(thread.is_alive() for thread in _hanging):
        os._exit(code)
    sys.exit(code)
