"""A person before a real terminal of 60 columns by 20 lines: types keys, and reads what stands on the screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

COLUMNS, LINES = 60, 20
_CLEARED = "\x1b[2J\x1b[H"
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

_there: list["Person"] = []


def leave() -> None:
    """Whoever is still there leaves."""
    while _there:
        _there.pop().power_cut()


class Person:
    """Started with a command line of `pcsol`; `text` is what stands on the screen now."""

    def __init__(self, home: Path, *argv: str, out: Path | None = None, module: str = "pcsol", **more: str) -> None:
        """`out`: stdout goes to this file instead, as for `--json >file`. `module`: what Python runs."""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        environment = {
            "PATH": os.environ["PATH"], "PCSOL_HOME": str(home), "PCSOL_LANG": "fr", "LC_ALL": "C.UTF-8",
            "TERM": "xterm", "XDG_RUNTIME_DIR": str(home.parent), **more,
        }  # fmt: skip
        stdout = os.open(out, os.O_WRONLY | os.O_CREAT) if out else theirs
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, *argv], stdin=theirs, stdout=stdout, stderr=theirs, env=environment,
            start_new_session=True, cwd=Path(__file__).resolve().parents[2],
        )  # fmt: skip
        os.close(theirs)
        if out:
            os.close(stdout)
        self._read, self._screens = "", 0
        _there.append(self)

    @property
    def text(self) -> str:
        """The last screen, its lines joined, frames left out."""
        return " ".join(self.screen.replace("│", " ").split())

    @property
    def screen(self) -> str:
        """The last screen as it is."""
        return _CODES.sub("", self._read.rpartition(_CLEARED)[2].replace("\r", ""))

    @property
    def ever(self) -> str:
        """All that ever stood on the screen."""
        return _CODES.sub("", self._read)

    def sees(self, wanted: str, seconds: float = 30) -> str:
        """Wait until this stands on the screen."""
        end = time.monotonic() + seconds
        while wanted not in self.text:
            assert self._more(end), f"{wanted!r} is not on the screen:\n{self.screen}"
        return self.text

    def sees_anew(self, wanted: str, seconds: float = 30) -> str:
        """Wait until this stands on a screen that was drawn since keys were typed: the one before may say the same."""
        end = time.monotonic() + seconds
        while self._read.count(_CLEARED) == self._screens or wanted not in self.text:
            assert self._more(end), f"{wanted!r} is not on a new screen:\n{self.screen}"
        return self.text

    def waits(self) -> None:
        """Wait until the screen is written anew."""
        end = time.monotonic() + 10
        assert self._more(end), "nothing happens"
        while self._more(time.monotonic() + 0.3):
            pass

    def types(self, keys: str) -> None:
        """Type keys; a screen that was just shown forgets what was typed before it."""
        time.sleep(0.15)
        while self._more(time.monotonic()):
            pass
        self._screens = self._read.count(_CLEARED)
        os.write(self._ours, keys.encode())

    def ends(self, seconds: float = 30) -> int:
        """Wait until it has ended."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self._more(time.monotonic() + 0.2)
        code = self.process.wait(1)
        while self._more(time.monotonic()):  # its last words
            pass
        return code

    def power_cut(self) -> None:
        """End it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        with suppress(OSError):
            os.close(self._ours)

    def _more(self, end: float) -> bool:
        ready, _writable, _faulty = select.select([self._ours], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return False
        try:
            self._read += os.read(self._ours, 65536).decode("utf-8", "replace")
        except OSError:  # the other side has ended
            return False
        return True
