"""Disks behind a hardware RAID controller: the kernel shows its volumes, smartctl can reach the disks themselves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pcsol.errors import FactError
from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart.report import DiskReport
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

SCAN_TARGET = "scan"
_SCAN = Question(("smartctl", "--scan"), ("smartctl-scan.txt",), seconds=15)
_HOSTS = "/sys/class/scsi_host"
# `smartctl --scan` looks for its RAID disks at the SCSI hosts of these drivers (smartmontools, os_linux.cpp).
_DRIVERS = ("megaraid", "sssraid")
_LINE = re.compile(r"(/dev/bus/\d+) -d ((?:\w+\+)?(?:megaraid|sssraid),\d+(?:,\d+)?)(?: #.*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Member:
    """A disk behind a controller: "bus-0-megaraid-4" is disk 4 of /dev/bus/0, spoken to as `kind`."""

    name: str
    path: str
    kind: str


def is_possible(world: World) -> bool:
    """Say whether there is a controller whose disks smartctl can list: asking costs a program."""
    return SCAN_TARGET in world.targets("smartctl") or any(
        _driver(world, host).startswith(_DRIVERS) for host in world.names(_HOSTS) or ()
    )


def _driver(world: World, host: str) -> str:
    try:
        return world.read(f"{_HOSTS}/{host}/proc_name", limit_bytes=100)
    except FactError:
        return ""


def members(world: World) -> tuple[Member, ...]:
    """Return the disks behind controllers. Raises ToolError or UnrecordedError."""
    return tuple(parse(world.ask(_SCAN).stdout))


def parse(text: str) -> Iterator[Member]:
    """Read `smartctl --scan`: "/dev/bus/0 -d megaraid,4 # ...". Every other line is a disk that the kernel shows."""
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found:
            path, kind = found.groups()
            name = f"{path.removeprefix('/dev/')}-{kind.rpartition('+')[2]}"
            yield Member(re.sub(r"[/,]", "-", name), path, kind)


def read(world: World, member: Member) -> DiskReport:
    """Return what smartctl tells of one of them. Raises ToolError, NotPermittedError or UnrecordedError."""
    asked = smartctl.question(member.path.removeprefix("/dev/"), member.kind)
    files = (f"smartctl-{member.name}.json", f"smartctl-{member.name}.txt")
    call = world.ask(Question(asked.argv, files, asked.seconds))
    return smartctl.parse(call.stdout, call.status)
