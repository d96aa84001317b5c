"""Made-up towers for QEMU: what their firmware says, and what disks they hold. Serials are invented."""

from pathlib import Path

DELL = (
    "type=0,vendor=Dell Inc.,version=A25,date=05/30/2019",
    "type=1,manufacturer=Dell Inc.,product=OptiPlex 7010,serial=7QX2P5J,uuid=4c4c4544-0051-5810-8032-b7c04f50354a",
    "type=2,manufacturer=Dell Inc.,product=0GY6Y8,version=A03,serial=/7QX2P5J/CN1374031K00AB/",
    "type=3,manufacturer=Dell Inc.,serial=7QX2P5J,asset=MAIRIE-0042",
    "type=17,loc_pfx=DIMM,bank=BANK 0,manufacturer=Kingston,serial=A1B2C3D4,part=KHX1600C9D3/4G,speed=1600",
)
HP = (
    "type=0,vendor=Hewlett-Packard,version=K01 v02.05,date=05/07/2012",
    "type=1,manufacturer=Hewlett-Packard,product=HP Compaq Pro 6300 SFF,serial=CZC3217QRX,"
    "uuid=1b2e8c80-7d3a-11e2-9f4b-b4b52fd41a07",
    "type=2,manufacturer=Hewlett-Packard,product=339A,serial=PDKVL0A1B2C3D4",
    "type=3,manufacturer=Hewlett-Packard,serial=CZC3217QRX",
)
NOBODY = (
    "type=1,manufacturer=To Be Filled By O.E.M.,product=To Be Filled By O.E.M.,serial=To Be Filled By O.E.M.,"
    "uuid=03000200-0400-0500-0006-000700080009",
    "type=2,manufacturer=ASRock,product=G41M-VS3,serial=To Be Filled By O.E.M.",
    "type=3,manufacturer=To Be Filled By O.E.M.,serial=To Be Filled By O.E.M.",
)


def firmware(tables: tuple[str, ...]) -> list[str]:
    """Return QEMU's words for what a firmware says."""
    return [word for table in tables for word in ("-smbios", table)]


def hard_disk(folder: Path, *, options: str = "") -> list[str]:
    """A 500 GB hard disk on SATA."""
    return _sata(folder, "hdd", 500_107_862_016, "ST500DM002-1BD142", "Z2AXHDD1", 7200, 0, options)


def solid_state(folder: Path) -> list[str]:
    """A 250 GB solid state disk on SATA."""
    return _sata(folder, "ssd", 250_059_350_016, "Samsung SSD 850 EVO 250GB", "S2R5SSD1", 1, 1, "")


def nvme(folder: Path) -> list[str]:
    """A 128 GB NVMe disk."""
    return [*_drive(folder, "nvme", 128_035_676_160, ""), "-device", "nvme,drive=nvme,serial=NVME0001"]


def _sata(folder: Path, name: str, size: int, model: str, serial: str, rotation: int, port: int, options: str) -> list[str]:  # noqa: PLR0913, PLR0917, E501
    device = f"ide-hd,bus=ide.{port},drive={name},model={model},serial={serial},rotation_rate={rotation},ver=KC45"
    return [*_drive(folder, name, size, options), "-device", device]


def _drive(folder: Path, name: str, size_bytes: int, options: str) -> list[str]:
    """A file of that size without content: it takes no room."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.img"
    file.touch()
    with file.open("r+b") as stream:
        stream.truncate(size_bytes)
    return ["-drive", f"file={file},format=raw,if=none,id={name},cache=unsafe{options}"]
