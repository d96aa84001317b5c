"""The memory room: every slot as the firmware lists it, and what the system may use."""

import re
from typing import Any

from pcsol.i18n import _
from pcsol.judge import jedec
from pcsol.judge.placeholders import known, known_serial
from pcsol.model.hardware.memory import Memory, Slot
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.programs import dmidecode
from pcsol.tools.programs.dmidecode import MEMORY_ARRAY, MEMORY_DEVICE, Structure
from pcsol.tools.world.world import World

_UNITS = {"bytes": 1, "kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40}
_SIZE = re.compile(r"(\d+) (bytes|kb|mb|gb|tb)", re.IGNORECASE)
_RATE = re.compile(r"(\d{2,5}) (?:MT/s|MHz)")
_TOTAL = re.compile(r"^MemTotal:\s+(\d+) kB", re.MULTILINE)
_EMPTY = frozenset({"no module installed", "not installed"})

# HP lists the firmware's own chip (1 to 4 MB) as a memory device; no DDR module is smaller than this.
_SMALLEST_MODULE = 64 << 20

_KIND = re.compile(r"(LP)?DDR\d?X?")
# The fastest that was ever sold of each, in MT/s: old Dells say DDR of 533 and 667 MT/s sticks, which are DDR2.
_FASTEST_MTS = {"DDR": 400, "DDR2": 1200, "DDR3": 3200, "DDR4": 5700}
_ECC = {"none": False, "single-bit ecc": True, "multi-bit ecc": True}
_FORMS = {"DIMM", "SODIMM", "FB-DIMM", "SIMM", "RIMM", "DIP", "ROW OF CHIPS", "DIE", "CAMM"}
_ASCII_HEX = re.compile(r"(?:0x)?((?:[0-9A-Fa-f]{2}){8,})")


def look(world: World) -> Finding[Memory]:
    """Return the memory. `slots` is null where the firmware lists none, never an empty list."""
    notebook = Notebook()
    told = notebook.attempt("memory.slots", lambda: dmidecode.read(world)) or ()
    total = notebook.attempt("memory.total_bytes", lambda: world.read("/proc/meminfo"))
    memory = _memory(told, total or "")
    if told and memory.slots is None:
        notebook.note("memory.slots", _("The firmware does not list the memory slots."), _look_inside())
    elif memory.slots and memory.installed_bytes is None:
        notebook.note("memory.installed_bytes", _("The firmware does not give the size of the memory."), _look_inside())
    return notebook.finding(memory)


def _look_inside() -> str:
    return _("Open the case and read the labels of the memory sticks.")


def _memory(told: tuple[Structure, ...], meminfo: str) -> Memory:
    arrays = [one for one in told if one.type == MEMORY_ARRAY]
    ours = [one for one in arrays if one.fields.get("Use") == "System Memory"]
    others = {one.handle for one in arrays} - {one.handle for one in ours}
    devices = [one for one in told if one.type == MEMORY_DEVICE]
    slots = tuple(_slot(one) for one in devices if not _is_firmware(one, others))
    total = _TOTAL.search(meminfo)
    return Memory(
        total_bytes=int(total[1]) * 1024 if total else None,
        installed_bytes=_installed(slots),
        declared_max_bytes=_declared(ours),
        slots=slots or None,
        ecc=_ecc(ours),
    )


def _is_firmware(device: Structure, others: set[str]) -> bool:
    size = size_bytes(device.fields.get("Size", ""))
    small = size is not None and 0 < size < _SMALLEST_MODULE
    return small or device.fields.get("Type") == "Flash" or device.fields.get("Array Handle") in others


def _installed(slots: tuple[Slot, ...]) -> int | None:
    """The sum of the sticks, if every slot tells; a machine that runs has some."""
    if any(slot.populated is None for slot in slots):
        return None
    return sum(slot.size_bytes or 0 for slot in slots) or None


def _declared(arrays: list[Structure]) -> int | None:
    """What all arrays take together, as declared: what is installed may well exceed it."""
    sizes = [size_bytes(array.fields.get("Maximum Capacity", "")) for array in arrays]
    believed = [size for size in sizes if size and size >= _SMALLEST_MODULE]
    return sum(believed) if believed and len(believed) == len(sizes) else None


def _ecc(arrays: list[Structure]) -> bool | None:
    kinds = {_ECC.get(array.fields.get("Error Correction Type", "").lower()) for array in arrays}
    return kinds.pop() if len(kinds) == 1 else None


def _slot(device: Structure) -> Slot:
    """One slot; an empty one keeps only its place, whatever else the firmware repeats there."""
    told = device.fields
    place = Slot(handle=device.handle, locator=known(told.get("Locator")), bank=known(told.get("Bank Locator")))
    if told.get("Size", "").lower() in _EMPTY:
        return place.model_copy(update={"populated": False})
    return place.model_copy(update=_stick(told)) if size_bytes(told.get("Size", "")) else place


def _stick(told: dict[str, str]) -> dict[str, Any]:
    speed = rate_mts(told.get("Speed", ""))
    form = told.get("Form Factor", "")
    return {
        "populated": True,
        "size_bytes": size_bytes(told["Size"]),
        "kind": kind(told.get("Type", ""), speed, form),
        "speed_mts": speed,
        "configured_mts": rate_mts(told.get("Configured Memory Speed") or told.get("Configured Clock Speed", "")),
        "form_factor": form if form.upper() in _FORMS else None,
        "manufacturer": _maker(told),
        "part_number": _part_number(told.get("Part Number", "")),
        "serial": known_serial(told.get("Serial Number")),
    }


def size_bytes(text: str) -> int | None:
    """Return "4 GB", "4096 MB" or "4096 kB" in bytes (dmidecode counts in 1024), None for words."""
    match = _SIZE.match(text)
    return int(match[1]) * _UNITS[match[2].lower()] if match else None


def rate_mts(text: str) -> int | None:
    """Return "1333 MT/s" (or "1333 MHz", as dmidecode before 3.1 called the same number) as a number."""
    match = _RATE.match(text)
    return int(match[1]) if match else None


def kind(word: str, speed_mts: int | None, form: str = "") -> str | None:
    """Return "DDR" … "DDR5", "LPDDR…", or None where the firmware's word is none, or cannot be true.

    "SDRAM", "Other" and "Unknown" tell nothing (DDR3 is shown so on many boards); a stick faster than its kind ever
    was is another kind; low-power memory is soldered and never sits on a DIMM.
    """
    match = _KIND.match(word)
    if not match or (speed_mts or 0) > _FASTEST_MTS.get(match[0], speed_mts or 0):
        return None
    return None if match[1] and form == "DIMM" else match[0]


def _maker(told: dict[str, str]) -> str | None:
    """The maker in words; a JEDEC number is looked up, and one that is not in the table stays unknown."""
    name = known(told.get("Manufacturer"))
    if name and not jedec.is_code(name):
        return name
    return jedec.maker(name or "") or jedec.maker(told.get("Module Manufacturer ID", ""))


def _part_number(text: str) -> str | None:
    """The part number; some firmware prints its letters as hexadecimal."""
    match = _ASCII_HEX.fullmatch(text.strip())
    letters = bytes.fromhex(match[1]).rstrip(b"\x00\xff ") if match else b""
    readable = letters.isascii() and letters.decode("ascii", "replace").isprintable()
    return known(letters.decode("ascii")) if match and readable else known(text)
