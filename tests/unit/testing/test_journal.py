"""What is noted of a run outlives whatever ends it, and is believed only where it fits."""

import json
from pathlib import Path

import pytest

from pcsol.diagnostics import journal as journals
from pcsol.diagnostics import outcomes
from pcsol.diagnostics.interrupted.resuming import resumed
from pcsol.diagnostics.journal import Beginning, Journal
from pcsol.diagnostics.plan import Laid
from pcsol.errors import StoreGoneError
from pcsol.model.testing.notes import Going, Notes
from pcsol.model.testing.run import Result, Tested
from tests.unit.testing.benches import ANOTHER_BOOT, BOOT, MACHINES, job, laid, probe


@pytest.fixture
def plan() -> Laid:
    return laid({"memory": [job("memory", exerts=True)], "processor": [job("processor", exerts=True)],
                 "network": [job("network")]})  # fmt: skip


def _cut(plan: Laid, *going: str, home: Path | None = None) -> Notes:
    journal = Journal.begin(home, probe(), plan, Beginning(BOOT))
    for one in going:
        journal.begins(plan.jobs[one], 12.5)
    return journal.notes


def _done(notes: Notes) -> dict[str, Tested]:
    return {one.id: one for one in notes.done}


def test_what_is_going_on_lies_on_the_medium_before_it_begins(plan: Laid, tmp_path: Path) -> None:
    _cut(plan, "memory", home=tmp_path / "home")
    found = journals.look(tmp_path / "home", probe(), plan).notes
    assert found is not None
    assert found.going == (Going(id="memory", exerts=True),)
    assert (found.boot, found.seconds) == (BOOT, 12.5)


def test_an_exerting_test_during_which_the_tower_went_down_has_failed_and_the_others_are_done_again(plan: Laid) -> None:
    notes = resumed(_cut(plan, "memory", "network"), ANOTHER_BOOT, "Kernel panic - not syncing: Machine check")
    memory = _done(notes)["memory"]
    assert (memory.result, memory.interrupted) == ("failed", True)
    assert memory.reasons[0].code == "went-down"
    assert "Memory" in memory.reasons[0].text
    assert memory.evidence[0].value == "Kernel panic - not syncing: Machine check"
    assert "network" not in _done(notes)
    assert (notes.boot, notes.going, notes.resumed) == (ANOTHER_BOOT, (), 1)


def _gone_on_with(plan: Laid, notes: Notes, **results: Result) -> dict[str, Tested]:
    journal = Journal.go_on(None, notes, plan)
    for one in plan.plan.tests:
        if one.id in results:
            journal.ended(Tested(**one.model_dump(), result=results[one.id]), 20)
    kept = {one.id: one for one in outcomes.in_order(journal.notes)}
    assert kept == kept | {one.id: one for one in outcomes.done(journal.notes)}, "what is shown is what is kept"
    return kept


def test_done_again_and_passed_what_the_tower_went_down_in_is_to_be_looked_at_all_the_same(plan: Laid) -> None:
    cut = resumed(_cut(plan, "memory", "network"), ANOTHER_BOOT)
    found = _gone_on_with(plan, cut, processor="passed", network="passed")
    assert (found["network"].result, found["network"].interrupted) == ("to-look-at", True)
    assert [why.code for why in found["network"].reasons] == ["went-down", "several-went-on"]
    assert "Network" in found["network"].reasons[0].text
    assert "Memory" in found["network"].reasons[1].text
    assert (found["processor"].result, found["processor"].interrupted) == ("passed", False)
    assert [why.code for why in found["memory"].reasons] == ["went-down"], "it is said once"


@pytest.mark.parametrize("result", ["failed", "to-look-at", "not-tested"])
def test_nothing_becomes_better_because_the_tower_went_down_in_it(plan: Laid, result: Result) -> None:
    network = _gone_on_with(plan, resumed(_cut(plan, "network"), ANOTHER_BOOT), network=result)["network"]
    assert (network.result, network.reasons[-1].code) == (result, "went-down")


def test_what_was_never_done_again_tells_of_it_too(plan: Laid) -> None:
    network = _gone_on_with(plan, resumed(_cut(plan, "network"), ANOTHER_BOOT))["network"]
    assert network.result == "not-tested"
    assert [why.code for why in network.reasons] == ["stopped", "went-down"]


def test_where_only_pcsol_was_ended_a_test_done_again_passes(plan: Laid) -> None:
    network = _gone_on_with(plan, resumed(_cut(plan, "network"), BOOT), network="passed")["network"]
    assert (network.result, network.reasons, network.interrupted) == ("passed", (), False)


def test_of_two_exerting_tests_nobody_knows_which_one_it_was_and_that_is_said(plan: Laid) -> None:
    found = _done(resumed(_cut(plan, "memory", "processor"), ANOTHER_BOOT))
    assert {one.result for one in found.values()} == {"failed"}
    assert "Processor" in found["memory"].reasons[1].text


def test_where_pcsol_was_ended_in_the_same_start_nothing_is_blamed(plan: Laid) -> None:
    notes = resumed(_cut(plan, "memory", "network"), BOOT)
    assert notes.done == ()
    assert notes.cut == {"memory": 1, "network": 1}


def test_a_start_that_cannot_be_told_from_others_counts_as_another_one(plan: Laid) -> None:
    assert _done(resumed(_cut(plan, "memory"), ""))["memory"].result == "failed"
    unknown = _cut(plan, "memory").model_copy(update={"boot": ""})
    assert _done(resumed(unknown, ""))["memory"].result == "failed"


def test_nothing_is_tried_for_ever(plan: Laid) -> None:
    twice_down = _cut(plan, "network").model_copy(update={"cut": {"network": 1}})
    assert _done(resumed(twice_down, ANOTHER_BOOT))["network"].result == "to-look-at"
    twice_ended = _cut(plan, "memory").model_copy(update={"cut": {"memory": 2}})
    memory = _done(resumed(twice_ended, BOOT))["memory"]
    assert (memory.result, memory.reasons[0].code) == ("to-look-at", "ended-in-it")
    assert "“Memory”" in memory.reasons[0].text


def test_damaged_notes_are_set_aside_and_said(plan: Laid, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _cut(plan, "memory", home=home)
    (file,) = (home / journals.FOLDER).iterdir()
    file.write_bytes(file.read_bytes()[:100])
    found = journals.look(home, probe(), plan)
    assert found.notes is None
    assert "damaged" in found.news[0]
    (aside,) = (home / journals.FOLDER).iterdir()
    assert aside.name.startswith(file.stem + ".set-aside")
    assert journals.look(home, probe(), plan).news == ()


def test_notes_of_another_tower_are_set_aside_and_said(plan: Laid, tmp_path: Path) -> None:
    home = tmp_path / "home"
    _cut(plan, "memory", home=home)
    (file,) = (home / journals.FOLDER).iterdir()
    other = json.loads(file.read_text("utf-8")) | {"tower": "system-uuid-0000000000000000"}
    file.write_text(json.dumps(other), "utf-8")
    found = journals.look(home, probe(), plan)
    assert found.notes is None
    assert "another tower" in found.news[0]


def test_notes_that_followed_another_list_of_tests_are_not_gone_on_with_and_not_lost(
    plan: Laid, tmp_path: Path
) -> None:
    _cut(plan, "memory", home=tmp_path / "home")
    changed = laid({"memory": [job("memory")]})
    found = journals.look(tmp_path / "home", probe(), changed)
    assert found.notes is None
    assert found.ended is not None
    assert "Petit contrôle" in found.news[0]


def test_again_begins_anew_and_loses_nothing(plan: Laid, tmp_path: Path) -> None:
    _cut(plan, "memory", home=tmp_path / "home")
    found = journals.look(tmp_path / "home", probe(), plan, again=True)
    assert found.notes is None
    assert found.ended is not None


def test_every_tower_has_notes_of_its_own() -> None:
    albums = [folder for folder in MACHINES.iterdir() if folder.is_dir()]
    names = {folder.name: journals.name(probe(folder)) for folder in albums}
    same = {"made-up-optiplex-7010", "made-up-optiplex-7010-put-together-badly"}
    assert len({name for folder, name in names.items() if folder not in same}) == len(names) - 2
    assert len({names[folder] for folder in same}) == 1, "one tower, before and after"


def test_a_tower_that_no_mark_tells_from_others_is_known_by_its_disks() -> None:
    looked = probe(MACHINES / "made-up-board-that-nobody-filled-in")
    bare = looked.model_copy(update={"identity": looked.identity.model_copy(update={"marks": ()})})
    assert journals.name(bare).startswith("unmarked-")
    disk = bare.disks[0].model_copy(update={"serial": "ANOTHER"}) if bare.disks else None
    assert disk is not None
    assert journals.name(bare.model_copy(update={"disks": (disk,)})) != journals.name(bare)


def test_a_medium_that_is_not_there_is_said_before_anything_begins(
    plan: Laid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "missing" / "home"))
    with pytest.raises(StoreGoneError):
        Journal.begin(tmp_path / "missing" / "home", probe(), plan, Beginning(BOOT))


def test_a_run_that_is_put_off_blames_nothing_at_the_next_start(plan: Laid) -> None:
    journal = Journal.begin(None, probe(), plan, Beginning(BOOT))
    journal.begins(plan.jobs["memory"], 3)
    journal.pause(40)
    assert resumed(journal.notes, ANOTHER_BOOT).done == ()


def test_a_test_that_can_be_done_now_and_could_not_before_the_interruption_is_planned_too(plan: Laid) -> None:
    notes = _cut(plan, "memory")
    more = laid({"memory": [job("memory")], "disk-read": [job("disk-read.sda")]})
    journal = Journal.go_on(None, notes, more)
    assert [one.id for one in journal.notes.plan.tests] == ["memory", "processor", "network", "disk-read.sda"]
