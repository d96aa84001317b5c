"""What a test of the memory amounts to. Pure."""

from dataclasses import dataclass
from typing import Literal

from pcsol.i18n import _, ngettext
from pcsol.judge.criteria.wording import spoken_memory
from pcsol.judge.testing.heat import Watched, heat_evidence
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

_SHOWN_FAULTS = 10
# Local choice. The live medium lies in memory, and leaves a third to be tested on a tower with 1 GB (measured), so two
# thirds with 2 GB. What lies under it only the kernel can test, before it is put there.
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Fault:
    """Memory that gave back another value than was written. Texts in hexadecimal, as the program says them."""

    address: str
    read: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a program said of the memory. "broken-off": it did not come to its end by itself; `why`: what it said then.

    `moved_bytes`: how much was written and checked in all; `faults`: those it named, `fault_count`: all it counted.
    """

    verdict: Literal["right", "wrong", "broken-off"]
    tested_bytes: int
    moved_bytes: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A test of the memory: by which program, of how much of what is there, and what came of it.

    `before_bytes`: how much the kernel had tested before it started, and found to be well.
    """

    program: str
    total_bytes: int
    checked: Checked
    watched: Watched
    before_bytes: int = 0


def judge(seen: Seen) -> tuple[Result, tuple[Reason, ...]]:
    """Say what it amounts to. One error is one too many."""
    checked = seen.checked
    if checked.fault_count or checked.verdict == "wrong":
        return "failed", (_errors(checked),)
    if seen.watched.ended == "limit":
        return "to-look-at", (_hot(seen.watched),)
    if seen.watched.ended == "time":
        return "to-look-at", (_slow(seen),)
    if checked.verdict == "broken-off":
        return "to-look-at", (_broken_off(seen),)
    if checked.moved_bytes < checked.tested_bytes:
        return "to-look-at", (_slow(seen),)
    little = max(checked.tested_bytes, seen.before_bytes) < seen.total_bytes * LEAST_SHARE
    return ("to-look-at", (_little(seen),)) if little else ("passed", ())


def _little(seen: Seen) -> Reason:
    """Memory of which most was not looked at has not passed."""
    text = _(
        "Only {tested} of {total} could be tested. Start the tower from the PCSol stick with the key Y: "
        "then its memory is tested before the start too."
    )
    return Reason(
        code="little", value=seen.checked.tested_bytes, limit=seen.total_bytes,
        text=text.format(tested=spoken_memory(seen.checked.tested_bytes), total=spoken_memory(seen.total_bytes)),
    )  # fmt: skip


def evidence(seen: Seen) -> tuple[Evidence, ...]:
    """Return what was seen: the program, how much of the memory, the faults, the heat."""
    checked = seen.checked
    share = _("{tested} of {total} were tested; the rest is in use, or there was no time for it.").format(
        tested=spoken_memory(checked.tested_bytes), total=spoken_memory(seen.total_bytes)
    )
    moved = _("In all, {amount} were written and checked.").format(amount=spoken_memory(checked.moved_bytes))
    return (
        Evidence(code="memory-program", value=seen.program, text=_("Tested by {name}.").format(name=seen.program)),
        Evidence(
            code="memory-tested", value=checked.tested_bytes, limit=seen.total_bytes, unit="bytes", text=share
        ),
        Evidence(code="memory-moved", value=checked.moved_bytes, unit="bytes", text=moved),
        *_before(seen),
        *map(_fault, checked.faults[:_SHOWN_FAULTS]),
        *heat_evidence(seen.watched),
    )  # fmt: skip


def _before(seen: Seen) -> tuple[Evidence, ...]:
    if not seen.before_bytes:
        return ()
    text = _("Before the start, Linux itself had tested {amount}.").format(amount=spoken_memory(seen.before_bytes))
    return (Evidence(code="memory-before", value=seen.before_bytes, unit="bytes", text=text),)


def _fault(fault: Fault) -> Evidence:
    text = _("At {address}: {read} was read, {expected} had been written.") if fault.read else _("At {address}.")
    return Evidence(
        code="memory-fault",
        value=fault.address,
        text=text.format(address=fault.address, read=fault.read, expected=fault.expected),
    )


def _errors(checked: Checked) -> Reason:
    count = max(1, checked.fault_count)
    text = ngettext(
        "The memory gave back another value than was written, once. Test the sticks one by one.",
        "The memory gave back other values than were written, {count} times. Test the sticks one by one.",
        count,
    )
    return Reason(code="memory-errors", value=count, limit=0, text=text.format(count=count))


def _hot(watched: Watched) -> Reason:
    peak = watched.peak
    celsius = round(peak.celsius) if peak and peak.celsius is not None else None
    text = _("The processor became too hot, so the test of the memory was ended early. Look at its fan and heat sink.")
    return Reason(code="too-hot", value=celsius, text=text)


def _slow(seen: Seen) -> Reason:
    text = _("The time was over before all of the chosen memory had been tested: this machine is very slow.")
    return Reason(code="memory-too-slow", value=round(seen.watched.seconds), text=text)


def _broken_off(seen: Seen) -> Reason:
    text = _("{program} ended before its time: {why}")
    return Reason(
        code="program-ended", value=seen.checked.why, text=text.format(program=seen.program, why=seen.checked.why)
    )
