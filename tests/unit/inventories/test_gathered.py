"""Towers from records and papers: each once, with what is known of it, and never two that are one by accident."""

from datetime import timedelta
from pathlib import Path

import pytest

from pcsol.model.erasure.outcome import Verification, WipeResult, WipeRun
from pcsol.model.hardware.machine import Mark
from pcsol.model.intake import Intake
from pcsol.model.inventory.tower import Tower
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import TowerRef
from pcsol.store import records
from pcsol.store.inventories.towers import gathered
from pcsol.store.papers import keeping, keys
from pcsol.store.papers.keys import StationKey
from tests.towers import GOOD, GOOD_DISK, WHEN
from tests.unit.certificate.erasures import HDD, context, erasure, failed

CODE = "VAL-0042-D"
ONE = Mark(kind="system-uuid", value="00000000-aaaa-4000-8000-000000000001", usable=True)
OTHER = Mark(kind="system-uuid", value="00000000-aaaa-4000-8000-000000000002", usable=True)
BOARD = Mark(kind="board-serial", value="TEST-BOARD-1", usable=True)
SHARED = Mark(kind="system-serial", value="To be filled by O.E.M.", usable=False)
INTAKE = Intake(taken_at=WHEN, pcsol="0.1.0", code=CODE, lot="Mairie", donor_asset_number="INV-1", form="tower")
WITH_HDD = GOOD.model_copy(update={"disks": (HDD,)})


@pytest.fixture
def key(pcsol_home: Path) -> StationKey:
    return keys.station_key(pcsol_home, lambda _need: None)


def keep(home: Path, body: Noun, code: str | None, *marks: Mark, minutes: int = 0, kind: str = "probe") -> str:
    at = WHEN + timedelta(minutes=minutes)
    moment = records.Moment(at, Clock(source="ntp", trusted=True))
    return records.keep(home, kind, body, TowerRef(code=code, marks=marks), moment).id


def only(home: Path) -> Tower:
    (found,) = gathered(home).towers
    return found


def looked(model: str) -> Probe:
    return GOOD.model_copy(update={"machine": GOOD.machine.model_copy(update={"model": model})})


def test_no_store_no_towers(pcsol_home: Path) -> None:
    assert gathered(pcsol_home).towers == ()


def test_a_tower_is_its_last_look_with_what_was_said_at_its_reception(pcsol_home: Path) -> None:
    keep(pcsol_home, INTAKE, CODE, kind="intake")
    keep(pcsol_home, looked("first"), CODE, ONE, minutes=1)
    last = keep(pcsol_home, looked("second"), None, ONE, minutes=2)
    found = only(pcsol_home)
    assert (found.key, found.code, found.record) == ("val-0042-d", CODE, last)
    assert found.probe
    assert found.probe.machine.model == "second"
    assert (found.lot, found.donor_asset_number, found.form) == ("Mairie", "INV-1", "tower")


def test_looks_before_the_sticker_belong_to_it(pcsol_home: Path) -> None:
    keep(pcsol_home, looked("before"), None, ONE, BOARD)
    keep(pcsol_home, INTAKE, CODE, BOARD, minutes=1, kind="intake")
    assert only(pcsol_home).probe is not None


def test_without_a_code_any_mark_in_common_is_enough(pcsol_home: Path) -> None:
    keep(pcsol_home, GOOD, None, ONE, BOARD)
    keep(pcsol_home, GOOD, None, BOARD, minutes=1)
    assert only(pcsol_home).key.startswith("system-uuid-")


def test_a_placeholder_makes_nobody_one(pcsol_home: Path) -> None:
    keep(pcsol_home, GOOD, None, SHARED)
    keep(pcsol_home, GOOD, None, SHARED, minutes=1)
    keep(pcsol_home, INTAKE, CODE, SHARED, kind="intake")
    assert len(gathered(pcsol_home).towers) == 3


def test_marks_seen_under_two_codes_give_their_look_to_neither(pcsol_home: Path) -> None:
    keep(pcsol_home, INTAKE, CODE, ONE, kind="intake")
    keep(pcsol_home, INTAKE, "VAL-0001-P", ONE, kind="intake")
    keep(pcsol_home, GOOD, None, ONE, minutes=1)
    assert [one.probe for one in gathered(pcsol_home).towers] == [None, None]


def test_a_certificate_says_erased_and_a_later_report_takes_it_back(pcsol_home: Path, key: StationKey) -> None:
    keep(pcsol_home, WITH_HDD, CODE, ONE)
    filed = keeping.keep(pcsol_home, erasure(), context(), key)
    (paper,) = only(pcsol_home).papers
    assert (paper.became, paper.number, paper.level) == ("erased", filed.paper.id, "clear")
    later = failed().model_copy(update={"ended_at": failed().ended_at + timedelta(days=1)})
    keeping.keep(pcsol_home, later, context(), key)
    assert only(pcsol_home).papers[0].became == "not-erased"


@pytest.mark.parametrize("kind", ["handover", "return"])
def test_what_was_erased_before_it_was_with_a_family_proves_nothing(
    pcsol_home: Path, key: StationKey, kind: str
) -> None:
    keep(pcsol_home, WITH_HDD, CODE, ONE)
    filed = keeping.keep(pcsol_home, erasure(), context(), key)
    day_before = int((filed.paper.made_at - WHEN) / timedelta(minutes=1)) - 1440
    keep(pcsol_home, INTAKE, CODE, ONE, kind=kind, minutes=day_before)
    assert [one.became for one in only(pcsol_home).papers] == ["erased"]
    keep(pcsol_home, INTAKE, CODE, ONE, kind=kind, minutes=day_before + 2880)
    assert only(pcsol_home).papers == ()


def test_a_paper_that_was_changed_proves_nothing(pcsol_home: Path, key: StationKey) -> None:
    keep(pcsol_home, WITH_HDD, CODE, ONE)
    filed = keeping.keep(pcsol_home, erasure(), context(), key)
    filed.json.write_bytes(filed.json.read_bytes().replace(b"WD-MADEUP0042", b"ZINVENTED0001"))
    assert only(pcsol_home).papers == ()


def test_an_erasure_that_came_without_its_paper_is_known_by_its_record(pcsol_home: Path) -> None:
    keep(pcsol_home, GOOD, CODE, ONE)
    result = WipeResult(
        disk="/dev/sda", id=GOOD_DISK.serial or "", technique="zero", level="clear",
        verification=Verification(depth="full", passed=True), validation="accepted", write_seconds=1, read_seconds=1,
        report="x",
    )  # fmt: skip
    keep(pcsol_home, WipeRun(results=(result,)), CODE, ONE, minutes=9, kind="wipe")
    (paper,) = only(pcsol_home).papers
    assert (paper.became, paper.number) == ("erased", None)


def test_a_damaged_record_takes_no_tower_with_it(pcsol_home: Path) -> None:
    keep(pcsol_home, looked("older"), CODE, ONE)
    newest = keep(pcsol_home, looked("newer"), CODE, ONE, minutes=1)
    (file,) = (pcsol_home / "towers").rglob(f"*{newest}.json")
    file.write_text(file.read_text("utf-8").replace('"taken_at"', '"taken"'), "utf-8")
    found = gathered(pcsol_home)
    assert found.towers[0].probe
    assert found.towers[0].probe.machine.model == "older"
    assert len(found.faults) == 1
