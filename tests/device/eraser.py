"""A program that erases one loop device with our engine, for tests that stop it: `eraser.py HOME DEVICE FILE SECONDS`.

It waits SECONDS in each block, so that there is time to be killed, and prints a line of JSON when it begins and ends.
"""

import json
import signal
import sys
import time
from pathlib import Path

from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import Plan, Step
from pcsol.model.hardware.disk import Disk
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import Keystream
from pcsol.wipe.journal import Journal
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.write import overwrite as engine
from pcsol.wipe.write.written import Span

engine.KEEP_SECONDS = 0.0


class Slow(Keystream):
    seconds = 0.0

    def fill(self, offset_bytes: int, view: memoryview) -> None:
        time.sleep(self.seconds)
        super().fill(offset_bytes, view)


def candidate(file: str) -> Candidate:
    return Candidate(kind="loop", backing_file=file, disk=Disk(name="loop", size_bytes=Path(file).stat().st_size))


def journal_of(home: Path, file: str) -> Journal:
    return Journal.open(home, candidate(file))


def stream_of(journal: Journal) -> Slow:
    return Slow(journal.key("step 0"), "aes-256-ctr")


def say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main(home: str, path: str, file: str, seconds: str) -> None:
    journal = journal_of(Path(home), file)
    if not journal.interrupted:
        step = Step(technique="random")
        journal.begin(Plan(candidate=candidate(file), steps=(step,), level="clear", verify="full"), "aes-256-ctr")
    entry = journal.entry
    assert entry is not None
    reins = Reins(path, keep=journal.keep)
    signal.signal(signal.SIGTERM, lambda *_: reins.stop.set())
    with BlockDevice.open(path, write=True) as device:
        say({"from": entry.offset_bytes})
        stream = stream_of(journal)
        stream.seconds = float(seconds)
        span = Span(0, device.size_bytes, entry.offset_bytes, entry.unwritten)
        written = engine.overwrite(device, stream, span, reins)
    say({"offset": written.offset_bytes, "completed": written.completed})


if __name__ == "__main__":
    main(*sys.argv[1:])
