"""QEMU's own disks: AHCI, NVMe, SCSI, SAS, USB; honest or with bad sectors, none with a way to erase itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.guest import drawer

_CONTROLLERS = {
    "ahci": (),
    "nvme": (),
    "usb": (),
    "scsi": ("virtio-scsi-pci,id=scsi",),
    "sas": ("mptsas1068,id=sas",),
}


@dataclass(frozen=True, slots=True)
class Emulated:
    """One disk of one boot. `bad`: sectors that cannot be written or read (QEMU's blkdebug)."""

    name: str
    bus: str
    serial: str
    boot: str = "held"
    size_mib: int = 8
    rotates: bool = False
    bad: Sequence[int] = ()
    port: int = 0  # of the AHCI controller, one disk each

    def file(self, folder: Path) -> Path:
        """The backing store."""
        return folder / f"{self.name}.raw"

    def argv(self, folder: Path) -> list[str]:
        """QEMU's words for it; the store is filled on the way."""
        return [*self._store(drawer.fill(self.file(folder), self.name, self.size_mib)), "-device", self._device()]

    def _store(self, file: Path) -> list[str]:
        raw = f"driver=raw,node-name=raw-{self.name},cache.no-flush=on,file.driver=file,file.filename={file}"
        words = ["-blockdev", raw]
        if self.bad:
            each = enumerate((sector, kind) for sector in self.bad for kind in ("read", "write"))
            rules = "".join(_rule(f"inject-error.{at}", sector, kind) for at, (sector, kind) in each)
            words += ["-blockdev", f"driver=blkdebug,node-name=bad-{self.name},image=raw-{self.name}{rules}"]
        return words

    def _device(self) -> str:
        store = f"drive={'bad' if self.bad else 'raw'}-{self.name},serial={self.serial}"
        errors = "rerror=report,werror=report"
        match self.bus:
            case "ahci":
                return f"ide-hd,bus=ide.{self.port},{store},rotation_rate={7200 if self.rotates else 1},{errors}"
            case "nvme":
                return f"nvme,{store}"
            case "usb":
                return f"usb-storage,bus=xhci.0,removable=off,{store}"
        spin = f"rotation_rate={7200 if self.rotates else 1}"
        return (
            f"scsi-hd,bus={self.bus}.0,{spin},vendor=PCSOLSIM,product=EMULATED,wwn={_wwn(self.serial)},{store},{errors}"
        )


def argv(disks: Sequence[Emulated], folder: Path) -> list[str]:
    """QEMU's words for all of them, each controller once."""
    controllers = dict.fromkeys(one for disk in disks for one in _CONTROLLERS[disk.bus])
    words = [word for one in controllers for word in ("-device", one)]
    return words + [word for disk in disks for word in disk.argv(folder)]


def _rule(name: str, sector: int, kind: str) -> str:
    return f",{name}.event=none,{name}.iotype={kind},{name}.sector={sector},{name}.errno=5"


def _wwn(serial: str) -> str:
    return f"0x5000c500{sum(serial.encode()):08x}"


DISKS = (
    Emulated("proof-ssd", "ahci", "EMUAHCI3"),
    Emulated("proof-bad", "ahci", "EMUAHCI4", rotates=True, bad=(3000, 3001, 16383), port=1),
    Emulated("ahci-ssd", "ahci", "EMUAHCI1", port=2),
    Emulated("ahci-hdd-bad", "ahci", "EMUAHCI2", rotates=True, bad=(3000, 3001, 16383), port=3),
    Emulated("nvme", "nvme", "EMUNVME1"),
    Emulated("scsi-hdd", "scsi", "EMUSCSI1", rotates=True),
    Emulated("sas-hdd", "sas", "EMUSAS1", rotates=True),
    Emulated("usb-stick", "usb", "EMUUSB1"),
)
