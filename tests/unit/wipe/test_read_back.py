"""A disk is read back past every cache, and each sector that holds something else is named."""

import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.model.erasure.plan import Budget
from pcsol.tools.block.stream import ZEROS, Keystream, Pattern
from pcsol.tools.block.surface import SectorError
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.passes.room import Room
from pcsol.wipe.readback import read_back as module
from pcsol.wipe.readback.read_back import ERASED, read_back
from tests.unit.wipe.memory_disk import REINS, MemoryDisk, sectors_of
from tests.unit.wipe.test_content import TEXT
from tests.unit.wipe.test_streams import KEY, filled

BLOCK = 16 << 10
SECTORS = 700
SIZE = SECTORS * 512
LARGE = 6000 * 512  # large enough to be sampled
STREAMS = st.sampled_from([ZEROS, Keystream(KEY, "aes-256-ctr"), Pattern(b"abc"), Pattern(bytes.fromhex("33cc55aa"))])
SOME = st.sets(st.integers(0, SECTORS - 1), max_size=12)
CONTENTS = {
    "zeros": bytes(LARGE),
    "ones": b"\xff" * LARGE,
    "uniform": b"U" * LARGE,
    "periodic": bytes.fromhex("33cc55aa") * (LARGE // 4),
    "noise": os.urandom(LARGE),
    "mixed": TEXT * (LARGE // len(TEXT)) + TEXT[: LARGE % len(TEXT)],
}


@pytest.fixture(autouse=True, scope="module", params=[1, 0], ids=["made ahead", "one by one"])
def _small_blocks(request: pytest.FixtureRequest) -> Iterator[None]:
    room = Room(BLOCK, 3, request.param, part_bytes=BLOCK // 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "to_read", lambda _at_once: room)
        yield


def disk(content: bytes, **kinds) -> MemoryDisk:
    return MemoryDisk(content, writable=False, **kinds)


@given(STREAMS)
def test_what_was_written_passes(stream) -> None:
    device = disk(filled(stream, 0, SIZE))
    found = read_back(device, stream, "full", REINS)
    assert (found.passed, found.content, found.read_bytes, found.of_bytes) == (True, stream.content, SIZE, SIZE)
    assert (found.mismatched, found.unread) == ((), ())
    assert device.dropped == 1


@given(STREAMS, SOME, SOME)
def test_every_other_sector_and_every_unreadable_one_is_named_and_no_more(stream, other, bad) -> None:
    content = bytearray(filled(stream, 0, SIZE))
    for sector in other:
        content[sector * 512 + sector % 512] ^= 0x40
    found = read_back(disk(content, bad=bad), stream, "full", REINS)
    unread = sectors_of(found.unread)
    assert bad <= unread
    assert sectors_of(found.mismatched) == other - unread
    assert found.passed is not bool(bad or other)
    assert found.read_bytes >= SIZE - 512 * len(unread)


def test_another_key_does_not_pass_and_is_called_noise() -> None:
    found = read_back(
        disk(filled(Keystream(bytes(32), "chacha20"), 0, SIZE)), Keystream(KEY, "chacha20"), "full", REINS
    )
    assert (found.passed, found.content) == (False, "noise")
    assert sectors_of(found.mismatched) == set(range(SECTORS))


def test_zeros_where_a_keystream_was_written_are_called_zeros() -> None:
    found = read_back(disk(bytes(SIZE)), Keystream(KEY, "chacha20"), "full", REINS)
    assert (found.passed, found.content) == (False, "zeros")


def test_it_refuses_a_descriptor_that_can_write() -> None:
    with pytest.raises(ValueError, match="cannot write"):
        read_back(MemoryDisk(bytes(SIZE)), ZEROS, "full", REINS)


@pytest.mark.parametrize("depth", ["full", "sample"])
@pytest.mark.parametrize("content", CONTENTS)
def test_without_an_expectation_it_says_what_lies_there(content, depth) -> None:
    found = read_back(disk(CONTENTS[content]), None, depth, REINS)
    assert (found.content, found.passed) == (content, content in ERASED)


def test_noise_passes_only_where_the_caller_accepts_it() -> None:
    assert read_back(disk(CONTENTS["noise"]), None, "sample", REINS, frozenset({"noise"})).passed
    assert not read_back(disk(CONTENTS["zeros"]), None, "sample", REINS, frozenset({"noise"})).passed


def test_a_part_that_was_spared_by_the_firmware_is_found_and_named() -> None:
    content = bytearray(CONTENTS["ones"])
    content[100 * 512 : 160 * 512] = TEXT[: 60 * 512]
    found = read_back(disk(content), None, "full", REINS)
    assert (found.passed, found.content) == (False, "mixed")
    assert sectors_of(found.mismatched) == set(range(100, 160))


def test_the_last_hundredth_that_was_spared_does_not_escape_a_sample() -> None:
    content = bytearray(CONTENTS["zeros"])
    content[LARGE - LARGE // 100 :] = TEXT[: LARGE // 100]
    assert not read_back(disk(content), None, "sample", REINS).passed


def test_text_among_noise_is_found() -> None:
    content = bytearray(CONTENTS["noise"])
    content[BLOCK * 3 : BLOCK * 4] = TEXT[:BLOCK]
    found = read_back(disk(content), None, "full", REINS, frozenset({"noise"}))
    assert not found.passed
    assert sectors_of(found.mismatched) == set(range(96, 128))


def test_a_sample_says_how_much_it_read() -> None:
    found = read_back(disk(CONTENTS["zeros"]), ZEROS, "sample", REINS)
    assert found.passed
    assert 2000 <= found.places <= 2002
    assert LARGE / 10 <= found.read_bytes < LARGE / 5 * 2


def test_a_stop_never_passes() -> None:
    reins = Reins("sdz")
    reins.stop.set()
    found = read_back(disk(bytes(SIZE)), ZEROS, "full", reins)
    assert (found.passed, found.read_bytes) == (False, 0)
    assert sectors_of(found.unread) == set(range(SECTORS))


def test_a_hopeless_disk_is_left_and_what_was_not_read_is_said() -> None:
    device = disk(bytes(SIZE), bad=range(0, SECTORS, 3))
    found = read_back(device, ZEROS, "full", REINS, budget=Budget(bad_ranges=4))
    assert not found.passed
    assert set(range(0, SECTORS, 3)) <= sectors_of(found.unread)
    assert device.failures < 80


def test_nothing_at_all_can_be_read() -> None:
    found = read_back(disk(bytes(SIZE), bad=range(SECTORS)), None, "full", REINS)
    assert (found.passed, found.read_bytes) == (False, 0)


@pytest.mark.parametrize("stop_after", [3, None], ids=["stopped", "to its end"])
def test_what_bad_sectors_cost_is_told_however_it_ends(stop_after: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOST_SECONDS", 0.0)
    heard: list[float] = []
    reins = Reins("sdz", lost=heard.append)

    class Slow(MemoryDisk):
        def read_into(self, offset: int, view: memoryview) -> None:
            try:
                super().read_into(offset, view)
            except SectorError:
                time.sleep(0.002)
                if self.failures == stop_after:
                    reins.stop.set()
                raise

    found = read_back(Slow(bytes(SIZE), bad={5, 300}, writable=False), ZEROS, "full", reins)
    assert not found.passed
    assert reins.stop.is_set() == (stop_after is not None)
    assert heard == sorted(heard)
    assert heard[-1] >= 2 * 0.002


def test_a_disk_without_bad_sectors_costs_nothing_and_nothing_is_noted() -> None:
    heard: list[float] = []
    assert read_back(disk(bytes(SIZE)), ZEROS, "full", Reins("sdz", lost=heard.append)).passed
    assert heard == []
