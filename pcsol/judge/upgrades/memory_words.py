"""A memory upgrade as a sentence that names the slots."""

from collections import Counter

from pcsol.i18n import _
from pcsol.judge.criteria.wording import spoken_list, spoken_memory
from pcsol.model.hardware.memory import Memory, Slot


def say_any(gap_bytes: int) -> str:
    """Return the sentence for a tower whose slots could not be read."""
    return _("Add at least {size} of memory; look first which kind it takes and whether a slot is free.").format(
        size=spoken_memory(gap_bytes)
    )


def say_plan(stick_bytes: int, added: tuple[Slot, ...], replaced: tuple[Slot, ...], memory: Memory) -> str:
    """Return the sentence for sticks of one size: into these free slots, in the place of those sticks."""
    kind = _spoken_kind(memory)
    clauses = []
    if added:
        clauses.append(_add(_count(len(added), stick_bytes), kind, _names(added, memory)))
    if replaced:
        clauses.append(_replace(_count(len(replaced), stick_bytes), kind, _names(replaced, memory)))
    text = (
        _("{first}, and {second}").format(first=clauses[0], second=_lower(clauses[-1])) if clauses[1:] else clauses[0]
    )
    return f"{text}." if kind else _("{text} (look first which kind: DDR2, DDR3 …).").format(text=text)


def _add(sticks: str, kind: str, names: list[str]) -> str:
    if not all(names):
        text = _("Add {sticks} of {kind} in a free slot")
    elif len(names) == 1:
        text = _("Add {sticks} of {kind} in the free slot {slots}")
    else:
        text = _("Add {sticks} of {kind} in the free slots {slots}")
    return text.format(sticks=sticks, kind=kind or _("memory"), slots=spoken_list(names, _("and")))


def _replace(sticks: str, kind: str, names: list[str]) -> str:
    if not all(names):
        text = _("Replace the smallest sticks by {sticks} of {kind}")
    elif len(names) == 1:
        text = _("Replace the stick in {slots} by {sticks} of {kind}")
    else:
        text = _("Replace the sticks in {slots} by {sticks} of {kind}")
    return text.format(sticks=sticks, kind=kind or _("memory"), slots=spoken_list(names, _("and")))


def _count(sticks: int, stick_bytes: int) -> str:
    size = spoken_memory(stick_bytes)
    return size if sticks == 1 else f"{sticks} × {size}"


def _names(slots: tuple[Slot, ...], memory: Memory) -> list[str]:
    """A locator that several slots share says nothing without its bank (0.3 % of towers)."""
    shared = Counter(slot.locator for slot in memory.slots or ())
    return [
        slot.locator
        if slot.locator and shared[slot.locator] == 1
        else " ".join(filter(None, (slot.locator, slot.bank)))
        for slot in slots
    ]


def _spoken_kind(memory: Memory) -> str:
    """Return "DDR3", with what else must match: "DDR3 SO-DIMM", "DDR4 ECC"; "" when the sticks do not tell."""
    fitted = [slot for slot in memory.slots or () if slot.size_bytes]
    kinds = {slot.kind for slot in fitted if slot.kind}
    if len(kinds) != 1:
        return ""
    small = any((slot.form_factor or "").upper().replace("-", "") == "SODIMM" for slot in fitted)
    return " ".join([*kinds, *(["SO-DIMM"] if small else []), *(["ECC"] if memory.ecc else [])])


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
