"""A made-up machine: an album written file by file. Every serial is invented."""

import json
from pathlib import Path

from pcsol.tools.world.album import AlbumWorld

SATA = "devices/pci0000:00/0000:00:1f.2/ata{n}/host{n}/target{n}:0:0/{n}:0:0:0/block/{name}"
USB = "devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4.2/1-4.2:1.0/host6/target6:0:0/6:0:0:0/block/{name}"
NVME = "devices/pci0000:00/0000:00:1d.0/0000:03:00.0/nvme/nvme0/{name}"
VIRTIO = "devices/pci0000:00/0000:00:02.0/virtio1/block/{name}"
VIRTUAL = "devices/virtual/block/{name}"


def machine(folder: Path, files: dict[str, object] | None = None) -> AlbumWorld:
    """Write the files (an object becomes JSON) and open the album."""
    for name, content in (files or {}).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(content if isinstance(content, str) else json.dumps(content))
    return AlbumWorld(folder)


def block(folder: Path, name: str, place: str, **facts: str | bytes) -> str:
    """Give the machine a block device; a fact such as device__model becomes the file device/model. Returns its path."""
    where = place.format(name=name, n=len(list((folder / "sys/block").glob("sd*"))) + 1)
    real = folder / "sys" / where
    known = {"size": "1953525168\n", "removable": "0\n", "queue__rotational": "1\n", "queue__logical_block_size": "512"}
    for fact, content in (known | facts).items():
        file = real / fact.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    link = folder / "sys/block" / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(f"../{where}")
    return f"sys/{where}"


def pci(folder: Path, slot: str, code: str, ids: str, driver: str | None = None, **more: str) -> None:
    """Put a device on the PCI bus: class "0104", ids "8086:2822"."""
    vendor, device = ids.upper().split(":")
    alias = f"pci:v0000{vendor}d0000{device}sv00001028sd00000001bc{code[:2]}sc{code[2:]}i00"
    uevent = f"MODALIAS={alias}\n" + (f"DRIVER={driver}\n" if driver else "")
    for name, content in {"uevent": uevent, **more}.items():
        file = folder / "sys/bus/pci/devices" / slot / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)


def smartctl(model: str, serial: str, **more: object) -> dict[str, object]:
    """A short answer of smartctl --json for an ATA disk."""
    return {
        "smartctl": {"exit_status": 0},
        "device": {"name": "/dev/sda", "type": "sat", "protocol": "ATA"},
        "model_name": model,
        "serial_number": serial,
        "smart_support": {"available": True, "enabled": True},
        "smart_status": {"passed": True},
        **more,
    }
