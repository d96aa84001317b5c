"""What the kernel tells of memory that may be had, and of the processor's pace."""

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.judge.testing.room import Room, bytes_to_test
from pcsol.tools.kernel.working import pace, room
from tests.unit.diagnostics.exerting.tower import GIB, Clock, Tower, meminfo

MIB = 1 << 20
HERE = "0::/user.slice/session-3.scope\n"
CPU0 = "/sys/devices/system/cpu/cpu0/cpufreq"


def told(**files):
    return room.read(Tower(Clock(), files=files["files"]))


def group(folder, limit, used, cache=0):
    return {f"{folder}/memory.max": limit, f"{folder}/memory.current": f"{used}\n",
            f"{folder}/memory.stat": f"anon 5\ninactive_file {cache}\n"}  # fmt: skip


def test_without_limits_the_kernel_s_own_numbers_count():
    assert told(files={}) == Room(total=4 * GIB, available=3 * GIB, free=2 * GIB)


def test_meminfo_that_says_nothing_cannot_be_read():
    with pytest.raises(ToolUnreadableError):
        told(files={"/proc/meminfo": "MemTotal:  1024 kB\n"})


def test_the_tightest_control_group_counts_with_the_cache_that_it_can_drop():
    slice_ = "/sys/fs/cgroup/user.slice"
    files = {"/proc/self/cgroup": HERE, **group(slice_, f"{GIB}\n", 600 * MIB, 100 * MIB),
             **group(f"{slice_}/session-3.scope", "max\n", 500 * MIB)}  # fmt: skip
    assert told(files=files).container == 524 * MIB


def test_inside_a_container_its_group_is_the_root():
    files = {"/proc/self/cgroup": "0::/../../elsewhere\n", **group("/sys/fs/cgroup", f"{GIB}\n", 0)}
    assert told(files=files).container == GIB


def test_version_1_says_no_limit_by_a_number_that_nobody_has():
    at = "/sys/fs/cgroup/memory"
    files = {"/proc/self/cgroup": "4:memory:/a\n", f"{at}/memory.limit_in_bytes": "9223372036854771712\n",
             f"{at}/memory.usage_in_bytes": "1\n", f"{at}/a/memory.limit_in_bytes": f"{2 * GIB}\n",
             f"{at}/a/memory.usage_in_bytes": f"{GIB}\n",
             f"{at}/a/memory.stat": f"inactive_file 1\ntotal_inactive_file {MIB}\n"}  # fmt: skip
    assert told(files=files).container == GIB + MIB


def test_only_who_has_the_right_locks_without_a_limit():
    limits = {"/proc/self/limits": "Max locked memory         8388608              8388608              bytes\n"}
    assert told(files=limits).lockable == 8 * MIB
    assert told(files={**limits, "/proc/self/status": "CapEff:\t0000000000004000\n"}).lockable is None
    assert told(files={"/proc/self/limits": "Max locked memory  unlimited  unlimited  bytes\n"}).lockable is None


def test_a_reserve_stays_for_the_system():
    assert bytes_to_test(Room(GIB, 800 * MIB, 100 * MIB), locks=False) == (800 - 128 - 50) * MIB
    assert bytes_to_test(Room(GIB, 100 * MIB, 100 * MIB), locks=False) == 0


def test_where_there_is_swap_nothing_is_pushed_out_to_a_disk():
    assert bytes_to_test(Room(GIB, 800 * MIB, 300 * MIB, swap=True), locks=False) == 153 * MIB


def test_limits_of_container_and_user_count():
    assert bytes_to_test(Room(GIB, 800 * MIB, 0, container=500 * MIB), locks=False) == 340 * MIB
    assert bytes_to_test(Room(GIB, 800 * MIB, 0, lockable=8 * MIB), locks=True) == 8 * MIB
    assert bytes_to_test(Room(GIB, 800 * MIB, 0, lockable=8 * MIB), locks=False) == 622 * MIB


def test_swap_is_seen():
    assert told(files={"/proc/meminfo": meminfo(swap=GIB)}).swap


def test_frequency_is_the_mean_of_all_threads_or_what_cpuinfo_shows():
    tower = Tower(Clock(), mhz=lambda _s: 3100)
    assert pace.mhz(tower, pace.cpus(tower)) == 3100
    bare = Tower(
        Clock(), mhz=lambda _s: None, files={"/proc/cpuinfo": "cpu MHz\t\t: 1600.000\ncpu MHz\t\t: 2400.000\n"}
    )
    assert pace.mhz(bare, pace.cpus(bare)) == 2000
    assert pace.mhz(Tower(Clock(), mhz=lambda _s: None), ()) is None


@pytest.mark.parametrize(("files", "model", "base"), [
    ({f"{CPU0}/base_frequency": "3600000\n"}, "Intel(R) Core(TM) i7-9700K CPU @ 3.60GHz", 3600),
    ({}, "Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz", 3000),
    ({f"{CPU0}/scaling_available_frequencies": "3400000 2800000 1550000 \n"}, "AMD Ryzen 5 2600", 3400),
    ({}, "AMD Athlon(tm) II X2 250 Processor", None), ({}, None, None),
])  # fmt: skip
def test_the_promised_frequency_is_where_the_maker_or_the_driver_says_it(files, model, base):
    assert pace.base_mhz(Tower(Clock(), files=files), model) == base


def test_counters_that_the_kernel_does_not_have_are_none_not_zero():
    tower = Tower(Clock())
    assert pace.throttles(tower, pace.cpus(tower)) == {}
