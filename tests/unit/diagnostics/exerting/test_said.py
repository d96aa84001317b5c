"""What the programs said, read: of Debian 12 and of Debian 13."""

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.i18n import speaking
from pcsol.judge.testing.memory import Fault
from pcsol.tools.programs.exerting import memtester, seven_zip, stress_ng, stressapptest
from tests.unit.diagnostics.exerting.tower import said

MIB = 1 << 20
ARGV = stressapptest.argv(5, 64, 2)


@pytest.mark.parametrize(("name", "moved"), [("stressapptest-right", 68682), ("stressapptest-13-right", 52524)])
def test_stressapptest_without_a_fault_is_right(name, moved):
    checked = stressapptest.parse(said(name), 0, ARGV)
    assert (checked.verdict, checked.tested_bytes, checked.moved_bytes) == ("right", 64 * MIB, moved * MIB)
    assert (checked.faults, checked.fault_count, checked.why) == ((), 0, "")


def test_stressapptest_names_where_and_what():
    checked = stressapptest.parse(said("stressapptest-wrong"), 1, ARGV)
    assert (checked.verdict, checked.fault_count) == ("wrong", 2)
    assert checked.faults[0] == Fault("0x7fdf80420a70", "0x00004000000040ba", "0x0000400000004000")
    of_13 = stressapptest.parse(said("stressapptest-13-wrong"), 1, ARGV)
    assert of_13.faults[1] == Fault("0x7f8d3b11f708", "0x555555ba55555555", "0x5555555555555555")


def test_memory_that_it_cannot_have_is_no_fault_of_the_memory():
    checked = stressapptest.parse(said("stressapptest-no-memory"), 1, ARGV)
    assert (checked.verdict, checked.fault_count, checked.tested_bytes) == ("broken-off", 0, 0)
    assert checked.why == "memalign returned 0"


def test_faults_seen_before_it_was_ended_count():
    start = said("stressapptest-wrong").partition("Log: Thread 1")[0]
    checked = stressapptest.parse(start, None, ARGV)
    assert (checked.verdict, checked.fault_count) == ("wrong", 2)


@pytest.mark.parametrize(("status", "why"), [(-9, "ran short"), (-11, "signal 11"), (6, "status 6"), (None, "PCSol")])
def test_a_program_that_does_not_come_to_its_end_proves_nothing(status, why):
    start = said("stressapptest-right").partition("Stats: Found")[0]
    with speaking("en"):
        checked = stressapptest.parse(start, status, ARGV)
    assert checked.verdict == "broken-off"
    assert why in checked.why


@pytest.mark.parametrize("name", ["memtester-right", "memtester-13-right"])
def test_memtester_without_a_fault_is_right(name):
    checked = memtester.parse(said(name), 0)
    assert (checked.verdict, checked.tested_bytes, checked.moved_bytes) == ("right", 8 * MIB, 8 * MIB)


def test_memtester_names_what_and_how_far_in():
    checked = memtester.parse(said("memtester-wrong"), 4)
    assert (checked.verdict, checked.fault_count) == ("wrong", 2)
    assert checked.faults[0] == Fault("0x0000000000300040", "0xfffffffffffffff7", "0xffffffffffffffff")


def test_memtester_that_may_not_lock_is_broken_off():
    text = said("memtester-right").partition("locked.")[0] + "insufficient permission.\nTrying again, unlocked:\n"
    checked = memtester.parse(text, 1)
    assert (checked.verdict, checked.tested_bytes) == ("broken-off", 0)


def test_a_stuck_address_counts_without_a_line_that_can_be_read():
    assert memtester.parse(said("memtester-right"), 2).verdict == "wrong"


@pytest.mark.parametrize(("name", "work"), [("stress-ng-right", 9082), ("stress-ng-13-right", 4657)])
def test_stress_ng_without_a_wrong_answer_is_right_whatever_else_it_complains_of(name, work):
    calculated = stress_ng.parse(said(name), 0)
    assert (calculated.verdict, calculated.faults, calculated.work) == ("right", (), work)


def test_stress_ng_names_what_was_calculated_wrong_once():
    calculated = stress_ng.parse(said("stress-ng-wrong"), 2)
    assert calculated.verdict == "wrong"
    assert calculated.faults == ("fibonacci error detected, summation or assignment failure",)


def test_a_stress_ng_that_is_killed_proves_nothing():
    calculated = stress_ng.parse(said("stress-ng-right").partition("metrc")[0], -9)
    assert calculated.verdict == "broken-off"
    assert calculated.why


def test_7z_rates_in_mips():
    rated = seven_zip.parse(said("7z-13-one-thread"))
    assert (rated.mips, rated.version) == (2771, "25.01")
    assert seven_zip.parse(said("7zz-all-threads")).version == "26.02"


def test_7z_without_a_total_cannot_be_read():
    with pytest.raises(ToolUnreadableError):
        seven_zip.parse(said("7z-13-one-thread").partition("Tot:")[0])
