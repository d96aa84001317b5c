"""A disk that says "done" over old data is found out."""

import itertools
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.model.erasure.journal import CanarySheet
from pcsol.wipe.canary import _positions, look, plant
from pcsol.wipe.passes.reins import Reins, StoppedError
from tests.unit.wipe.memory_disk import REINS, MemoryDisk
from tests.unit.wipe.test_content import TEXT

KEY = bytes(range(32))
SIZE = 4 << 20
OLD = (TEXT * (SIZE // len(TEXT) + 1))[:SIZE]


def planted(content: bytes = OLD, **kinds) -> tuple[MemoryDisk, CanarySheet]:
    device = MemoryDisk(content, **kinds)
    return device, plant(device, KEY, REINS, 100)


def test_a_disk_that_erased_nothing_keeps_them_all() -> None:
    device, sheet = planted()
    found = look(device.read_only(), sheet, KEY, REINS)
    assert (found.written, found.survived) == (103, 103)
    assert (found.pre_images, found.pre_images_survived, found.unreadable) == (100, 100, 0)


@pytest.mark.parametrize("content", [bytes(SIZE), b"\xff" * SIZE, os.urandom(SIZE)], ids=["zeros", "ones", "noise"])
def test_a_disk_that_erased_keeps_none(content) -> None:
    device, sheet = planted()
    device.content[:] = content
    found = look(device.read_only(), sheet, KEY, REINS)
    assert (found.written, found.survived, found.pre_images_survived) == (103, 0, 0)


def test_one_sector_of_a_canary_is_enough_to_survive() -> None:
    device, sheet = planted()
    at = sheet.canaries[5]
    spared = device.content[at + 1024 : at + 1536]
    device.content[:] = bytes(SIZE)
    device.content[at + 1024 : at + 1536] = spared
    assert look(device.read_only(), sheet, KEY, REINS).survived == 1


def test_a_last_hundredth_that_was_spared_is_noticed() -> None:
    device, sheet = planted()
    device.content[: SIZE - SIZE // 100] = bytes(SIZE - SIZE // 100)
    assert (look(device.read_only(), sheet, KEY, REINS).survived or 0) >= 1


def test_zeros_are_no_pre_image() -> None:
    _device, sheet = planted(bytes(SIZE))
    assert (len(sheet.canaries), sheet.pre_images) == (103, ())


def test_the_sheet_goes_into_the_journal_and_holds_neither_key_nor_data() -> None:
    device, sheet = planted()
    text = json.dumps(sheet.to_json())
    again = CanarySheet.from_json(json.loads(text))
    assert again == sheet
    assert look(device.read_only(), again, KEY, REINS).survived == 103
    assert KEY.hex() not in text
    assert "people" not in text


def test_another_key_finds_nothing() -> None:
    device, sheet = planted()
    found = look(device.read_only(), sheet, bytes(32), REINS)
    assert (found.survived, found.pre_images_survived) == (0, 0)


def test_a_canary_that_never_reached_the_disk_is_not_counted() -> None:
    device = MemoryDisk(OLD)
    device.write = lambda _offset, _view: None  # type: ignore[method-assign]  # a cache that lies
    assert plant(device, KEY, REINS, 100).canaries == ()


def test_bad_sectors_are_left_out_and_later_ones_are_counted_apart() -> None:
    device, sheet = planted(bad=range(8))
    assert 0 not in sheet.canaries
    later = device.read_only()
    later.bad = set(range(SIZE // 512))
    found = look(later, sheet, KEY, REINS)
    assert (found.survived, found.unreadable) == (0, len(sheet.canaries) + len(sheet.pre_images))


@given(st.integers(1, 3000), st.sampled_from([512, 4096]), st.binary(min_size=32, max_size=32))
def test_no_two_places_overlap_and_all_lie_on_the_disk(sectors, sector, key) -> None:
    device = MemoryDisk(bytes(sectors * sector), sector)
    if device.size_bytes < 4096:
        return
    blocks, others = _positions(device, key, 4096, 50)
    assert max(*blocks, *others, 0) + 4096 <= device.size_bytes
    fixed = {0, device.size_bytes - 4096}
    assert fixed <= set(blocks)
    apart = sorted((*blocks, *others))
    if device.size_bytes >= 16 * 4096:
        assert all(b - a >= 4096 for a, b in itertools.pairwise(apart))


def test_it_can_be_stopped() -> None:
    reins = Reins("sdz")
    reins.stop.set()
    with pytest.raises(StoppedError):
        plant(MemoryDisk(OLD), KEY, reins)
