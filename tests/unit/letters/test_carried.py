"""A file that is carried by hand is taken whole, as its station wrote it, or not at all."""

import hashlib
import json
import os
import re
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import CarriedFaultyError, RecordNewerError, RecordUnreadableError
from pcsol.i18n import speaking
from pcsol.judge.letters import bundle
from pcsol.judge.letters.keys import key_id, public_key
from pcsol.judge.letters.signature import signed
from pcsol.model.letters.carried import OutboxHead, Receipt, Refused
from pcsol.store.letters import carried, receipts

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
HEAD = OutboxHead(
    public_key=public_key(KEY).hex(), station="banc 2", made_at=datetime(2026, 11, 26, tzinfo=UTC), pcsol="0.1"
)
Lines = list[bytes]


def record(number: int, **more: object) -> dict[str, Any]:
    return {"schema": "pcsol/record/1", "id": f"id-{number}", "body": {"text": "côté\n\u2028", "n": 2**70}, **more}


RECORDS = [record(number) for number in range(3)]


def end(lines: Lines, number: int, key: bytes = KEY) -> bytes:
    plain = {"schema": "pcsol/outbox-end/1", "records": number, "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    return json.dumps(signed(plain, key, "pcsol/outbox-end/1")).encode() + b"\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "stick.pcsol"
    carried.write(place, HEAD, iter(RECORDS), KEY)
    return place


def lines_of(file: Path) -> Lines:
    return file.read_bytes().splitlines(keepends=True)


def test_what_is_written_is_read_back_in_its_order(file: Path) -> None:
    found = carried.opened(file)
    assert (found.head, found.number) == (HEAD, 3)
    assert (found.public_key, found.key_id) == (public_key(KEY), key_id(public_key(KEY)))
    assert list(found.records()) == RECORDS
    assert list(found.records()) == RECORDS  # as often as one likes


def test_a_file_is_json_lines_with_a_head_and_a_signed_end(file: Path) -> None:
    head, *records, last = [json.loads(line) for line in lines_of(file)]
    assert (head["schema"], last["schema"]) == ("pcsol/outbox/1", "pcsol/outbox-end/1")
    assert (records, last["records"]) == (RECORDS, 3)
    assert last["sha256"] == hashlib.sha256(b"".join(lines_of(file)[:-1])).hexdigest()


def test_an_empty_outbox_is_a_file_too(tmp_path: Path) -> None:
    carried.write(tmp_path / "f", HEAD, [], KEY)
    assert list(carried.opened(tmp_path / "f").records()) == []


def test_a_record_of_a_newer_pcsol_goes_through_whole(tmp_path: Path) -> None:
    newer = {**record(1), "schema": "pcsol/record/9", "more": [1]}
    carried.write(tmp_path / "f", HEAD, [newer], KEY)
    assert list(carried.opened(tmp_path / "f").records()) == [newer]


def test_an_id_that_comes_twice_is_written_once(tmp_path: Path) -> None:
    carried.write(tmp_path / "f", HEAD, [*RECORDS, record(1, other=1)], KEY)
    assert list(carried.opened(tmp_path / "f").records()) == RECORDS


@given(st.data())
def test_cut_anywhere_it_is_said_to_be_not_whole(data: st.DataObject) -> None:
    whole = b"".join(bundle.lines(HEAD, RECORDS, KEY))
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(CarriedFaultyError, match="not whole"), speaking("en"):
        checked(whole[:cut].splitlines(keepends=True))


@given(st.data())
def test_any_other_byte_is_refused(data: st.DataObject) -> None:
    whole = bytearray(b"".join(bundle.lines(HEAD, RECORDS, KEY)))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises((CarriedFaultyError, RecordNewerError)):
        checked(re.findall(rb"[^\n]*\n|[^\n]+", bytes(whole)))


def checked(lines: Lines) -> None:
    check = bundle.Check()
    for line in lines:
        check.feed(line)
    check.ended()


def without_one(lines: Lines) -> Lines:
    return [*lines[:1], *lines[2:]]


def turned_round(lines: Lines) -> Lines:
    return [lines[0], lines[2], lines[1], *lines[3:]]


def for_another_system(lines: Lines) -> Lines:
    return [line.replace(b"\n", b"\r\n") for line in lines]


def with_more_behind(lines: Lines) -> Lines:
    return [*lines, b"\n", lines[-1]]


def signed_by_another(lines: Lines) -> Lines:
    return [*lines[:-1], end(lines[:-1], 3, OTHER)]


def miscounted(lines: Lines) -> Lines:
    return [*lines[:-1], end(lines[:-1], 4)]


def twice(lines: Lines) -> Lines:
    more = [*lines[:-1], lines[1]]
    return [*more, end(more, 4)]


def no_record(lines: Lines) -> Lines:
    more = [*lines[:-1], b"[]\n"]
    return [*more, end(more, 4)]


def too_deep(lines: Lines) -> Lines:
    more = [*lines[:-1], b'{"id":' + b"[" * 1_000_000 + b"\n"]
    return [*more, end(more, 4)]


def too_long(lines: Lines) -> Lines:
    return [lines[0], b" " * (bundle.LONGEST_LINE + 1), *lines[1:]]


def of_something_else(lines: Lines) -> Lines:
    return [b'{"schema": "pcsol/certificate/1"}\n', *lines[1:]]


def no_lines(lines: Lines) -> Lines:
    return [os.urandom(5000)]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (without_one, "not as its station wrote it"),
        (turned_round, "not as its station wrote it"),
        (for_another_system, "not as its station wrote it"),
        (with_more_behind, "not as its station wrote it"),
        (signed_by_another, "not as its station wrote it"),
        (too_long, "not as its station wrote it"),
        (miscounted, "says that it holds 4 records, and holds 3"),
        (twice, "id-0 stands twice"),
        (no_record, "is not a record"),
        (too_deep, "is not a record"),
        (of_something_else, "holds no records"),
        (no_lines, "holds no records"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_is_refused_as_a_whole(
    file: Path, change: Callable[[Lines], Lines], says: str
) -> None:
    file.write_bytes(b"".join(change(lines_of(file))))
    with speaking("en"), pytest.raises(CarriedFaultyError, match=says) as told:
        carried.opened(file)
    assert told.value.remedy


def test_a_file_of_a_newer_pcsol_says_update(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"pcsol/outbox/1", b"pcsol/outbox/2", 1))
    with speaking("en"), pytest.raises(RecordNewerError, match="newer"):
        carried.opened(file)


def test_a_file_that_changes_between_the_two_readings_gives_nothing_that_was_not_seen(file: Path) -> None:
    found, given_ = carried.opened(file), []
    lines = lines_of(file)
    file.write_bytes(b"".join([*lines[:2], lines[2].replace(b"id-1", b"id-9"), *lines[3:]]))
    with pytest.raises(CarriedFaultyError):
        given_ += found.records()  # extends with nothing where the iterator fails
    file.write_bytes(b"".join(lines[:2]))
    with pytest.raises(CarriedFaultyError):
        list(found.records())


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "missing", Path("/dev/zero")):
        with pytest.raises(CarriedFaultyError):
            carried.opened(place)


def test_a_file_that_could_not_be_written_whole_is_not_there(tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield RECORDS[0]
        raise RecordUnreadableError("damaged")

    with pytest.raises(RecordUnreadableError):
        carried.write(tmp_path / "f", HEAD, broken(), KEY)
    assert list(tmp_path.iterdir()) == []


def test_many_records_are_not_held_in_memory(tmp_path: Path) -> None:
    many = 4_000
    filling = "x" * 5_000  # 20 MB of records
    tracemalloc.start()
    try:
        carried.write(tmp_path / "f", HEAD, (record(n, filling=filling) for n in range(many)), KEY)
        found = carried.opened(tmp_path / "f")
        assert sum(1 for _record in found.records()) == many
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_receipt_lies_beside_its_file_and_is_read_back(file: Path) -> None:
    assert receipts.read(file) is None
    found = carried.opened(file)
    receipt = Receipt(
        sha256=found.sha256,
        key_id=found.key_id,
        made_at=HEAD.made_at,
        received=("id-0", "id-1"),
        refused=(Refused(id="id-2", status=409, what="…", remedy="…"),),
    )
    place = receipts.write(file, receipt)
    assert place.name == "stick.pcsol.receipt"
    assert receipts.read(file) == receipt


@pytest.mark.parametrize("content", [b"", b"{}", b'{"schema": "pcsol/receipt/2"}', b"\xff"])
def test_what_is_no_receipt_is_said(file: Path, content: bytes) -> None:
    receipts.beside(file).write_bytes(content)
    with pytest.raises(CarriedFaultyError):
        receipts.read(file)
