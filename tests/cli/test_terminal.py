"""A real terminal of 60 columns by 20 lines: pages wait for a key, and Q ends them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.machine
CPUINFO = "processor\t: 0\nmodel name\t: Invented(R) CPU 0000 @ 3.00GHz\ncpu cores\t: 2\nflags\t\t: fpu lm\n"
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def typed(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Type into a terminal of tmux and return what it shows."""
    tmux = ["tmux", "-S", str(tmp_path / "tmux")]
    shell = f"cd {PROJECT} && env PCSOL_LANG=fr LC_ALL=C.UTF-8 PCSOL_HOME={tmp_path}/home PS1='$ ' bash --norc"
    subprocess.run([*tmux, "new-session", "-d", "-s", "t", "-x", "60", "-y", "20", shell], check=True)

    def type_in(keys: str, until: str, *more: str) -> str:
        subprocess.run([*tmux, "send-keys", "-t", "t", keys, *more], check=True)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            shown = subprocess.run([*tmux, "capture-pane", "-p", "-t", "t"], capture_output=True, text=True, check=True)
            if until in shown.stdout:
                return shown.stdout
            time.sleep(0.1)
        pytest.fail(f"{until!r} did not appear in:\n{shown.stdout}")

    yield type_in
    subprocess.run([*tmux, "kill-server"], check=False)


@pytest.fixture
def command(tmp_path: Path) -> str:
    folder = tmp_path / "album"
    folder.mkdir()
    (folder / "cpuinfo.txt").write_text(CPUINFO)
    return f"clear; {sys.executable} -m pcsol --machine {folder} probe; echo ended"


def test_the_first_screen_shows_everything_and_waits(typed: Callable[..., str], command: str) -> None:
    shown = typed(command, "Q : quitter", "Enter")
    assert "Page 1 sur" in shown
    assert "À faire" in shown
    assert "Pas sauvé" in shown
    assert len(shown.rstrip("\n").splitlines()) <= 20


def test_enter_shows_the_next_page_and_q_ends(typed: Callable[..., str], command: str) -> None:
    typed(command, "Page 1 sur", "Enter")
    assert "À quoi elle convient" in typed("", "Page 2 sur", "Enter")
    shown = typed("q", "ended")
    assert "Page 2 sur" not in shown


def test_the_terminal_is_left_as_it_was(typed: Callable[..., str], command: str) -> None:
    typed(command, "Page 1 sur", "Enter")
    typed("q", "ended")
    assert typed("clear; echo visible", "visible\n$", "Enter").startswith("visible")
