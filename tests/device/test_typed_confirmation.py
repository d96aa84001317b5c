"""A person at a terminal types the identity of a disk; nothing else is a yes, and what changed meanwhile counts."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from tests.device.loops import Loops
from tests.device.shell import environment

pytestmark = pytest.mark.device
MIB = 1 << 20


class Terminal:
    """One end of a terminal, with `pcsol wipe run` at the other."""

    def __init__(self, home: Path, device: str) -> None:
        self._person, theirs = os.openpty()
        self._heard = ""
        argv = [sys.executable, "-m", "pcsol", "wipe", "run", device, "--allow-loop"]
        setting = environment(home) | {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
        self.process = subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs, env=setting)
        os.close(theirs)

    def wait_for(self, words: str, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while words not in re.sub(r"\s+", " ", self._heard):
            assert time.monotonic() < deadline, self._heard
            self._heard += os.read(self._person, 65536).decode("utf-8", errors="replace")

    def type(self, text: str) -> None:
        self._heard = ""
        os.write(self._person, text.encode())

    def ends(self, seconds: float = 60) -> int:
        """Read on until it has ended; return its exit code."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                piece = os.read(self._person, 65536)
            except OSError:  # nobody is at the other end any more
                break
            self._heard += piece.decode("utf-8", errors="replace")
        return self.process.wait(10)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._person)


@contextmanager
def at_a_terminal(home: Path, device: str) -> Iterator[Terminal]:
    terminal = Terminal(home, device)
    try:
        terminal.wait_for("Entrée seule : non")
        yield terminal
    finally:
        terminal.close()


@pytest.fixture
def disk(loops: Loops) -> tuple[str, Path]:
    file = loops.file("disque.img", 24 * MIB)
    file.write_bytes(b"Dupont, " * (3 * MIB))
    return loops.attach(file), file


def test_the_identity_typed_after_a_slip_is_a_yes(pcsol_home: Path, disk: tuple[str, Path]) -> None:
    device, file = disk
    with at_a_terminal(pcsol_home, device) as terminal:
        terminal.type("oui\r")
        terminal.wait_for("Entrée seule : non")
        terminal.type("DISQUE.img\r")
        assert terminal.ends() == ExitCode.OK
    assert b"Dupont" not in file.read_bytes()


@pytest.mark.parametrize("typed", ["\r", "\x04", "oui\rdisque\rtout\r"], ids=["Enter", "end of input", "three slips"])
def test_everything_else_is_a_no(pcsol_home: Path, disk: tuple[str, Path], typed: str) -> None:
    device, file = disk
    with at_a_terminal(pcsol_home, device) as terminal:
        terminal.type(typed)
        assert terminal.ends() == ExitCode.WIPE_REFUSED
    assert file.read_bytes() == b"Dupont, " * (3 * MIB)


def _mounted(loops: Loops, device: str) -> None:
    loops.mount(device)


def _swapped_to(loops: Loops, device: str) -> None:
    loops.swap(device)


@pytest.mark.parametrize(("meanwhile", "word"), [(_mounted, "monté"), (_swapped_to, "swap")])
def test_what_began_while_somebody_typed_is_a_reason_not_to(
    pcsol_home: Path, loops: Loops, disk: tuple[str, Path], meanwhile: Callable[[Loops, str], None], word: str
) -> None:
    device, _file = disk
    with at_a_terminal(pcsol_home, device) as terminal:
        meanwhile(loops, device)
        terminal.type("disque.img\r")
        terminal.wait_for(word)
        assert terminal.ends() == ExitCode.WIPE_REFUSED
