"""The person at a real terminal: cards, keys, help, digits without shift, colours, and every key of the keyboard."""

import fcntl
import io
import os
import pty
import struct
import termios
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pcsol.diagnostics.bench import Bench, Found
from pcsol.diagnostics.guided.asker import BACK, NEXT, STOP, Card
from pcsol.diagnostics.guided.table import MAKERS
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Optical, Sensors
from pcsol.render.console import Screen
from pcsol.render.guided import card as cards
from pcsol.render.keys import Keyboard
from pcsol.rounds.guided.person import Person
from tests.towers import GOOD
from tests.unit.guided.bench import Clock, Impatient, RecordedHand, TreeWorld, jobs_of


class _OnTerminal(io.TextIOWrapper):
    """A text that is taken for a terminal, so that clearing the screen is written."""

    def __init__(self, shown: io.StringIO) -> None:
        super().__init__(io.BytesIO())
        self.shown = shown

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return self.shown.write(text)


CARD = Card("Prises USB", "Branchez la clé.", help="Poussez-la jusqu’au bout.")
CHOICE = Card("Écran", "Qu’avez-vous vu ?", choices=("tout va bien", "des points", "rien"))
NUMBER = Card("Prises USB", "Combien de prises ?", number=True)


@dataclass
class Terminal:
    """One pair of a pseudo-terminal: what is typed here is read by the keyboard; the screen is a string."""

    ours: int
    theirs: int
    shown: io.StringIO
    person: Person

    def types(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def answers(self, card: Card, *keys: str, seconds: float = 5) -> str | None:
        """Ask in another thread, as a running test does; type key after key, each once the screen is there."""
        heard: list[str | None] = []
        asking = threading.Thread(target=lambda: heard.append(self.person.ask(card, seconds)))
        asking.start()
        for key in keys:
            time.sleep(0.25)
            self.types(key)
        asking.join(seconds + 2)
        return heard[0]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 64, 0, 0))
    shown = io.StringIO()
    yield Terminal(ours, theirs, shown, Person(Screen(shown, width=64, height=24), Keyboard(theirs)))
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(("typed", "answer"), [("\n", NEXT), ("r", BACK), ("S", STOP)])
def test_the_three_keys(terminal: Terminal, typed: str, answer: str) -> None:
    assert terminal.answers(CARD, typed) == answer


@pytest.mark.parametrize(("typed", "answer"), [("2", "2"), ("é", "2"), ('"', "3"), ("&", "1")])
def test_an_answer_by_its_number_with_and_without_shift(terminal: Terminal, typed: str, answer: str) -> None:
    assert terminal.answers(CHOICE, typed) == answer


def test_enter_is_no_answer_to_a_choice_and_that_is_said(terminal: Terminal) -> None:
    with speaking("fr"):
        assert terminal.answers(CHOICE, "\n", "7", "1") == "1"
    assert terminal.shown.getvalue().count("Qu'avez-vous vu") == 3


@pytest.mark.parametrize(("typed", "answer"), [("12\n", "12"), ("é\n", "2"), ("r\n", BACK), ("x\n", None)])
def test_a_number_is_typed_and_ended_by_enter(terminal: Terminal, typed: str, answer: str | None) -> None:
    assert terminal.answers(NUMBER, typed, seconds=1) == answer


def test_help_is_shown_and_any_key_brings_the_card_back(terminal: Terminal) -> None:
    assert terminal.answers(CARD, "a", "z", "\n") == NEXT
    _before, helped, after = (part for part in terminal.shown.getvalue().split("Prises USB") if "─" in part)
    assert "Poussez-la jusqu'au bout" in helped
    assert "Branchez la clé" in after


def test_s_stops_from_the_help_too_as_it_says_there(terminal: Terminal) -> None:
    assert terminal.answers(CHOICE, "a", "s") == STOP
    assert terminal.answers(CHOICE, "1") == "1"


def test_what_is_shown_after_the_last_card_begins_on_an_empty_screen(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    terminal.person.screen = Screen(_OnTerminal(terminal.shown), width=64, height=24)
    terminal.person.thank()
    assert terminal.shown.getvalue() == "", "nobody was asked: what stands there stays"
    assert terminal.answers(Card("", "", fill="red"), seconds=0.1) is None
    terminal.person.thank()
    assert terminal.shown.getvalue().endswith("\x1b]R\x1b[0m\x1b[?25h\x1b[2J\x1b[H\x1b[2J\x1b[H")


def test_nothing_typed_is_no_answer_and_the_card_is_shown_once(terminal: Terminal) -> None:
    assert terminal.answers(CARD, seconds=0.2) is None
    assert terminal.answers(CARD, seconds=0.2) is None
    assert terminal.shown.getvalue().count("Branchez") == 1


def test_the_end_of_input_is_nobody(terminal: Terminal) -> None:
    later = threading.Timer(0.4, terminal.types, ["\x04"])
    later.start()
    with pytest.raises(EOFError):
        terminal.person.ask(CARD, 5)


@pytest.mark.parametrize("term", ["linux", "xterm"])
def test_a_colour_fills_the_whole_screen_and_goes_away(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    assert terminal.answers(Card("", "", fill="red"), "\n") == NEXT
    assert terminal.answers(CARD, "\n") == NEXT
    filled, _mark, after = terminal.shown.getvalue().partition("\x1b[0m\x1b[?25h")
    assert "\x1b[0;41m\x1b[2J\x1b[H" + " " * 64 * 24 in filled
    assert ("\x1b]P1ff0000" in filled) == (term == "linux")
    assert "Branchez" in after


LONGEST = Card(
    "Une épreuve", "Une phrase qui dit une seule chose, et qui prend deux lignes. " * 2, shout="OK",
    picture=("┌────┐",) * 8, choices=("une réponse trop longue pour tenir sur une seule ligne de ce petit écran",) * 4,
)  # fmt: skip


@pytest.mark.parametrize("size", [(64, 24), (60, 20), (40, 12)])
@pytest.mark.parametrize("card", [CARD, CHOICE, NUMBER, LONGEST])
def test_every_card_fits_and_its_words_are_never_left_out(size: tuple[int, int], card: Card) -> None:
    stream = io.StringIO()
    cards.show(Screen(stream, width=size[0], height=size[1]), card)
    screen = stream.getvalue().split("\n")
    assert len(screen) <= size[1]
    assert max(map(len, screen)) <= size[0]
    assert screen[-1].endswith("> ")
    assert " ".join(card.text.split())[:40].replace("’", "'") in " ".join(" ".join(screen).split())


@pytest.mark.parametrize("test", sorted(MAKERS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_card_of_every_test_fits_a_console_with_its_picture(test: str, lang: str, tmp_path: Path) -> None:
    """Each card that the test shows when every first answer is given is drawn at 64 by 24, nothing left out."""
    with speaking(lang):
        script = shown_of(test, tmp_path)
    assert script
    for card in script:
        if card.fill is None:
            lines = [line.plain for line in cards.lines(card, 64, 23)]
            assert len(lines) <= 22
            assert max(map(len, lines)) <= 64
            assert all(row.rstrip() in "\n".join(lines) for row in card.picture)


def shown_of(test: str, tmp_path: Path) -> list[Card]:
    world = TreeWorld(tmp_path)
    world.write("/proc/asound/pcm", "00-00: ALC887 Analog : ALC887 Analog : playback 1 : capture 1\n")
    world.write("/sys/bus/usb/devices/usb1/speed", "480\n")
    world.write("/sys/class/drm/card0-VGA-1/status", "connected\n")
    drawn: list[Card] = []

    class Eager:
        left = False

        def ask(self, card: Card, seconds: float | None = None) -> str | None:
            drawn.append(card)
            assert len(drawn) < 200
            return None if seconds == 0 else "1" if card.choices or card.number else NEXT

        def signs(self, card: Card, seconds: float) -> str:
            drawn.append(card)
            return "\r"

    probe = GOOD.model_copy(update={"optical": (Optical(path="/dev/sr0"),)})
    hand = RecordedHand(voice=bytes(9600))
    bench = Bench(world, hand, probe, Sensors, lambda _id: None, now=Clock().now, stop=Impatient(), asker=Eager())
    for job in jobs_of(test, probe):
        job.run(bench, lambda share, text="": None)
    return drawn


def test_a_keyboard_is_tried_by_bytes_through_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    bench = Bench(TreeWorld(tmp_path), RecordedHand(), GOOD, Sensors, lambda _id: None, asker=terminal.person)
    found: list[Found] = []
    with speaking("fr"):
        testing = threading.Thread(target=lambda: found.append(jobs_of("keyboard")[0].run(bench, lambda s, t="": None)))
        testing.start()
        for keys in ("azertyuiop", "qsdfghjklm", "\t \x1b[A", "\n", "\n", '"', "\n", "\n", "é"):
            time.sleep(0.4)
            terminal.types(keys)
        testing.join(10)
    [one] = found
    assert one.result == "to-look-at"
    assert "[A][Z][E]" in terminal.shown.getvalue()
    assert one.evidence[0].value == 24
