"""What failed is tried once more: counted down, noted piece by piece, and seen to get on."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.model.erasure.progress import Progress
from pcsol.tools.block.stream import ZEROS
from pcsol.wipe.passes import gauge
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.passes.room import Room
from pcsol.wipe.passes.stretches import Stretches
from pcsol.wipe.write import overwrite as module
from pcsol.wipe.write.again import Again
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span, Written
from tests.unit.wipe.memory_disk import MemoryDisk, sectors_of

BLOCK = 16 << 10
SECTORS = 700
SIZE = SECTORS * 512


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "to_write", lambda _at_once: Room(BLOCK))
    monkeypatch.setattr(module, "KEEP_SECONDS", 0.0)


class Looked:
    """A disk whose gauge is read at each write that works: what a slow disk would show meanwhile."""

    def __init__(self, bad: set[int], monkeypatch: pytest.MonkeyPatch) -> None:
        self.disk = MemoryDisk(bytes(SIZE), bad=bad)
        self.seen: list[Progress] = []
        self.kept: list[set[int]] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.reins = Reins("sdz", keep=lambda _offset, left, *_more: self.kept.append(sectors_of(left)))
        write, looked = self.disk.write, self

        class Seen(gauge.Gauge):
            def __init__(self, *args, **kinds) -> None:
                super().__init__(*args, **kinds)
                looked.gauge = self

        def writes(offset: int, view: memoryview) -> None:
            self.seen.append(self.gauge.reading("sdz"))
            self.meanwhile()
            write(offset, view)

        monkeypatch.setattr(module, "Gauge", Seen)
        self.disk.write = writes  # type: ignore[method-assign]

    gauge: gauge.Gauge

    def overwrite(self, unwritten=()) -> Written:
        return overwrite(self.disk, ZEROS, Span(0, SIZE, SIZE if unwritten else None, unwritten), self.reins)


@pytest.fixture
def left_whole(monkeypatch: pytest.MonkeyPatch) -> tuple[Looked, Written]:
    """All of a disk failed, and was left; now it works again but for two sectors."""
    looked = Looked(set(range(SECTORS)), monkeypatch)
    written = looked.overwrite()
    looked.disk.bad = {200, 500}
    looked.seen.clear()
    looked.kept.clear()
    return looked, written


def test_it_is_counted_down(left_whole: tuple[Looked, Written]) -> None:
    looked, before = left_whole
    assert sectors_of(looked.overwrite(before.unwritten).unwritten) == {200, 500}
    assert {one.phase for one in looked.seen} == {"retry"}
    assert {one.of_bytes for one in looked.seen} == {SIZE}
    done = [one.done_bytes for one in looked.seen]
    assert done == sorted(done)
    assert len(set(done)) > SIZE // BLOCK
    assert looked.gauge.reading("sdz").done_bytes == SIZE


def test_each_piece_that_works_is_noted(left_whole: tuple[Looked, Written]) -> None:
    looked, before = left_whole
    looked.overwrite(before.unwritten)
    sizes = [len(one) for one in looked.kept]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > SIZE // BLOCK


def test_a_stop_in_the_middle_leaves_only_what_was_not_tried(left_whole: tuple[Looked, Written]) -> None:
    looked, before = left_whole
    looked.meanwhile = lambda: looked.reins.stop.set() if len(looked.seen) == 5 else None
    stopped = looked.overwrite(before.unwritten)
    assert stopped.stopped
    assert sectors_of(stopped.unwritten) == set(range(5 * BLOCK // 512, SECTORS))
    assert looked.kept[-1] == sectors_of(stopped.unwritten)


def test_coming_back_from_behind_a_bad_stretch_is_seen_as_getting_on(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Looked(set(range(10, 300)), monkeypatch)
    looked.overwrite()
    standing = [one for one in looked.seen if one.phase == "write" and one.done_bytes == 0 and one.errors > 5]
    worked = [one.worked for one in standing]
    assert worked == sorted(worked)
    assert worked[-1] >= worked[0] + 2


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 30)), min_size=1, max_size=5), st.data())
def test_what_is_done_and_what_is_left_are_the_whole(stretches, data) -> None:
    again = Again(Stretches((start, start + length) for start, length in stretches))
    while (rest := again.next()) is not None:
        start, end = rest
        middle = data.draw(st.integers(start + 1, end))
        if data.draw(st.booleans()):
            again.worked(start, middle)
        again.at = middle
        assert again.done_bytes + sum(max(0, end - max(start, again.at)) for start, end in again.left) == again.of_bytes
    assert again.done_bytes == again.of_bytes
