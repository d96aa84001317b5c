"""The meter: every way in which a program can behave."""

import selectors
import sys
import time
from pathlib import Path

import pytest

from pcsol.errors import (
    NotPermittedError,
    ToolFailedError,
    ToolMissingError,
    ToolTimeoutError,
    ToolUnreadableError,
)
from pcsol.tools.world import meter
from pcsol.tools.world.question import Question

pytestmark = pytest.mark.process


def python(code: str, seconds: float = 10, limit_bytes: int = 1_000_000) -> Question:
    return Question((sys.executable, "-S", "-c", code), (), seconds, limit_bytes)


def lives(pid: int) -> bool:
    """A process that ended and that nobody has collected yet (state Z) does not live."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ends_soon(pid: int) -> bool:
    until = time.monotonic() + 5
    while lives(pid) and time.monotonic() < until:
        time.sleep(0.01)
    return not lives(pid)


class BusySelector(selectors.DefaultSelector):
    """A selector on a machine so busy that a program says all it has to say, and ends, after it was looked for."""

    def select(self, timeout=None):
        ready = super().select(timeout)
        if not ready:
            time.sleep(0.6)
        return ready


def test_what_a_program_says_is_heard_also_when_it_ends_between_two_looks(monkeypatch):
    monkeypatch.setattr(selectors, "DefaultSelector", BusySelector)
    call = meter.run(python("import time; time.sleep(0.4); print('late, but here')"))
    assert call.stdout == "late, but here\n"


def test_a_missing_program_has_an_error_of_its_own():
    with pytest.raises(ToolMissingError) as told:
        meter.run(Question(("pcsol-no-such-program",), ()))
    assert "pcsol-no-such-program" in told.value.what


def test_a_program_that_may_not_be_started_has_another(tmp_path):
    (tmp_path / "locked").write_text("#!/bin/sh\n")
    with pytest.raises(NotPermittedError):
        meter.run(Question((str(tmp_path / "locked"),), ()))


def test_a_file_that_is_no_program_has_a_third(tmp_path):
    (tmp_path / "damaged").write_bytes(b"\x7fELF and nothing after it")
    (tmp_path / "damaged").chmod(0o755)
    with pytest.raises(ToolFailedError) as told:
        meter.run(Question((str(tmp_path / "damaged"),), ()))
    assert "damaged" in told.value.what


def test_the_exit_status_is_kept_and_never_judged():
    assert meter.run(python("raise SystemExit(64)")).status == 64


def test_stdout_and_stderr_stay_apart():
    call = meter.run(python("import sys; print('out'); print('err', file=sys.stderr)"))
    assert (call.stdout, call.stderr) == ("out\n", "err\n")


def test_both_pipes_may_be_fuller_than_the_kernel_buffers():
    call = meter.run(python("import sys; sys.stderr.write('e' * 300000); sys.stdout.write('o' * 300000)"))
    assert (len(call.stdout), len(call.stderr)) == (300_000, 300_000)


def test_what_is_not_utf8_is_marked_and_kept():
    assert meter.run(python(r"import sys; sys.stdout.buffer.write(b'caf\xe9 ok')")).stdout == "caf\ufffd ok"


def test_stdin_is_empty():
    assert meter.run(python("import sys; print(repr(sys.stdin.read()))")).stdout == "''\n"


def test_the_environment_is_rebuilt(monkeypatch):
    monkeypatch.setenv("LD_PRELOAD_LIKE", "secret")
    told = meter.run(python("import os; print(sorted(os.environ), os.environ['LC_ALL'])")).stdout
    assert told.split("] ")[0] + "]" == "['HOME', 'LC_ALL', 'PATH']"
    assert told.endswith("C.UTF-8\n")


def test_a_program_that_hangs_is_ended_when_its_time_is_up():
    start = time.monotonic()
    with pytest.raises(ToolTimeoutError) as told:
        meter.run(python("import time; time.sleep(60)", seconds=0.3))
    assert time.monotonic() - start < 3
    assert "python" in told.value.what


def test_a_program_that_trickles_for_ever_is_ended_as_well():
    endless = "import time, sys\nwhile True: sys.stdout.write('.'); sys.stdout.flush(); time.sleep(0.02)"
    start = time.monotonic()
    with pytest.raises(ToolTimeoutError):
        meter.run(python(endless, seconds=0.5))
    assert time.monotonic() - start < 3


def test_a_program_that_closes_its_pipes_and_stays_is_ended_as_well():
    with pytest.raises(ToolTimeoutError):
        meter.run(python("import os, time; os.close(1); os.close(2); time.sleep(60)", seconds=0.4))


def test_too_much_output_is_cut_off_at_once():
    start = time.monotonic()
    with pytest.raises(ToolUnreadableError):
        meter.run(python("import sys\nwhile True: sys.stdout.write('x' * 65536)", limit_bytes=100_000))
    assert time.monotonic() - start < 5


def test_the_grandchildren_of_a_hung_program_are_ended_with_it(tmp_path):
    note = tmp_path / "pid"
    code = f"import os, time\npid = os.fork()\nif pid: open({str(note)!r}, 'w').write(str(pid))\ntime.sleep(60)"
    with pytest.raises(ToolTimeoutError):
        meter.run(python(code, seconds=1.5))
    assert ends_soon(int(note.read_text()))


def test_a_program_that_has_ended_is_not_waited_for_because_of_its_children(tmp_path):
    code = "import os, sys, time\npid = os.fork()\nif pid: print(pid); sys.exit(3)\ntime.sleep(60)"
    start = time.monotonic()
    call = meter.run(python(code, seconds=30))
    assert call.status == 3
    assert time.monotonic() - start < 5
    assert ends_soon(int(call.stdout))


def test_no_descriptor_is_left_open():
    before = len(list(Path("/proc/self/fd").iterdir()))
    meter.run(python("print(1)"))
    with pytest.raises(ToolTimeoutError):
        meter.run(python("import time; time.sleep(60)", seconds=0.2))
    assert len(list(Path("/proc/self/fd").iterdir())) == before
