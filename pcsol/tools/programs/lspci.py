"""lspci(8): what sits on the PCI bus. Reads `-vmmnn -k`, and the other forms that albums hold, as far as they tell."""

import re

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.model.hardware.devices import PciDevice
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

QUESTION = Question(("lspci", "-vmmnn", "-k"), ("lspci.txt",))

# Names and numbers as pci.ids has them. Plain `lspci` joins maker and device with a space, so that only a known maker
# can be told from its device; without -nn the class comes by its name alone.
MAKERS = {
    "8086": ("Intel Corporation",),
    "1002": ("Advanced Micro Devices, Inc. [AMD/ATI]", "Advanced Micro Devices [AMD] nee ATI", "ATI Technologies Inc"),
    "1022": ("Advanced Micro Devices, Inc. [AMD]", "Advanced Micro Devices [AMD]"),
    "10de": ("NVIDIA Corporation", "nVidia Corporation"),
    "10ec": ("Realtek Semiconductor Co., Ltd.",),
    "14e4": ("Broadcom Inc. and subsidiaries", "Broadcom Limited", "Broadcom Corporation"),
    "168c": ("Qualcomm Atheros", "Atheros Communications Inc."),
    "1969": ("Qualcomm Atheros", "Atheros Communications"),
    "11ab": ("Marvell Technology Group Ltd.",),
    "1b4b": ("Marvell Technology Group Ltd.",),
    "1106": ("VIA Technologies, Inc.",),
    "1039": ("Silicon Integrated Systems [SiS]",),
    "197b": ("JMicron Technology Corp.",),
    "1b21": ("ASMedia Technology Inc.",),
    "1033": ("NEC Corporation",),
    "1912": ("Renesas Technology Corp.",),
    "104c": ("Texas Instruments",),
    "102b": ("Matrox Electronics Systems Ltd.",),
    "1a03": ("ASPEED Technology, Inc.",),
    "1814": ("Ralink corp.",),
    "14c3": ("MEDIATEK Corp.",),
    "1af4": ("Red Hat, Inc.",),
    "1b36": ("Red Hat, Inc.",),
    "15ad": ("VMware",),
}
_CLASSES = {
    "scsi storage controller": "0100", "ide interface": "0101", "raid bus controller": "0104",
    "sata controller": "0106", "serial attached scsi controller": "0107", "non-volatile memory controller": "0108",
    "ethernet controller": "0200", "network controller": "0280",
    "vga compatible controller": "0300", "xga compatible controller": "0301", "3d controller": "0302",
    "display controller": "0380", "multimedia audio controller": "0401", "audio device": "0403",
    "host bridge": "0600", "isa bridge": "0601", "pci bridge": "0604", "usb controller": "0c03", "smbus": "0c05",
}  # fmt: skip

_SLOT = r"(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]"
_HEADER = re.compile(rf"(?P<slot>{_SLOT}) (?P<class>[^:]+): (?P<rest>\S.*)")
_ID = re.compile(r"(?P<name>.*?) *\[(?P<id>[0-9a-f]{4})\]")
_IDS = re.compile(r" \[([0-9a-f]{4}):([0-9a-f]{4})\]")
_TAIL = re.compile(r"(?: \(rev ([0-9a-f]{2})\))?(?: \(prog-if ([0-9a-f]{2})(?: \[.*\])?\))?$")
_NO_NAME = re.compile(r"(?i)(?:unknown )?(?:device|vendor|class)?(?: \[?[0-9a-f]{4}\]?)?")


def read(world: World) -> tuple[PciDevice, ...]:
    """Return every PCI device. Raises ToolError, UnrecordedError, or ToolFailedError when lspci gave nothing."""
    call = world.ask(QUESTION)
    if call.status != 0 and not call.stdout.strip():
        raise ToolFailedError(
            _("{program} failed (exit status {status}).").format(program="lspci", status=call.status),
            details=call.stderr[:500],
        )
    return parse(call.stdout)


def parse(text: str) -> tuple[PciDevice, ...]:
    """Return the devices of any of lspci's forms. Raises ToolUnreadableError when there is not one in it.

    What a form does not tell, or a cut text told only in part, is None.
    """
    lines = text.split("\n")[:-1]  # what follows the last end of line was cut, or is empty
    devices = _of_records(lines) or _of_lines(lines)
    if not devices:
        raise ToolUnreadableError("lspci", details=text[:200])
    return tuple(devices)


def _of_records(lines: list[str]) -> list[PciDevice]:
    """Read `-vmm`: a record of "Key:<tab>value" lines per device, an empty line between them."""
    records: list[dict[str, list[str]]] = []
    for line in lines:
        key, colon, value = line.partition(":")
        if key == "Slot" and re.fullmatch(_SLOT, value.strip()):
            records.append({"Slot": [value.strip()]})
        elif colon and records and value.strip():
            records[-1].setdefault(key, []).append(value.strip())
    numbered = any("[" in value and _ID.fullmatch(value) for r in records for value in r.get("Vendor", []))
    return [_of_record(record, numbered=numbered) for record in records]


def _of_record(record: dict[str, list[str]], *, numbered: bool) -> PciDevice:
    def told(key: str) -> tuple[str | None, str | None]:
        return _name_and_id(record.get(key, [""])[0], numbered=numbered)

    class_name, class_code = told("Class")
    vendor, vendor_id = told("Vendor")
    device, device_id = told("Device")
    subsystem_vendor, subsystem_vendor_id = told("SVendor")
    subsystem_device, subsystem_device_id = told("SDevice")
    return PciDevice(
        slot=with_domain(record["Slot"][0]),
        class_code=class_code or _CLASSES.get((class_name or "").lower()),
        class_name=class_name,
        prog_if=record.get("ProgIf", [None])[0],
        vendor_id=vendor_id,
        vendor=vendor,
        device_id=device_id,
        device=device,
        subsystem_vendor_id=subsystem_vendor_id,
        subsystem_vendor=subsystem_vendor,
        subsystem_device_id=subsystem_device_id,
        subsystem_device=subsystem_device,
        revision=record.get("Rev", [None])[0],
        driver=record.get("Driver", [None])[0],
        modules=tuple(record.get("Module", ())),
    )


def _name_and_id(value: str, *, numbered: bool) -> tuple[str | None, str | None]:
    """Split "Intel Corporation [8086]"; in a text that has numbers, a value without one was cut."""
    if match := _ID.fullmatch(value):
        return _name(match["name"]), match["id"]
    if re.fullmatch(r"[0-9a-f]{4}", value):
        return None, value
    return (None if numbered else _name(value)), None


def _name(text: str) -> str | None:
    """Return a name, unless it is the "Device 1234" that lspci puts where its list knows none."""
    return None if _NO_NAME.fullmatch(text.strip()) else text.strip()


def _of_lines(lines: list[str]) -> list[PciDevice]:
    """Read plain `lspci`, with or without -nn, -v, -k: a line per device, and indented lines that belong to it."""
    devices: list[PciDevice] = []
    for line in lines:
        if header := _HEADER.match(line):
            devices.append(_of_header(header))
        elif devices and line.startswith(("\t", " ")):
            devices[-1] = devices[-1].model_copy(update=_of_detail(line.strip()))
    return devices


def _of_header(header: re.Match[str]) -> PciDevice:
    class_name, class_code = _name_and_id(header["class"].strip(), numbered=False)
    rest = header["rest"].rstrip()
    tail = _TAIL.search(rest)
    revision, prog_if = tail.groups() if tail else (None, None)
    rest = rest[: tail.start()] if tail else rest
    ids = list(_IDS.finditer(rest))
    vendor_id, device_id = ids[-1].groups() if ids else (None, None)
    vendor, device = _maker_and_device(rest[: ids[-1].start()] if ids else rest, vendor_id)
    return PciDevice(
        slot=with_domain(header["slot"]),
        class_code=class_code or _CLASSES.get((class_name or "").lower()),
        class_name=class_name,
        prog_if=prog_if,
        vendor_id=vendor_id,
        vendor=vendor,
        device_id=device_id,
        device=device,
        revision=revision,
    )


def _maker_and_device(text: str, vendor_id: str | None) -> tuple[str | None, str | None]:
    known = MAKERS.get(vendor_id, ()) if vendor_id else [name for names in MAKERS.values() for name in names]
    for maker in sorted(known, key=len, reverse=True):
        if text.startswith(f"{maker} "):
            return maker, _name(text[len(maker) :])
    return None, _name(text)


def _of_detail(line: str) -> dict[str, object]:
    key, _colon, value = line.partition(": ")
    if key == "DeviceName":
        return {"label": value.strip() or None}
    if key == "Kernel driver in use":
        return {"driver": value}
    if key == "Kernel modules":
        return {"modules": tuple(value.split(", "))}
    if key == "Subsystem" and (ids := _IDS.search(value)):
        return {"subsystem_vendor_id": ids[1], "subsystem_device_id": ids[2]}
    return {}


def with_domain(slot: str) -> str:
    """Return the slot as the kernel writes it, with its domain: "0000:00:02.0"."""
    return slot if slot.count(":") == 2 else f"0000:{slot}"
