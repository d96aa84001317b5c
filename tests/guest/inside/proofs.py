"""What shows, without PCSol, that a simulated disk does what its mode says: raw commands, then a look at the medium."""

import subprocess
import time
from pathlib import Path
from typing import Any

from tests.guest.inside import look, sg, writing
from tests.guest.simulator.ata.sanitize import BLOCK, CRYPTO, KEYS, OVERWRITE

_DRAWER = Path("/run/drawer")
_PASSWORD = b"PCSOL"
_OVERWRITE_KEY = 0x4F57 << 32


def _block(password: bytes, first: int = 0) -> bytes:
    return (bytes((first, 0)) + password.ljust(32, b"\0")).ljust(512, b"\0")


def _ended(reply: sg.Reply) -> str:
    registers = reply.registers
    if reply.status == 0 or (reply.sense[:1] == b"\x72" and registers and registers["status"] & 1 == 0):
        return "done"
    return "refused" if reply.key[0] == 5 else "aborted"


def nothing(path: str, name: str) -> dict[str, Any]:
    """Only look."""
    return _state(path, name)


def _state(path: str, name: str, *, disk: bool = True) -> dict[str, Any]:
    """Both sides of the disk; only the backing store where the disk would not answer for minutes."""
    behind = look.at_backing(_DRAWER / f"{name}.img", name)
    return {"backing": behind, "disk": look.at_disk(path, name)} if disk else {"backing": behind}


def words(path: str, _name: str) -> dict[str, Any]:
    """What IDENTIFY tells of erasing."""
    w = sg.identify(path)
    return {str(at): w[at] for at in (59, 82, 85, 89, 90, 92, 119, 128, 217)} | {
        "sectors": _sectors(w), "sum": sum(b for v in w for b in (v & 255, v >> 8)) & 255}  # fmt: skip


def security_erase(
    path: str, name: str, *, enhanced: bool = False, password: str = "PCSOL", keep: bool = False
) -> dict[str, Any]:
    """SET PASSWORD, PREPARE, ERASE UNIT; then what is left. `keep`: the password is set already."""
    secret = password.encode()
    told = {"before": sg.identify(path)[128]}
    if not keep:
        told["set"] = _ended(sg.ata(path, 0xF1, out=_block(secret)))  # type: ignore[assignment]
    steps: dict[str, Any] = {
        "unprepared": _ended(sg.ata(path, 0xF4, out=_block(secret, 2 * enhanced))),
        "prepare": _ended(sg.ata(path, 0xF3)),
        "erase": _ended(sg.ata(path, 0xF4, out=_block(secret, 2 * enhanced))),
        "word_128": sg.identify(path)[128],
        "format": sg.ata(path, 0xF4, out=_block(b"no")).sense[:1].hex(),
    }
    return told | steps | _state(path, name, disk=steps["word_128"] & 4 == 0)


def set_password(path: str, _name: str) -> dict[str, Any]:
    """Only that."""
    return {"set": _ended(sg.ata(path, 0xF1, out=_block(_PASSWORD))), "word_128": sg.identify(path)[128]}


def unlock(path: str, name: str, *, password: str) -> dict[str, Any]:
    """UNLOCK and DISABLE PASSWORD."""
    secret = password.encode()
    told = {
        "before": sg.identify(path)[128],
        "read": _reads(path),
        "unlock": _ended(sg.ata(path, 0xF2, out=_block(secret))),
    }
    return told | {"disable": _ended(sg.ata(path, 0xF6, out=_block(secret))), "word_128": sg.identify(path)[128],
                   "then": _reads(path)}  # fmt: skip


def _reads(path: str) -> bool:
    return sg.send(path, bytes((0x28, 0, 0, 0, 0, 0, 0, 0, 1, 0)), expect=512).status == 0


def sanitize(path: str, name: str, *, how: str = "block", seconds: float = 6) -> dict[str, Any]:
    """Start one, follow its status until it ends or the time is up; then what is left."""
    feature, lba = {"block": (BLOCK, KEYS[BLOCK]), "crypto": (CRYPTO, KEYS[CRYPTO]),
                    "overwrite": (OVERWRITE, _OVERWRITE_KEY)}[how]  # fmt: skip
    started = sg.ata(path, 0xB4, feature=feature, lba=lba, count=1 if how == "overwrite" else 0)
    counts, progress = [], []
    end = time.monotonic() + seconds
    status = started
    while time.monotonic() < end:
        status = sg.ata(path, 0xB4)
        registers = status.registers or {}
        counts.append(registers.get("count", 0))
        progress.append(registers.get("lba", -1) & 0xFFFF)
        if _ended(status) != "done" or not counts[-1] & 0x4000:
            break
        time.sleep(0.3)
    return {
        "start": _ended(started), "start_registers": started.registers, "start_key": started.key,
        "start_format": started.sense[:1].hex(), "status": _ended(status), "status_key": status.key,
        "registers": status.registers, "format": status.sense[:1].hex(), "ran": any(c & 0x4000 for c in counts),
        "rises": progress[0] < max(progress), "highest": max(progress),
    } | _state(path, name, disk=not counts[-1] & 0x4000)  # fmt: skip


def scsi_sanitize(path: str, name: str, *, action: int = 2, seconds: float = 6) -> dict[str, Any]:
    """SANITIZE of a SCSI disk, followed by REQUEST SENSE."""
    listed = sg.send(path, bytes((0xA3, 0x0C, 3, 0x48, 0, action, 0, 0, 0, 64, 0, 0)), expect=64)
    pattern = bytes((1, 0, 0, 4, 0, 0, 0, 0)) if action == 1 else b""
    started = sg.send(path, bytes((0x48, 0x80 | action, *bytes(5), 0, len(pattern), 0)), out=pattern)
    seen = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seen.append(sg.Reply(0, b"", sg.send(path, bytes((3, 0, 0, 0, 32, 0)), expect=32).data))
        if seen[-1].key[0] != 2:
            break
        time.sleep(0.3)
    progress = [int.from_bytes(one.sense[16:18], "big") for one in seen]
    return {"supported": listed.data[1] & 7, "start": started.status, "start_key": started.key, "key": seen[-1].key,
            "rises": progress[0] < max(progress), "highest": max(progress),
            } | _state(path, name, disk=seen[-1].key[0] != 2)  # fmt: skip


def extent(path: str, _name: str, *, by: str = "hpa") -> dict[str, Any]:
    """How many sectors IDENTIFY, the drive's native maximum and the kernel tell, before and after uncovering."""
    told: dict[str, Any] = {"before": _sizes(path)}
    if by == "dco":
        page = sg.ata(path, 0xB1, feature=0xC2, expect=512).data
        told["dco"] = int.from_bytes(page[6:14], "little") + 1
        told["set"] = _ended(sg.ata(path, 0xB1, feature=0xC0))
    elif by == "hpa":
        native = (sg.ata(path, 0x27).registers or {})["lba"] + 1
        told["native"] = native
        told["set"] = _ended(sg.ata(path, 0x37, lba=native - 1))
    else:
        native = (sg.ata(path, 0x78).registers or {})["lba"] + 1
        told["native"] = native
        told["set"] = _ended(sg.ata(path, 0x78, feature=1, lba=native - 1))
        told["again"] = _ended(sg.ata(path, 0x78, feature=1, lba=native - 1))
    Path("/sys/block", path[5:], "device/rescan").write_text("1")
    time.sleep(0.3)
    return told | {"after": _sizes(path)}


def _sectors(w: tuple[int, ...]) -> int:
    return w[100] | w[101] << 16 | w[102] << 32


def _sizes(path: str) -> dict[str, int]:
    w = sg.identify(path)
    return {"identify": _sectors(w),
            "kernel": int(Path("/sys/block", path[5:], "size").read_text())}  # fmt: skip


def overwrite(path: str, name: str) -> dict[str, Any]:
    """Write zeros over every sector as a plain program would, and look."""
    told = writing.zeros(path)
    return told | {"took_at_least_4_seconds": told["write_seconds"] >= 4} | _state(path, name, disk=not told["gave_up"])


def bridge(path: str, _name: str) -> dict[str, Any]:
    """How the disk hangs on the machine, and whether IDENTIFY comes through."""
    argv = ["lsblk", "--nodeps", "--noheadings", "--output", "TRAN", path]
    sg.ata(path, 0xEC, expect=512)  # usb-storage cuts the first long sense data that it meets
    transport = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()
    return {"transport": transport, "identify": _ended(sg.ata(path, 0xEC, expect=512)),
            "removable": Path("/sys/block", path[5:], "removable").read_text().strip()}  # fmt: skip


def plain_zeros(_path: str, name: str, *, path: str) -> dict[str, Any]:
    """Zeros over another device, which hides the disk; then what the disk holds."""
    backing = _DRAWER / f"{name}.img"
    return writing.zeros(path or _path) | ({"backing": look.at_backing(backing, name)} if backing.exists() else {})
