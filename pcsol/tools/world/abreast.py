"""Ask many things at once and wait for none longer than it was given: whatever hangs delays nothing else."""

import contextvars
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.tools.world.world import World

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Errand(Generic[Answer]):
    """One question: its dotted place ("disks.sda.smart"), how to ask it, and how long to wait at most."""

    name: str
    ask: Callable[[], Answer]
    seconds: float


def every(world: World, errands: Iterable[Errand[Answer]]) -> Iterator[tuple[Errand[Answer], "Future[Answer]"]]:
    """Yield each errand with its finished future, as `abreast` does.

    An album never hangs, and threads that read its files would only stand in each other's way: it is asked in turn.
    """
    return abreast(errands) if world.source == "live" else ((errand, _finished(errand)) for errand in errands)


def abreast(errands: Iterable[Errand[Answer]]) -> Iterator[tuple[Errand[Answer], "Future[Answer]"]]:
    """Start every errand at once, in this order; yield each with its finished future as it ends.

    `future.result()` returns the answer or raises a PCSolError, one for an unforeseen fault and for a late answer too.
    Each runs in a daemon thread that nobody joins: one that hangs in the kernel does not keep PCSol from ending.
    """
    ended: SimpleQueue[tuple[int, Future[Answer]]] = SimpleQueue()
    waiting: dict[int, tuple[Errand[Answer], float]] = {}
    for number, errand in enumerate(errands):
        waiting[number] = (errand, time.monotonic() + errand.seconds)
        here = contextvars.copy_context()  # the language of the moment goes along
        threading.Thread(target=here.run, args=(_run, errand, number, ended), name=errand.name, daemon=True).start()
    while waiting:
        nearest = min(until for _errand, until in waiting.values())
        try:
            number, future = ended.get(timeout=max(0.0, nearest - time.monotonic()))
        except Empty:
            yield from _late(waiting)
            continue
        if number in waiting:
            yield waiting.pop(number)[0], future


def _run(errand: Errand[Answer], number: int, ended: SimpleQueue[tuple[int, "Future[Answer]"]]) -> None:
    ended.put((number, _finished(errand)))


def _finished(errand: Errand[Answer]) -> "Future[Answer]":
    future: Future[Answer] = Future()
    try:
        future.set_result(errand.ask())
    except PCSolError as err:
        future.set_exception(err)
    except Exception as err:  # one fault must not take the tower's whole sheet with it
        log.exception("%s", errand.name)
        fault = PCSolError(_("PCSol failed here; this is its own fault. Its log says more."), details=repr(err))
        future.set_exception(fault)
    return future


def _late(waiting: dict[int, tuple[Errand[Answer], float]]) -> Iterator[tuple[Errand[Answer], "Future[Answer]"]]:
    now = time.monotonic()
    for number in [number for number, (_errand, until) in waiting.items() if until <= now]:
        future: Future[Answer] = Future()
        future.set_exception(PCSolError(_("No answer in time.")))
        yield waiting.pop(number)[0], future
