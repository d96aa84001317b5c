"""What lies on a disk is recognised: one byte, a pattern, noise, or none of these."""

import os
import zlib
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.tools.block.buffers import page_aligned, repeats, same
from pcsol.tools.block.stream import Pattern
from pcsol.wipe.readback.content import is_noise, recognise

TEXT = b"".join(b"%d people live here; this is line %d of their letters.\n" % (n % 7, n) for n in range(3000))


def seen(content: bytes, offset: int = 0):
    view = page_aligned(len(content))
    view[:] = content
    return recognise(offset, view)


@given(st.binary(min_size=1, max_size=512), st.integers(0, 10_000).map(lambda n: n * 512))
def test_any_period_up_to_512_bytes_is_found_whatever_the_offset(pattern, offset) -> None:
    view = page_aligned(8192)
    Pattern(pattern).fill(offset, view)
    assert recognise(offset, view).pattern == Pattern(pattern).pattern
    assert recognise(offset, view).content == Pattern(pattern).content


def test_the_same_sector_of_4096_bytes_everywhere_is_periodic() -> None:
    sector = TEXT[:4096]
    assert seen(sector * 16).pattern == sector


@pytest.mark.parametrize("at", [0, 1, 4000, 65535])
def test_one_other_byte_is_noticed(at) -> None:
    content = bytearray(65536)
    content[at] = 1
    assert seen(bytes(content)).content == "mixed"


@pytest.mark.parametrize("size", [512, 4096, 65536, 1 << 20])
def test_noise_is_noise(size) -> None:
    assert seen(os.urandom(size)).content == "noise"


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        TEXT[:512],
        os.urandom(32768) + bytes(32768),
        os.urandom(61440) + TEXT[:4096],
        bytes(32768) + b"\xff" * 32768,
    ],
    ids=["text", "a sector of text", "half noise", "noise but for its end", "two patterns"],
)
def test_what_is_neither_is_mixed(content) -> None:
    assert seen(content).content == "mixed"


@pytest.mark.parametrize("island", [bytes(4096), b"\xff" * 4096, TEXT[:4096]], ids=["zeros", "ones", "text"])
def test_a_page_that_is_no_noise_is_noticed_wherever_it_lies(island) -> None:
    sea = bytearray(os.urandom(2 << 20))
    sea[70_000 : 70_000 + len(island)] = island
    assert seen(bytes(sea)).content == "mixed"


def test_most_compressed_files_are_not_taken_for_noise() -> None:
    packed = b"".join(zlib.compress(TEXT[n * 100 : n * 100 + 3000], 9) for n in range(1000))[: 1 << 18]
    assert seen(packed).content == "mixed"


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_same_is_equal(one, other) -> None:
    views = [page_aligned(max(len(b), 1))[: len(b)] for b in (one, other)]
    views[0][:], views[1][:] = one, other
    assert same(*views) == (one == other)


def test_repeats_looks_at_every_byte() -> None:
    view = page_aligned(100)
    view[:] = b"abcd" * 25
    assert [n for n in range(1, 100) if repeats(view, n)] == list(range(4, 100, 4))
    for at in count():
        if at == 100:
            break
        view[at] ^= 1
        assert not repeats(view, 4)
        view[at] ^= 1


def test_a_large_piece_is_looked_at_as_closely_as_a_small_one() -> None:
    """A stretch of 4 kB that is uneven and holds none of the usual bytes, at a place of the second MiB."""
    view, at = page_aligned(2 << 20), (1 << 20) + (1 << 16)
    view[:] = os.urandom(2 << 20)
    assert is_noise(view)
    view[at : at + 4096] = bytes(range(128, 192)) * 64
    assert not is_noise(view)
