"""smartctl (smartmontools): what a disk says of itself, SMART in full."""

from pcsol.tools.programs.smart.from_json import parse_json
from pcsol.tools.programs.smart.report import DiskReport
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

_SECONDS = 30.0  # a disk that wakes up takes 10; one that does not answer makes the kernel retry


def question(disk: str, kind: str | None = None) -> Question:
    """Ask everything of one disk ("sda", "nvme0n1"); kind: smartctl's device type, when it must be told."""
    spoken = ("-d", kind) if kind else ()
    return Question(
        ("smartctl", "--json=c", "-x", *spoken, f"/dev/{disk}"),
        files=(f"smartctl-{disk}.json", f"smartctl-{disk}.txt"),
        seconds=_SECONDS,
    )


def read(world: World, disk_name: str, bus_hint: str | None = None) -> DiskReport:  # noqa: ARG001
    """Return what smartctl tells of a disk. Raises ToolError, NotPermittedError or UnrecordedError."""
    return parse(world.ask(question(disk_name)).stdout)


def parse(text: str, status: int = 0) -> DiskReport:  # noqa: ARG001
    """Read smartctl's JSON."""
    return parse_json(text)
