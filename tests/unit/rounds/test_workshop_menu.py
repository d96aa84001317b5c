"""The tower's own menu in a workshop: before, after, help; nothing that erases."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from pcsol.checklist.redo import Redo
from pcsol.i18n import speaking
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.render.console import Screen
from pcsol.rounds.workshop.tower import Menu
from tests.towers import GOOD
from tests.unit.rounds.visit import Bench, Typing

AGAIN = Redo("to-look-at", "Rouvre et appuie.", "E2", "memory-clips", "Mémoire", "memory")
UNPLUGGED = Redo("to-look-at", "Le câble est-il branché ?", "F1", None, "", "tower")


@dataclass
class Remembered:
    was: Probe | None = None
    advice: Sequence[Redo] = ()
    kept: list[tuple[str, Probe, str | None]] = field(default_factory=list)

    def before(self, probe: Probe) -> tuple[Probe, str] | None:
        return (self.was, "before") if self.was else None

    def compare(self, was: tuple[Probe, str], probe: Probe, code: str | None) -> Comparison:
        self.kept.append((was[1], probe, code))
        return compare(was[0], probe, was[1], "after")

    def advise(self, found: Comparison) -> Sequence[Redo]:
        return self.advice

    def no_start(self) -> Sequence[Redo]:
        return (UNPLUGGED,)


def shown(past: Remembered, bench: Bench, *keys: str, lines: int = 20) -> str:
    out = io.StringIO()
    menu = Menu(bench, bench, past, Screen(out, width=60, height=lines), Typing([*keys]), "fr", on_stick=True)  # type: ignore[arg-type]  # the language
    with pytest.raises(EOFError), speaking("fr"):
        menu.run()
    return out.getvalue()


def test_the_code_is_large_and_the_screen_fits() -> None:
    text = shown(Remembered(), Bench(known_as="VAL-0042-D"))
    assert "#   #  ###  #            ###" in text
    assert text.rstrip().endswith(">")
    last = text.split("...\n")[-1].splitlines() if "...\n" in text else text.splitlines()[-20:]
    assert max(map(len, last)) <= 60


def test_before_is_kept_when_it_is_asked_for_and_not_sooner() -> None:
    bench = Bench(known_as="VAL-0042-D")
    shown(Remembered(), bench)
    assert bench.kept == []
    assert "Gardée comme elle est" in shown(Remembered(), bench, "v")
    assert bench.kept == [(GOOD, "VAL-0042-D")]


def test_after_is_compared_kept_and_told_in_words_to_act_on() -> None:
    past, bench = Remembered(GOOD, [AGAIN]), Bench()
    text = shown(past, bench, "p")
    assert past.kept == [("before", GOOD, None)]
    assert "Rouvre et appuie." in text
    assert "étape E2" in text
    assert "À REVOIR - 1 sur 1" in text


def test_a_right_one_is_told_so() -> None:
    assert "Tout est à sa place." in shown(Remembered(GOOD), Bench(), "p")


def test_without_a_look_before_there_is_nothing_to_compare() -> None:
    past = Remembered()
    assert "rien à comparer" in shown(past, Bench(), "p")
    assert past.kept == []


def test_help_for_no_start_is_there() -> None:
    assert "Le câble est-il branché ?" in shown(Remembered(), Bench(), "d")


def test_no_key_erases_or_leads_out_of_the_menu() -> None:
    bench = Bench()
    every = [chr(code) for code in range(33, 127) if chr(code).upper() not in "VPDXQEF"]
    text = shown(Remembered(), bench, *every, "\x1b[A", "\x03")
    assert text.count("ne fait rien ici") == len(every) + 2
    assert (bench.kept, bench.received) == ([], [])
