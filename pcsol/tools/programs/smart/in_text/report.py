"""smartctl's text (5.38 to 7.5; `-x`, `-a`) to a report: ATA, NVMe, SCSI."""

import re
from typing import Any

from pcsol.model.hardware.disk import Link, Smart
from pcsol.tools.programs.smart import identity, second_opinion
from pcsol.tools.programs.smart.attributes import plausible_celsius, plausible_hours
from pcsol.tools.programs.smart.in_text import ata, nvme, scsi
from pcsol.tools.programs.smart.in_text.sheet import Sheet, leading_number
from pcsol.tools.programs.smart.report import DiskReport

_GBPS = re.compile(r"(\d+(?:[.,]\d)?) Gb/s")
_CURRENT = re.compile(r"\(current: (\d+(?:[.,]\d)?) Gb/s\)")
_RPM = re.compile(r"(\d+) rpm")
_SECTORS = re.compile(r"(\d+) bytes (?:logical/physical|logical, (\d+) bytes physical)")
_OLD_NAME = re.compile(r"(\S+)\s+(.+?)\s+Version:\s*(\S*)")  # 5.38: "Device: IBM-ESXS ST3300655SS   Version: BA23"


def parse_text(text: str, status: int = 0) -> DiskReport:
    """Read a page of smartctl; what is missing or cut is null. status: smartctl's exit status."""
    sheet = Sheet(text)
    protocol = _protocol(sheet)
    family = sheet.field("Model Family")
    vendor, model, firmware = _names(sheet, protocol)
    logical, physical = _sectors(sheet)
    rotation = _rotation(sheet)
    return DiskReport(
        answered=bool(vendor or model),
        model=model,
        vendor=vendor,
        serial=identity.told(sheet.field("Serial Number", "Serial number")),
        wwn=_wwn(sheet, protocol),
        firmware=firmware,
        family=family,
        size_bytes=_size(sheet),
        logical_sector_bytes=logical,
        physical_sector_bytes=physical,
        rotation_rpm=rotation or None,
        medium=identity.medium(protocol, rotation, family, model),
        bus=identity.bus(
            protocol,
            None,
            sheet.field("Transport protocol"),
            serial_ata=sheet.field("SATA Version is") is not None,
        ),
        link=_link(sheet.field("SATA Version is") or ""),
        smart=_smart(sheet, protocol, f"{family or ''} {model or ''}", status),
    )


def _protocol(sheet: Sheet) -> str | None:
    if sheet.field("Device Model", "ATA Version is"):
        return "ATA"
    if sheet.field("Model Number", "NVMe Version"):
        return "NVMe"
    return "SCSI" if sheet.field("Vendor", "Product", "Device") else None


def _names(sheet: Sheet, protocol: str | None) -> tuple[str | None, str | None, str | None]:
    """Vendor, model, firmware."""
    if protocol != "SCSI":
        model = sheet.field("Device Model", "Model Number")
        return None, identity.told(model), identity.told(sheet.field("Firmware Version"))
    old = _OLD_NAME.fullmatch(sheet.field("Device") or "")
    if old:
        return identity.told(old[1]), identity.told(old[2]), identity.told(old[3])
    return (
        identity.told(sheet.field("Vendor")),
        identity.told(sheet.field("Product")),
        identity.told(sheet.field("Revision")),
    )


def _wwn(sheet: Sheet, protocol: str | None) -> str | None:
    if protocol == "NVMe":
        return identity.eui(sheet.field("Namespace 1 IEEE EUI-64"))
    return identity.wwn(sheet.field("LU WWN Device Id", "Logical Unit id"))


def _size(sheet: Sheet) -> int | None:
    """Only with what follows it ("bytes", "[480 GB]"): a number without may be the beginning of a longer one."""
    for key, unit in (("User Capacity", "bytes"), ("Namespace 1 Size/Capacity", "["), ("Total NVM Capacity", "[")):
        said = sheet.field(key) or ""
        size = identity.plausible_size(leading_number(said.partition(unit)[0].strip() if unit in said else None))
        if size is not None:
            return size
    return None


def _sectors(sheet: Sheet) -> tuple[int | None, int | None]:
    said = _SECTORS.fullmatch(sheet.field("Sector Size", "Sector Sizes") or "")
    if said:
        logical, physical = int(said[1]), int(said[2] or said[1])
    else:
        logical = sheet.number("Logical block size", "Namespace 1 Formatted LBA Size") or 0
        physical = sheet.number("Physical block size") or 0
    return identity.plausible_sector(logical), identity.plausible_sector(physical)


def _rotation(sheet: Sheet) -> int | None:
    said = sheet.field("Rotation Rate") or ""
    turns = _RPM.fullmatch(said)
    return 0 if said == "Solid State Device" else int(turns[1]) if turns else None


def _link(said: str) -> Link:
    most, now = _GBPS.search(said), _CURRENT.search(said)
    return Link(
        now_gbps=float(now[1].replace(",", ".")) if now else None,
        max_gbps=float(most[1].replace(",", ".")) if most else None,
    )


def _smart(sheet: Sheet, protocol: str | None, maker: str, status: int) -> Smart:
    known: dict[str, Any] = {
        "passed": identity.verdict(_passed(sheet), status),
        "exit_status": status,
        "messages": _messages(sheet),
    }
    readers = {"ATA": ata.facts, "NVMe": nvme.facts, "SCSI": scsi.facts}
    if protocol in readers:
        known |= readers[protocol](sheet, maker)
    known |= _support(sheet, read=bool(known.get("attributes") or known.get("nvme")))
    known["power_on_hours"] = plausible_hours(known.get("power_on_hours"))
    known["temperature_celsius"] = plausible_celsius(known.get("temperature_celsius"))
    return _confirmed(Smart(**known), sheet, protocol)


def _confirmed(smart: Smart, sheet: Sheet, protocol: str | None) -> Smart:
    """A second reader for the pages that it can read: NVMe, and the attribute table of `-a`."""
    if protocol == "NVMe" and smart.nvme is not None:
        return second_opinion.confirm(smart, sheet.text, "nvme")
    if protocol == "ATA" and any(" WHEN_FAILED " in line for line in sheet.lines):
        return second_opinion.confirm(smart, sheet.text, "ata")
    return smart


def _passed(sheet: Sheet) -> bool | None:
    result = sheet.field("SMART overall-health self-assessment test result")
    if result:
        return True if result == "PASSED" else False if result.startswith("FAILED") else None
    health = sheet.field("SMART Health Status")  # SCSI: OK, or the sense data of an impending failure in words
    return None if health is None else health == "OK"


def _support(sheet: Sheet, *, read: bool) -> dict[str, bool | None]:
    """The key stands twice: whether the disk has SMART, and whether it is switched on."""
    said = [line.partition(":")[2].strip() for line in sheet.lines if line.startswith("SMART support is:")]
    available = _either(said, "Available", "Unavailable")
    enabled = _either(said, "Enabled", "Disabled")
    if "Device supports SMART and is Enabled" in sheet.lines:
        available = enabled = True
    if "Device does not support SMART" in sheet.lines:
        available = False
    return {
        "available": True if available is None and read else available,
        "enabled": True if enabled is None and read else enabled,
    }


def _either(said: list[str], yes: str, no: str) -> bool | None:
    return True if any(s.startswith(yes) for s in said) else False if any(s.startswith(no) for s in said) else None


def _messages(sheet: Sheet) -> tuple[str, ...]:
    """smartctl's complaints, which stand between the lines."""
    signs = (
        "Unknown USB bridge",
        "Unable to detect",
        "specify device type",
        "open device",
        "mandatory SMART command",
        "Read Device Identity",
    )
    return tuple(
        line.strip()
        for line in sheet.lines
        if any(sign in line for sign in signs) or line.startswith(("Warning:", "SMART Status not supported"))
    )
