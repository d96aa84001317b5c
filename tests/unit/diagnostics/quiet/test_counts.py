"""sensors, machine-checks, boot-memory-test: what answers, what was counted, what was found before the start."""

from typing import Any

import pytest

from pcsol.diagnostics.bench import Found
from pcsol.diagnostics.unattended import boot_memory_test, machine_checks, sensors
from pcsol.errors import NotPermittedError
from pcsol.model.hardware.devices import Fan, Sensors, Temperature
from pcsol.model.profile.testing import TestName, WantedTest
from tests.unit.diagnostics.quiet.bench import Answer, MadeUpWorld, bench, codes, probe, run

CORE = Temperature(chip="coretemp", label="Core 0", celsius=41.0, high_celsius=80.0)
FAN = Fan(chip="dell_smm", label="Processor Fan", rpm=900)


def told(name: TestName, maker: Any, world: MadeUpWorld | None = None, **more: Any) -> Found:
    [job] = maker(probe(), WantedTest(test=name))
    return run(job, bench(world, **more))


def felt(*temperatures: Temperature, fans: tuple[Fan, ...] | None = (FAN,)) -> Found:
    return told("sensors", sensors.jobs, sense=lambda: Sensors(temperatures=temperatures, fans=fans))


def test_sensors_that_answer_pass_and_are_told() -> None:
    found = felt(CORE)
    assert found.result == "passed"
    assert [(one.code, one.value) for one in found.evidence] == [("temperature", 41.0), ("fan", 900)]


@pytest.mark.parametrize("seen", [Sensors(), Sensors(temperatures=(), fans=(FAN,))])
def test_an_empty_list_of_sensors_is_never_passed(seen: Sensors) -> None:
    found = told("sensors", sensors.jobs, sense=lambda: seen)
    assert (found.result, codes(found)) == ("not-testable", ["no-temperature"])


def test_a_sensor_that_shows_nothing_is_none() -> None:
    assert felt(Temperature(chip="acpitz", celsius=0.0)).result == "not-testable"


def test_no_fan_is_told_and_no_finding() -> None:
    found = felt(CORE, fans=())
    assert found.result == "passed"
    assert found.evidence[-1].code == "no-fan"


def test_a_tower_at_its_limit_without_work_is_to_be_looked_at() -> None:
    assert codes(felt(CORE.model_copy(update={"celsius": 86.0}))) == ["hot"]


def test_fans_that_all_stand_still_are_to_be_looked_at() -> None:
    still = FAN.model_copy(update={"rpm": 0})
    assert codes(felt(CORE, fans=(still, still))) == ["fans-still"]
    assert felt(CORE, fans=(still, FAN)).result == "passed"


def _interrupts(mce: int = 0, thr: int = 0, dfr: int = 0) -> str:
    return (
        "           CPU0       CPU1\n  0:         44          0   IO-APIC   2-edge      timer\n"
        f"THR:          0          {thr}   Threshold APIC interrupts\n"
        f"DFR:          0          {dfr}   Deferred Error APIC interrupts\n"
        f"MCE:          {mce}          0   Machine check exceptions\n"
        "MCP:         30         31   Machine check polls\nERR:          0\n"
    )


def _edac(ce: int = 0, ue: int = 0, **dimms: tuple[str, int, int]) -> dict[str, Answer]:
    base = "/sys/devices/system/edac/mc/mc0"
    files: dict[str, Answer] = {f"{base}/ce_count": f"{ce}\n", f"{base}/ue_count": f"{ue}\n"}
    for row, (label, corrected, uncorrected) in dimms.items():
        files |= {f"{base}/{row}/dimm_label": f"{label}\n", f"{base}/{row}/dimm_ce_count": str(corrected)}
        files[f"{base}/{row}/dimm_ue_count"] = str(uncorrected)
    return files


def counted(files: dict[str, Answer]) -> Found:
    return told("machine-checks", machine_checks.jobs, MadeUpWorld(dict(files)))


def test_a_machine_without_errors_passes_however_often_it_was_asked() -> None:
    found = counted({"/proc/interrupts": _interrupts()})
    assert found.result == "passed"
    assert [one.code for one in found.evidence] == ["exceptions", "no-edac"]


@pytest.mark.parametrize(
    ("counts", "result", "code"),
    [
        ({"mce": 3}, "failed", "machine-checks"),
        ({"dfr": 1}, "failed", "deferred-errors"),
        ({"thr": 5}, "to-look-at", "error-thresholds"),
    ],
)
def test_errors_of_the_processor_are_findings(counts: dict[str, int], result: str, code: str) -> None:
    found = counted({"/proc/interrupts": _interrupts(**counts)})
    assert (found.result, codes(found)) == (result, [code])


def test_errors_of_the_memory_name_the_module() -> None:
    found = counted(_edac(ce=14, ue=2, dimm0=("DIMM_A1", 14, 0), dimm1=("DIMM_B1", 0, 2)))
    assert (found.result, codes(found)) == ("failed", ["memory-corrected", "memory-uncorrected"])
    assert "DIMM_A1" in found.reasons[0].text
    assert "DIMM_B1" in found.reasons[1].text


def test_errors_that_no_module_owns_are_the_controllers() -> None:
    found = counted(_edac(ce=4, dimm0=("DIMM_A1", 0, 0)))
    assert (found.result, codes(found)) == ("to-look-at", ["memory-corrected"])


def test_memory_that_is_watched_and_clean_passes() -> None:
    assert counted(_edac(dimm0=("DIMM_A1", 0, 0))).result == "passed"


def test_a_machine_that_counts_nothing_is_not_testable() -> None:
    assert codes(counted({})) == ["not-counted"]


GOOD = """\
<6>[    0.004000] early_memtest: # of tests: 2
<6>[    0.004000]   0x0000000000001000 - 0x000000000009f000 pattern 5555555555555555
<6>[    0.110000]   0x0000000000100000 - 0x000000007ffd0000 pattern 5555555555555555
<6>[    0.210000]   0x0000000000001000 - 0x000000000009f000 pattern ffffffffffffffff
<6>[    0.310000]   0x0000000000100000 - 0x000000007ffd0000 pattern ffffffffffffffff
"""
BAD = GOOD + (
    "<6>[    0.320000]   ffffffffffffffff bad mem addr 0x00000000125f0000 - 0x00000000125f0008 reserved\n"
    "<6>[    0.320000]   5555555555555555 bad mem addr 0x0000000033330000 - 0x0000000033331000 reserved\n"
)
CLEAN = "<6>[    0.000000] Linux version 6.12\n"


def remembered(log: Answer, cmdline: str = "quiet", meminfo: str = "MemTotal: 2097152 kB\n") -> Found:
    world = MadeUpWorld({"/proc/cmdline": cmdline, "/proc/meminfo": meminfo}, {"dmesg": lambda _question: log})
    return told("boot-memory-test", boot_memory_test.jobs, world)


def test_memory_that_kept_every_pattern_passes() -> None:
    found = remembered(GOOD, "quiet memtest=2")
    assert found.result == "passed"
    assert [(one.code, one.value) for one in found.evidence] == [("patterns", 2), ("tested", 0x9E000 + 0x7FED0000)]


def test_bad_places_fail_with_their_addresses() -> None:
    found = remembered(BAD, "quiet memtest=2")
    assert (found.result, codes(found)) == ("failed", ["bad-memory"])
    assert [one.value for one in found.evidence if one.code == "bad-place"] == ["0x125f0000", "0x33330000"]


def test_what_was_set_aside_fails_though_the_log_is_gone() -> None:
    found = remembered(CLEAN, "memtest=4", "EarlyMemtestBad:       8 kB\n")
    assert (found.result, found.reasons[0].value) == ("failed", 8192)


def test_a_start_without_it_is_not_tested() -> None:
    assert (remembered(CLEAN).result, codes(remembered(CLEAN))) == ("not-tested", ["no-memtest"])
    assert codes(remembered(CLEAN, "quiet memtester=1")) == ["no-memtest"]


def test_a_test_that_left_no_trace_is_not_passed() -> None:
    assert codes(remembered(CLEAN, "quiet memtest=4")) == ["memtest-untold"]
    assert codes(remembered(NotPermittedError("dmesg"), "quiet memtest")) == ["log-unread"]


def test_nothing_set_aside_passes_by_the_kernels_own_count() -> None:
    assert remembered(NotPermittedError("dmesg"), "memtest=4", "EarlyMemtestBad:       0 kB\n").result == "passed"
