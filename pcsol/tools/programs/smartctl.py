"""smartctl (smartmontools): what a disk says of itself, SMART in full."""

from typing import NamedTuple

from pcsol.errors import NotPermittedError, PCSolError, ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.tools.programs.smart.in_json.report import parse_json
from pcsol.tools.programs.smart.in_text.report import parse_text
from pcsol.tools.programs.smart.report import DiskReport
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World

_SECONDS = 30.0  # a disk that wakes up takes 10; for one that does not answer the kernel tries several times
# Exit status, smartctl(8): bit 0 wrong command line, 1 the disk could not be opened, 2 a command to it failed, 3
# FAILING, 4 to 7 findings. Bits 2 to 7 come with good answers too, so that only the answer tells whether there is one.
_COULD_NOT_ASK = 0b11
# What smartctl(8) gives for a USB bridge it does not know: ATA in SCSI commands, then the older, shorter form of it.
_BEHIND_USB = ("sat", "sat,12")


def question(disk: str, kind: str | None = None) -> Question:
    """Ask everything of one disk ("sda", "nvme0n1"); kind: smartctl's device type, when it must be told."""
    spoken = ("-d", kind) if kind else ()
    stems = [disk]
    if disk.startswith("nvme"):
        stems.append(disk.rpartition("n")[0] if disk.count("n") > 1 else f"{disk}n1")
    return Question(
        ("smartctl", "--json=c", "-x", *spoken, f"/dev/{disk}"),
        files=tuple(f"smartctl-{stem}.{ending}" for stem in stems for ending in ("json", "txt")),
        seconds=_SECONDS,
    )


def read(world: World, disk_name: str, bus_hint: str | None = None) -> DiskReport:
    """Return what smartctl tells of a disk; what it does not tell is null. bus_hint: the kernel's word ("usb" …).

    Raises ToolError (missing, timed out, unreadable; failed: the disk does not answer), NotPermittedError (not root) or
    UnrecordedError (an album without it).
    """
    return answer(world, disk_name, bus_hint).report


class Answer(NamedTuple):
    """What smartctl said, what it means, and the device type that had to be told for it (-d); None for none."""

    call: Call
    report: DiskReport
    kind: str | None


def answer(world: World, disk_name: str, bus_hint: str | None = None) -> Answer:
    """Return the answer as it came, in the form that the disk understood. Raises as `read` does."""
    call = world.ask(question(disk_name))
    found = Answer(call, parse(call.stdout, call.status), None)
    if not found.report.answered and (bus_hint == "usb" or "USB bridge" in _said(call, found.report)):
        found = _through_usb(world, disk_name, call) or found
    if not found.report.answered:
        raise _why(disk_name, found.call, found.report)
    return found


def parse(text: str, status: int = 0) -> DiskReport:
    """Read what smartctl said, in JSON or in text. Raises ToolUnreadableError for JSON that is none, or cut."""
    if text.lstrip().startswith(("{", "[")):
        return parse_json(text, status)
    return parse_text(text, status)


def _through_usb(world: World, disk_name: str, first: Call) -> Answer | None:
    """Ask again in the ways that a bridge may understand; None when none does."""
    for kind in _BEHIND_USB:
        call = world.ask(question(disk_name, kind))
        if call.stdout == first.stdout:  # an album has one answer for all three
            return None
        report = parse(call.stdout, call.status)
        if report.answered:
            return Answer(call, report, kind)
    return None


def _said(call: Call, report: DiskReport) -> str:
    return "\n".join([*report.smart.messages, call.stderr])


def _why(disk: str, call: Call, report: DiskReport) -> PCSolError:
    """The error that a disk's silence amounts to."""
    said = _said(call, report)
    if "Permission denied" in said:
        return NotPermittedError(f"/dev/{disk}")
    if "No such device" in said or "No such file" in said:
        return ToolFailedError(
            _("The disk {disk} is not there.").format(disk=disk),
            remedy=_("Check its cables, then start again."),
            details=said,
        )
    if "Unable to detect device type" in said:  # virtual disks, memory cards soldered in, and the like
        return ToolFailedError(_("The disk {disk} is of a kind that does not tell its health.").format(disk=disk))
    if "USB bridge" in said or "-d option" in said:
        return ToolFailedError(
            _("What the disk {disk} is connected through does not pass its health on.").format(disk=disk),
            remedy=_("If it is in a USB case, take it out and connect it inside a tower."),
            details=said,
        )
    if not report.smart.messages and not call.status & _COULD_NOT_ASK:
        return ToolUnreadableError("smartctl", details=call.stdout[:200])
    return ToolFailedError(
        _("The disk {disk} does not answer.").format(disk=disk),
        remedy=_("Check its cables, then start again. Do not give a disk that never answers."),
        details=said,
    )
