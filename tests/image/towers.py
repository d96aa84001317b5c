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
    "type=1,manufacturer=Hewlett-Packard,product=HP Compaq Pro 6300 SFF,serial=CZC3217QRX",
    "type=2,manufacturer=Hewlett-Packard,product=339A,serial=PDKVL0A1B2C3D4",
    "type=3,manufacturer=Hewlett-Packard,serial=CZC3217QRX",
)
NOBODY = (
    "type=1,manufacturer=To Be Filled By O.E.M.,product=To Be Filled By O.E.M.,serial=To Be Filled By O.E.M.",
    "type=1,uuid=03000200-0400-0500-0006-000700080009",
    "type=2,manufacturer=ASRock,product=G41M-VS3,serial=To Be Filled By O.E.M.",
    "type=3,manufacturer=To Be Filled By O.E.M.,serial=To Be Filled By O.E.M.",
)


def firmware(tables: tuple[str, ...]) -> list[str]:
    """Return QEMU's words for what a firmware says."""
    return [word for table in tables for word in ("-smbios", table)]


def with_a_disk_that_hangs(layer: Path) -> Path:
    """Files for a tower with one disk more, the kernel's pretend one: once it has its name, it answers nothing.

    What is asked of it then waits in the kernel for a minute and cannot be ended, as with a dying disk.
    """
    units = layer / "etc" / "systemd" / "system"
    (units / "pcsol.target.wants").mkdir(parents=True)
    (units / "pretend.service").write_text(_PRETEND, "utf-8")
    (units / "pcsol.target.wants" / "pretend.service").symlink_to("../pretend.service")
    (layer / "pretend").write_text(_PRETEND_SCRIPT, "utf-8")
    return layer


def with_a_broken_visit(layer: Path) -> Path:
    """Files for a tower whose PCSol ends with a fault before its first screen."""
    rounds = layer / "opt/pcsol/lib/python3.13/site-packages/pcsol/rounds"
    (rounds / "__pycache__").mkdir(parents=True)
    (rounds / "start.py").write_text("raise RuntimeError('broken by a test')\n", "utf-8")
    (rounds / "__pycache__" / "start.cpython-313.pyc").write_bytes(b"not compiled")  # the medium's own would be taken
    return layer


_PRETEND = """[Unit]
DefaultDependencies=no
After=systemd-udevd.service
Before=pcsol-settled.service
[Service]
Type=oneshot
ExecStart=/bin/sh /pretend
"""
_PRETEND_SCRIPT = """
modprobe scsi_debug
cd /sys/bus/pseudo/drivers/scsi_debug
until ls adapter0/host*/target*/*/block >/dev/null 2>&1; do sleep 0.2; done
udevadm settle
echo 4 >opts       # forget commands,
echo 1 >every_nth  # each of them
"""


def hard_disk(folder: Path) -> list[str]:
    """A 500 GB hard disk on SATA."""
    device = "ide-hd,bus=ide.0,drive=hdd,model=ST500DM002-1BD142,serial=Z2AXHDD1,rotation_rate=7200,ver=KC45"
    return [*_drive(folder, "hdd", 500_107_862_016), "-device", device]


def solid_state(folder: Path) -> list[str]:
    """A 250 GB solid state disk on SATA."""
    device = "ide-hd,bus=ide.1,drive=ssd,model=Samsung SSD 850 EVO 250GB,serial=S2R5SSD1,rotation_rate=1,ver=EMT02B6Q"
    return [*_drive(folder, "ssd", 250_059_350_016), "-device", device]


def nvme(folder: Path) -> list[str]:
    """A 128 GB NVMe disk."""
    return [*_drive(folder, "nvme", 128_035_676_160), "-device", "nvme,drive=nvme,serial=NVME0001"]


MAC = "52:54:00:13:57:9b"
NETWORK_CARD = ("-device", f"e1000e,mac={MAC}")


def _drive(folder: Path, name: str, size_bytes: int) -> list[str]:
    """A file of that size without content: it takes no room."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.img"
    file.touch()
    with file.open("r+b") as stream:
        stream.truncate(size_bytes)
    return ["-drive", f"file={file},format=raw,if=none,id={name},cache=unsafe"]
