"""Memory, stick by stick: missing, added, moved to another slot, exchanged, slower."""

from collections.abc import Hashable, Iterator

from pcsol.i18n import _
from pcsol.judge.compare.channels import compare_channels
from pcsol.judge.compare.pairing import Pair, pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.judge.placeholders import known, known_serial
from pcsol.model.comparison import Difference
from pcsol.model.hardware.memory import Memory, Slot

PART = "memory"
_MIB = 1024**2
# Local choice: graphics take their part of memory by a setting of the firmware, the kernel by its version.
_ROUNDING_BYTES = 256 * _MIB


def compare_memory(before: Memory, after: Memory) -> Iterator[Difference]:
    """Compare sticks by serial, else part number, size and slot; without slots, the sums."""
    sticks = _sticks(before), _sticks(after)
    if sticks[0] is None or sticks[1] is None:
        yield _sums(before, after)
        return
    matched = pair(sticks[0], sticks[1], (_serial, _kind_and_place, _kind, _bare), _may_be_the_same)
    for both in matched.both:
        yield from _one_stick(both)
    exchanged = pair(matched.gone, matched.new, (_place, _kind))
    for both in exchanged.both:
        text = _("Another stick is in this slot than before.")
        yield look(PART, _named(both.after), "changed", text, _said(both.before), _said(both.after))
    for stick in exchanged.gone:
        yield look(PART, _named(stick), "missing", _("This memory stick is missing."), _said(stick), None)
    for stick in exchanged.new:
        yield look(PART, _named(stick), "added", _("This memory stick was not there before."), None, _said(stick))
    yield from compare_channels(sticks[0], sticks[1])


def _sticks(memory: Memory) -> tuple[Slot, ...] | None:
    """None as well when it is not known whether a slot holds something."""
    if memory.slots is None or any(slot.populated is None and slot.size_bytes is None for slot in memory.slots):
        return None
    return tuple(slot for slot in memory.slots if slot.populated is not False)


def _sums(before: Memory, after: Memory) -> Difference:
    subject = _("Memory")
    if before.installed_bytes is not None and after.installed_bytes is not None:
        old, new, slack = before.installed_bytes, after.installed_bytes, 0
    elif before.total_bytes is not None and after.total_bytes is not None:
        old, new, slack = before.total_bytes, after.total_bytes, _ROUNDING_BYTES
    else:
        return unmeasured(PART, subject, _("How much memory there is is not known on both sides."))
    span = (_size(old), _size(new))
    if new < old - slack:
        return look(
            PART, subject, "missing", _("There is less memory than before. Is a stick missing, or loose?"), *span
        )
    if new > old + slack:
        return look(PART, subject, "added", _("There is more memory than before."), *span)
    return unmeasured(PART, subject, _("As much memory as before; which sticks it is in cannot be told."), *span)


def _serial(stick: Slot) -> Hashable | None:
    serial = known_serial(stick.serial)
    return (serial.casefold(), stick.part_number) if serial else None


def _kind(stick: Slot) -> Hashable | None:
    return (stick.part_number, stick.size_bytes) if known(stick.part_number) and stick.size_bytes else None


def _bare(stick: Slot) -> Hashable | None:
    """A stick that tells no name: as big a one of its kind in another slot is this one."""
    return None if known(stick.part_number) or not stick.size_bytes else (stick.size_bytes, stick.kind)


def _place(stick: Slot) -> Hashable | None:
    return (stick.handle, stick.locator, stick.bank) if stick.handle or stick.locator else None


def _kind_and_place(stick: Slot) -> Hashable | None:
    place = _place(stick)
    return None if place is None else (stick.part_number, stick.size_bytes, place)


def _may_be_the_same(one: Slot, other: Slot) -> bool:
    return None in (_serial(one), _serial(other)) or _serial(one) == _serial(other)


def _one_stick(both: Pair[Slot]) -> Iterator[Difference]:
    subject = _named(both.after)
    moved = _is_moved(both)
    if moved:
        slots = (both.before.locator or both.before.handle, both.after.locator or both.after.handle)
        yield look(PART, subject, "moved", _("This memory stick is in another slot."), *slots)
    speeds = both.before.configured_mts or both.before.speed_mts, both.after.configured_mts or both.after.speed_mts
    if speeds[0] is None or speeds[1] is None:
        yield unmeasured(PART, subject, _("The stick is there. Not measurable: {parts}.").format(parts=_("its speed")))
    elif speeds[1] < speeds[0]:
        span = (f"{speeds[0]} MT/s", f"{speeds[1]} MT/s")
        yield look(PART, subject, "slower", _("This memory stick runs slower than before."), *span)
    elif not moved:
        yield fine(PART, subject, _("The stick is there, as before."), _said(both.after))


def _is_moved(both: Pair[Slot]) -> bool:
    """Another handle with the same words on the board is a new firmware's way of counting, not another slot."""
    words = [(stick.locator, stick.bank) for stick in (both.before, both.after)]
    return both.before.handle != both.after.handle and (words[0] != words[1] or words[0][0] is None)


def _named(stick: Slot) -> str:
    place = stick.locator or stick.handle
    return _("Memory in {slot}").format(slot=place) if place else _("Memory stick")


def _said(stick: Slot) -> str:
    size = _size(stick.size_bytes) if stick.size_bytes else None
    told = (size, stick.kind, known(stick.manufacturer), known(stick.part_number), known_serial(stick.serial))
    return " ".join(word for word in told if word) or _("unknown stick")


def _size(size_bytes: int) -> str:
    if size_bytes < 1024 * _MIB:
        return _("{size:g} MB").format(size=round(size_bytes / _MIB))
    return _("{size:g} GB").format(size=round(size_bytes / _MIB / 1024, 1))
