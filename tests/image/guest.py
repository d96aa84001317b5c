"""A tower made of QEMU (software emulation): started from the medium, read by its serial line, driven by its keys."""

import base64
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from PIL import Image

COLUMNS = 64
# One processor: with two, QEMU 7.2's emulation now and then lets a kernel trip over its own patching (int3, panic).
_MACHINE = ("-M", "q35", "-nodefaults", "-vga", "std", "-display", "none", "-no-reboot")
_PROCESSORS = {
    1: ("-accel", "tcg,thread=single,tb-size=512", "-smp", "1"),
    2: ("-accel", "tcg,thread=multi,tb-size=512", "-smp", "2"),
}
# By the names that QEMU gives them, which are those of an American keyboard.
_KEYS = {"\n": "ret", " ": "spc", "a": "q", "q": "a", "z": "w", "w": "z", "m": "semicolon"}


@dataclass(frozen=True, slots=True)
class Screen:
    """What stood on the first console: seconds since the tower was switched on, and the lines."""

    seconds: float
    used_megabytes: int
    text: str


@dataclass(slots=True)
class Guest:
    """A running tower. `folder` is its own; `stick` the medium that it was started from."""

    folder: Path
    stick: Path
    process: subprocess.Popen[bytes]
    switched_on: float
    screens: list[Screen] = field(default_factory=list)
    _monitor: Any = None
    _heard: int = 0

    def wait_for(self, words: str, seconds: float = 300) -> Screen:
        """Return the first screen from now on that holds the words; fail with all screens otherwise."""
        return self.wait_for_match(re.escape(words), seconds)

    def wait_for_match(self, pattern: str, seconds: float = 300) -> Screen:
        """Return the latest screen that matches, waiting for it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._listen()
            if self.screens and re.search(pattern, self.screens[-1].text):
                return self.screens[-1]
            assert self.process.poll() is None, f"the tower went off before {pattern!r}:\n{self.last()}"
            time.sleep(0.2)
        self.photograph("lost")
        raise AssertionError(f"never on screen: {pattern!r}\n{self.last()}")

    def last(self) -> str:
        """Return the last screen."""
        self._listen()
        return self.screens[-1].text if self.screens else "(nothing on the serial line)"

    def _listen(self) -> None:
        log = (self.folder / "serial.log").read_bytes()
        for line in log[self._heard :].split(b"\n")[:-1]:
            self._heard += len(line) + 1
            found = re.search(rb"PCSOL screen uptime=\S+ used_mb=(\d+) (\S+)", line)
            if found:
                text = base64.b64decode(found[2] + b"==").decode("utf-32-le", errors="replace")
                lines = [
                    text[at : at + self._columns(text)].rstrip() for at in range(0, len(text), self._columns(text))
                ]
                seconds = time.monotonic() - self.switched_on
                self.screens.append(Screen(seconds, int(found[1]), "\n".join(lines).rstrip()))

    @staticmethod
    def _columns(text: str) -> int:
        """The large font gives 64 columns at 1024 pixels; text mode has 80."""
        return COLUMNS if len(text) % COLUMNS == 0 and len(text) <= COLUMNS * 30 else 80

    def type(self, text: str) -> None:
        """Press keys of a French keyboard, one by one: plain letters, digits (with Shift), space, Enter."""
        for sign in text:
            key = _KEYS.get(sign, sign)
            self.press(*(["shift", key] if sign.isdigit() else [key]))

    def press(self, *names: str) -> None:
        """Press keys together, by QEMU's names."""
        self.command("send-key", keys=[{"type": "qcode", "data": one} for one in names])
        time.sleep(0.25)

    def read(self, name: str, words: str = "", seconds: float = 20) -> str:
        """Photograph the screen until the words can be read on the picture, and return all that can."""
        deadline = time.monotonic() + seconds
        while True:
            argv = ["tesseract", str(self.photograph(name)), "-", "-l", "fra", "--psm", "6"]
            found = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
            if words in found or time.monotonic() > deadline:
                return found

    def photograph(self, name: str) -> Path:
        """Keep a picture of the screen as build/screens/NAME.png."""
        shot = self.folder / "shot.ppm"
        self.command("screendump", filename=str(shot))
        place = SCREENS / f"{name}.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        with Image.open(shot) as picture:
            picture.save(place)
        return place

    def pull_stick(self) -> None:
        """Pull the stick out."""
        self.command("device_del", id="stick")

    def plug_stick(self) -> None:
        """Plug the stick in again, into another socket."""
        self.command("blockdev-add", **_blockdev("again", self.stick))
        self.command("device_add", driver="usb-storage", drive="again", id="stick2", serial="STICK0001", removable=True)

    def is_off(self, seconds: float = 60) -> bool:
        """Wait until the tower is switched off."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def command(self, name: str, **arguments: object) -> Any:
        """Say something to QEMU's monitor."""
        self._monitor.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self._monitor.flush()
        while True:
            answer = json.loads(self._monitor.readline())
            assert "error" not in answer, answer
            if "return" in answer:
                return answer["return"]

    def connect(self) -> Self:
        """Open the monitor."""
        deadline = time.monotonic() + 15
        while True:
            with socket.socket(socket.AF_UNIX) as line:
                try:
                    line.connect(str(self.folder / "monitor"))
                except OSError:
                    assert time.monotonic() < deadline, (self.folder / "qemu.log").read_text("utf-8")
                    time.sleep(0.1)
                    continue
                self._monitor = line.makefile("rw", encoding="utf-8")
                break
        self._monitor.readline()
        self.command("qmp_capabilities")
        return self

    def disconnect(self) -> None:
        """Close the monitor."""
        if self._monitor:
            self._monitor.close()


PROJECT = Path(__file__).resolve().parents[2]
MEDIUM = PROJECT / "build" / "pcsol.img"
SCREENS = PROJECT / "build" / "screens"


@dataclass(frozen=True, slots=True)
class Build:
    """How a tower is built: memory in MB, processors, more parts in QEMU's words.

    `locked`: the stick's write lock; `layer`: a folder laid over the medium's files, with the start "direct" only.
    """

    memory: int = 2048
    processor: str = "Nehalem"
    parts: Sequence[str] = ()
    locked: bool = False
    processors: int = 1
    layer: Path | None = None


@contextmanager
def tower(folder: Path, start: str, stick: Path, build: Build = Build()) -> Iterator[Guest]:  # frozen
    """Switch a tower on.

    start: "bios", "uefi" (from the stick), "direct" (kernel given, the stick for data only) or "disc": the medium's
    copy is a disc then, and no stick is plugged in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    medium = {**_blockdev("medium", stick), "read-only": build.locked}
    order = "" if start == "direct" else ",bootindex=0"
    argv = [
        *(
            "qemu-system-x86_64",
            *_MACHINE,
            *_PROCESSORS[build.processors],
            "-cpu",
            build.processor,
            "-m",
            str(build.memory),
        ),
        *("-serial", f"file:{folder}/serial.log", "-qmp", f"unix:{folder}/monitor,server=on,wait=off"),
        *("-device", "qemu-xhci,id=xhci", "-device", "usb-kbd", "-blockdev", json.dumps(medium)),
        *("-device", _DISC if start == "disc" else f"{_STICK}{order}"),
        *(*_START[start](folder, build), "-smbios", "type=11,value=pcsol.trace", *build.parts),
    ]
    (folder / "serial.log").write_bytes(b"")
    with (
        (folder / "qemu.log").open("wb") as log,
        subprocess.Popen(argv, stdin=subprocess.DEVNULL, stderr=log) as process,
    ):
        guest = Guest(folder, stick, process, time.monotonic())
        try:
            yield guest.connect()
        finally:
            guest.disconnect()
            process.kill()


_DISC = "ide-cd,bus=ide.5,drive=medium,bootindex=0"
_STICK = "usb-storage,drive=medium,id=stick,serial=STICK0001,removable=on"


def _blockdev(name: str, file: Path) -> dict[str, Any]:
    return {"driver": "raw", "node-name": name, "file": {"driver": "file", "filename": str(file), "locking": "off"},
            "cache": {"direct": False, "no-flush": True}}  # fmt: skip


def _direct(folder: Path, build: Build) -> list[str]:
    """Kernel and layers as they lie on the medium, without its start menu."""
    return ["-kernel", str(_from_disc("vmlinuz", folder)), "-initrd", str(_layers(folder, build.layer)),
            "-append", "pcsol.lang=fr rootfstype=ramfs quiet loglevel=3 systemd.show_status=0 audit=0"]  # fmt: skip


def _layers(folder: Path, over: Path | None) -> Path:
    """One file of all layers, each over those before it."""
    whole = folder / "layers"
    files = [_from_disc(name, folder) for name in ("base.img", "app.img")]
    if over is not None:
        files.append(folder / "over.img")
        argv = "find . | cpio --quiet --create --format=newc --owner=0:0 | zstd -q"
        with files[-1].open("wb") as archive:
            subprocess.run(argv, shell=True, cwd=over, stdout=archive, check=True)
    with whole.open("wb") as stream:
        for file in files:
            stream.write(file.read_bytes())
    return whole


def _from_disc(name: str, folder: Path) -> Path:
    file = folder / name
    subprocess.run(["xorriso", "-osirrox", "on", "-indev", str(MEDIUM), "-extract", f"/boot/{name}", str(file)],
                   check=True, capture_output=True)  # fmt: skip
    file.chmod(0o644)
    return file


def _uefi(folder: Path, _build: Build) -> list[str]:
    variables = folder / "variables.fd"
    shutil.copy("/usr/share/OVMF/OVMF_VARS_4M.fd", variables)
    code = "/usr/share/OVMF/OVMF_CODE_4M.fd"
    return [
        "-drive",
        f"if=pflash,format=raw,readonly=on,file={code}",
        "-drive",
        f"if=pflash,format=raw,file={variables}",
    ]


_START = {"direct": _direct, "uefi": _uefi, "bios": lambda _folder, _build: [], "disc": lambda _folder, _build: []}
