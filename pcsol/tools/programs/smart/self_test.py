"""smartctl -t and -X: have a disk test itself, follow it, stop it. It reads, and writes to its own log alone."""

from dataclasses import dataclass
from typing import Literal

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.i18n import _
from pcsol.model.hardware.disk import Smart
from pcsol.model.testing.disks import SelfTestState
from pcsol.tools import plain_json
from pcsol.tools.hand import Hand
from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart.in_json import self_test
from pcsol.tools.world.world import World

Depth = Literal["short", "extended"]
_SECONDS = 60.0  # a disk that wakes up takes ten


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a disk that may be testing itself. `kind`: smartctl's device type, where it must be told."""

    state: SelfTestState
    smart: Smart
    kind: str | None = None


def look(world: World, disk: str, bus: str | None = None) -> Look:
    """Return where its self-test stands, and its counters. Raises as `smartctl.read` does."""
    answer = smartctl.answer(world, disk, bus)
    return Look(parse(answer.call.stdout), answer.report.smart, answer.kind)


def parse(text: str) -> SelfTestState:
    """Read the JSON of `smartctl -x`. Raises ToolUnreadableError for anything else: only JSON is followed."""
    return self_test.state(plain_json.told_by("smartctl", text))


def start(hand: Hand, disk: str, depth: Depth, kind: str | None = None) -> None:
    """Have the disk begin. smartctl refuses while another test runs: it is never forced.

    Raises ToolError, NotPermittedError; ToolFailedError when the disk, or smartctl, would not.
    """
    word = "long" if depth == "extended" else "short"
    status, said = _done(hand, ("smartctl", "--json=c", "-t", word, *_spoken(kind), f"/dev/{disk}"))
    if status != 0:
        if "Permission denied" in said:
            raise NotPermittedError(f"/dev/{disk}")
        raise ToolFailedError(_("The disk {disk} did not begin its self-test.").format(disk=disk), details=said)


def abort(hand: Hand, disk: str, kind: str | None = None) -> None:
    """Have the disk stop. Raises ToolError."""
    _done(hand, ("smartctl", "--json=c", "-X", *_spoken(kind), f"/dev/{disk}"))


def _spoken(kind: str | None) -> tuple[str, ...]:
    return ("-d", kind) if kind else ()


def _done(hand: Hand, argv: tuple[str, ...]) -> tuple[int, str]:
    """Run it to its end: its bits 0 to 2 (smartctl(8)) say that it could not; the others are findings."""
    with hand.start(argv, _SECONDS) as running:
        while (status := running.wait(1.0)) is None:
            continue
        said = running.said()
    return (status & 0b111 if status >= 0 else status), said
