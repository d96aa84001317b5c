"""Carried by hand: what waits goes into a file, and what the receipt says is at the hub does not wait any more."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pcsol.errors import CarriedFaultyError
from pcsol.judge.letters import signature
from pcsol.model.letters.carried import Receipt, Refused
from pcsol.model.letters.outbox import Refusals
from pcsol.store.letters import carried, receipts
from pcsol.store.letters.key import letter_key
from pcsol.store.post import by_hand, enrolled, notes, outbox
from tests.letters import enrol, kept, record, several

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "fiches.jsonl"


def imported(file: Path, received: list[str], *refused: Refused) -> None:
    """Leave the receipt that a hub leaves."""
    seen = carried.opened(file)
    receipt = Receipt(
        sha256=seen.sha256, key_id=seen.key_id, made_at=NOW, received=tuple(received), refused=tuple(refused)
    )
    receipts.write(file, receipt)


def waiting(home: Path) -> list[str]:
    return [one.id for one in outbox.listed(home).waiting]


@pytest.mark.parametrize("enrolled", [True, False])
def test_the_file_holds_what_waits_and_the_receipt_ends_the_waiting(
    pcsol_home: Path, file: Path, enrolled: bool
) -> None:
    if enrolled:
        enrol(pcsol_home, "https://hub.test")
    ids = several(pcsol_home, 5)
    done = by_hand.export(pcsol_home, file, NOW)
    assert (done.records, done.taken_up) == (5, None)
    seen = carried.opened(file)
    assert {plain["id"] for plain in seen.records()} == set(ids)
    assert set(waiting(pcsol_home)) == set(ids)  # until a hub has them
    imported(file, ids[:4])
    done = by_hand.export(pcsol_home, file, NOW)
    assert (done.records, done.taken_up) == (1, 4)
    assert [plain["id"] for plain in carried.opened(file).records()] == ids[4:]
    imported(file, ids[4:])
    assert by_hand.export(pcsol_home, file, NOW).records is None
    assert waiting(pcsol_home) == []


def test_records_go_as_they_were_signed_and_numbers_stay_whole(pcsol_home: Path, file: Path) -> None:
    key = letter_key(pcsol_home)
    plain = signature.signed(record(body={"big": 2**70, "small": 1e-7, "text": "é\u2028"}), key.private)
    kept(pcsol_home, plain)
    by_hand.export(pcsol_home, file, NOW)
    (there,) = carried.opened(file).records()
    assert there == plain
    assert signature.check(there, key.public) == "fits"


def test_a_record_of_a_newer_pcsol_is_carried_whole(pcsol_home: Path, file: Path) -> None:
    plain = record(schema="pcsol/record/9", more=[1, 2])
    kept(pcsol_home, plain)
    by_hand.export(pcsol_home, file, NOW)
    assert list(carried.opened(file).records()) == [plain]


def test_what_the_hub_refused_by_hand_is_shown_as_what_it_refuses_on_the_line(pcsol_home: Path, file: Path) -> None:
    one, other = several(pcsol_home, 2)
    by_hand.export(pcsol_home, file, NOW)
    imported(file, [other], Refused(id=one, status=409, what="other content", remedy="ask"))
    done = by_hand.export(pcsol_home, file, NOW)
    assert (done.records, [(letter.id, letter.reason) for letter in done.refused]) == (None, [(one, "other content")])


def test_what_was_refused_goes_again_by_another_pcsol_or_when_it_is_wanted(pcsol_home: Path, file: Path) -> None:
    (one,) = several(pcsol_home, 1)
    by_hand.export(pcsol_home, file, NOW)
    imported(file, [], Refused(id=one, status=422, what="newer", remedy="update"))
    assert by_hand.export(pcsol_home, file, NOW).records is None
    done = by_hand.export(pcsol_home, file, NOW, again=True)
    assert (done.records, [letter.id for letter in done.refused]) == (1, [one])
    mark = enrolled.mark(enrolled.found(pcsol_home))
    older = notes.refusals(pcsol_home, mark).refused[one].model_copy(update={"pcsol": "0.0.1"})
    notes.keep_refusals(pcsol_home, Refusals(hub=mark, refused={one: older}))
    assert by_hand.export(pcsol_home, file, NOW).records == 1


@pytest.mark.parametrize("number", ["1e400", "-1e999"])
def test_a_number_beyond_json_does_not_spoil_the_file_of_the_others(pcsol_home: Path, file: Path, number: str) -> None:
    one, other = several(pcsol_home, 2, towers=2)
    place = next(Path(letter.file) for letter in outbox.waiting(pcsol_home, "-").letters if letter.id == one)
    place.write_text(place.read_text().replace('"text": "tour à côté"', f'"text": {number}'))
    done = by_hand.export(pcsol_home, file, NOW)
    assert [plain["id"] for plain in carried.opened(file).records()] == [other]
    assert [damaged.file for damaged in done.damaged] == [str(place)]


def test_the_receipt_of_another_file_is_not_taken_up_and_nothing_is_written(pcsol_home: Path, file: Path) -> None:
    ids = several(pcsol_home, 2)
    by_hand.export(pcsol_home, file, NOW)
    imported(file, ids)
    kept(pcsol_home, record(minute=50))
    receipt = receipts.beside(file).read_bytes()
    receipts.beside(file).unlink()
    by_hand.export(pcsol_home, file, NOW)
    receipts.beside(file).write_bytes(receipt)
    before = file.read_bytes()
    with pytest.raises(CarriedFaultyError):
        by_hand.export(pcsol_home, file, NOW)
    assert file.read_bytes() == before
    assert len(waiting(pcsol_home)) == 3


def test_a_receipt_cannot_speak_of_records_that_are_not_here(pcsol_home: Path, file: Path) -> None:
    several(pcsol_home, 1)
    by_hand.export(pcsol_home, file, NOW)
    imported(file, ["00000000-0000-4000-8000-000000000000"])
    done = by_hand.export(pcsol_home, file, NOW)
    assert (done.taken_up, done.records) == (0, 1)


def test_a_damaged_record_is_left_out_and_told_of(pcsol_home: Path, file: Path) -> None:
    several(pcsol_home, 3, towers=1)
    broken = outbox.waiting(pcsol_home, "-").letters[1].file
    Path(broken).write_bytes(b"{")
    done = by_hand.export(pcsol_home, file, NOW)
    assert (done.records, [one.file for one in done.damaged]) == (2, [broken])
    assert carried.opened(file).number == 2


def test_a_mistyped_name_costs_nobody_a_photo(pcsol_home: Path, file: Path) -> None:
    several(pcsol_home, 1)
    file.write_bytes(b"\xff\xd8 a photo")
    with pytest.raises(CarriedFaultyError):
        by_hand.export(pcsol_home, file, NOW)
    assert file.read_bytes() == b"\xff\xd8 a photo"


def test_nothing_that_waits_writes_no_file(pcsol_home: Path, file: Path) -> None:
    assert by_hand.export(pcsol_home, file, NOW).records is None
    assert not file.exists()


def test_the_head_says_whose_records_they_are(pcsol_home: Path, file: Path) -> None:
    several(pcsol_home, 1)
    (pcsol_home / "settings.yaml").write_text("station: banc 2\nstructure: CS Test\n", "utf-8")
    by_hand.export(pcsol_home, file, NOW)
    head = json.loads(file.read_text("utf-8").splitlines()[0])
    assert (head["station"], head["structure"]) == ("banc 2", "CS Test")
    assert head["public_key"] == letter_key(pcsol_home).public.hex()
