"""Kills a batch for real at each of its writes, goes on with it, and prints what was kept: run by test_batch.py."""

import json
import os
import signal
import sys
from pathlib import Path

from pcsol.store import find, medium
from tests.unit.batch.tower import batch, run


def killed_at(home: Path, number: int) -> bool:
    """Run until the write of this number has begun, half of them before it is done; say whether it came to that."""
    child = os.fork()
    if child == 0:
        _kill_at(number)
        one = batch(home, "look")
        run(one)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, status
    return os.WIFSIGNALED(status)


def _kill_at(number: int) -> None:
    """`number` 2n: before the n-th write; 2n + 1: when it is on the medium."""
    write, count = medium.write_whole, [0]

    def counted(*args: object) -> None:
        if count[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        write(*args)  # type: ignore[arg-type]
        if count[0] + 1 == number:
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] += 2

    medium.write_whole = counted  # type: ignore[assignment]


def kept(home: Path) -> list[str]:
    """Return the kinds of what was kept."""
    return sorted(one.kind for one in find.everything(home).records)


def main(place: Path) -> None:
    """Try every write."""
    number, found = 0, []
    while True:
        home = place / str(number)
        os.environ["PCSOL_HOME"] = str(home)
        if not killed_at(home, number):
            break
        child = os.fork()
        if child == 0:
            one = batch(home, "look")
            run(one)
            os._exit(0 if one.notes.is_over else 3)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, number
        found.append(kept(home))
        number += 1
    print(json.dumps(found))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
