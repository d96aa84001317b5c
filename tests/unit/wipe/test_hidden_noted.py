"""What an earlier run of the same job found hidden, and opened, is told by the run that goes on."""

import json
from pathlib import Path

import pytest

from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.wipe.execute import cut_off
from pcsol.wipe.journal import Journal
from tests.unit.erasure import made
from tests.unit.erasure.made import NOON
from tests.unit.wipe.test_journal import DISK, plan

OPENED = made.hidden("opened")


def noted(home: Path, hidden: HiddenAreas | None) -> Journal:
    journal = Journal.open(home, DISK)
    journal.begin(plan(), "chacha20", hidden=hidden)
    return Journal.open(home, DISK)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("opened", "none", "opened"),
        ("opened", "opened", "opened"),
        ("opened", "kept", "kept"),
        ("opened", "unknown", "unknown"),
        ("none", "none", "none"),
        ("kept", "none", "none"),
        ("unknown", "none", "none"),
    ],
)
def test_only_what_was_opened_and_hides_nothing_now_is_told_as_opened(before: str, now: str, told: str) -> None:
    [area] = made.hidden(now).after(made.hidden(before)).areas
    assert area.state == told


def test_the_size_and_the_need_of_a_power_cycle_are_those_of_now_and_the_answers_of_both() -> None:
    earlier = made.hidden("opened", power_cycle=True).model_copy(update={"size_bytes": 1, "evidence": ("first",)})
    now = made.hidden("none").model_copy(update={"size_bytes": 2, "evidence": ("second",)})
    both = now.after(earlier)
    assert (both.size_bytes, both.power_cycle, both.evidence) == (2, False, ("first", "second"))
    assert now.after(None) == now


def test_the_notes_keep_it_through_a_change_of_size_and_it_is_on_the_report_of_a_run_that_is_cut_off(
    pcsol_home: Path,
) -> None:
    noted(pcsol_home, OPENED)
    grown = DISK.model_copy(update={"disk": DISK.disk.model_copy(update={"size_bytes": 2 * 10**12})})
    entry = Journal.open(pcsol_home, grown).entry
    assert entry is not None
    assert entry.hidden == OPENED
    [attempt] = cut_off.attempts(entry, grown.disk, "the power", NOON)
    assert attempt.hidden == OPENED


def test_notes_of_an_older_program_say_nothing_of_it_and_go_on(pcsol_home: Path) -> None:
    journal = noted(pcsol_home, OPENED)
    older = json.loads(journal.file.read_text("utf-8"))
    assert older.pop("hidden")["areas"][0]["state"] == "opened"
    journal.file.write_text(json.dumps(older), "utf-8")
    entry = Journal.open(pcsol_home, DISK).entry
    assert entry is not None
    assert (entry.hidden, entry.key_print) == (None, journal.entry.key_print if journal.entry else None)
