"""The keyboard: by the kernel's events through pipes, and by the signs that a console gives."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.diagnostics.guided.keyboard import layout
from pcsol.tools import evdev
from tests.unit.guided.bench import TreeWorld, tried

DEVICES = """\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
H: Handlers=kbd event0
B: EV=3
B: KEY=10000000000000 0

I: Bus=0003 Vendor=046d Product=c31c Version=0110
N: Name="Logitech USB Keyboard"
H: Handlers=sysrq kbd leds event3
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe

I: Bus=0003 Vendor=046d Product=c077 Version=0111
N: Name="Logitech USB Optical Mouse"
H: Handlers=mouse0 event4
B: EV=17
B: KEY=ff0000 0 0 0 0
"""
SIGNS = "".join(key.signs[0] for key in layout.KEYS if key.signs and key.signs[0] not in ("\r", "\x1b"))


@pytest.fixture
def tower(tmp_path: Path) -> TreeWorld:
    world = TreeWorld(tmp_path)
    world.write("/proc/bus/input/devices", DEVICES)
    return world


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A pipe stands for the keyboard's device; what is written into it are events as the kernel lays them out."""
    (tmp_path / "input").mkdir()
    os.mkfifo(tmp_path / "input" / "event3")
    monkeypatch.setattr(evdev, "FOLDER", tmp_path / "input")
    descriptor = os.open(tmp_path / "input" / "event3", os.O_RDWR)
    yield descriptor
    os.close(descriptor)


def press(board: int, *codes: int):
    """Press and let go, with the synchronising event that follows each."""

    def pressing() -> None:
        for code in codes:
            for kind, number, value in ((1, code, 1), (1, code, 2), (0, 0, 0), (1, code, 0), (0, 0, 0)):
                os.write(board, struct.pack("llHHi", 0, 0, kind, number, value))

    return pressing


def test_only_a_device_with_letters_is_a_keyboard(tower: TreeWorld) -> None:
    assert evdev.keyboards(tower) == ("event3",)


def test_every_key_that_comes_passes_shift_and_control_too(tower: TreeWorld, board: int) -> None:
    codes = [key.code for key in layout.KEYS]
    found, script = tried("keyboard", tower, [press(board, *codes[:50]), press(board, *codes[50:])])
    assert (found.result, found.evidence[0].value, found.evidence[0].limit) == ("passed", 102, 102)
    pictures = ["\n".join(card.picture) for card in script.cards]
    assert "[Esc]" not in pictures[0]
    assert "[Esc]" in pictures[1]
    assert "[Ctrl]" not in pictures[1]


def test_a_key_that_never_comes_is_to_be_looked_at(tower: TreeWorld, board: int) -> None:
    codes = [key.code for key in layout.KEYS if key.code not in (30, 42)]
    found, script = tried("keyboard", tower, [press(board, *codes), "\r", "\r", "2"])
    assert (found.result, [(one.code, one.value) for one in found.reasons]) == ("to-look-at", [("silent-keys", 2)])
    assert found.reasons[0].text == "Pressed, and nothing came: Q, Maj (left)"
    assert "These keys never came: Q, Maj (left)" in script.shown


def test_going_back_to_the_keys_keeps_those_that_came(tower: TreeWorld, board: int) -> None:
    codes = [key.code for key in layout.KEYS if key.code != 30]
    for answer in ("3", "back"):
        found, _script = tried("keyboard", tower, [press(board, *codes), "\r\r", answer, press(board, 30)])
        assert found.result == "passed"


def test_a_small_keyboard_is_no_broken_one(tower: TreeWorld, board: int) -> None:
    codes = [key.code for key in layout.KEYS if key not in layout.ROWS[-1]]
    found, _script = tried("keyboard", tower, [press(board, *codes), "\r\r", "1"])
    assert found.result == "passed"
    assert "absent-keys" in {one.code for one in found.evidence}


def test_one_enter_among_others_does_not_end_it(tower: TreeWorld, board: int) -> None:
    _found, script = tried("keyboard", tower, ["\r", press(board, 57), "\r", press(board, 30)])
    assert len({card.title for card in script.cards}) == 1
    assert not any(card.choices for card in script.cards)


def test_without_the_right_to_listen_signs_tell_and_what_cannot_be_seen_is_said(tower: TreeWorld) -> None:
    found, script = tried("keyboard", tower, [*SIGNS[:40], SIGNS[40:], "\x1b", "\r"])
    assert found.result == "passed"
    assert "signs-only" in {one.code for one in found.evidence}
    assert "Shift, Ctrl, Alt" in script.shown


def test_a_sign_that_never_comes_is_named(tower: TreeWorld) -> None:
    found, _script = tried("keyboard", tower, [SIGNS.replace("q", ""), "\x1b", "\r", "\r", "2"])
    assert found.reasons[0].text == "Pressed, and nothing came: Q"


def test_nothing_pressed_is_nothing_tested(tower: TreeWorld) -> None:
    found, _script = tried("keyboard", tower, ["\n\n", "1"])
    assert (found.result, found.reasons[0].code) == ("not-tested", "no-key")


def test_a_few_keys_are_no_test_of_a_keyboard_whatever_it_is_said_to_lack(tower: TreeWorld, board: int) -> None:
    codes = [key.code for key in layout.KEYS if key.label != "A"]
    found, _script = tried("keyboard", tower, [press(board, *codes), "\r\r", "1"])
    assert (found.result, [one.code for one in found.reasons]) == ("not-tested", ["letters-missing"])


def test_a_keyboard_that_is_pulled_out_ends_nothing(tower: TreeWorld, board: int) -> None:
    keys = evdev.Keys([os.open("/proc/self/mem", os.O_RDONLY)])  # reads at 0 fail, as those of a lost device do
    assert keys.hears
    assert keys.pressed() == ()
    assert not keys.hears


@pytest.mark.parametrize(("typed", "codes"), [("aZ", [16, 17]), ("&1é", [2, 2, 3]), ("\x1b[A", [103]), ("\x1b", [1])])
def test_signs_of_a_french_console(typed: str, codes: list[int]) -> None:
    assert list(layout.codes_of(typed)) == codes


def test_the_picture_fits_a_console() -> None:
    lit = layout.picture(frozenset(key.code for key in layout.KEYS))
    assert max(map(len, lit)) <= 60
    assert len(lit) <= 8
