"""Which sticks to add or to swap, by the free slots and the maximum that the firmware declares."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from pcsol.judge.criteria.memory import GIB, declared_ceiling_bytes, fitted_bytes
from pcsol.judge.upgrades.change import (
    EFFORT_PER_GIB,
    EFFORT_PER_GIB_UNKNOWN,
    EFFORT_PER_STICK,
    EFFORT_PER_STICK_TAKEN_OUT,
    Change,
)
from pcsol.judge.upgrades.memory_words import say_any, say_plan
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.model.verdict import Upgrade

# Sizes in GiB of the unbuffered sticks that a drawer of used parts holds (local choice).
STICKS_GIB = {"DDR": (1,), "DDR2": (1, 2), "DDR3": (2, 4, 8), "DDR4": (4, 8, 16, 32), "DDR5": (8, 16, 32)}
STICKS_GIB_UNKNOWN = (1, 2, 4, 8, 16, 32)
MOST_STICKS = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """Sticks of one size: some into free slots, some in the place of smaller ones."""

    stick_bytes: int
    added: tuple[Slot, ...]
    replaced: tuple[Slot, ...]
    gained_bytes: int
    effort: float


def memory_change(memory: Memory, needed_bytes: int) -> Change | None:
    """Return the easiest way to that much memory; None when there is none within what the firmware declares."""
    fitted = fitted_bytes(memory)
    ceiling = declared_ceiling_bytes(memory)
    if fitted is None or (ceiling is not None and needed_bytes > ceiling):
        return None
    if not memory.slots:
        gap = needed_bytes - fitted
        effort = EFFORT_PER_STICK + EFFORT_PER_GIB_UNKNOWN * gap / GIB
        return Change(Upgrade(kind="memory", text=say_any(gap), value=gap), effort)
    plans = [
        plan
        for plan in _plans(memory, needed_bytes - fitted)
        if ceiling is None or fitted + plan.gained_bytes <= ceiling
    ]
    if not plans:
        return None
    best = min(plans, key=lambda plan: (plan.effort, len(plan.replaced), plan.stick_bytes))
    text = say_plan(best.stick_bytes, best.added, best.replaced, memory)
    return Change(Upgrade(kind="memory", text=text, value=best.gained_bytes), best.effort)


def _plans(memory: Memory, gap_bytes: int) -> Iterator[Plan]:
    """Every way to gain at least that much with sticks of one size."""
    slots = memory.slots or ()
    free = tuple(slot for slot in slots if is_free(slot))[:MOST_STICKS]
    fitted = sorted((slot for slot in slots if slot.size_bytes), key=lambda slot: slot.size_bytes or 0)[:MOST_STICKS]
    kind = the_kind(slots)
    largest = _largest_stick_bytes(memory)
    for gib in STICKS_GIB.get(kind or "", STICKS_GIB_UNKNOWN):
        stick = gib * GIB
        if largest is not None and stick > largest:
            continue
        smaller = [slot for slot in fitted if (slot.size_bytes or 0) < stick]
        for adding, replacing in product(range(len(free) + 1), range(len(smaller) + 1)):
            out = tuple(smaller[:replacing])
            gained = (adding + replacing) * stick - sum(slot.size_bytes or 0 for slot in out)
            if gained >= gap_bytes and adding + replacing:
                effort = _effort(adding + replacing, replacing, gib, kind)
                yield Plan(stick, free[:adding], out, gained, effort)


def is_free(slot: Slot) -> bool:
    """Tell whether a stick can be put there: known to be empty, or without size and kind as the contract writes it."""
    return slot.populated is False or (slot.populated is None and slot.size_bytes is None and slot.kind is None)


def the_kind(slots: tuple[Slot, ...]) -> str | None:
    """Return the one kind of the sticks that are fitted; None when none tells, or two differ."""
    kinds = Counter(slot.kind for slot in slots if not is_free(slot) and slot.kind)
    return next(iter(kinds)) if len(kinds) == 1 else None


def _largest_stick_bytes(memory: Memory) -> int | None:
    """The declared maximum is for all slots filled alike (SMBIOS 7.17); a larger stick that works speaks against it."""
    ceiling, slots = declared_ceiling_bytes(memory), memory.slots or ()
    if ceiling is None or not slots:
        return None
    return max(ceiling // len(slots), *(slot.size_bytes or 0 for slot in slots))


def _effort(sticks: int, taken_out: int, gib: int, kind: str | None) -> float:
    per_gib = EFFORT_PER_GIB.get(kind or "", EFFORT_PER_GIB_UNKNOWN)
    return sticks * (EFFORT_PER_STICK + gib * per_gib) + taken_out * EFFORT_PER_STICK_TAKEN_OUT
