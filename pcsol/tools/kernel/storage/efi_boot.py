"""EFI variables: the boot entry that started this machine, and the partition or the kind of device that it names.

UEFI Specification 2.10: 3.3 (BootCurrent, Boot####), 3.1.3 (EFI_LOAD_OPTION), 10.3 (device path nodes). efivarfs puts
four bytes of attributes before each value.
"""

import struct
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pcsol.errors import FactError
from pcsol.tools.kernel import efi
from pcsol.tools.kernel.storage import looking
from pcsol.tools.world.world import World

_FOLDER = "/sys/firmware/efi/efivars"
_GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
_ATTRIBUTES_BYTES, _OPTION_HEAD_BYTES, _NODE_HEAD_BYTES = 4, 6, 4
_END, _MEDIA, _MESSAGING = 0x7F, 0x04, 0x03
_HARD_DRIVE, _CD_ROM = 0x01, 0x02
_MBR, _GPT = 0x01, 0x02
_USB, _SATA, _NVME = 0x05, 0x12, 0x17
_NETWORK = (0x0B, 0x0C, 0x0D, 0x18)  # MAC, IPv4, IPv6, URI

Way = Literal["usb", "sata", "nvme", "network", "optical", "other"]


@dataclass(frozen=True, slots=True)
class BootEntry:
    """`partition`: its PARTUUID as lsblk writes it, when the entry names one; `way`: what it says of the device."""

    partition: str | None = None
    way: Way = "other"


@dataclass(frozen=True, slots=True)
class EfiStart:
    """How the firmware started this machine. `entry` None: through EFI, and the firmware does not tell from what."""

    through_efi: bool
    entry: BootEntry | None = None


def read(world: World) -> EfiStart | None:
    """Return the start; None when it is not known whether and from where EFI started this machine."""
    mode = efi.mode(world)
    if mode != "uefi":
        return EfiStart(through_efi=False) if mode == "bios" else None
    variables = looking.names(world, _FOLDER)
    if not variables:  # not mounted, or the firmware's services are off: nobody can tell
        return None
    if f"BootCurrent-{_GLOBAL}" not in variables:
        return EfiStart(through_efi=True)
    try:
        number = int.from_bytes(_value(world, "BootCurrent")[:2], "little")
        if f"Boot{number:04X}-{_GLOBAL}" not in variables:
            return EfiStart(through_efi=True)
        return EfiStart(through_efi=True, entry=parse(_value(world, f"Boot{number:04X}")))
    except FactError:
        return None


def _value(world: World, name: str) -> bytes:
    return world.read_bytes(f"{_FOLDER}/{name}-{_GLOBAL}", 65536)[_ATTRIBUTES_BYTES:]


def parse(option: bytes) -> BootEntry | None:
    """Read an EFI_LOAD_OPTION: attributes, length of the paths, a name in UTF-16, device paths; None when damaged."""
    if len(option) < _OPTION_HEAD_BYTES:
        return None
    length = int.from_bytes(option[4:6], "little")
    start = _OPTION_HEAD_BYTES
    while option[start : start + 2] not in (b"\0\0", b"", b"\0"):
        start += 2
    paths = option[start + 2 : start + 2 + length]
    nodes = _nodes(paths) if len(paths) == length else None
    return None if nodes is None else _entry(nodes)


def _nodes(paths: bytes) -> list[tuple[int, int, bytes]] | None:
    """Return type, subtype and content of each node up to the end of the first path."""
    found: list[tuple[int, int, bytes]] = []
    while len(paths) >= _NODE_HEAD_BYTES:
        kind, subkind, length = struct.unpack_from("<BBH", paths)
        if kind == _END:
            return found
        if not _NODE_HEAD_BYTES <= length <= len(paths):
            return None
        found.append((kind, subkind, paths[_NODE_HEAD_BYTES:length]))
        paths = paths[length:]
    return None


def _entry(nodes: list[tuple[int, int, bytes]]) -> BootEntry:
    drives = [content for kind, subkind, content in nodes if (kind, subkind) == (_MEDIA, _HARD_DRIVE)]
    return BootEntry(_partition(drives[0]) if drives else None, _way(nodes))


def _partition(drive: bytes) -> str | None:
    """Number, start and size of the partition, its signature and how to read it (10.3.5.1)."""
    if len(drive) < 38:
        return None
    number, signature, kind = int.from_bytes(drive[:4], "little"), drive[20:36], drive[37]
    if kind == _GPT:
        return str(UUID(bytes_le=signature))
    if kind == _MBR:
        return f"{int.from_bytes(signature[:4], 'little'):08x}-{number:02x}"
    return None


def _way(nodes: list[tuple[int, int, bytes]]) -> Way:
    for kind, subkind, _content in nodes:
        if kind == _MESSAGING and subkind in (_USB, _SATA, _NVME):
            return "usb" if subkind == _USB else "sata" if subkind == _SATA else "nvme"
        if kind == _MESSAGING and subkind in _NETWORK:
            return "network"
        if (kind, subkind) == (_MEDIA, _CD_ROM):
            return "optical"
    return "other"
