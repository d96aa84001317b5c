"""Real answers, damaged at random: cut, flipped, doubled, swapped, with numbers that no machine counts to."""

import json
import logging
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pcsol.model.probe import Probe
from pcsol.probe.tower import tower
from pcsol.report.sheet_html import page
from pcsol.store.profiles import load_profiles
from pcsol.tools.world.album import AlbumWorld

CASES = 120
# Where real answers lie, by the name that an album gives them.
SOURCES = {
    "dmidecode.txt": "dmi/*.txt",
    "cpuinfo.txt": "cpuinfo/*",
    "lscpu.txt": "lscpu/*.txt",
    "lspci.txt": "lspci/*",
    "smartctl-sda.json": "smart-json/**/*.json",
    "smartctl-sda.txt": "smart-text/**/*",
    "edid-VGA-1.bin": "edid*/**/*",
    "hdparm-sda.txt": "**/hdparm*.txt",
}
LSBLK = b'{"blockdevices": [{"name": "sda", "type": "disk", "size": 500107862016, "rota": true}]}'
NUMBERS = (b"0", b"-1", b"9" * 30, b"9" * 5000, b"1.7", b"1e999", b"NaN", b"null", b"[]", b'"\\ud800"')
SIGNS = (b"\0", b"\x1b[2J", b"\xff\xfe", b"\xe2\x80\xae", b"\r", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b": ")


def cut(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def behead(raw: bytes, dice: random.Random) -> bytes:
    return raw[dice.randrange(len(raw)) :]


def flip(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def sow(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + dice.choice(SIGNS) + raw[at:]


def count_wrong(raw: bytes, dice: random.Random) -> bytes:
    places = list(re.finditer(rb"\d+", raw))
    if not places:
        return raw
    found = dice.choice(places)
    return raw[: found.start()] + dice.choice(NUMBERS) + raw[found.end() :]


def double(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], *([lines[at]] * dice.choice((2, 50))), *lines[at:]])


def swap(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut, behead, flip, sow, count_wrong, double, swap)


@pytest.mark.real_data
@pytest.mark.parametrize("name", SOURCES)
def test_a_damaged_answer_is_read_without_a_fault(
    name: str, shared_data: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("pcsol"), "propagate", True)
    dice = random.Random(name)
    shelf = load_profiles()
    (tmp_path / "lsblk.json").write_bytes(LSBLK)
    files = sorted(file for file in shared_data.glob(SOURCES[name]) if file.is_file() and file.stat().st_size < 100_000)
    for _case in range(CASES // len(SOURCES) + 1):
        raw = dice.choice(files).read_bytes()
        for damage in dice.choices(DAMAGES, k=dice.choice((1, 2, 4))):
            raw = damage(raw, dice) if raw else raw
        (tmp_path / name).write_bytes(raw)
        found = tower(AlbumWorld(tmp_path), shelf.destinations, shelf.systems)
        plain = json.dumps(found.to_json(), allow_nan=False).encode()
        assert Probe.from_json(json.loads(plain)) == found
        page(found, "")
        assert not caplog.records, raw[:200]
