"""The memory of disks that are erased at once: about as much for eight as for one."""

import pytest

from pcsol.tools.block.buffers import BLOCK_BYTES
from pcsol.wipe.passes import ahead
from pcsol.wipe.passes.ahead import made_ahead
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.passes.room import Room, to_read, to_write
from pcsol.wipe.readback import read_back as reading
from pcsol.wipe.write import overwrite as writing
from tests.unit.wipe.memory_disk import MemoryDisk
from tests.unit.wipe.test_overwrite import STREAM

MIB = 1 << 20
PIECES = [(0, 4096), (4096, 8192), (8192, 9216)]


@pytest.mark.parametrize("at_once", range(1, 9))
def test_all_disks_together_take_little_more_than_one(at_once: int) -> None:
    for share in (to_write, to_read):
        assert at_once * share(at_once).all_bytes <= share(1).all_bytes + 4 * MIB


@pytest.mark.parametrize("at_once", range(1, 40))
def test_no_block_is_so_small_that_it_costs_speed(at_once: int) -> None:
    for room in (to_write(at_once), to_read(at_once)):
        assert MIB <= room.block_bytes <= BLOCK_BYTES
        assert room.buffers > 1 or room.threads == 0  # else its maker would wait for its user
    assert to_write(at_once).part_bytes == 0
    assert to_read(at_once).part_bytes % 4096 == 0


@pytest.mark.parametrize(("at_once", "most"), [(1, 8 * MIB), (8, 3 * MIB)])
def test_a_pass_takes_no_more_than_its_room(at_once: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    for place in (ahead, writing, reading):
        one = place.page_aligned
        monkeypatch.setattr(place, "page_aligned", lambda size, one=one: taken.append(size) or one(size))
    reins, written = Reins("sdz", at_once=at_once), MemoryDisk(bytes(12 * MIB))
    assert writing.overwrite(written, STREAM, writing.Span(0, 12 * MIB), reins).completed
    assert 0 < sum(taken) <= most
    taken.clear()
    assert reading.read_back(MemoryDisk(bytes(written.content), writable=False), STREAM, "full", reins).passed
    assert 0 < sum(taken) <= most


@pytest.mark.parametrize("room", [Room(4096), Room(4096, 2, 1), Room(4096, 5, 3)])
def test_every_piece_comes_once_and_in_order(room: Room) -> None:
    with made_ahead(lambda offset, view: (offset, len(view)), iter(PIECES), room) as blocks:
        assert [block.made for block in blocks] == [(start, end - start) for start, end in PIECES]


@pytest.mark.parametrize("room", [Room(4096), Room(4096, 3, 2)])
def test_what_the_maker_raises_comes_where_its_block_would_have(room: Room) -> None:
    def make(offset: int, _view: memoryview) -> int:
        if offset == 4096:
            raise OSError("bad")
        return offset

    seen: list[int] = []
    with pytest.raises(OSError, match="bad"), made_ahead(make, iter(PIECES), room) as blocks:
        seen.extend(block.made for block in blocks)
    assert seen == [0]
