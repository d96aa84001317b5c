"""The pages behind the cover, one file per part of the tower."""

from pcsol.model.probe import Probe
from pcsol.report.sections import devices, disks, machine, memory, processor, tried, unknown, verdict
from pcsol.report.sheet import Section


def of(probe: Probe) -> tuple[Section, ...]:
    """Return every section, in the order in which a person asks."""
    return (
        *verdict.sections(probe),
        *disks.sections(probe),
        memory.section(probe.memory),
        processor.section(probe.processor),
        *machine.sections(probe),
        *devices.sections(probe),
        *tried.sections(probe),
        *unknown.sections(probe),
    )
