"""Overwriting and reading back beside dd and shred, on loop devices over memory and over a file; ratios of one run.

All of them run once in each round, one after the other, so that what else the machine does touches all alike; each
waits a moment for the machine to be quiet. A limit is held against the median, over the rounds, of the ratio within a
round. Needs root. Ends with 1 when a limit is broken.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import ZEROS, Keystream, Stream, quicker_cipher
from pcsol.wipe.passes.reins import Reins
from pcsol.wipe.readback.read_back import read_back
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span
from tests.device.conftest import loop_over, sized

ROUNDS = 7
QUIET_SECONDS = 2.0
MIB = 1 << 20
ONE = 1024 * MIB
OF_FOUR = 384 * MIB
MEMORY_MEGABYTES, MEMORY_GROWTH_MEGABYTES = 150, 10
NOISE = Keystream(os.urandom(32), quicker_cipher(Path("/proc/cpuinfo").read_text("ascii")))
DD = ("dd", "bs=4M", "status=none")

Row = dict[str, float]


def writes(path: str, stream: Stream, at_once: int = 1) -> None:
    """Overwrite a disk, one of so many, the flush at the end included."""
    with BlockDevice.open(path, write=True) as device:
        assert overwrite(device, stream, Span(0, device.size_bytes), Reins(path, at_once=at_once)).completed


def reads(path: str, stream: Stream, at_once: int = 1) -> None:
    """Verify all of a disk, one of so many."""
    with BlockDevice.open(path, write=False) as device:
        assert read_back(device, stream, "full", Reins(path, at_once=at_once)).passed


def dd_writes(path: str) -> None:
    """Write zeros until the disk is full, which dd takes for a failure."""
    subprocess.run([*DD, "if=/dev/zero", f"of={path}", "oflag=direct", "conv=fsync"], capture_output=True, check=False)


def dd_reads(path: str) -> None:
    """Read all of a disk."""
    subprocess.run([*DD, f"if={path}", "of=/dev/null", "iflag=direct"], capture_output=True, check=True)


def shreds(path: str) -> None:
    """Write random bytes once, as most people do."""
    subprocess.run(["shred", "-n1", path], capture_output=True, check=True)


def speed(size_bytes: int, work: Callable[..., object], *what: object) -> float:
    """Return GB/s."""
    wait_for_quiet()
    start = time.perf_counter()
    work(*what)
    return size_bytes / (time.perf_counter() - start) / 1e9


def wait_for_quiet() -> None:
    """Wait until others leave the processors idle, QUIET_SECONDS at most."""
    until = time.monotonic() + QUIET_SECONDS
    while time.monotonic() < until:
        idle, total = _processors()
        time.sleep(0.1)
        later_idle, later_total = _processors()
        if later_idle - idle >= 0.9 * (later_total - total):
            return


def _processors() -> tuple[int, int]:
    """Return the ticks that they were idle or waiting for a disk, and all of them (proc(5), /proc/stat)."""
    ticks = _ticks()
    return ticks[3] + ticks[4], sum(ticks)


def _ticks() -> list[int]:
    return [int(word) for word in Path("/proc/stat").read_text("ascii").split("\n")[0].split()[1:9]]


def at_once(paths: list[str], work: Callable[..., object], *what: object) -> None:
    """Work on several disks, a thread each, as `pcsol wipe run` does."""
    threads = [Thread(target=work, args=(path, *what)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def disks(folder: Path, count: int, size_bytes: int, *options: str) -> Iterator[list[str]]:
    """Give loop devices over new files, each written to once: what a file system does the first time does not count."""
    with ExitStack() as stack:
        files = [sized(folder / f"{count}-{number}", size_bytes) for number in range(count)]
        paths = [stack.enter_context(loop_over(file, *options)) for file in files]
        at_once(paths, dd_writes)
        yield paths
        for file in files:
            file.unlink()


def round_of(one: str, four: list[str]) -> Row:
    """Measure everything once."""
    return {
        "dd zeros": speed(ONE, dd_writes, one),
        "zeros": speed(ONE, writes, one, ZEROS),
        "dd read": speed(ONE, dd_reads, one),
        "verify zeros": speed(ONE, reads, one, ZEROS),
        "shred": speed(ONE, shreds, one),
        "random": speed(ONE, writes, one, NOISE),
        "verify random": speed(ONE, reads, one, NOISE),
        "4 dd zeros": speed(4 * OF_FOUR, at_once, four, dd_writes),
        "4 random": speed(4 * OF_FOUR, at_once, four, writes, NOISE, 4),
    }


LIMITS = (
    ("zeros", "dd zeros", 1.0),
    ("random", "shred", 3.0),
    ("random", "zeros", 0.5),
    ("verify zeros", "dd read", 0.7),
    ("verify random", "dd read", 0.5),
    ("4 random", "4 dd zeros", 0.6),
    ("4 random", "random", 1.0),
)


def _stolen(before: list[int], after: list[int]) -> float:
    """Return which share of the time the host of this virtual machine gave to others, in percent."""
    return 100 * (after[7] - before[7]) / max(sum(after) - sum(before), 1)


def compare(title: str, rows: list[Row]) -> list[str]:
    """Print the medians and the ratios; return the lines that are broken."""
    print(title)
    for name in rows[0]:
        print(f"  {statistics.median(row[name] for row in rows):6.2f} GB/s   {name}")
    broken = []
    for name, peer, limit in LIMITS:
        ratio = statistics.median(row[name] / row[peer] for row in rows)
        line = f"  {ratio:6.2f} x      {name} : {peer}   (at least {limit})"
        print(line + ("" if ratio >= limit else "   BROKEN"), flush=True)
        broken += [f"{title}: {line.strip()}"] if ratio < limit else []
    return broken


def peak_megabytes(folder: Path, count: int) -> float:
    """Return the most memory that a program of its own had while it overwrote and verified this many disks at once."""
    with disks(folder, count, 64 * MIB) as paths:
        done = subprocess.run(
            [sys.executable, __file__, "--memory", *paths], capture_output=True, text=True, check=True, env=os.environ
        )
    return float(done.stdout)


def in_memory_of_its_own(paths: list[str]) -> None:
    at_once(paths, writes, NOISE, len(paths))
    at_once(paths, reads, NOISE, len(paths))
    status = Path("/proc/self/status").read_text("ascii")  # ru_maxrss would begin with what our parent had
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1000)


def main() -> list[str]:
    """Measure over memory, then over a file, then the memory that it takes."""
    broken = []
    places = {"over memory": ("/dev/shm", ()), "over a file": ("/var/tmp", ("--direct-io=on",))}
    for title, (place, options) in places.items():
        with (
            tempfile.TemporaryDirectory(dir=place, prefix="pcsol-benchmark-") as folder,
            disks(Path(folder), 1, ONE, *options) as one,
            disks(Path(folder), 4, OF_FOUR, *options) as four,
        ):
            before = _ticks()
            broken += compare(title, [round_of(one[0], four) for _round in range(ROUNDS)])
            print(f"  {_stolen(before, _ticks()):6.0f} %      of the processors' time went to other virtual machines")
    with tempfile.TemporaryDirectory(dir="/dev/shm", prefix="pcsol-benchmark-") as folder:
        peaks = {count: peak_megabytes(Path(folder), count) for count in (1, 2, 4, 8)}
    print("memory at its peak: " + ", ".join(f"{peak:.0f} MB for {count}" for count, peak in peaks.items()))
    if peaks[8] > MEMORY_MEGABYTES or peaks[8] - peaks[1] > MEMORY_GROWTH_MEGABYTES:
        broken.append(
            f"memory: {peaks} (at most {MEMORY_MEGABYTES}, and {MEMORY_GROWTH_MEGABYTES} more for 8 than for 1)"
        )
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        in_memory_of_its_own(sys.argv[2:])
    elif os.geteuid() != 0:
        sys.exit("loop devices need root")
    else:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # and every loop device is detached
        sys.exit("\n".join(f"BROKEN: {line}" for line in main()) or None)
