"""A live probe beside its slowest outside program (at most 1.15 times it) and beside inxi, lshw and hw-probe."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
PEERS = {
    "inxi -Fxxx": ["inxi", "-Fxxx", "-c0"],
    "lshw": ["lshw", "-quiet"],
    "hw-probe": ["hw-probe", "-probe", "-log-level", "minimal", "-save"],
}
TIMED = """
import time
from pcsol.probe import gather
from pcsol.tools.world.live import LiveWorld
from pcsol.tools.world.recorder import RecordingWorld
for room in gather.ROOMS: pass
import pcsol.tools.world.meter as meter
slowest = {}
run = meter.run
def timed(question):
    start = time.perf_counter()
    try:
        return run(question)
    finally:
        slowest[" ".join(question.argv)] = time.perf_counter() - start
meter.run = timed
start = time.perf_counter()
gather.gather(LiveWorld())
whole = time.perf_counter() - start
name, seconds = max(slowest.items(), key=lambda item: item[1])
print(f"{whole:.4f}\\t{seconds:.4f}\\t{name}")
"""


def seconds_of(argv: list[str], folder: Path) -> float:
    """Return the shortest of ROUNDS runs, wall clock."""
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(argv, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def inside() -> tuple[float, float, str]:
    """Return, of the best of ROUNDS runs: the probe less its imports, its slowest program, and that one's command."""
    rows = []
    for _round in range(ROUNDS):
        done = subprocess.run([sys.executable, "-c", TIMED], capture_output=True, text=True, check=True)
        whole, slowest, name = done.stdout.strip().split("\t")
        rows.append((float(whole), float(slowest), name))
    return min(rows, key=lambda row: row[0] / row[1])


if __name__ == "__main__":
    whole, slowest, name = inside()
    print(f"{slowest:7.3f} s   1.00   the slowest outside program: {name}")
    print(f"{whole:7.3f} s   {whole / slowest:4.2f}   a live probe, less its imports   (best ratio of {ROUNDS})")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = seconds_of([sys.executable, "-m", "pcsol", "probe", "--json"], Path(__file__).parents[1])
        print(f"{ours:7.3f} s   1.00   pcsol probe --json, whole   (uid {os.geteuid()})")
        for title, argv in PEERS.items():
            if shutil.which(argv[0]) is None:
                print(f"      -            {title}: not installed")
                continue
            whole_argv = [*argv, str(folder)] if argv[-1] == "-save" else argv
            print(f"{(peer := seconds_of(whole_argv, folder)):7.3f} s   {peer / ours:4.2f}   {title}")
