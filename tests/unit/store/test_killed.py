"""kill -9 in the middle of writing: what was said to be saved is there, whole, and the rest is not there at all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pcsol.store import find, medium

KILLS = 30
# Forks a writer for each line that it is told, so that Python starts once and not thirty times.
NURSERY = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import TowerRef
from pcsol.store import records
class Body(Noun):
    text: str = "é" * 20_000
home = Path(os.environ["PCSOL_HOME"])
for _line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        moment = records.Moment(datetime.now(UTC), Clock())
        while True:
            record = records.keep(home, "probe", Body(), TowerRef(code="VAL-0042-D"), moment)
            os.write(1, f"saved {record.id}\\n".encode())
    os.write(1, f"writer {pid}\\n".encode())
    os.waitpid(pid, 0)
    os.write(1, b"ended 0\\n")
"""


@pytest.mark.process
def test_every_record_said_to_be_saved_survives_thirty_kills(pcsol_home: Path) -> None:
    dice = random.Random(1)
    said: list[str] = []
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:
        assert nursery.stdin
        assert nursery.stdout
        for _kill in range(KILLS):
            nursery.stdin.write("\n")
            nursery.stdin.flush()
            heard: dict[str, str] = {}
            while "writer" not in heard or "saved" not in heard:
                what, which = nursery.stdout.readline().split()
                heard[what] = which
                said += [which] if what == "saved" else []
            time.sleep(dice.uniform(0, 0.03))
            os.kill(int(heard["writer"]), signal.SIGKILL)
            while (line := nursery.stdout.readline().split())[0] != "ended":
                said += [line[1]] if line[0] == "saved" else []
        nursery.stdin.close()
    kept = find.everything(pcsol_home)
    assert kept.faults == ()
    assert len(said) >= KILLS
    assert set(said) <= {record.id for record in kept.records}
    assert all(record.body == {"text": "é" * 20_000} for record in kept.records)
    assert len(kept.records) <= len(said) + KILLS  # at most the one that was whole and not yet said, for each kill
    assert len(list(pcsol_home.rglob(f"{medium.PART}*"))) <= 1  # each next writer cleans what the last one left
