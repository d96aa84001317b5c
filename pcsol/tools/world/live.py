"""This machine, as it is now."""

import ctypes
import os
import stat
import struct
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pcsol.errors import FactMissingError, NotPermittedError
from pcsol.tools.world import eye, meter
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts

_SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
# linux/timex.h, struct timex where a long has 8 bytes.
_TIMEX_BYTES, _TIMEX_STATUS, _UNSYNCHRONISED = 256, 40, 0x40
_RTC = Path("/sys/class/rtc/rtc0/since_epoch")


class LiveWorld:
    """Asks this machine, and only questions that change nothing."""

    source: Literal["live", "album"] = "live"

    def ask(self, question: Question) -> Call:
        """Run the program through the meter, after the eye has looked at it."""
        eye.check(question.argv)
        return meter.run(question)

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read a text file of the kernel."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read a file of the kernel, at most limit_bytes of it."""
        try:
            with Path(path).open("rb", buffering=0) as stream:
                return _all_of(stream.fileno(), limit_bytes)
        except PermissionError as err:
            raise NotPermittedError(path) from err
        except OSError as err:  # absent, a folder, or a driver that answers with an error
            raise FactMissingError(path) from err

    def names(self, path: str) -> tuple[str, ...] | None:
        """List a folder of the kernel."""
        try:
            return tuple(sorted(os.listdir(path)))  # noqa: PTH208  # names are wanted, not paths
        except OSError:
            return None

    def link(self, path: str) -> str | None:
        """Follow every link of a path."""
        try:
            return str(Path(path).resolve(strict=True))
        except OSError:
            return None

    def file(self, path: str) -> FileFacts | None:
        """Look at its inode, without opening it."""
        try:
            seen = Path(path).stat()
        except (OSError, ValueError):
            return None
        return FileFacts(seen.st_ino, seen.st_size) if stat.S_ISREG(seen.st_mode) else None

    def targets(self, program: str) -> tuple[str, ...]:  # noqa: ARG002  # the protocol's
        """Know nothing beforehand."""
        return ()

    def sensors(self) -> dict[str, Any]:
        """Ask psutil, which reads /sys/class/hwmon."""
        import psutil  # noqa: PLC0415  # 40 ms that --help need not pay

        return {
            "temperatures": _plain(getattr(psutil, "sensors_temperatures", dict)()),
            "fans": _plain(getattr(psutil, "sensors_fans", dict)()),
            "network": {name: {"up": s.isup, "speed_mbps": s.speed} for name, s in psutil.net_if_stats().items()},
        }

    def clock(self) -> dict[str, Any]:
        """Read the system clock, the clock chip, and whether the kernel says that the first is kept right."""
        return {"now": datetime.now(UTC).isoformat(), "rtc": _rtc(), "synchronised": _synchronised()}


def _plain(sensors: Mapping[str, Iterable[Any]]) -> dict[str, list[dict[str, Any]]]:
    return {chip: [reading._asdict() for reading in readings] for chip, readings in sensors.items()}


def _all_of(descriptor: int, limit_bytes: int) -> bytes:
    parts = bytearray()
    while len(parts) < limit_bytes:
        part = os.read(descriptor, min(65536, limit_bytes - len(parts)))
        if not part:
            break
        parts += part
    return bytes(parts)


def _rtc() -> str | None:
    try:
        return datetime.fromtimestamp(int(_RTC.read_text("ascii")), UTC).isoformat()
    except (OSError, ValueError, OverflowError):
        return None


def _synchronised() -> bool | None:
    """systemd-timesyncd makes this file at its first success since the start (systemd-timesyncd.service(8)).

    The kernel knows it of every program that leads its clock, and sets the clock chip only then (adjtimex(2),
    STA_UNSYNC).
    """
    return True if _SYNCHRONISED.exists() else _led_by_the_kernels_word()


def _led_by_the_kernels_word() -> bool | None:
    timex = ctypes.create_string_buffer(_TIMEX_BYTES)  # modes 0: it is only looked at
    if ctypes.sizeof(ctypes.c_long) != 8 or ctypes.CDLL(None).adjtimex(timex) < 0:
        return None
    [status] = struct.unpack_from("i", timex, _TIMEX_STATUS)
    return not status & _UNSYNCHRONISED
