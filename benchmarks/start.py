"""How long `--version` and `--help` take beside `python -c "import typer, rich"`: at most 1.5 times as long."""

import os
import subprocess
import sys
import time

ROUNDS = 15
PEER = [sys.executable, "-c", "import typer, rich"]
OURS = (
    [sys.executable, "-m", "pcsol", "--version"],
    [sys.executable, "-m", "pcsol", "--help"],
    [sys.executable, "-m", "pcsol", "probe", "--help"],
)


def best_seconds(argv: list[str], language: str) -> float:
    """Return the shortest of ROUNDS runs, wall clock."""
    environment = {**os.environ, "PCSOL_LANG": language}
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(argv, env=environment, capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    peer = best_seconds(PEER, "en")
    print(f"{peer * 1000:7.1f} ms   1.00   import typer, rich   (best of {ROUNDS}; Python {sys.version.split()[0]})")
    for argv in OURS:
        for language in ("fr", "en"):
            seconds = best_seconds(argv, language)
            print(f"{seconds * 1000:7.1f} ms   {seconds / peer:4.2f}   pcsol {' '.join(argv[3:])}   ({language})")
