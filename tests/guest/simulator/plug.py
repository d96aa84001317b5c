"""Puts a simulated disk into the kernel: a TCMU back store, a loopback SCSI host, a /dev/sdX."""

import os
import subprocess
import time
from pathlib import Path

from tests.guest.simulator.spec import Spec

_TARGET = Path("/sys/kernel/config/target")
_DRAWER = Path("/run/simulator")
_HBA = 0
_SECONDS = 120.0


def prepare() -> None:
    """Load what is needed and mount configfs."""
    subprocess.run(["modprobe", "-a", "configfs", "uio", "target_core_user", "tcm_loop", "sg"], check=True)
    if not os.path.ismount("/sys/kernel/config"):
        subprocess.run(["mount", "-t", "configfs", "configfs", "/sys/kernel/config"], check=True)


def back_store(number: int, spec: Spec) -> str:
    """Make the back store and return the name of its uio device."""
    store = _TARGET / "core" / f"user_{number}" / spec.name
    store.mkdir(parents=True)
    size = spec.native_sectors * 512
    store.joinpath("control").write_text(
        f"dev_config=pcsol/{spec.name},dev_size={size},hw_block_size=512,nl_reply_supported=-1"
    )
    store.joinpath("enable").write_text("1")
    store.joinpath("attrib/cmd_time_out").write_text("0")
    return str(_until(lambda: _uio(f"/pcsol/{spec.name}")))


def _uio(ending: str) -> str | None:
    for name in Path("/sys/class/uio").glob("*/name"):
        if name.read_text("utf-8").strip().endswith(ending) and Path("/dev", name.parent.name).exists():
            return name.parent.name
    return None


def host(number: int, spec: Spec) -> str:
    """Hang the back store on a SCSI host of its own and return the disk's name (sdb)."""
    wwn, nexus = f"naa.60014050000{number:05x}", f"naa.60014051000{number:05x}"
    port = _TARGET / "loopback" / wwn / "tpgt_1"
    (port / "lun" / "lun_0").mkdir(parents=True)
    (port / "nexus").write_text(nexus)
    (port / "lun" / "lun_0" / "port").symlink_to(_TARGET / "core" / f"user_{number}" / spec.name)
    address = port.joinpath("address").read_text().strip()
    place = Path("/sys/class/scsi_device") / f"{address}:0" / "device" / "block"
    name = str(_until(lambda: next((disk.name for disk in place.glob("sd*")), None)))
    _dress(address.split(":")[0], spec)
    return name


def _dress(host_number: str, spec: Spec) -> None:
    """tcm_loop hosts have no transport of their own; lsblk asks `proc_name`, so that the disk is SATA to it."""
    if spec.kind == "sata":
        _DRAWER.mkdir(exist_ok=True)
        (_DRAWER / "proc_name").write_text("ahci\n")
        at = f"/sys/class/scsi_host/host{host_number}/proc_name"
        subprocess.run(["mount", "--bind", _DRAWER / "proc_name", at], check=True)


def _until(ask: object) -> object:
    """Ask again until the answer is not None."""
    assert callable(ask)
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        found = ask()
        if found is not None:
            return found
        time.sleep(0.02)
    raise TimeoutError(ask)
