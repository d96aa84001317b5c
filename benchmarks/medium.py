"""The live medium beside a live-boot image: size, seconds to the first words and the first sheet, memory in use.

Both are started in the same emulated tower, in turn, in one run, and the peer is built in it too (live_boot_peer). The
tower has 2048 MB and one processor (with two, QEMU 7.2 now and then stops a guest for good), and is emulated in
software: its seconds tell how two images compare, not how long a real tower takes. So 25 s where live-boot takes 58 is
held as the ratio of the two; size and memory as they are.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.image import stick as sticks
from tests.image.guest import MEDIUM, Build, tower

PEER = MEDIUM.with_name("live-boot.img")
ROUNDS = 1
MOST_MEGABYTES, MOST_MEMORY_MEGABYTES, MOST_RATIO = 200, 700, 25 / 58


def measure(medium: Path, start: str) -> tuple[float, float, int]:
    """Start one tower and return the seconds to its first words and its first sheet, and its megabytes in use then."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        stick = sticks.fresh(folder / "stick", medium)
        with tower(folder / "tower", start, stick, Build(processors=1)) as guest:
            words = guest.wait_for_match(r"PCSol", 600)
            sheet = guest.wait_for_match("(?i)sauvé", 600)
    return words.seconds, sheet.seconds, sheet.used_megabytes


def compare(start: str) -> tuple[float, int]:
    """Print a line for each start of both; return the ratio of the medians, and the most memory that ours used."""
    seconds: dict[Path, list[float]] = {MEDIUM: [], PEER: []}
    memory = 0
    for _round in range(ROUNDS):
        for medium in (MEDIUM, PEER):
            words, sheet, used = measure(medium, start)
            seconds[medium].append(sheet)
            memory = max(memory, used if medium == MEDIUM else 0)
            print(f"{words:6.1f} s  {sheet:6.1f} s  {used:4d} MB   {start:7} {medium.name}", flush=True)
    return median(seconds[MEDIUM]) / median(seconds[PEER]), memory


def main() -> int:
    """Return how many limits were broken."""
    if not MEDIUM.is_file() or os.geteuid() != 0:
        print("not measured: the medium and its peer need `make image`, and root")
        return 0
    subprocess.run([Path(__file__).with_name("live_boot_peer"), PEER], check=True)
    size = MEDIUM.stat().st_size / 1e6
    print(f"{size:6.1f} MB   {MEDIUM.name} (at most {MOST_MEGABYTES})")
    print(f"{PEER.stat().st_size / 1e6:6.1f} MB   {PEER.name}")
    print(" words     sheet     memory   start")
    broken = [f"the image has {size:.0f} MB"] if size > MOST_MEGABYTES else []
    for start in ("bios", "uefi"):
        ratio, memory = compare(start)
        print(f"  {ratio:.2f}    of live-boot's time, {start}, median of {ROUNDS} (at most {MOST_RATIO:.2f})")
        broken += [f"{start}: {ratio:.2f} of live-boot's time"] if ratio > MOST_RATIO else []
        broken += [f"{start}: {memory} MB in use"] if memory > MOST_MEMORY_MEGABYTES else []
    for line in broken:
        print(f"BROKEN: {line}")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main())
