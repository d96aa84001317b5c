"""A tower of QEMU (software emulation) that starts the live medium's layers and a test layer, and follows a plan."""

import json
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.guest import drawer, emulated
from tests.guest.emulated import Emulated
from tests.guest.simulator.spec import Spec

PROJECT = Path(__file__).resolve().parents[2]
MEDIUM = PROJECT / "build" / "pcsol.img"
# As for the medium's own tests: one processor, since two let QEMU 7.2 trip now and then.
_MACHINE = ("-M", "q35", "-accel", "tcg,thread=single,tb-size=512", "-smp", "1", "-cpu", "Nehalem", "-m", "3072",
            "-nodefaults", "-vga", "none", "-display", "none", "-no-reboot")  # fmt: skip
# What the tower is known by, so that it can be received, and armed.
_MARKS = (
    "-uuid",
    "5f0c2b7e-8f5e-4c55-9b0a-2d6f1c3a9e10",
    "-smbios",
    "type=1,manufacturer=Essai,product=Tour,serial=T42",
)
_WORDS = (
    "pcsol.lang=en rootfstype=ramfs console=ttyS0 quiet loglevel=2 panic=-1 systemd.show_status=0 audit=0 "
    "mitigations=off TERM=dumb"
)
_STICK_MIB = 64
_SWITCHED_OFF = 0x10 << 1 | 1  # what QEMU makes of the byte that inside/__main__.py writes at last
_ONE_AT_A_TIME = threading.Lock()
SECONDS: dict[str, float] = {}  # how long each start took, by its name


@dataclass(frozen=True, slots=True)
class Boot:
    """One start of the tower: simulated disks, QEMU's own disks, and steps in order (see inside/__main__.py)."""

    name: str
    steps: Sequence[Mapping[str, Any]]
    disks: Sequence[Mapping[str, Any]] = ()
    emulated: Sequence[Emulated] = ()
    seconds: float = 1800


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of it. `told`: each step's answer by its id; `stores`: each disk's backing store, to be read by us."""

    told: dict[str, dict[str, Any]]
    stores: dict[str, Path]
    folder: Path
    seconds: float
    sizes: dict[str, int] = field(default_factory=dict)

    def old(self, disk: str) -> list[int]:
        """Return the sectors of a disk's backing store that still hold what lay there before."""
        return drawer.old_sectors(self.stores[disk], disk)

    def seen(self, disk: str) -> list[dict[str, str]]:
        """Return what a simulated disk was told, other than reads and writes: {"command", "ended"}."""
        file = self.folder / "drawer" / f"{disk}.seen"
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    def kernel(self, word: str) -> list[str]:
        """Return the last lines of the kernel's that name this."""
        lines = (self.folder / "drawer" / "kernel.log").read_text("utf-8", errors="replace").splitlines()
        return [line for line in lines if word in line][-20:]

    def kept(self, pattern: str) -> list[Path]:
        """Return files that PCSol kept on the stick (PCSOL_HOME), by a glob."""
        return sorted((self.folder / "stick").glob(pattern))


def start(boot: Boot, folder: Path) -> Ended:
    """Start the tower, wait until it is off, and bring everything to this side. Fails loudly on any odd end."""
    folder.mkdir(parents=True, exist_ok=True)
    specs = [Spec.from_plain(dict(one)) for one in boot.disks]
    store = drawer.make(folder / "drawer.img", [(spec.name, spec.size_mib) for spec in specs])
    stick = _make_stick(folder / "stick.img")
    began = time.monotonic()
    argv = [
        *("qemu-system-x86_64", *_MACHINE, "-serial", f"file:{folder}/serial.log"),
        *_MARKS,
        *("-device", "isa-debug-exit,iobase=0xf4,iosize=0x01"),
        *("-kernel", str(_medium_part("vmlinuz")), "-initrd", str(_layers(folder, boot)), "-append", _WORDS),
        *_disk("drawer", store, "virtio-blk-pci,serial=DRAWER"),
        *(
            "-device",
            "qemu-xhci,id=xhci",
            *_disk("stick", stick, "usb-storage,bus=xhci.0,serial=STICK0001,removable=on"),
        ),
        *emulated.argv(boot.emulated, folder),
    ]
    with (folder / "qemu.log").open("wb") as log:
        try:
            done = subprocess.run(
                argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=boot.seconds, check=False
            )
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{boot.name}: not off after {boot.seconds} s\n{_tail(folder)}") from None
    said = (folder / "qemu.log").read_text("utf-8", errors="replace")
    assert done.returncode == _SWITCHED_OFF, f"{boot.name}: {done.returncode} {said}\n{_tail(folder)}"
    SECONDS[boot.name] = seconds = time.monotonic() - began
    told = _told(folder)
    assert "end" in told, f"{boot.name}: {told.get('fault', {}).get('error', '')}\n{_tail(folder)}"
    place = drawer.empty(store)
    stores = {spec.name: place / f"{spec.name}.img" for spec in specs}
    _read_stick(stick, folder / "stick")
    return Ended(told, stores | {d.name: d.file(folder) for d in boot.emulated}, folder, seconds)


def _told(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "serial.log").read_text("utf-8", errors="replace").splitlines()
    found = (re.search(r"PCSOL-GUEST (\{.*\})", line) for line in lines)
    return {one["id"]: one for one in (json.loads(match[1]) for match in found if match)}


def _tail(folder: Path) -> str:
    return (folder / "serial.log").read_text("utf-8", errors="replace")[-4000:]


def _disk(name: str, file: Path, device: str) -> list[str]:
    return ["-drive", f"id={name},file={file},format=raw,if=none,cache=unsafe", "-device", f"{device},drive={name}"]


def _medium_part(name: str) -> Path:
    with _ONE_AT_A_TIME:
        return _extracted(name)


def _test_layer() -> Path:
    with _ONE_AT_A_TIME:
        return _made_layer()


@cache
def _extracted(name: str) -> Path:
    """A file of the medium that `make image` made: what is tested is what is handed out."""
    file = Path(tempfile.mkdtemp(prefix="pcsol-guest-")) / name
    argv = ["xorriso", "-osirrox", "on", "-indev", str(MEDIUM), "-extract", f"/boot/{name}", str(file)]
    subprocess.run(argv, check=True, capture_output=True)
    file.chmod(0o644)
    return file


@cache
def _made_layer() -> Path:
    done = subprocess.run([PROJECT / "tests" / "guest" / "layer"], check=True, capture_output=True, text=True)
    return Path(done.stdout.strip().splitlines()[-1])


def _layers(folder: Path, boot: Boot) -> Path:
    """Base and app from the medium, the test layer, and this boot's plan with the simulator's sources."""
    root = folder / "root"
    shutil.rmtree(root, ignore_errors=True)
    tests = root / "guest" / "tests"
    for part in ("simulator", "inside"):
        shutil.copytree(PROJECT / "tests" / "guest" / part, tests / "guest" / part,
                        ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
    for package in (tests, tests / "guest"):
        (package / "__init__.py").touch()
    serials = {disk.name: disk.serial for disk in boot.emulated}
    plan = {"disks": [dict(one) for one in boot.disks], "serials": serials, "steps": [dict(one) for one in boot.steps]}
    (root / "guest" / "plan.json").write_text(json.dumps(plan), "utf-8")
    for name, place in (("pcsol.service", "systemd/system"), ("10-proof.rules", "udev/rules.d")):
        (root / "etc" / place).mkdir(parents=True)
        shutil.copy(PROJECT / "tests" / "guest" / "inside" / name, root / "etc" / place)
    names = "\n".join(str(path.relative_to(root)) for path in sorted(root.rglob("*")))
    argv = ["cpio", "--quiet", "--create", "--format=newc", "--owner=0:0"]
    own = subprocess.run(argv, input=names.encode(), cwd=root, check=True, capture_output=True).stdout
    whole = folder / "layers"
    with whole.open("wb") as out:
        for layer in (_medium_part("base.img"), _medium_part("app.img"), _test_layer()):
            # Unpacked by this side: under emulation the guest would take long for it, at every start.
            out.write(subprocess.run(["zstd", "-dcq", str(layer)], check=True, capture_output=True).stdout)
            out.write(bytes(-out.tell() % 4))
        out.write(own)
    return whole


def _make_stick(file: Path) -> Path:
    """A stick with the one partition that PCSol keeps its records on."""
    with file.open("wb") as stream:
        stream.truncate((_STICK_MIB + 1) << 20)
        stream.seek(446)
        entry = (
            bytes((0, 0, 0, 0, 0x0C, 0, 0, 0))
            + (2048).to_bytes(4, "little")
            + (_STICK_MIB * 2048).to_bytes(4, "little")
        )
        stream.write(entry.ljust(64, b"\0") + b"\x55\xaa")
    argv = ["mkfs.vfat", "-n", "PCSOL-DATA", "--offset", "2048", str(file), str(_STICK_MIB * 1024)]
    subprocess.run(argv, check=True, capture_output=True)
    return file


def _read_stick(file: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(["mcopy", "-s", "-n", "-i", f"{file}@@1M", "::*", str(folder)], check=False, capture_output=True)
