"""Synthetic dmidecode dumps: written for these tests, of no real machine."""

from pathlib import Path

from pcsol.tools.world.album import AlbumWorld

HEAD = "# dmidecode 3.4\nGetting SMBIOS data from sysfs.\nSMBIOS 2.8 present.\n\n"

LENOVO = HEAD + (
    "Handle 0x0000, DMI type 0, 24 bytes\nBIOS Information\n\tVendor: LENOVO\n\tVersion: FBKT99AUS\n"
    "\tRelease Date: 06/15/2023 -\n\tCharacteristics:\n\t\tPCI is supported\n\t\tUEFI is supported\n\n"
    "Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: LENOVO\n\tProduct Name: 10XX001XFR\n"
    "\tVersion: ThinkCentre M99\n\tSerial Number: PBX7R2Q\n\tUUID: 6f1c2b60-1111-11e3-9f0a-2c56dc3b7a10\n"
    "\tFamily: To be filled by O.E.M.\n\n"
    "Handle 0x0002, DMI type 2, 15 bytes\nBase Board Information\n\tManufacturer: LENOVO\n\tProduct Name: SHARKBAY\n"
    "\tVersion: x.x\n\tSerial Number: 1ZX9QK77\n\tAsset Tag: Not Specified\n\tType: Motherboard\n\n"
    "Handle 0x0003, DMI type 3, 22 bytes\nChassis Information\n\tManufacturer: LENOVO\n\tType: Desktop\n"
    "\tSerial Number: PBX7R2Q\n\tAsset Tag: MAIRIE-0042\n\n"
)

ASSEMBLED = HEAD + (
    "Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: System manufacturer\n"
    "\tProduct Name: System Product Name\n\tVersion: System Version\n\tSerial Number: System Serial Number\n"
    "\tUUID: 03000200-0400-0500-0006-000700080009\n\n"
    "Handle 0x0002, DMI type 2, 15 bytes\nBase Board Information\n\tManufacturer: ASUSTeK COMPUTER INC.\n"
    "\tProduct Name: P8H61-M LX2\n\tVersion: Rev x.0x\n\tSerial Number: MB-1234567890\n\n"
    "Handle 0x0003, DMI type 3, 22 bytes\nChassis Information\n\tManufacturer: Chassis Manufacture\n\tType: Desktop\n"
    "\tSerial Number: Chassis Serial Number\n\tAsset Tag: Asset-1234567890\n\n"
)


def album(folder: Path, dmidecode: str = "", **files: str) -> AlbumWorld:
    """An album with this dump and these texts at its top ("meminfo"); write() adds files of the kernel."""
    (folder / "cpuinfo.txt").write_text("", "utf-8")  # so that a folder without a dump is an album as well
    if dmidecode:
        (folder / "dmidecode.txt").write_text(dmidecode, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return AlbumWorld(folder)


def write(folder: Path, path: str, content: bytes = b"") -> None:
    """A file of the kernel in the album: "/sys/class/dmi/id/sys_vendor"."""
    file = folder / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def device(handle: str, **fields: str) -> str:
    """One memory device (SMBIOS type 17)."""
    given = {"Size": "4 GB", "Form Factor": "DIMM", "Locator": "DIMM1", "Type": "DDR3", "Speed": "1600 MT/s"} | fields
    lines = "".join(f"\t{name}: {value}\n" for name, value in given.items())
    return f"Handle {handle}, DMI type 17, 40 bytes\nMemory Device\n{lines}\n"


def array(handle: str = "0x1000", **fields: str) -> str:
    """One memory array (SMBIOS type 16)."""
    given = {"Use": "System Memory", "Error Correction Type": "None", "Maximum Capacity": "16 GB"} | fields
    lines = "".join(f"\t{name}: {value}\n" for name, value in given.items())
    return f"Handle {handle}, DMI type 16, 23 bytes\nPhysical Memory Array\n{lines}\n"
