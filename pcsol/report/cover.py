"""The cover of a sheet: what it is, what it is good for, what to do next."""

import re

from pcsol.i18n import _, ngettext
from pcsol.model.hardware.disk import Disk
from pcsol.model.hardware.machine import Lock
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.model.verdict import Verdict
from pcsol.report import words
from pcsol.report.quantities import by_the_clock, disk_size, memory_size
from pcsol.report.sheet import Cover, Row
from pcsol.report.words import Tone

PARTS = "parts"
TRUE_OF_ALL = "smart-misses-half"  # a reason of every graded disk: it stands with the details


def cover(probe: Probe) -> Cover:
    """Return the cover of a probe's sheet."""
    verdict, tone = _verdict(probe)
    return Cover(
        name=_name(probe),
        kind=_kind(probe),
        verdict=verdict,
        tone=tone,
        next_step=words.told(probe.verdict.text) or words.unknown(),
        disks=_disks(probe.disks),
        memory=Row(_("Memory"), _memory(probe.memory)),
        processor=Row(_("Processor"), _processor(probe.processor)),
        taken=_taken(probe),
    )


def failing(probe: Probe, grades: str = "CD") -> tuple[Disk, ...]:
    """Return the disks whose grade is one of these letters."""
    return tuple(
        disk for disk in probe.disks or () if not disk.own_medium and disk.health.grade and disk.health.grade in grades
    )


def _name(probe: Probe) -> str:
    machine = probe.machine
    if machine.model:
        return words.maker_and_model(machine.manufacturer, machine.model)
    if machine.board.model:
        board = words.maker_and_model(machine.board.manufacturer, machine.board.model)
        return _("Machine with the board {board}").format(board=board)
    return _("Machine whose name is unknown")


def _kind(probe: Probe) -> str:
    machine = probe.machine
    date = machine.firmware.date
    return words.joined(
        words.form(machine.form_factor) if machine.form_factor else "",
        _("firmware of {year}").format(year=date[:4]) if date else "",
        _("serial {serial}").format(serial=machine.serial) if machine.serial else _("serial unknown"),
    )


def _verdict(probe: Probe) -> tuple[str, Tone]:
    verdict = probe.verdict
    if verdict.destination is None:
        return _("No sure verdict"), "unknown"
    title = words.said(title_of(verdict))
    if verdict.destination == PARTS:
        return title, "look"
    return _("Good for: {title}").format(title=title), "look" if failing(probe) or _bound(probe) else "good"


def title_of(verdict: Verdict) -> str:
    """Return the name of the destination."""
    titles = [profile.title for profile in verdict.profiles if profile.id == verdict.destination]
    return verdict.title or next(filter(None, titles), "") or str(verdict.destination)


def _bound(probe: Probe) -> tuple[Lock, ...]:
    """Return the locks of a former owner that are set: not a tower to give, whatever it could do."""
    return tuple(lock for lock in probe.machine.locks or () if lock.state == "set")


def _disks(disks: tuple[Disk, ...] | None) -> tuple[Row, ...]:
    if disks is None:
        return (Row(_("Disks"), words.unknown(), "unknown"),)
    own = tuple(_own(disk) for disk in disks if disk.own_medium)
    rows = tuple(_disk(disk) for disk in disks if not disk.own_medium)
    return (*(rows or (Row(_("Disks"), _("none found"), "look"),)), *own)


def _own(disk: Disk) -> Row:
    size = disk_size(disk.size_bytes) if disk.size_bytes else ""
    return Row(_("Disk {name}").format(name=words.said(disk.name)[:12]), words.joined(_("PCSol stick"), size))


def _disk(disk: Disk) -> Row:
    letter, tone = words.grade(disk.health.grade)
    what = words.joined(disk_size(disk.size_bytes) if disk.size_bytes else _("unknown size"), words.medium(disk))
    notes = tuple(words.told(reason.text) for reason in disk.health.reasons if reason.code != TRUE_OF_ALL)
    return Row(
        _("Disk {name}").format(name=words.said(disk.name)[:12]),
        f"{letter} - {what}",
        tone,
        notes,
        disk.health.grade or "?",
    )


def _memory(memory: Memory) -> str:
    size = memory.installed_bytes or memory.total_bytes
    if size is None:
        return words.unknown()
    slots = memory.slots or ()
    free = sum(slot.populated is False for slot in slots)
    kinds = sorted({slot.kind for slot in slots if slot.kind})
    total = words.joined_by_space(memory_size(size), *kinds)
    if memory.slots is not None and not free:
        return _("{size}, no free slot").format(size=total)
    if memory.slots is None:
        return _("{size}, slots unknown").format(size=total)
    return ngettext("{size}, {free} free slot", "{size}, {free} free slots", free).format(size=total, free=free)


def _processor(processor: Processor) -> str:
    cores = processor.cores
    return words.joined(
        short_name(processor.model),
        ngettext("{cores} core", "{cores} cores", cores).format(cores=cores) if cores else "",
        _("{bits} bits").format(bits=processor.bits) if processor.bits else "",
    )


def short_name(model: str | None) -> str:
    """Take the signs and the clock rate off: "Intel Core i3-4150"."""
    return " ".join(re.sub(r"\((?:R|TM)\)|\bCPU\b|@.*", " ", model or "", flags=re.IGNORECASE).split())


def _taken(probe: Probe) -> str:
    when = by_the_clock(probe.taken_at)
    if probe.source == "album":
        sure = probe.clock.trusted
        return (_("{when}, from an album") if sure else _("{when} (not verified), from an album")).format(when=when)
    return when if probe.clock.trusted else _("{when} (clock not verified)").format(when=when)
