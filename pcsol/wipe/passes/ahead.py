"""Blocks made by threads of their own, a few ahead of the one that uses them: so that several things happen at once.

`pwrite`, `preadv` and the ciphers let go of Python's lock while they work, so threads do keep all processors busy.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from pcsol.tools.block.buffers import page_aligned
from pcsol.wipe.passes.stretches import Stretch

AHEAD = 1  # blocks that are made while one is used: buffers are one more

Block = tuple[int, memoryview]
Make = Callable[[int, memoryview], None]


@contextmanager
def made_ahead(make: Make, stretches: Iterator[Stretch], block_bytes: int) -> Iterator[Iterator[Block]]:
    """Give each stretch (at most a block long) as (offset, view), filled by `make(offset, view)` in another thread.

    What `make` raises is raised here, where its block would have come; every block before it was given. A view holds
    until the next one is asked for.
    """
    with ThreadPoolExecutor(AHEAD, thread_name_prefix="ahead") as pool:
        try:
            yield _in_order(pool, make, stretches, block_bytes)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _in_order(pool: ThreadPoolExecutor, make: Make, stretches: Iterator[Stretch], block_bytes: int) -> Iterator[Block]:
    waiting: deque[tuple[int, memoryview, memoryview, Future[None]]] = deque()

    def begin(buffer: memoryview) -> None:
        for start, end in stretches:
            view = buffer[: end - start]
            waiting.append((start, view, buffer, pool.submit(make, start, view)))
            return

    for _each in range(AHEAD + 1):
        begin(page_aligned(block_bytes))
    while waiting:
        start, view, buffer, made = waiting.popleft()
        made.result()
        yield start, view
        begin(buffer)


def one_for_all(buffer: memoryview, stretches: Iterable[Stretch]) -> Iterator[Block]:
    """Give each stretch as (offset, view) of one buffer that holds what belongs at all of them."""
    return ((start, buffer[: end - start]) for start, end in stretches)
