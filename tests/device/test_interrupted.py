"""An erasure that is stopped, killed or cut off goes on at the exact offset, and leaves what one run leaves."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pcsol.tools.block.buffers import BLOCK_BYTES
from tests.device.conftest import run, sized
from tests.device.eraser import journal_of, stream_of
from tests.unit.wipe.test_streams import filled

pytestmark = pytest.mark.device
MIB = 1 << 20
SIZE = 256 * MIB + 12288
ERASER = Path(__file__).with_name("eraser.py")
ROOT = Path(__file__).parents[2]


class Eraser:
    def __init__(self, home: Path, path: str, file: Path, seconds: float) -> None:
        argv = [sys.executable, "-m", "tests.device.eraser", str(home), path, str(file), str(seconds)]
        self.process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self.process.stdout is not None
        self.begins_at = int(self._line()["from"])

    def _line(self) -> dict[str, object]:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def end(self) -> dict[str, object]:
        line = self._line()
        assert self.process.wait(60) == 0
        self.close()
        return line

    def close(self) -> None:
        self.process.wait(60)
        assert self.process.stdout is not None
        self.process.stdout.close()


def noted(home: Path, file: Path) -> int:
    entry = journal_of(home, str(file)).entry
    assert entry is not None
    return entry.offset_bytes


def expected(home: Path, file: Path, size: int) -> bytes:
    return filled(stream_of(journal_of(home, str(file))), 0, size)


def test_killed_at_twenty_random_moments_it_still_writes_every_byte(make_loop, in_memory, pcsol_home) -> None:
    file = sized(in_memory / "disk", SIZE)
    file.write_bytes(b"\x99" * SIZE)
    path, chance = make_loop(file), random.Random()
    last = 0
    for _kill in range(20):
        eraser = Eraser(pcsol_home, path, file, 0.03)
        assert eraser.begins_at == last
        time.sleep(chance.random() * 0.2)
        eraser.process.kill()
        eraser.close()
        last = noted(pcsol_home, file)
        assert last % 512 == 0
    done = expected(pcsol_home, file, SIZE)
    assert file.read_bytes()[:last] == done[:last]
    assert 0 < last < SIZE
    assert Eraser(pcsol_home, path, file, 0).end() == {"offset": SIZE, "completed": True}
    (in_memory / "expected").write_bytes(done)
    assert run("cmp", file, in_memory / "expected").stdout == ""


def test_asked_to_end_it_stops_at_a_block_and_goes_on_right_there(make_loop, in_memory, pcsol_home) -> None:
    file = sized(in_memory / "disk", SIZE)
    path = make_loop(file)
    eraser = Eraser(pcsol_home, path, file, 0.02)
    time.sleep(0.4)
    eraser.process.terminate()
    stopped = eraser.end()
    assert stopped["completed"] is False
    assert stopped["offset"] == noted(pcsol_home, file)
    assert int(str(stopped["offset"])) % BLOCK_BYTES == 0
    again = Eraser(pcsol_home, path, file, 0)
    assert again.begins_at == stopped["offset"]
    assert again.end()["completed"] is True
    (in_memory / "expected").write_bytes(expected(pcsol_home, file, SIZE))
    assert run("cmp", file, in_memory / "expected").stdout == ""


def test_nothing_behind_the_stop_was_touched(make_loop, in_memory, pcsol_home) -> None:
    file = in_memory / "disk"
    file.write_bytes(b"\x99" * SIZE)
    eraser = Eraser(pcsol_home, make_loop(file), file, 0.03)
    time.sleep(0.3)
    eraser.process.terminate()
    offset = int(str(eraser.end()["offset"]))
    assert offset < SIZE
    assert set(file.read_bytes()[offset:]) == {0x99}
