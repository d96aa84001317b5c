"""kill -9 at any moment: what is noted as delivered is at the hub, and in the end everything is there, once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pcsol.store.post import enrolled, ledger, outbox
from tests.letters import enrol, several
from tests.post_office import open_office

KILLS = 40
# Forks a PCSol that pushes for each line that it is told, so that Python starts once and not forty times.
NURSERY = """
import os, sys
from pathlib import Path
from pcsol.push.books import Books
from pcsol.push.wire.line import Line
from pcsol.push.round import Round
from pcsol.store.post import enrolled
home = Path(os.environ["PCSOL_HOME"])
for _line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        here = enrolled.enrolment(home)
        with Line(here.url, here.certificate, here.token) as line:
            os.write(1, b"begins\\n")
            Round(Books(home, enrolled.mark(here)), line).run()
        os._exit(0)
    os.write(1, f"pusher {pid}\\n".encode())
    os.waitpid(pid, 0)
    os.write(1, b"ended\\n")
"""


class Nursery:
    """One Python that forks pushers."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def _line(self) -> list[str]:
        assert self.process.stdout
        return self.process.stdout.readline().split()

    def start(self) -> int:
        """Start a pusher, and return its number once it has begun."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        said = sorted([self._line(), self._line()])
        assert said[0] == ["begins"]
        return int(said[1][1])

    def wait(self) -> None:
        assert self._line() == ["ended"]

    def close(self) -> None:
        self.process.communicate()


@pytest.fixture
def nursery(pcsol_home: Path) -> Iterator[Nursery]:
    started = Nursery()
    yield started
    started.close()


@pytest.mark.process
@pytest.mark.parametrize("batches", [True, False])
def test_forty_kills_lose_nothing_and_double_nothing(pcsol_home: Path, batches: bool, nursery: Nursery) -> None:
    dice = random.Random(2)
    ids: list[str] = []
    with open_office() as office:
        office.takes_batches = batches
        mark = enrolled.mark(enrol(pcsol_home, office.url))
        for _kill in range(KILLS):
            ids += several(pcsol_home, 9, towers=4)
            pusher = nursery.start()
            time.sleep(dice.uniform(0, 0.08))
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(pusher, signal.SIGKILL)
            nursery.wait()
            assert ledger.delivered(pcsol_home, mark) <= set(office.stored)
        cut_short = len(ids) - len(ledger.delivered(pcsol_home, mark))
        for _way in ("to the end", "and once more"):
            nursery.start()
            nursery.wait()
        assert len(office.arrived) > len(ids) or cut_short > 0  # the kills did hit
        assert set(office.stored) == set(ids)
        assert office.changed == set()
        assert ledger.delivered(pcsol_home, mark) == set(ids)
        assert outbox.waiting(pcsol_home, mark).letters == ()
