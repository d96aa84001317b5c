"""lsblk(8): what udev knows of the disks. Its JSON changed: "0" became 0 and false, MOUNTPOINT became MOUNTPOINTS."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.i18n import _
from pcsol.model.hardware.devices import Optical
from pcsol.model.hardware.disk import Bus, Disk
from pcsol.tools import plain_json
from pcsol.tools.kernel import block
from pcsol.tools.world.question import Question
from pcsol.tools.world.world import World

_COLUMNS = (
    "NAME,PATH,KNAME,TYPE,SIZE,MODEL,SERIAL,WWN,VENDOR,REV,TRAN,ROTA,RM,RO,HOTPLUG,LOG-SEC,PHY-SEC,"
    "MOUNTPOINTS,FSTYPE,LABEL,UUID,PARTUUID,PARTLABEL"
)
LSBLK = Question(("lsblk", "--json", "--bytes", "--tree", "--output", _COLUMNS), ("lsblk.json",), seconds=10)
_DEEP = 12


@dataclass(frozen=True, slots=True)
class Volume:
    """What lies on a disk or a partition: kind of file system ("vfat"), label, UUID; and the partition's own names."""

    kind: str | None = None
    label: str | None = None
    uuid: str | None = None
    part_uuid: str | None = None
    part_label: str | None = None


def read(world: World) -> tuple[Disk, ...]:
    """Return the whole disks of the machine. Raises ToolError, or UnrecordedError when the album has no lsblk.json."""
    return parse(_listed(world))


def read_optical(world: World) -> tuple[Optical, ...]:
    """Return the optical drives of the machine. Raises as `read` does."""
    return parse_optical(_listed(world))


def read_volumes(world: World) -> dict[str, tuple[Volume, ...]]:
    """Return what lies on each whole disk and its partitions. Raises as `read` does."""
    return parse_volumes(_listed(world))


def read_contents(world: World) -> dict[str, Volume]:
    """Return what lies on each device, whole or a partition, by its kernel name. Raises as `read` does."""
    return parse_contents(_listed(world))


def _listed(world: World) -> str:
    call = world.ask(LSBLK)
    if call.status and not call.stdout.strip():
        raise ToolFailedError(
            _("lsblk could not list the disks."),
            details=call.stderr,
        )
    return call.stdout


def parse(text: str) -> tuple[Disk, ...]:
    """Return the whole disks, each field null where its column is missing. Raises ToolUnreadableError on no JSON."""
    found = {disk.name: disk for disk in map(_disk, _rows(text)) if disk is not None}
    return tuple(found.values())


def parse_volumes(text: str) -> dict[str, tuple[Volume, ...]]:
    """Return the volumes of each whole disk, of those whose labels are told. Raises ToolUnreadableError on no JSON."""
    found: dict[str, tuple[Volume, ...]] = {}
    for row in _rows(text):
        disk = _disk(row)
        if disk is not None and "label" in row:
            found[disk.name] = tuple(map(_volume, _flat([row], 0)))
    return found


def parse_contents(text: str) -> dict[str, Volume]:
    """Return the volume of each row that tells labels, loop devices too. Raises ToolUnreadableError on no JSON."""
    return {_kernel_name(row): _volume(row) for row in _rows(text) if "label" in row and "uuid" in row}


def parse_optical(text: str) -> tuple[Optical, ...]:
    """Return the rows of type "rom". Raises ToolUnreadableError when it is no JSON, or does not tell types."""
    rows = list(_rows(text))
    if rows and not any("type" in row for row in rows):
        raise ToolUnreadableError("lsblk", details="no column TYPE")
    return tuple(_drive(row) for row in rows if _word(row, "type") == "rom")


def _kernel_name(row: dict[str, Any]) -> str:
    return (_word(row, "kname") or _word(row, "name") or "").rpartition("/")[2]


def _drive(row: dict[str, Any]) -> Optical:
    name = _kernel_name(row)
    path = _word(row, "path") or (f"/dev/{name}" if name else None)
    return Optical(path=path, vendor=block.vendor(_word(row, "vendor")), model=_word(row, "model"))


def _rows(text: str) -> Iterator[dict[str, Any]]:
    try:
        plain = plain_json.loads(text)
    except ValueError as err:
        raise ToolUnreadableError("lsblk", details=str(err)) from err
    rows = plain.get("blockdevices") if isinstance(plain, dict) else None
    if not isinstance(rows, list):
        raise ToolUnreadableError("lsblk", details="no blockdevices")
    return _flat(rows, 0)


def _flat(rows: list[Any], deep: int) -> Iterator[dict[str, Any]]:
    """`--inverse` and `--merge` put disks below their partitions."""
    for row in rows:
        if isinstance(row, dict):
            yield row
            children = row.get("children")
            if isinstance(children, list) and deep < _DEEP:
                yield from _flat(children, deep + 1)


def _disk(row: dict[str, Any]) -> Disk | None:
    name = _word(row, "kname") or (_word(row, "name") or "").rpartition("/")[2]
    kind = _word(row, "type")
    if not block.is_disk(name) or (kind is not None and kind != "disk") or (kind is None and _is_part(name)):
        return None
    size, removable = _number(row, "size"), _truth(row, "rm")
    if size == 0 and removable:
        return None
    bus = _bus(row)
    return Disk(
        name=name,
        path=_word(row, "path") or f"/dev/{name}",
        model=_word(row, "model"),
        vendor=block.vendor(_word(row, "vendor")),
        serial=_word(row, "serial"),
        wwn=_wwn(row),
        firmware=_word(row, "rev"),
        size_bytes=size or None,
        medium=block.medium(bus, rotates=_truth(row, "rota"), on_ata=bus in ("sata", "ata")),
        bus=bus,
        logical_sector_bytes=_number(row, "log-sec") or None,
        physical_sector_bytes=_number(row, "phy-sec") or None,
        removable=removable,
    )


def _volume(row: dict[str, Any]) -> Volume:
    return Volume(*(_word(row, column) for column in ("fstype", "label", "uuid", "partuuid", "partlabel")))


def _is_part(name: str) -> bool:
    return bool(re.fullmatch(r"[hsv]d[a-z]+\d+|(?:nvme\d+n|mmcblk)\d+p\d+", name))


def _word(row: dict[str, Any], column: str) -> str | None:
    """Older udev escapes blanks and other signs as \\x20."""
    word = row.get(column)
    if not isinstance(word, str):
        return None
    plain = re.sub(r"\\x([0-7][0-9a-fA-F])", lambda found: chr(int(found[1], 16)), word)
    return plain.strip() or None


def _number(row: dict[str, Any], column: str) -> int | None:
    """A number, or a number in quotes; "20G" (asked without --bytes) is rounded, so it is not one."""
    value = row.get(column)
    if isinstance(value, str) and value.isascii() and value.isdecimal():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _truth(row: dict[str, Any], column: str) -> bool | None:
    return {"0": False, "1": True, "False": False, "True": True}.get(str(row.get(column)))


def _wwn(row: dict[str, Any]) -> str | None:
    wwn = (_word(row, "wwn") or "").lower()
    return wwn if re.fullmatch(r"(?:0x|eui\.)[0-9a-f]{16,32}", wwn) else None


def _bus(row: dict[str, Any]) -> Bus | None:
    """The column TRAN; "spi" is parallel SCSI. virtio has a transport only since util-linux 2.39."""
    told = {"spi": "scsi", "sata": "sata", "ata": "ata", "iscsi": None}.get(
        _word(row, "tran") or "", _word(row, "tran")
    )
    if told is None and "virtio" in (_word(row, "subsystems") or "").split(":"):
        return "virtio"
    return told if told in get_args(Bus) else None  # type: ignore[return-value]
