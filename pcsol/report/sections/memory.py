"""Memory, slot by slot."""

from pcsol.i18n import _
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.report import words
from pcsol.report.quantities import memory_size
from pcsol.report.sheet import Row, Section


def section(memory: Memory) -> Section:
    """Return the sizes and every slot, empty ones included."""
    rows = [
        Row(_("Installed"), words.known(memory.installed_bytes, memory_size)),
        Row(_("Usable"), words.known(memory.total_bytes, memory_size)),
        Row(_("At most"), _most(memory)),
    ]
    if memory.slots is None:
        rows.append(Row(_("Slots"), words.unknown(), "unknown"))
    return Section(_("Memory"), (*rows, *map(_slot, memory.slots or ())))


def _most(memory: Memory) -> str:
    if memory.declared_max_bytes is None:
        return words.unknown()
    most = memory_size(memory.declared_max_bytes)
    if memory.installed_bytes is not None and memory.installed_bytes > memory.declared_max_bytes:
        return _("{size} says the firmware, and it is wrong").format(size=most)
    return _("{size}, says the firmware").format(size=most)


def _slot(slot: Slot) -> Row:
    label = words.known(slot.locator or slot.bank or slot.handle)
    if slot.populated is False:
        return Row(label, _("empty"))
    speed = slot.configured_mts or slot.speed_mts
    what = words.joined(
        memory_size(slot.size_bytes) if slot.size_bytes else _("unknown size"),
        slot.kind,
        f"{speed} MT/s" if speed else "",
        slot.manufacturer,
        slot.part_number,
    )
    return Row(label, what)
