"""Many questions at once; none waits for another."""

import threading
import time

import pytest

from pcsol.errors import PCSolError, ToolMissingError
from pcsol.i18n import language, speaking
from pcsol.tools.world.abreast import Errand, abreast, every
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.live import LiveWorld


def outcome(future):
    error = future.exception()
    return error.what if isinstance(error, PCSolError) else future.result()


def outcomes(*errands):
    return {errand.name: outcome(future) for errand, future in abreast(errands)}


def test_everything_runs_at_the_same_time():
    meeting = threading.Barrier(8, timeout=5)
    assert len(outcomes(*(Errand(str(n), meeting.wait, 10) for n in range(8)))) == 8


def test_what_hangs_is_said_to_be_late_and_delays_nothing():
    gate = threading.Event()
    with speaking("en"):
        errands = [Errand("hung", gate.wait, 0.2), Errand("quick", lambda: 7, 10)]
        ended = [(errand.name, outcome(future)) for errand, future in abreast(errands)]
    gate.set()
    assert ended == [("quick", 7), ("hung", "No answer in time.")]


def test_an_answer_that_comes_too_late_is_not_heard_twice():
    ended = [
        errand.name
        for errand, _future in abreast(
            [Errand("a", lambda: time.sleep(0.1), 0.01), Errand("b", lambda: time.sleep(0.3), 5)]
        )
    ]
    assert ended == ["a", "b"]


def fail(error):
    raise error


def test_a_foreseeable_error_comes_back_as_it_is():
    ((_errand, future),) = abreast([Errand("x", lambda: fail(ToolMissingError("hdparm")), 5)])
    with pytest.raises(ToolMissingError):
        future.result()


def test_an_unforeseen_one_says_that_it_is_our_fault_and_goes_to_the_log(caplog):
    with speaking("en"):
        found = outcomes(Errand("disks.sda", lambda: fail(KeyError("x")), 5), Errand("quick", lambda: 7, 5))
    assert "own fault" in found["disks.sda"]
    assert found["quick"] == 7
    assert "KeyError" in caplog.text


def test_the_language_of_the_moment_goes_along():
    for wanted in ("fr", "en"):
        with speaking(wanted):
            assert outcomes(Errand("x", language, 5)) == {"x": wanted}


def test_nothing_to_do_is_done_at_once():
    assert outcomes() == {}


def test_the_threads_do_not_keep_the_program_from_ending():
    assert outcomes(Errand("x", lambda: threading.current_thread().daemon, 5)) == {"x": True}


def test_an_album_is_asked_in_turn_and_a_live_machine_at_once(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text("")
    errands = [Errand(str(n), threading.get_ident, 5) for n in range(3)]
    here = threading.get_ident()
    assert {future.result() for _errand, future in every(AlbumWorld(tmp_path), errands)} == {here}
    assert here not in {future.result() for _errand, future in every(LiveWorld(), errands)}
