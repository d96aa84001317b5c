"""Do something in a process that ends with it: the one that goes on to serve would keep what that loads to its end."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(deed: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Return what it returns, and raise what it raises. Only before anything else runs beside (threads)."""
    with ProcessPoolExecutor(1) as one:
        return one.submit(deed, *given, **named).result()
