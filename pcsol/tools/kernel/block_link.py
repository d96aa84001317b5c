"""How a disk hangs on the machine, from where the kernel put it: bus, speed, and a port that keeps its name."""

import re

from pcsol.errors import FactError
from pcsol.model.hardware.disk import Bus
from pcsol.tools.world.world import World

_PCI = re.compile(r"[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]")
_ATA = re.compile(r"/ata(\d+)/")
_USB = re.compile(r"/usb\d+/(?:.*/)?(\d+-\d+(?:\.\d+)*)/\1:")
_HOST = re.compile(r"/(host\d+)/target")
_SAS = re.compile(r"/end_device-[\d:]+/")
_AHCI_CLASS = "0x0106"
# PCI Express Base Specification: 8b/10b below 8 GT/s, 128b/130b from there on.
_GT = re.compile(r"(\d+(?:\.\d+)?) ?GT/s.*")
_DENSE_FROM_GT = 8.0


def bus(world: World, name: str, place: str) -> Bus | None:
    """Say on which bus a disk is. `place` is the disk's true path under /sys/devices ("" when unknown)."""
    if name.startswith(("nvme", "mmcblk")):
        return "nvme" if name.startswith("nvme") else "mmc"
    for found, told in ((r"/usb\d+/", "usb"), (r"/virtio\d+/(?:block|host)", "virtio"), (_SAS.pattern, "sas")):
        if re.search(found, place):
            return told  # type: ignore[return-value]
    if is_ata(place):
        return _serial_ata(world, place)
    host = _HOST.search(place)
    if host is None:
        return None
    # A host may name its driver where its place shows no port; lsblk believes that too.
    return "sata" if _word(world, f"/sys/class/scsi_host/{host[1]}/proc_name") == "ahci" else "scsi"


def is_ata(place: str) -> bool:
    """Say whether libata drives the disk, be it parallel or serial."""
    return bool(_ATA.search(place))


def _serial_ata(world: World, place: str) -> Bus | None:
    """A link with a speed, or an AHCI controller, is serial; an old IDE interface may drive either kind."""
    address = _address(place)
    serial = _ata_speed(world, place) is not None or _word(world, f"/sys/bus/pci/devices/{address}/class").startswith(
        _AHCI_CLASS
    )
    return "sata" if serial else None


def now_gbps(world: World, bus: Bus | None, place: str) -> float | None:
    """Return the speed that the two ends agreed on, in Gb/s."""
    if is_ata(place):
        return _ata_speed(world, place)
    if bus == "usb":
        device = place.rpartition("/host")[0].rpartition("/")[0]
        return _mbps(_word(world, f"{device}/speed"))
    if bus == "nvme":
        return _pcie_gbps(world, _controller(world, place))
    return None


def port(world: World, bus: Bus | None, place: str) -> str | None:
    """Return a name of the port that is the same after a restart, or null: "0000:00:1f.2-ata-1", "usb-1-4.2"."""
    address = _address(_controller(world, place) if bus == "nvme" else place)
    ata, usb = _ATA.search(place), _USB.search(place)
    if ata:
        number = _word(world, f"/sys/class/ata_port/ata{ata[1]}/port_no")
        return f"{address}-ata-{number}" if number else None
    if usb:
        return f"usb-{usb[1]}"
    return address or None


def _ata_speed(world: World, place: str) -> float | None:
    """Files of /sys/class/ata_link say "3.0 Gbps", or "<unknown>" where the controller hides it."""
    found = _ATA.search(place)
    speed = _word(world, f"/sys/class/ata_link/link{found[1]}/sata_spd") if found else ""
    told = re.fullmatch(r"(\d+(?:\.\d+)?) Gbps", speed)
    return float(told[1]) if told else None


def _mbps(word: str) -> float | None:
    return round(float(word) / 1000, 3) if re.fullmatch(r"\d+(\.\d+)?", word) else None


def _controller(world: World, place: str) -> str:
    """With multipathing a namespace lies under its subsystem, and the controllers are beside it."""
    subsystem = re.match(r".*/nvme-subsystem/[^/]+", place)
    if not subsystem:
        return place
    ways = [name for name in world.names(subsystem[0]) or () if re.fullmatch(r"nvme\d+", name)]
    return (world.link(f"{subsystem[0]}/{ways[0]}") or "") if len(ways) == 1 else ""


def _pcie_gbps(world: World, place: str) -> float | None:
    root = f"/sys/bus/pci/devices/{_address(place)}"
    rate = _GT.fullmatch(_word(world, f"{root}/current_link_speed"))
    lanes = _word(world, f"{root}/current_link_width")
    if not rate or not lanes.isdecimal() or lanes == "0":
        return None
    each = float(rate[1])
    return round(each * int(lanes) * (128 / 130 if each >= _DENSE_FROM_GT else 0.8), 1)


def _address(place: str) -> str:
    found = _PCI.findall(place)
    return found[-1] if found else ""


def _word(world: World, path: str) -> str:
    try:
        return world.read(path, limit_bytes=4096).strip()
    except FactError:
        return ""
