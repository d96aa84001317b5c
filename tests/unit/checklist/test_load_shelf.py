"""The shelf: shipped files, and a centre's own that take their place when they are right."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.store.profiles import shipped_folder
from pcsol.store.workshops.checking import check_workshop
from pcsol.store.workshops.shelf import load_workshops
from tests.unit.checklist.files import LIST, QUIZ, STEPS

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="2" height="2"/></svg>'


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "profiles/workshops"
    (folder / "drawings").mkdir(parents=True)
    return folder


def test_a_centres_own_files_stand_among_the_shipped_ones(own: Path) -> None:
    (own / "steps.yaml").write_text(STEPS.replace("    drawing: case-back\n", ""), "utf-8")
    (own / "sub").mkdir()
    (own / "sub/list.yml").write_text(LIST, "utf-8")
    shelf = load_workshops(own.parents[1])
    assert shelf.outline("ours").minutes == 15
    assert "full" in shelf.checklists
    assert [fault for fault in shelf.faults if str(own) in fault.what] == []


def test_a_faulty_file_leaves_the_shipped_one_in_its_place(own: Path) -> None:
    (own / "full.yaml").write_text(LIST.replace("id: ours", "id: full"), "utf-8")
    (own / "broken.yaml").write_text("kind: [", "utf-8")
    shelf = load_workshops(own.parents[1])
    assert shelf.outline("full").minutes == 137
    told = [fault.what for fault in shelf.faults if str(own) in fault.what]
    assert len(told) == 2
    assert "this is not YAML" in told[0]
    assert "no file with the id `our-steps`" in told[1]


def test_what_a_left_out_file_carried_is_left_out_as_well(own: Path) -> None:
    (own / "quiz.yaml").write_text(QUIZ, "utf-8")
    (own / "list.yaml").write_text(LIST.replace("people:", "quiz: our-quiz\nmaterial: none\npeople:"), "utf-8")
    more = LIST.replace("id: ours", "id: more").replace("use: [A1, A2]", "use: [A1]")
    (own / "more.yaml").write_text(more.replace("people:", "supplement_of: ours\npeople:"), "utf-8")
    (own / "steps.yaml").write_text(STEPS, "utf-8")
    shelf = load_workshops(own.parents[1])
    assert {"ours", "more"} & set(shelf.checklists) == set()
    assert "our-quiz" in shelf.quizzes


def test_two_own_files_with_one_id_are_a_fault(own: Path) -> None:
    for name in ("one", "two"):
        (own / f"{name}.yaml").write_text(QUIZ, "utf-8")
    shelf = load_workshops(own.parents[1])
    assert any("has the id `our-quiz`, which" in fault.what for fault in shelf.faults)


def test_a_drawing_that_acts_is_left_out_and_told(own: Path) -> None:
    (own / "drawings/ours.svg").write_text(SVG, "utf-8")
    (own / "drawings/bad.svg").write_text(SVG.replace("<rect", '<rect onclick="x()"'), "utf-8")
    shelf = load_workshops(own.parents[1])
    assert shelf.drawing("ours") == SVG
    assert shelf.drawing("bad") is None
    assert shelf.drawing("nobody-drew-this") is None
    assert any("bad.svg" in fault.what for fault in shelf.faults)


def test_a_file_is_checked_as_if_it_stood_among_the_others(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(LIST.replace("our-steps", "tower-steps").replace("A1, A2", "A1, A9"), "utf-8")
    found = check_workshop(file, own.parents[1])
    assert (found.kind, found.id) == ("checklist", "ours")
    assert ["no step A9" in fault.what for fault in found.faults] == [True]


def test_what_pcsols_own_lists_would_lack_is_told_before_they_lack_it(own: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(STEPS.replace("our-steps", "tower-steps").replace("    drawing: case-back\n", ""), "utf-8")
    told = check_workshop(file, own.parents[1]).faults
    assert any("key `id`: `full` needs what this file leaves out" in fault.what for fault in told)
    assert any("full.yaml" in str(fault.remedy) and "no step A3" in str(fault.remedy) for fault in told)


def test_own_steps_that_pcsols_lists_cannot_do_with_are_left_out(own: Path) -> None:
    (own / "tower-steps.yaml").write_text(STEPS.replace("our-steps", "tower-steps"), "utf-8")
    shelf = load_workshops(own.parents[1])
    assert shelf.outline("full").minutes == 137
    assert len([fault for fault in shelf.faults if str(own) in fault.what]) == 1
    assert "tower-steps.yaml is wrong, line 3, key `id`" in shelf.faults[0].what


def test_own_steps_serve_with_a_list_of_ones_own(own: Path) -> None:
    steps = (shipped_folder() / "workshops/tower-steps.yaml").read_text("utf-8")
    (own / "tower-steps.yaml").write_text(
        steps.replace("minutes: 8\n    role: everybody", "minutes: 3\n    role: everybody"), "utf-8"
    )
    assert load_workshops(own.parents[1]).outline("full").minutes == 132


@pytest.mark.parametrize("id_", ["full", "tower-steps"])
def test_an_id_of_another_kind_takes_nobodys_place(own: Path, id_: str) -> None:
    text = QUIZ.replace("our-quiz", id_)
    (own / "quiz.yaml").write_text(text, "utf-8")
    shelf = load_workshops(own.parents[1])
    assert shelf.outline("full").minutes == 137
    assert id_ not in shelf.quizzes
    assert f"`{id_}` is the id of a file of the kind" in shelf.faults[0].what
    assert "is the id of a file of the kind" in check_workshop(own / "quiz.yaml", None).faults[0].what
