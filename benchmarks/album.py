"""Reading an album: under 0.5 s and under 120 MB at its peak, whole process."""

import resource
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
ALBUMS = sorted(path for path in (Path(__file__).parents[1] / "tests" / "machines").iterdir() if path.is_dir())


def measure(album: Path) -> tuple[float, float]:
    """Return the shortest of ROUNDS runs in seconds, and the highest memory so far of any child in MB."""
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pcsol", "--machine", str(album), "probe", "--json"],
            capture_output=True,
            check=False,
        )
        times.append(time.perf_counter() - start)
    return min(times), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


if __name__ == "__main__":
    for album in ALBUMS:
        seconds, megabytes = measure(album)
        print(f"{seconds:6.3f} s   {megabytes:6.1f} MB   {album.name}   (limits: 0.5 s, 120 MB)")
