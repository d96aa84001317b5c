"""The tower's own menu in a workshop: before, after, help; nothing that erases."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from pcsol.checklist.redo import Redo
from pcsol.i18n import speaking
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.hardware.devices import Load, Socket
from pcsol.model.probe import Probe
from pcsol.model.workshop.booklets import MakerSignals
from pcsol.render.console import Screen
from pcsol.rounds.workshop.tower import Menu
from tests.towers import GOOD
from tests.typed import Typing
from tests.unit.rounds.visit import Bench

AGAIN = Redo("to-look-at", "Rouvre et appuie.", "E2", "memory-clips", "Mémoire", "memory")
INSIDE = replace(AGAIN, inside=True)
UNPLUGGED = Redo("to-look-at", "Le câble est-il branché ?", "F1", None, "", "tower")
LOAD = Load(
    chip="coretemp", wanted_seconds=60, seconds=60.0, threads=4, start_celsius=38.0, end_celsius=61.0,
    peak_celsius=61.0, limit_celsius=90.0, work_mib=90_000,
)  # fmt: skip
SOCKETS = (Socket(place="front", number=1, path="1-1", speed_mbps=480.0),)
SOMEBODYS = MakerSignals.model_validate({
    "maker": "Exemple", "family": "X1", "source": "choix local",
    "signals": [{"by": "beeps", "pattern": f"{n} bips", "meaning": f"Sens {n}.", "redo": "E2"} for n in range(1, 7)],
})  # fmt: skip
YESTERDAY = GOOD.model_copy(update={"taken_at": GOOD.taken_at - timedelta(days=1)})
STICK_OUT = GOOD.model_copy(update={"memory": GOOD.memory.model_copy(update={"slots": (), "installed_bytes": 1})})


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

    def signals(self) -> Sequence[MakerSignals]:
        return (SOMEBODYS,)


@dataclass
class Tried:
    """Notes what was tried; `load`: what a sensor tells, None: there is none."""

    load: Load | None = LOAD
    wanted: list[object] = field(default_factory=list)

    def warm(self, probe: Probe) -> Probe:
        self.wanted.append("warm")
        return probe.model_copy(update={"load": self.load})

    def sockets(self, probe: Probe, before: Sequence[Socket] | None) -> Probe:
        self.wanted.append(before)
        return probe.model_copy(update={"sockets": SOCKETS})


def shown(past: Remembered, bench: Bench, *keys: str, lines: int = 20, trials: Tried | None = None) -> str:
    out = io.StringIO()
    screen, keyboard = Screen(out, width=60, height=lines), Typing([*keys])
    menu = Menu(bench, bench, past, trials or Tried(), screen, keyboard, "fr", on_stick=True)  # type: ignore[arg-type]  # the language
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
    assert [(one.memory, code) for one, code in bench.kept] == [(GOOD.memory, "VAL-0042-D")]


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
    every = [chr(code) for code in range(33, 127) if chr(code).upper() not in "VUPDXQEF"]
    text = shown(Remembered(), bench, *every, "\x1b[A", "\x03")
    assert text.count("ne fait rien ici") == len(every) + 2
    assert (bench.kept, bench.received) == ([], [])


def test_before_is_warmed_and_its_sockets_are_tried_where_that_is_asked_for() -> None:
    bench, trials = Bench(), Tried()
    shown(Remembered(), bench, "v", trials=trials)
    shown(Remembered(), bench, "u", trials=trials)
    assert trials.wanted == ["warm", "warm", None]
    assert [(one.load, one.sockets) for one, _code in bench.kept] == [(LOAD, None), (LOAD, SOCKETS)]


@pytest.mark.parametrize(
    ("was", "tries"),
    [
        ({}, []),
        ({"load": LOAD}, ["warm"]),
        ({"sockets": SOCKETS}, [SOCKETS]),
        ({"load": LOAD, "sockets": SOCKETS}, ["warm", SOCKETS]),
    ],
)
def test_after_tries_what_was_tried_before_so_that_plain_ok_can_come(
    was: dict[str, object], tries: list[object]
) -> None:
    past, trials = Remembered(GOOD.model_copy(update=was)), Tried()
    shown(past, Bench(), "p", trials=trials)
    assert trials.wanted == tries
    (kept,) = past.kept
    parts = {"load": "temperature", "sockets": "ports"}
    states = {one.part: one.state for one in compare(GOOD.model_copy(update=was), kept[1]).differences}
    assert all(states[part] == "ok" for name, part in parts.items() if name in was)


@pytest.mark.parametrize("was", [GOOD, GOOD.model_copy(update={"taken_at": GOOD.taken_at + timedelta(days=900)})])
def test_a_second_look_before_of_the_same_day_wants_an_adults_word(was: Probe) -> None:
    bench = Bench()
    assert "Rien de nouveau" in shown(Remembered(was), bench, "v", "")
    assert "Rien de nouveau" in shown(Remembered(was), bench, "v", "non")
    assert bench.kept == []
    assert "Gardée comme elle est" in shown(Remembered(was), bench, "v", "oui")
    assert len(bench.kept) == 1


def test_a_look_that_is_not_as_the_last_one_is_not_kept_as_before_without_an_adults_word() -> None:
    bench = Bench([STICK_OUT])
    shown(Remembered(YESTERDAY), bench, "v", "")
    assert bench.kept == []
    same = Bench()
    shown(Remembered(YESTERDAY), same, "v")
    assert len(same.kept) == 1, "yesterday's, and nothing has changed"


@pytest.mark.parametrize(("advised", "told"), [(INSIDE, True), (AGAIN, False)])
def test_what_is_done_inside_the_tower_begins_with_shutting_it_down(advised: Redo, *, told: bool) -> None:
    assert ("un adulte débranche" in shown(Remembered(GOOD, [advised]), Bench(), "p")) is told


def test_beeps_are_told_by_maker_a_few_on_each_screen() -> None:
    text = shown(Remembered(), Bench(), "d", "b", "1", "")
    assert "1 = Exemple X1" in text
    first, second = text.split("Exemple - 1 sur 2")[1].split("Exemple - 2 sur 2")
    assert "Bips : 4 bips. Sens 4. (E2)" in first
    assert "5 bips" not in first
    assert "6 bips" in second
