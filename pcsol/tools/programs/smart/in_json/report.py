"""smartctl's JSON (7.0 to 7.5) to a report: ATA, NVMe, SCSI."""

from typing import Any

from pcsol.model.hardware.disk import Link, Smart
from pcsol.tools import plain_json
from pcsol.tools.programs.smart import identity
from pcsol.tools.programs.smart.attributes import plausible_celsius, plausible_hours
from pcsol.tools.programs.smart.in_json import ata, scsi, self_test
from pcsol.tools.programs.smart.in_json.nvme import nvme_health, nvme_self_tests, nvme_wwn
from pcsol.tools.programs.smart.in_json.plain import node, number, positive, rows, truth, words
from pcsol.tools.programs.smart.report import DiskReport


def parse_json(text: str, status: int = 0) -> DiskReport:
    """Read one JSON object of smartctl. status: its exit status, where the object does not say it itself.

    Raises ToolUnreadableError when the text is not one object.
    """
    return _report(plain_json.told_by("smartctl", text), status)


def _report(plain: dict[str, Any], status: int) -> DiskReport:
    protocol, family = words(plain, "device", "protocol"), words(plain, "model_family")
    vendor, model = _names(plain)
    rotation = number(plain, "rotation_rate")
    return DiskReport(
        answered=bool(model or vendor),
        model=model,
        vendor=vendor,
        serial=identity.told(words(plain, "serial_number")),
        wwn=_wwn(plain),
        firmware=words(plain, "firmware_version") or words(plain, "scsi_revision") or words(plain, "revision"),
        family=family,
        size_bytes=_size(plain),
        logical_sector_bytes=identity.plausible_sector(number(plain, "logical_block_size")),
        physical_sector_bytes=identity.plausible_sector(number(plain, "physical_block_size")),
        rotation_rpm=rotation or None,
        medium=identity.medium(protocol, rotation, family, model),
        bus=identity.bus(
            protocol,
            words(plain, "device", "type"),
            words(plain, "scsi_transport_protocol", "name"),
            serial_ata=isinstance(node(plain, "sata_version"), dict),
        ),
        link=Link(now_gbps=_gbps(plain, "current"), max_gbps=_gbps(plain, "max")),
        device_type=words(plain, "device", "type"),
        smart=_smart(plain, f"{family or ''} {model or ''}", _status(plain, status)),
    )


def _names(plain: dict[str, Any]) -> tuple[str | None, str | None]:
    """A SCSI disk tells vendor and product apart, an ATA one only a model."""
    vendor = words(plain, "scsi_vendor") or words(plain, "vendor")
    product = words(plain, "scsi_product") or words(plain, "product")
    return identity.told(vendor), identity.told(
        product or words(plain, "model_name") or words(plain, "scsi_model_name")
    )


def _wwn(plain: dict[str, Any]) -> str | None:
    naa, oui, unique = (number(plain, "wwn", key) for key in ("naa", "oui", "id"))
    if naa is not None and oui is not None and unique is not None:
        return identity.wwn(f"{naa:x}{oui:06x}{unique:09x}")
    return identity.wwn(words(plain, "logical_unit_id")) or nvme_wwn(plain)


def _size(plain: dict[str, Any]) -> int | None:
    spaces = rows(plain, "nvme_namespaces") or ()
    first = positive(spaces[0], "size", "bytes") if len(spaces) == 1 else None
    whole = positive(plain, "user_capacity", "bytes") or first or positive(plain, "nvme_total_capacity")
    return identity.plausible_size(whole)


def _gbps(plain: dict[str, Any], which: str) -> float | None:
    units = positive(plain, "interface_speed", which, "units_per_second")
    bits = positive(plain, "interface_speed", which, "bits_per_unit")
    return round(units * bits / 1e9, 1) if units and bits else None


def _status(plain: dict[str, Any], status: int) -> int:
    own = number(plain, "smartctl", "exit_status")
    return status if own is None else own


def _smart(plain: dict[str, Any], maker: str, status: int) -> Smart:
    protocol = words(plain, "device", "protocol")
    known: dict[str, Any] = {
        "available": _support(plain, "available"),
        "enabled": _support(plain, "enabled"),
        "passed": identity.verdict(truth(plain, "smart_status", "passed"), status),
        "power_on_hours": plausible_hours(number(plain, "power_on_time", "hours")),
        "power_cycles": number(plain, "power_cycle_count"),
        "temperature_celsius": plausible_celsius(number(plain, "temperature", "current")),
        "exit_status": status,
        "messages": _messages(plain),
        "self_test_supported": self_test.supported(plain),
        **self_test.minutes(plain),
    }
    if protocol == "ATA":
        known |= ata.facts(plain, maker)
    elif protocol == "NVMe":
        known |= _nvme(plain)
    elif protocol == "SCSI":
        known |= scsi.facts(plain)
    return Smart(**known)


def _nvme(plain: dict[str, Any]) -> dict[str, Any]:
    health = nvme_health(plain)
    used = health.percentage_used if health else None
    return {
        "nvme": health,
        "self_tests": nvme_self_tests(plain),
        "wear_percent_used": used,
        "wear_source": None if used is None else "NVMe percentage used",
        "error_log_count": number(plain, "nvme_smart_health_information_log", "num_err_log_entries"),
    }


def _support(plain: dict[str, Any], which: str) -> bool | None:
    """A log that was read shows that there is SMART, also where smartctl before 7.3 does not say so."""
    said = truth(plain, "smart_support", which)
    if said is None and which == "available":
        said = truth(plain, "smart_support")
    read = any(
        isinstance(node(plain, log), dict) for log in ("nvme_smart_health_information_log", "ata_smart_attributes")
    )
    return True if said is None and read else said


def _messages(plain: dict[str, Any]) -> tuple[str, ...]:
    said = (words(row, "string") for row in rows(plain, "smartctl", "messages") or ())
    return tuple(text for text in said if text)
