"""Blocks made by threads of their own, a few ahead of the one that uses them, as far as there is room.

`pwrite`, `preadv`, memcmp and the ciphers let go of Python's lock while they work, so threads do keep all processors
busy. More than one thread that makes blocks gains nothing where the disk needs a processor as well (measured).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from pcsol.tools.block.buffers import page_aligned
from pcsol.wipe.passes.room import Room
from pcsol.wipe.passes.stretches import Stretch

Made = TypeVar("Made")
Make = Callable[[int, memoryview], Made]


@dataclass(frozen=True, slots=True)
class Block(Generic[Made]):
    """`view` holds until the next block is asked for; `made` is what its maker said of it."""

    offset: int
    view: memoryview
    made: Made


@contextmanager
def made_ahead(make: Make[Made], stretches: Iterator[Stretch], room: Room) -> Iterator[Iterator[Block[Made]]]:
    """Give each stretch (at most a block long) in turn, filled by `make(offset, view)` in the threads of the room.

    What `make` raises is raised here, where its block would have come; every block before it was given.
    """
    if room.threads == 0:
        yield _one_by_one(make, stretches, page_aligned(room.block_bytes))
        return
    buffers = [page_aligned(room.block_bytes) for _each in range(room.buffers)]
    with ThreadPoolExecutor(room.threads, thread_name_prefix="ahead") as pool:
        try:
            yield _in_order(pool, make, stretches, buffers)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _one_by_one(make: Make[Made], stretches: Iterator[Stretch], buffer: memoryview) -> Iterator[Block[Made]]:
    for start, end in stretches:
        view = buffer[: end - start]
        yield Block(start, view, make(start, view))


def _in_order(
    pool: ThreadPoolExecutor, make: Make[Made], stretches: Iterator[Stretch], buffers: list[memoryview]
) -> Iterator[Block[Made]]:
    waiting: deque[tuple[int, memoryview, memoryview, Future[Made]]] = deque()

    def begin(buffer: memoryview) -> None:
        for start, end in stretches:
            view = buffer[: end - start]
            waiting.append((start, view, buffer, pool.submit(make, start, view)))
            return

    for buffer in buffers:
        begin(buffer)
    while waiting:
        start, view, buffer, made = waiting.popleft()
        yield Block(start, view, made.result())
        begin(buffer)


def one_for_all(buffer: memoryview, stretches: Iterable[Stretch]) -> Iterator[Block[None]]:
    """Give each stretch with one buffer, that holds what belongs at all of them."""
    return (Block(start, buffer[: end - start], None) for start, end in stretches)
