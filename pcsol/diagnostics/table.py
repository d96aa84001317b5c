"""Which function makes the jobs of which test. There are no others: what a release tests stands here."""

from collections.abc import Callable, Mapping

from pcsol.diagnostics.bench import Job
from pcsol.diagnostics.guided.table import MAKERS as GUIDED
from pcsol.diagnostics.unattended import (
    benchmark,
    boot_memory_test,
    clock_battery,
    disk_read,
    disk_self_test,
    fans,
    kernel_log,
    machine_checks,
    memory,
    network,
    processor,
    sensors,
)
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, WantedTest
from pcsol.model.testing.run import Kind

Maker = Callable[[Probe, WantedTest], tuple[Job, ...]]

UNATTENDED: Mapping[TestName, Maker] = {
    "clock-battery": clock_battery.jobs,
    "sensors": sensors.jobs,
    "kernel-log": kernel_log.jobs,
    "machine-checks": machine_checks.jobs,
    "boot-memory-test": boot_memory_test.jobs,
    "network": network.jobs,
    "memory": memory.jobs,
    "processor": processor.jobs,
    "fans": fans.jobs,
    "benchmark": benchmark.jobs,
    "disk-self-test": disk_self_test.jobs,
    "disk-read": disk_read.jobs,
}
MAKERS: Mapping[TestName, Maker] = {**UNATTENDED, **GUIDED}


def kind(name: TestName) -> Kind:
    """Tell whether a person is needed for this test."""
    return "guided" if name in GUIDED else "unattended"
