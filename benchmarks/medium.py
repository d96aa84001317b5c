"""The live medium in an emulated tower: size, seconds until the first words and the first sheet, memory in use.

Limits: 200 MB, 25 s, 700 MB. QEMU emulates the processor in software: its seconds say how changes compare, not how long
a tower takes. A live-boot image took 58 s on the machine where this project's research was made; it is not built here.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.image import stick as sticks
from tests.image.guest import MEDIUM, Build, tower

STARTS = ("direct", "bios", "uefi")
MEMORY_MEGABYTES = (1024, 2048)


def measure(start: str, memory: int) -> str:
    """Start one tower and return its line of figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with tower(folder / "tower", start, sticks.fresh(folder / "stick"), Build(memory=memory)) as guest:
            words = guest.wait_for_match(r"\S")
            sheet = guest.wait_for_match("Sauvé|Saved")
    return f"{words.seconds:6.1f} s   {sheet.seconds:6.1f} s   {sheet.used_megabytes:4d} MB   {start}, -m {memory}"


if __name__ == "__main__":
    if not MEDIUM.is_file():
        sys.exit("no build/pcsol.img: run `make image` (root) first")
    print(f"{MEDIUM.stat().st_size / 1e6:6.1f} MB   the image")
    print(" words     sheet     memory   start")
    for memory in MEMORY_MEGABYTES:
        for start in STARTS:
            print(measure(start, memory), flush=True)
