"""The memory: how much of it, for how long, by which program; one error is one too many."""

from datetime import UTC, datetime

import pytest

from pcsol.diagnostics.bench import StoppedError
from pcsol.diagnostics.unattended import memory
from pcsol.model.hardware.memory import Memory
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from tests.unit.diagnostics.exerting.test_processor import codes, gentle
from tests.unit.diagnostics.exerting.tower import GIB, Clock, Heard, Tower, answering, bench, meminfo, number, said

MIB = 1 << 20
ROOT = {"/proc/self/status": "CapEff:\t000001ffffffffff\n"}
USER = {"/proc/self/status": "CapEff:\t0000000000000000\n",
        "/proc/self/limits": "Max locked memory         8388608              8388608              bytes\n"}  # fmt: skip


def copying(argv):
    return number(argv, "-s"), said("stressapptest-right"), 0


def looping(seconds_per_mib=0.12):
    def answer(argv):
        size = int(argv[1].removesuffix("M"))
        text = said("memtester-right").replace("8MB (8388608 bytes)", f"{size}MB ({size * MIB} bytes)")
        return size * seconds_per_mib, text, 0

    return answer


def tried(answers, seconds=480, stops_at=None, most_bytes=64 * MIB, files=ROOT, celsius=gentle):
    at = bench(Tower(Clock(stops_at), celsius=celsius, files=files), answers)
    return memory.run(at, Heard(), seconds=seconds, most_bytes=most_bytes), at


def of(found, code):
    return next(one for one in found.evidence if one.code == code)


def at_most(total):
    return Probe(
        taken_at=datetime(2026, 11, 27, tzinfo=UTC), pcsol="1", source="live", memory=Memory(total_bytes=total)
    )


@pytest.mark.parametrize(("total", "seconds"), [(4, 30), (8, 30), (64, 60), (128, 480), (256, 480)])
def test_what_is_planned_is_what_a_short_test_of_much_memory_takes(total, seconds):
    """stressapptest writes all before its time begins, and looks at all once more after it."""

    def taking(argv):
        return number(argv, "-s") + 2.0 * number(argv, "-M") / 1024, said("stressapptest-right"), 0

    [job] = memory.jobs(at_most(total * GIB), WantedTest(test="memory", seconds=seconds))
    assert job.seconds >= seconds
    at = bench(Tower(Clock(), files={"/proc/meminfo": meminfo(total * GIB, total * GIB, total * GIB)}),
               {"stressapptest": taking})  # fmt: skip
    job.run(at, Heard())
    assert at.now() == pytest.approx(job.seconds, rel=0.05)
    assert number(at.hand.started[0], "-s") >= job.seconds / 2


def test_the_job_exerts_and_takes_memory_and_processor():
    job = memory.jobs(at_most(4 * GIB), WantedTest(test="memory", seconds=240))[0]
    assert (job.id, job.seconds, job.exerts) == ("memory", 240, True)
    assert job.takes == {"memory", "processor"}


def test_all_that_may_be_had_is_tested_for_the_time_there_is():
    found, at = tried({"stressapptest": copying, "memtester": looping()}, most_bytes=None)
    assert found.result == "passed"
    reserve = 128 * MIB + 3 * GIB // 16
    assert number(at.hand.started[0], "-M") == (3 * GIB - reserve) // MIB
    assert number(at.hand.started[0], "-m") == 4
    assert 470 <= number(at.hand.started[0], "-s") <= 480
    assert of(found, "memory-tested").value == 3 * GIB - reserve
    assert of(found, "memory-tested").limit == 4 * GIB
    assert of(found, "processor-temperature").value == 70


def test_errors_fail_with_their_addresses():
    found, _at = tried({"stressapptest": answering(480, "stressapptest-wrong", 1)})
    assert (found.result, codes(found)) == ("failed", ["memory-errors"])
    assert found.reasons[0].value == 2
    assert of(found, "memory-fault").value == "0x7fdf80420a70"


def test_made_up_errors_are_asked_for_by_an_option_alone():
    at = bench(Tower(Clock(), files=ROOT), {"stressapptest": copying})
    memory.run(at, Heard(), seconds=10, most_bytes=64 * MIB, with_errors=True)
    assert at.hand.started[0][-1] == "--force_errors"


@pytest.mark.parametrize(("name", "status"), [("", -9), ("stressapptest-no-memory", 1)])
def test_a_program_that_is_killed_or_cannot_have_its_memory_is_to_be_looked_at(name, status):
    found, _at = tried({"stressapptest": answering(100, name, status)})
    assert (found.result, codes(found)) == ("to-look-at", ["program-ended"])
    assert of(found, "memory-tested").value == 0


def test_a_program_that_hangs_is_ended_and_to_be_looked_at():
    found, at = tried({"stressapptest": answering(9000, "stressapptest-right")})
    assert (found.result, codes(found)) == ("to-look-at", ["memory-too-slow"])
    assert at.hand.running[0].stopped_at <= 480 * 1.25 + 21


def test_memory_that_was_not_all_reached_has_not_passed():
    text = said("stressapptest-right").replace("Completed: 68682.00M", "Completed: 60.00M")
    found, _at = tried({"stressapptest": lambda _argv: (480, text, 0)})
    assert (found.result, codes(found)) == ("to-look-at", ["memory-too-slow"])


def test_heat_ends_it_before_harm():
    found, at = tried({"stressapptest": copying}, celsius=lambda second: 40 + second)
    assert (found.result, codes(found)) == ("to-look-at", ["too-hot"])
    assert at.hand.running[0].stopped_at <= 57
    hot, at = tried({"stressapptest": copying}, celsius=lambda _second: 99.0)
    assert (hot.result, at.hand.started) == ("to-look-at", [])


def test_without_a_temperature_sensor_memory_is_tested_all_the_same():
    assert tried({"stressapptest": copying}, celsius=lambda _second: None)[0].result == "passed"


def test_no_program_is_not_testable_with_the_command_that_installs_one():
    found, _at = tried({})
    assert (found.result, codes(found)) == ("not-testable", ["no-program"])
    assert "sudo apt install stressapptest" in found.reasons[0].text


@pytest.mark.parametrize("seconds_per_mib", [0.05, 0.12, 1.2])
def test_loops_of_memtester_fit_the_time_and_fill_it(seconds_per_mib):
    found, at = tried({"memtester": looping(seconds_per_mib)}, most_bytes=None)
    sizes = [int(argv[1].removesuffix("M")) for argv in at.hand.started]
    is_half = max(sizes) * MIB >= 2 * GIB  # of 4 GB
    assert (found.result, codes(found)) == (("passed", []) if is_half else ("to-look-at", ["little"]))
    assert sizes[:2] == sorted(sizes[:2])
    assert 480 * 0.8 <= at.now() <= 480
    assert of(found, "memory-tested").value == max(sizes) * MIB
    assert max(sizes) * seconds_per_mib >= 480 * 0.4 or max(sizes) == 3 * 1024 - 128 - 192
    assert of(found, "memory-moved").value == sum(sizes) * MIB


def test_small_memory_is_looped_over_again():
    _found, at = tried({"memtester": looping()}, seconds=60, most_bytes=20 * MIB)
    assert [argv[1] for argv in at.hand.started].count("20M") > 5
    assert at.now() <= 60


def test_a_loop_that_slows_down_beyond_all_measure_is_ended():
    def slower(argv):
        size = int(argv[1].removesuffix("M"))
        return looping(0.1 if size < 100 else 5)(argv)

    found, at = tried({"memtester": slower}, most_bytes=None)
    assert (found.result, codes(found)) == ("to-look-at", ["memory-too-slow"])
    assert of(found, "memory-tested").value == 60 * MIB
    assert at.now() <= 480 * 1.25 + 12


def test_memtester_s_errors_fail_at_the_first_loop():
    found, at = tried({"memtester": answering(10, "memtester-wrong", 4)})
    assert (found.result, codes(found)) == ("failed", ["memory-errors"])
    assert len(at.hand.started) == 1
    assert of(found, "memory-fault").value == "0x0000000000300040"


BEFORE = """\
<6>[    0.004000] early_memtest: # of tests: 1
<6>[    0.004000]   0x0000000000100000 - 0x0000000036000000 pattern 5555555555555555
"""
BAD = "<6>[    0.320000]   ffffffffffffffff bad mem addr 0x00000000125f0000 - 0x00000000125f0008 reserved\n"


@pytest.mark.parametrize(
    ("log", "found"),
    [
        (None, ("to-look-at", ["little"])), ("<6>[    0.000000] Linux version 6.12\n", ("to-look-at", ["little"])),
        (BEFORE, ("passed", [])), (BEFORE + BAD, ("to-look-at", ["little"])),
    ],
)  # fmt: skip
def test_what_lies_under_the_live_medium_counts_where_the_kernel_tested_it_before_the_start(log, found):
    """1 GB with PCSol in it, as measured in an emulated tower: 302 MB can be had."""
    files = {**ROOT, "/proc/meminfo": meminfo(967 * MIB, 459 * MIB, 300 * MIB)}
    at = bench(Tower(Clock(), files=files, log=log), {"stressapptest": copying})
    tested = memory.run(at, Heard(), seconds=60)
    assert (tested.result, codes(tested)) == found
    assert of(tested, "memory-tested").value == 302 * MIB
    assert ("memory-before" in {one.code for one in tested.evidence}) == (found[0] == "passed")


def test_who_may_lock_too_little_is_told_to_be_root():
    found, at = tried({"memtester": looping()}, most_bytes=None, files=USER)
    assert (found.result, codes(found)) == ("not-testable", ["no-right"])
    assert at.hand.started == []
    assert tried({"stressapptest": copying}, most_bytes=None, files=USER)[0].result == "passed"


def test_a_system_without_room_is_left_alone():
    files = {**ROOT, "/proc/meminfo": meminfo(GIB, 160 * MIB, 150 * MIB)}
    found, at = tried({"stressapptest": copying}, most_bytes=None, files=files)
    assert (found.result, codes(found)) == ("not-testable", ["no-room"])
    assert at.hand.started == []


def test_a_person_who_ends_the_run_ends_the_program():
    at = bench(Tower(Clock(stops_at=9), files=ROOT), {"stressapptest": copying})
    with pytest.raises(StoppedError):
        memory.run(at, Heard(), seconds=480)
    assert at.hand.running[0].stopped_at == pytest.approx(9, abs=0.5)
