"""A program that works for a while: watched, heard, ended at any moment."""

import os
import sys
import time

import pytest

from pcsol.errors import ToolMissingError, ToolTimeoutError
from pcsol.tools.world import meter
from tests.unit.world.test_meter import ends_soon, lives

pytestmark = pytest.mark.process


def start(code: str, seconds: float = 30) -> meter.Running:
    return meter.start((sys.executable, "-S", "-c", code), seconds)


def test_what_it_says_is_heard_while_it_works_and_after_its_end():
    with start(
        "import sys, time; print('half', flush=True); sys.stderr.write('!\\n'); time.sleep(0.3); print('whole')"
    ) as it:
        until = time.monotonic() + 10
        while "half" not in it.said() and time.monotonic() < until:
            time.sleep(0.01)
        assert it.status is None
        assert it.wait(20) == 0
    assert it.said() == "half\n!\nwhole\n"


def test_of_much_the_end_is_heard():
    with start("print('x' * 3_000_000 + 'the end', end='')") as it:
        assert it.wait(20) == 0
        assert it.said(100) == "x" * 93 + "the end"


def test_its_status_is_kept_and_a_signal_is_below_zero():
    with start("raise SystemExit(3)") as it:
        assert it.wait(20) == 3
    with start("import os; os.kill(os.getpid(), 11)") as it:
        assert it.wait(20) == -11


def test_stopping_ends_it_and_its_children_within_a_second():
    code = "import os, time\npid = os.fork()\nprint(pid, flush=True) if pid else None\ntime.sleep(60)"
    with start(code) as it:
        until = time.monotonic() + 10
        while not it.said() and time.monotonic() < until:
            time.sleep(0.01)
        child = int(it.said())
        assert lives(child)
        begun = time.monotonic()
        it.stop()
        assert time.monotonic() - begun < 1
        assert it.status == -9
        assert ends_soon(child)
        it.stop()


def test_leaving_its_block_ends_it_whatever_happened():
    it = start("import time; time.sleep(60)")
    with pytest.raises(KeyboardInterrupt), it:
        raise KeyboardInterrupt
    assert it.status == -9


def test_one_that_is_late_is_ended_and_says_so():
    with start("import time; time.sleep(60)", seconds=0.2) as it:
        assert it.wait(0.01) is None
        time.sleep(0.3)
        assert it.is_late
        with pytest.raises(ToolTimeoutError):
            it.wait(0.01)
        assert it.status == -9


def test_it_works_at_a_lower_priority_than_pcsol():
    with start("import time; time.sleep(60)") as it:
        assert os.getpriority(os.PRIO_PROCESS, it._process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 5


def test_what_is_not_installed_is_said():
    with pytest.raises(ToolMissingError):
        meter.start(("pcsol-no-such-program",), 1)
