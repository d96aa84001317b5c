"""A file of a workshop: what it holds, or each fault with its line, its key and what to write instead."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from pcsol.checklist.load import Read, read_workshop
from pcsol.i18n import speaking
from pcsol.model.workshop.steps import Checklist, StepsFile
from tests.unit.checklist.files import ADVICE, LIST, QUIZ, STEPS, faults, read


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def test_a_file_is_read_by_its_kind() -> None:
    steps, wanted = read(STEPS).noun, read(LIST).noun
    assert isinstance(steps, StepsFile)
    assert [step.short.fr for step in steps.steps] == ["Poser la tour.", "Ouvrir la tour."]
    assert isinstance(wanted, Checklist)
    assert wanted.phases[1].rest == 10


SIGNALS = """\
schema: pcsol/workshop/1
kind: signals
id: ours
title: Bips
makers:
  - maker: HP
    source: choix local
    signals:
      - {by: beeps, pattern: 2 bips, meaning: Chaud.}
      - {by: beeps, pattern: 2 bips, meaning: Froid.}
"""
NAMES = (
    "schema: pcsol/workshop/1\nkind: names\nid: ours\ntitle: Noms\nnames: [Les Lynx, Les Ours, les lynx, Les Loups]\n"
)
# What is changed in a file; line, key, and what stands in the problem and in the remedy.
FAULTS = [
    (STEPS, ("kind: steps\n", ""), 1, "kind", "missing", "steps, checklist, quiz"),
    (STEPS, ("kind: steps", "kind: stepps"), 2, "kind", "no kind `stepps`", "`steps`"),
    (STEPS, ("kind: steps", "kind: 12"), 2, "kind", "no kind `12`", "steps, checklist"),
    (STEPS, ("minutes: 3", "minuts: 3"), 11, "steps.1.minuts", "unknown key", "`minutes`"),
    (STEPS, ("minutes: 3", "minutes: 3 min"), 11, "steps.1.minutes", "not a whole number", "without quotes"),
    (STEPS, ("minutes: 3", "minutes: 300"), 11, "steps.1.minutes", "too large", "240"),
    (STEPS, ("id: A2", "id: 2A"), 9, "steps.1.id", "`2A` is not allowed", "such as C8"),
    (STEPS, ("id: A2", "id: A1"), 9, "steps.1.id", "twice (first on line 6)", "another id"),
    (STEPS, ("id: our-steps", "id: Our Steps"), 3, "id", "cannot be an id", "small letters"),
    (STEPS, ("short: Ouvrir la tour.", "short: {fr: Ouvrir, puis poser}"), 10,
     "steps.1.short.puis poser", "unknown key", "between quotes"),
    (STEPS, ("minutes: 3", "minutes: 3\n    gate: teen"), 12, "steps.1.gate", "`teen` is not allowed", "`adult`"),
    (STEPS, ("minutes: 3", "minutes: 3\n    level: junior"), 12, "steps.1.level", "not allowed", "`explorer`"),
    (LIST, ("id: B", "id: A"), 12, "phases.1.id", "twice (first on line 9)", "another id"),
    (LIST, ("use: [A1, A2]", "use: [A1, A1]"), 11, "phases.0.use.1", "`A1` stands here twice", "take it away"),
    (LIST, ("    rest: 10\n", ""), 12, "phases.1", "no steps and no break", "steps, use or rest"),
    (LIST, ("steps_of: our-steps\n", ""), 10, "phases.0.use", "no file is named", "steps_of: tower-steps"),
    (LIST, ("id: A\n", "id: phase-a\n"), 9, "phases.0.id", "not allowed", "such as C"),
    (QUIZ, ("right: 2", "right: 3"), 9, "questions.0.right", "there are only 2", "from 1"),
    (QUIZ, ("right: 2", "right: 0"), 9, "questions.0.right", "too small", "at least 1"),
    (QUIZ, ("questions:", "ask: 2\nquestions:"), 5, "ask", "there are only 1", "smaller number"),
    (ADVICE, ("change: missing", "change: lost"), 7, "advice.0.change", "`lost` is not allowed", "`missing`"),
    (ADVICE, ("no_start:", "  - {part: memory, change: missing, text: Encore.}\nno_start:"), 10,
     "advice.1", "`memory missing` stands here twice", "take it away"),
    (SIGNALS, ("Bips", "Bips"), 10, "makers.0.signals.1", "`HP beeps 2 bips` stands here twice", "take it away"),
    (NAMES, ("Noms", "Noms"), 5, "names.2", "`les lynx` stands here twice", "take it away"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "change", "line", "key", "problem", "remedy"), FAULTS)
def test_a_fault_is_told_with_its_line_its_key_and_what_to_write(
    text: str, change: tuple[str, str], line: int, key: str, problem: str, remedy: str
) -> None:
    told = faults(text.replace(*change, 1))[0]
    assert f"ours.yaml is wrong, line {line}, key `{key}`" in told.what
    assert problem in told.what
    assert remedy in told.remedy


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = STEPS.replace("minutes: 2", "minutes: two").replace("minutes: 3", "minutes: three")
    assert [fault.what.split("key ")[1].split(":")[0] for fault in faults(text)] == [
        "`steps.0.minutes`",
        "`steps.1.minutes`",
    ]


def test_nobody_stays_for_more_than_four_hours_and_no_list_takes_no_time() -> None:
    own = LIST.replace("steps_of: our-steps\n", "").replace("    use: [A1, A2]\n", "    rest: 231\n")
    assert "takes 241 minutes" in faults(own)[0].what
    assert read(own.replace("231", "230"))
    none = own.replace("231", "0").replace("rest: 10", "steps: [{id: B1, short: Poser., minutes: 0}]")
    assert "no steps and no break" in faults(none)[0].what
    assert "takes no time" in faults(none)[-1].what


def test_what_is_no_yaml_is_one_fault() -> None:
    assert ["this is not YAML" in fault.what for fault in faults("kind: [")] == [True]


ODD: list[Any] = [None, True, -1, 10**30, 3.5, "", "%s {a}", [], {}, [[1]], {"fr": 1}, {"en": "x"}, {"a": {"b": [1]}}]


@pytest.mark.parametrize("text", [STEPS, LIST, QUIZ, ADVICE, SIGNALS, NAMES])
def test_whatever_stands_anywhere_it_is_read_or_its_fault_has_a_remedy(text: str) -> None:
    tried = 0
    for place in _places(yaml.safe_load(text)):
        for odd in ODD:
            tried += 1
            changed = yaml.safe_load(text)
            within = changed
            for key in place[:-1]:
                within = within[key]
            within[place[-1]] = odd
            found = read_workshop(yaml.safe_dump(changed, allow_unicode=True), "ours.yaml")
            assert isinstance(found, Read) or (found and all(one.what and one.remedy for one in found)), (place, odd)
    assert tried > 100


def _places(thing: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, value in inner:
        yield (*at, key)
        yield from _places(value, (*at, key))
