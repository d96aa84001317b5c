"""A stream is the same bytes wherever it is entered."""

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from pcsol.tools.block import stream as streams
from pcsol.tools.block.buffers import page_aligned
from pcsol.tools.block.stream import REGION_BYTES, ZEROS, Keystream, Pattern, quicker_cipher, stands_still

KEY = bytes(range(32))
SECTOR = 512
CIPHERS = st.sampled_from(["aes-256-ctr", "chacha20"])


def filled(stream, offset: int, size: int) -> bytes:
    view = page_aligned(max(size, 1))[:size]
    stream.fill(offset, view)
    return bytes(view)


@given(CIPHERS, st.integers(0, 40), st.integers(1, 40), st.integers(0, 2**34))
def test_a_keystream_entered_anywhere_is_a_slice_of_the_whole(cipher, skip, sectors, far) -> None:
    start = far * SECTOR
    long = filled(Keystream(KEY, cipher), start, 80 * SECTOR)
    part = filled(Keystream(KEY, cipher), start + skip * SECTOR, sectors * SECTOR)
    assert part == long[skip * SECTOR : (skip + sectors) * SECTOR]


@given(CIPHERS, st.integers(1, 200), st.integers(1, 10), st.integers(1, 10))
def test_a_keystream_goes_on_across_the_border_of_a_region(cipher, region, before, after) -> None:
    border = region * REGION_BYTES
    whole = filled(Keystream(KEY, cipher), border - before * SECTOR, (before + after) * SECTOR)
    assert whole[: before * SECTOR] == filled(Keystream(KEY, cipher), border - before * SECTOR, before * SECTOR)
    assert whole[before * SECTOR :] == filled(Keystream(KEY, cipher), border, after * SECTOR)


def test_chacha20_never_comes_again_behind_256_gib() -> None:
    stream = Keystream(KEY, "chacha20")
    first = {filled(stream, region * REGION_BYTES, 64) for region in range(600)}
    assert len(first) == 600
    assert len(filled(stream, (256 << 30) - 4096, 8192)) == 8192


def test_aes_is_what_everybody_else_calls_aes_256_ctr() -> None:
    other = Cipher(algorithms.AES(KEY), modes.CTR(bytes(16))).encryptor().update(bytes(8192))
    assert filled(Keystream(KEY, "aes-256-ctr"), 0, 4096) == other[:4096]
    assert filled(Keystream(KEY, "aes-256-ctr"), 4096, 4096) == other[4096:]


def test_chacha20_starts_as_rfc_8439_has_it() -> None:
    # RFC 8439, appendix A.1, test vector 1: key, nonce and counter all zero.
    assert filled(Keystream(bytes(32), "chacha20"), 0, 16).hex() == "76b8e0ada0f13d90405d6ae55386bd28"


def test_a_keystream_is_not_entered_between_blocks() -> None:
    with pytest.raises(ValueError, match="multiple of 64"):
        filled(Keystream(KEY, "chacha20"), 10, 64)


def test_two_keys_or_two_ciphers_give_two_streams() -> None:
    kinds = [Keystream(KEY, "chacha20"), Keystream(KEY, "aes-256-ctr"), Keystream(bytes(32), "aes-256-ctr")]
    assert len({filled(stream, 0, 512) for stream in kinds}) == 3


@given(st.binary(min_size=1, max_size=700), st.integers(0, 3000), st.integers(0, 3000))
def test_a_pattern_of_any_length_lies_on_the_disk_from_its_first_byte(pattern, offset, size) -> None:
    whole = pattern * (6000 // len(pattern) + 2)
    assert filled(Pattern(pattern), offset, size) == whole[offset : offset + size]


@given(st.binary(min_size=1, max_size=9), st.integers(0, 40))
def test_a_pattern_longer_than_its_run_goes_on(pattern, offset) -> None:
    size = streams._RUN_BYTES * 2 + 77
    whole = pattern * (size // len(pattern) + 60)
    assert filled(Pattern(pattern), offset, size) == whole[offset : offset + size]


@pytest.mark.parametrize(
    ("pattern", "content", "period"),
    [
        (b"\0\0\0", "zeros", 1),
        (b"\xff", "ones", 1),
        (b"UU", "uniform", 1),
        (bytes.fromhex("33cc55aa") * 2, "periodic", 4),
        (b"aab", "periodic", 3),
    ],
)
def test_a_pattern_is_called_by_the_shortest_that_it_is(pattern, content, period) -> None:
    assert (Pattern(pattern).content, Pattern(pattern).period_bytes) == (content, period)


@given(st.integers(1, 64), st.integers(0, 9).map(lambda n: n * 512))
def test_what_stands_still_is_the_same_in_every_block(period, offset) -> None:
    pattern = Pattern(bytes(range(period)))
    if stands_still(pattern, offset, 8192):
        assert (
            filled(pattern, offset, 8192)
            == filled(pattern, offset + 8192, 8192)
            == filled(pattern, offset + 81920, 8192)
        )


def test_zeros_stand_still_and_keystreams_do_not() -> None:
    assert stands_still(ZEROS, 512)
    assert not stands_still(Keystream(KEY, "chacha20"), 0)
    assert not stands_still(Pattern(b"abc"), 0)


@pytest.mark.parametrize(
    ("cpuinfo", "cipher"),
    [
        ("model name : x\nflags\t\t: fpu aes avx\n", "aes-256-ctr"),
        ("flags\t\t: fpu sse2 ssse3\nbugs : aes\n", "chacha20"),
        ("Features\t: fp asimd aes pmull\n", "aes-256-ctr"),
        ("", "chacha20"),
    ],
)
def test_the_cipher_is_the_quicker_one_of_this_processor(cpuinfo, cipher) -> None:
    assert quicker_cipher(cpuinfo) == cipher
