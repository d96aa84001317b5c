"""A tower as GLPI's native inventory (glpi-project/inventory_format, draft-07): what old and new GLPI both take.

Older GLPI refuses a file for one unknown key or one odd date, so everything that came late is left out (`secure_boot`,
`biosserial`), and whatever is not known is absent. Left out on purpose as well: screens (the bench's, not the
tower's), the system (PCSol's own), health (GLPI has no field; it stands in the comment).
"""

import uuid
from typing import Any

from pcsol.judge.placeholders import known_serial, known_uuid
from pcsol.model.hardware.machine import Machine
from pcsol.model.inventory.tower import Tower
from pcsol.report.exports import glpi_parts as parts
from pcsol.report.exports.words import comment, name, said, text, without_nothing

# So that two stations, and the hub, give one tower the same number: uuid5 of a name of ours.
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://pcsol.invalid/glpi-agent")
_MIB = 1 << 20
_COMMENT_MOST = 1000
# dmidecode's words, which GLPI's own agent sends. SMBIOS says "Desktop" of 87 % of all towers, whatever they are.
_CHASSIS = {
    "tower": "Tower",
    "desktop": "Desktop",
    "small": "Low Profile Desktop",
    "mini": "Mini PC",
    "all-in-one": "All in One",
    "laptop": "Notebook",
    "server": "Main Server Chassis",
    "tablet": "Tablet",
}


def agent_id(tower: Tower) -> str:
    """Return the UUID for the header GLPI-Agent-ID: one per tower, for ever."""
    return str(uuid.uuid5(_NAMES, tower.key))


def inventory(tower: Tower, tag: str | None = None) -> dict[str, Any]:
    """Return the inventory. `tag` (else the structure) lets GLPI's rules choose the entity.

    For a tower that was never looked at: its name, its number and the comment.
    """
    plain: dict[str, object] = {
        "action": "inventory",
        "deviceid": f"pcsol-{tower.key}",
        "itemtype": "Computer",
        "tag": said(tag or tower.structure),
        "content": _content(tower),
    }
    return without_nothing(plain)


def _content(tower: Tower) -> dict[str, object]:
    probe = tower.probe
    version = (said(probe.pcsol) if probe else None) or "0"
    found: dict[str, object] = {
        "versionclient": f"PCSol_v{version}",
        "versionprovider": {"name": "PCSol", "program": "pcsol", "version": version},
        "hardware": _hardware(tower),
        "bios": _bios(tower),
    }
    if probe is not None:
        found |= {
            "cpus": parts.processors(probe.processor),
            "memories": parts.sticks(probe.memory),
            "storages": parts.storages(probe),
            "networks": parts.networks(probe.network or ()),
            "videos": parts.videos(probe.graphics or ()),
            "sounds": parts.sounds(probe.sound or ()),
            "batteries": parts.batteries(probe.batteries or ()),
        }
    return without_nothing(found)


def _hardware(tower: Tower) -> dict[str, object]:
    probe = tower.probe
    machine = probe.machine if probe else Machine()
    form = machine.form_factor or tower.form
    memory = (probe.memory.installed_bytes or probe.memory.total_bytes) if probe else None
    return without_nothing(
        {
            "name": name(tower),
            "uuid": known_uuid(machine.uuid),
            "chassis_type": _CHASSIS.get(form or "") or text(machine.chassis),
            "memory": memory // _MIB if memory else None,
            "vmsystem": "Physical" if probe and not probe.processor.hypervisor else None,
            "description": said(comment(tower), _COMMENT_MOST),
        }
    )


def _bios(tower: Tower) -> dict[str, object]:
    machine = tower.probe.machine if tower.probe else Machine()
    return without_nothing(
        {
            "assettag": tower.code,
            "smanufacturer": text(machine.manufacturer),
            "smodel": text(machine.model),
            "ssn": known_serial(text(machine.serial)),
            "mmanufacturer": text(machine.board.manufacturer),
            "mmodel": text(machine.board.model),
            "msn": known_serial(text(machine.board.serial)),
            "bmanufacturer": text(machine.firmware.vendor),
            "bversion": text(machine.firmware.version),
            "bdate": parts.day(machine.firmware.date),
        }
    )
