"""A tower that was put back wrong is found out, and the finding names what to do; one put back right never alarms."""

import ast
import re
from itertools import permutations
from pathlib import Path

import pytest

from pcsol.checklist.language import Language, findings
from pcsol.checklist.outline import Outline
from pcsol.checklist.redo import Redo, advise, worst
from pcsol.i18n import speaking
from pcsol.judge import compare as judged
from pcsol.judge.compare import compare
from pcsol.judge.compare.rows import FINDINGS
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.workshop.booklets import AdviceBook
from pcsol.store.workshops.shelf import load_workshops
from pcsol.tools.world.album import AlbumWorld
from tests.replay.machines import ALL, MACHINES, probed
from tests.unit.comparing.anywhere.wrong_ways import WAYS, Way
from tests.unit.comparing.recordings import look

SHELF = load_workshops(None)
BOOK: AdviceBook = SHELF.advice["advice"]
FULL: Outline = SHELF.outline("full", "expert", ["heatsink"])


def advised(before: Probe, after: Probe) -> tuple[Comparison, tuple[Redo, ...]]:
    with speaking("fr"):
        comparison = compare(before, after)
        return comparison, advise(comparison, {}, BOOK, FULL)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_tower_put_back_wrong_is_found_and_named(way: Way, tmp_path: Path) -> None:
    before, after = look(way.before, tmp_path / "before"), look(way.wrong(way.before), tmp_path / "after")
    comparison, lines = advised(before, after)
    wrong = [line for line in lines if line.state == "to-look-at"]
    assert tuple((line.part, line.change, line.step) for line in wrong) == way.found
    assert way.says in wrong[0].text
    assert worst(lines) == comparison.state == "to-look-at"
    assert all(line.step is None or line.step in FULL.steps for line in wrong)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_group_reads_of_a_tower_names_no_chip_and_no_menu(language: Language, tmp_path: Path) -> None:
    """Disks, memory and sockets are found by what stands on them; all else goes by the words of the list."""
    told = set()
    for number, way in enumerate(WAYS):
        before, after = (
            look(pages, tmp_path / f"{number}-{name}")
            for name, pages in (("before", way.before), ("after", way.wrong(way.before)))
        )
        with speaking(language):
            told |= {(one.part, one.subject) for one in advise(compare(before, after), {}, BOOK, FULL) if one.subject}
    assert {"fan", "firmware", "graphics", "temperature"} <= {part for part, _subject in told}
    plain = {subject for part, subject in told if part not in ("disk", "memory", "ports")}
    assert [one for one in plain if list(findings(one, language, readers="young"))] == []
    assert not [one for one in plain if re.search(r"BIOS|UEFI|Processor Fan|coretemp|Core \d", one)]


def test_there_are_more_than_fifteen_and_none_twice() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) > 15


def test_no_two_machines_differ_in_a_way_that_nobody_wrote_advice_for() -> None:
    """Every recorded machine against every other one: all that can go wrong at once."""
    probes = [probed(AlbumWorld(MACHINES / name)) for name in ALL]
    found = {
        (one.part, one.change)
        for before, after in permutations(probes, 2)
        for one in compare(before, after).differences
        if one.state == "to-look-at"
    }
    assert found <= FINDINGS
    assert len(found) > 10


def test_every_change_that_the_judge_can_write_is_listed() -> None:
    written = {
        word.value
        for file in Path(judged.__file__).parent.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "look"
        for word in ast.walk(call.args[2])
        if isinstance(word, ast.Constant)
    }
    assert written == {change for _part, change in FINDINGS}


def test_every_finding_has_advice_of_its_own_in_the_shipped_book() -> None:
    own = [(one.part, one.change) for one in BOOK.advice if one.change is not None]
    assert set(own) == FINDINGS
    assert len(own) == len(set(own))
    assert {one.part for one in BOOK.advice if one.change is None} >= {part for part, _change in FINDINGS}


def test_every_step_and_drawing_of_the_book_is_there() -> None:
    entries = (*BOOK.advice, *BOOK.no_start)
    assert [one.redo for one in entries if one.redo and one.redo not in FULL.steps] == []
