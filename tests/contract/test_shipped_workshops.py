"""What PCSol ships for workshops: complete, in both languages, in plain language, and adding up."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pcsol.checklist import results
from pcsol.checklist.course import Course, course
from pcsol.checklist.language import remarks
from pcsol.checklist.language.address import address
from pcsol.checklist.load import KINDS, Read, read_workshop
from pcsol.checklist.load.references import broken, known
from pcsol.checklist.outline import Outline, in_order
from pcsol.checklist.planning import timetable
from pcsol.judge.compare.rows import FINDINGS
from pcsol.model.workshop.steps import LEVELS, Change, Level, Step, StepsFile
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.rooms import event

ROOT = Path(__file__).resolve().parents[2] / "profiles/workshops"
FILES = sorted(ROOT.rglob("*.yaml"))
SHELF = load_workshops()
# Every drawing that steps, glossary and advice may name: each has its file in `drawings/`.
DRAWINGS = {
    "case-back", "case-inside", "board", "memory-clips", "memory-slot", "sata-plugs", "drive", "drive-screws",
    "power-supply", "heatsink", "fan", "battery", "front-wires", "card-slot", "screws-map", "mains-cord",
    "power-button", "touch-metal", "screen-cables", "usb-stick", "brush", "stop", "hands", "optical-drive",
    "sata-push", "card-push", "screen", "wash-hands", "processor", "network", "tower", "switch-on",
}  # fmt: skip
SESSIONS = ["f1", "f2", "f3", "f4", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"]


def _read(file: Path) -> Read:
    found = read_workshop(file.read_text("utf-8"), str(file))
    assert isinstance(found, Read), found
    return found


def test_all_are_there_and_none_is_faulty() -> None:
    assert SHELF.faults == ()
    assert sorted(SHELF.checklists) == sorted(["full", "discovery", "heatsink", "care", *SESSIONS])
    assert list(SHELF.steps) == ["tower-steps"]
    rest = [SHELF.quizzes, SHELF.cards, SHELF.glossaries, SHELF.signals, SHELF.roles, SHELF.names, SHELF.badges,
            SHELF.advice, SHELF.material]  # fmt: skip
    assert [list(one) for one in rest] == [
        ["quiz"], ["cards"], ["glossary"], ["signals"], ["roles"], ["names"], ["badges"], ["advice"], ["material"]
    ]  # fmt: skip
    assert {_read(file).noun.kind for file in FILES} == set(KINDS)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("wanted", "more"), [("full", []), ("full", ["heatsink"]), ("discovery", [])])
def test_four_towers_with_their_two_adults_never_wait_for_one(wanted: str, more: list[str], level: Level) -> None:
    outline = SHELF.outline(wanted, level, more)
    found = timetable(outline, groups=4, adults=2)
    assert len(found.gates) >= 4
    assert found.longest_wait == 0
    assert found.starts[-1] > 0, "they do not all begin at once"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_file_is_named_by_its_id(file: Path) -> None:
    assert _read(file).noun.id == file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_is_french_and_english(file: Path) -> None:
    texts = _texts(_read(file).noun.model_dump())
    assert texts
    assert [text["fr"] for text in texts if not text["en"]] == []


def _texts(thing: Any) -> list[dict[str, Any]]:
    if isinstance(thing, dict):
        inner = [text for one in thing.values() for text in _texts(one)]
        return [thing, *inner] if set(thing) == {"fr", "en"} else inner
    return [text for one in thing for text in _texts(one)] if isinstance(thing, tuple | list) else []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_text_keeps_the_rules_of_plain_language(file: Path) -> None:
    read = _read(file)
    assert [(read.marked.line(one.place), one.problem) for one in remarks(read.noun)] == []


@pytest.mark.parametrize("session", ["f1", "f2", "f3", "f4"])
def test_volunteers_are_asked_aloud_as_adults_are(session: str) -> None:
    """The rules leave alone what stands between quotes; here it is what whoever leads says."""
    said = re.findall(r"«([^»]*)»", str(SHELF.checklists[session].model_dump()))
    assert said
    assert [one for quote in said for one in address(quote, "adults")] == []


def test_the_whole_workshop_takes_137_minutes() -> None:
    whole = SHELF.outline("full")
    assert [(phase.id, phase.minutes) for phase in whole.phases] == [
        ("A", 10), ("B", 14), ("C", 31), ("P", 20), ("D", 6), ("E", 29), ("F", 17), ("G", 10)
    ]  # fmt: skip
    assert whole.minutes == 137
    assert SHELF.outline("heatsink").minutes == 16
    assert SHELF.outline("full", "expert", ["heatsink"]).minutes == 137 + 16
    assert SHELF.outline("discovery").minutes == 60


@pytest.mark.parametrize("session", SESSIONS)
def test_a_session_takes_as_long_as_it_says(session: str) -> None:
    minutes = SHELF.outline(session).minutes
    assert 120 <= minutes <= 180 if session[0] == "f" else minutes == 120
    assert 6 <= len(SHELF.outline(session).steps) <= 12


@pytest.mark.parametrize("name", ["full", "discovery"])
def test_no_tower_is_closed_before_it_was_counted_twice_and_read_again(name: str) -> None:
    """A screw that is lost on the motherboard burns it, also when the next group plugs the tower in."""
    steps = list(SHELF.outline(name, "discovery").steps)
    closes = steps.index("E9")
    assert [one for one in steps[:closes] if SHELF.outline(name, "discovery").steps[one].asks == "counts"] == [
        "C11",
        "E8",
    ]
    assert steps.index("E7") < closes


def test_an_adult_stands_at_four_gates_and_the_youngest_never_come_near_two_of_them() -> None:
    steps = {step.id: step for step in SHELF.steps["tower-steps"].steps}
    assert {name for name, step in steps.items() if step.gate == "adult"} == {"A3", "C8", "E1", "F1"}
    assert {name for name, step in steps.items() if step.level == "expert"} == {"C8", "E1"}
    closed: list[Level] = ["discovery", "explorer"]
    assert all("C8" not in SHELF.outline("full", level, ["heatsink"]).steps for level in closed)
    assert "C8" in SHELF.outline("full", "expert", ["heatsink"]).steps


@pytest.mark.parametrize(
    ("name", "inside", "plugs_in", "runs"),
    [("full", "E9", "F1", "F2"), ("f1", "C2", "C3", "D1"), ("f3", "A3", "A4", "B1")],
)
def test_a_tower_that_was_open_gets_power_again_only_past_a_gate(
    name: str, inside: str, plugs_in: str, runs: str
) -> None:
    """Between the work inside and the first start an adult lets it be plugged in: half-done work burns with power."""
    steps = SHELF.outline(name).steps
    names = list(steps)
    assert names[names.index(inside) :][:3] == [inside, plugs_in, runs]
    assert steps[plugs_in].gate == "adult"


@pytest.mark.parametrize(
    ("name", "again"), [("full", ["E2", "F1", "F2", "F3", "F4"]), ("f3", ["A4", "B1", "C2", "D1"])]
)
def test_a_tower_that_is_opened_again_gets_power_again_only_past_the_gate(name: str, again: list[str]) -> None:
    """All is done, and an adult reads on the tower's screen that a memory stick is missing."""
    outline = SHELF.outline(name, "expert")
    story = [
        {"kind": kind, "step": step, "who": "adult"}
        for step, one in outline.steps.items()
        for kind in (["gate"] if one.gate else []) + ["tick"]
    ]
    read = results.read_off("to-look-at", "memory", SHELF.advice.values(), outline)
    story += [{"kind": "compared", "who": "adult", **fact} for fact in read]
    held = _course(outline, story)
    assert held.now is None
    assert held.held is not None
    released = _course(outline, [*story, {"kind": "go-on", "step": held.redo[0], "who": "adult"}])
    assert [one for one, standing in released.steps.items() if standing.state == "open"] == again
    gate = next(one for one in again if outline.steps[one].gate)
    assert released.steps[gate].shut, "whoever leads is asked again"


def _course(outline: Outline, story: list[dict[str, Any]]) -> Course:
    return course(outline, [event(n=n, **one) for n, one in enumerate(story, 1)])


def test_each_level_opens_what_the_one_before_it_opens() -> None:
    open_ = [set(SHELF.outline("full", level, ["heatsink"]).steps) for level in LEVELS]
    assert all(before <= after for before, after in pairwise(open_))
    assert open_[0] < open_[1] < open_[2]


def test_every_step_of_a_tower_has_a_goal_a_detail_and_a_mistake() -> None:
    steps = SHELF.steps["tower-steps"].steps
    assert [step.id for step in steps if not (step.goal and step.detail and step.mistake)] == []
    assert {step.id for step in steps if step.drawing is None} == {"G1"}


def test_lists_stand_in_the_order_in_which_people_look_for_them() -> None:
    backwards = [SHELF.outline(id_) for id_ in sorted(SHELF.checklists, reverse=True)]
    assert [one.list.id for one in in_order(backwards)] == ["full", "heatsink", "discovery", *SESSIONS, "care"]


def test_every_step_with_the_tower_on_says_who_checks_it() -> None:
    files = [*SHELF.steps.values(), *SHELF.checklists.values()]
    steps = [step for file in files for step in _steps(file)]
    running = [step for step in steps if step.powered or step.asks == "restart"]
    assert {"A2", "F2", "F3", "F4"} <= {step.id for step in running}
    assert [step.id for step in running if not step.checks] == []


def test_a_step_that_a_finding_leads_back_to_is_one_that_software_checks() -> None:
    """Otherwise the sheet says that nobody looks at it. What came out wrongly is looked at where it goes in again."""
    steps = {step.id: step for step in SHELF.steps["tower-steps"].steps}
    led = [one for one in SHELF.advice["advice"].advice if one.redo and one.change not in (None, "added")]
    assert len(led) > 15
    assert [(one.part, one.change, one.redo) for one in led if one.part not in steps[one.redo].checks] == []
    assert {part for part, _change in FINDINGS} <= {part for step in steps.values() for part in step.checks}


def _steps(file: Any) -> list[Step]:
    own = file.steps if isinstance(file, StepsFile) else [step for phase in file.phases for step in phase.steps]
    return [step for step in own if isinstance(step, Step)]


def test_only_drawings_that_are_drawn_are_named() -> None:
    found = {name for file in FILES for name in _drawings(yaml.safe_load(file.read_text("utf-8")))}
    assert found <= DRAWINGS
    assert found >= {"memory-clips", "sata-plugs", "stop"}


def _drawings(thing: object) -> list[str]:
    if isinstance(thing, list):
        return [name for one in thing for name in _drawings(one)]
    if not isinstance(thing, dict):
        return []
    own = [str(thing["drawing"])] if "drawing" in thing else []
    return own + [name for one in thing.values() for name in _drawings(one)]


def test_the_right_answers_are_not_all_at_one_place() -> None:
    questions = SHELF.quizzes["quiz"].questions
    assert len(questions) == 20
    rights = [one.right for one in questions]
    assert all(5 <= rights.count(place) <= 9 for place in (1, 2, 3))


def test_there_are_enough_cards_words_and_nicknames() -> None:
    cards, words = SHELF.cards["cards"].cards, SHELF.glossaries["glossary"].entries
    assert len(cards) >= 8
    told = " ".join(card.call.fr for card in cards if card.call)
    assert "3018" in told
    assert "119" in told
    assert len(words) >= 17
    assert len(SHELF.names["names"].names) >= 30


def test_a_badge_is_related_to_a_competence_and_claims_no_level() -> None:
    achievements = SHELF.badges["badges"].achievements
    assert [one.id for one in achievements] == [
        "decouverte", "demonteur", "remonteur", "relecteur", "passeur", "reconditionneur"
    ]  # fmt: skip
    assert all("En lien avec la compétence 5.1 du CRCN" in one.alignments[0].name.fr for one in achievements)
    assert [file for file in FILES if "niveau pix" in file.read_text("utf-8").lower()] == []


# What `pcsol.judge.compare` can say of each part (its `look`), beside "it could not be measured".
SAID: dict[str, set[Change]] = {
    "tower": {"changed"}, "disk": {"missing", "added", "changed", "moved", "slower", "worse"},
    "memory": {"missing", "added", "changed", "moved", "slower"}, "processor": {"changed", "worse"},
    "graphics": {"missing", "added"}, "network": {"missing", "added"}, "sound": {"missing", "added"},
    "optical": {"missing", "added"}, "usb": {"missing", "added"}, "firmware": {"changed"},
    "fan": {"missing", "worse"}, "temperature": {"hotter"}, "clock": {"reset"}, "ports": set(), "people": set(),
}  # fmt: skip


def test_there_is_advice_for_all_that_a_comparison_can_say() -> None:
    has = {(one.part, one.change) for one in SHELF.advice["advice"].advice}
    assert has >= {(part, change) for part, changes in SAID.items() for change in (*changes, None)}


def test_a_missing_stick_is_said_in_words_that_one_acts_on() -> None:
    one = next(one for one in SHELF.advice["advice"].advice if (one.part, one.change) == ("memory", "missing"))
    assert one.text.fr == "Il manque une barrette. Rouvre et appuie jusqu’au clic des deux côtés."
    assert (one.redo, one.drawing) == ("E2", "memory-clips")


def test_when_nothing_starts_memory_comes_first_and_a_technician_last() -> None:
    order = [one.drawing for one in SHELF.advice["advice"].no_start]
    assert order == ["memory-clips", "power-supply", "screen-cables", "front-wires", "memory-slot", "stop"]


def test_every_makers_signals_have_a_source() -> None:
    makers = SHELF.signals["signals"].makers
    assert {one.maker for one in makers} == {"HP", "Compaq", "Dell", "AMI", "Award"}
    assert all(one.source.fr != "choix local" for one in makers)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_file_is_what_the_published_schema_says(file: Path) -> None:
    schema = json.loads((ROOT.parents[1] / "docs/reference/schemas/workshop-1.json").read_text("utf-8"))
    plain = yaml.safe_load(file.read_text("utf-8"))
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(plain)] == []
    assert [error.message for error in validator.iter_errors(plain | {"extra": 1})] != []


def test_the_example_of_the_how_to_is_right_and_plain() -> None:
    page = (ROOT.parents[1] / "docs/how-to/write-a-workshop.md").read_text("utf-8")
    example = read_workshop(page.split("```yaml\n")[1].split("```")[0], "mercredi.yaml")
    assert isinstance(example, Read)
    others = [_read(file) for file in FILES]
    assert broken(example, known([*others, example], DRAWINGS)) == []
    assert remarks(example.noun) == []


def test_between_unplugging_and_plugging_in_no_step_is_done_with_the_tower_running() -> None:
    steps = list(SHELF.outline("full", "technician", ("heatsink",)).steps.values())
    names = [one.id for one in steps]
    unplugged = steps[names.index("A3") : names.index("F1")]
    assert [one.id for one in unplugged if one.powered] == []
    assert [one.id for one in steps if one.powered] == ["A2", "F2", "F3", "F4"]
