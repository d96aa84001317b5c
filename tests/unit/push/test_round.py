"""Whatever the hub says or does: no record is lost, none is there twice, and none keeps the others back."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.errors import NotEnrolledError
from pcsol.model.letters.outbox import Enrolment
from pcsol.push.books import Books
from pcsol.push.round import Round
from pcsol.push.tally import Tally
from pcsol.push.wire.line import Line
from pcsol.store.post import enrolled, ledger, notes, outbox
from tests.letters import enrol, kept, many, record, several
from tests.post_office import PostOffice, open_office


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office() as opened:
        yield opened


@pytest.fixture
def here(pcsol_home: Path, office: PostOffice) -> Enrolment:
    return enrol(pcsol_home, office.url)


def push(home: Path, here: Enrolment, *, again: bool = False, seconds: float = 2.0, seed: int = 1) -> Tally:
    """One round, as `pcsol push` makes it, from what lies on the medium alone."""
    with Line(here.url, here.certificate, here.token, seconds) as line:
        return Round(Books(home, enrolled.mark(here)), line, dice=random.Random(seed)).run(again=again)


def waiting(home: Path, here: Enrolment) -> list[str]:
    return [letter.id for letter in outbox.waiting(home, enrolled.mark(here)).letters]


def test_everything_goes_and_is_confirmed_once(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    ids = several(pcsol_home, 30)
    assert push(pcsol_home, here).delivered == 30
    assert sorted(office.arrived) == sorted(ids)
    assert waiting(pcsol_home, here) == []
    assert push(pcsol_home, here) == Tally()
    assert len(office.arrived) == 30


def test_the_hub_gets_each_record_byte_for_byte(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    plain = record(body={"big": 2**70, "small": 1e-7, "text": "é\u2028<script>"}, schema="pcsol/record/9", extra=[1])
    kept(pcsol_home, plain)
    push(pcsol_home, here)
    assert office.stored[plain["id"]] == plain


@pytest.mark.parametrize("batches", [True, False])
def test_each_tower_s_records_arrive_in_order(
    pcsol_home: Path, office: PostOffice, here: Enrolment, batches: bool
) -> None:
    office.takes_batches = batches
    several(pcsol_home, 40, towers=7)
    assert push(pcsol_home, here).delivered == 40
    assert office.towers_in_order()
    assert bool(office.batches) is batches


def test_nobody_is_asked_when_nothing_waits(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    assert push(pcsol_home, here).state == "done"
    assert office.asked == []


@pytest.mark.parametrize("batches", [True, False])
@pytest.mark.parametrize("fault", ["409", "422", "403", "400", "413"])
def test_what_the_hub_refuses_is_kept_with_the_reason_and_blocks_nothing(
    pcsol_home: Path, office: PostOffice, here: Enrolment, fault: str, batches: bool
) -> None:
    office.takes_batches = batches
    ids = several(pcsol_home, 9)
    office.at[ids[0]] = fault
    told = push(pcsol_home, here)
    assert (told.state, told.delivered, told.refused, told.left) == ("done", 8, [ids[0]], 0)
    (refused,) = outbox.listed(pcsol_home).refused
    assert (refused.id, refused.status, refused.reason) == (ids[0], int(fault), f"told to say {fault}")
    assert refused.remedy
    assert waiting(pcsol_home, here) == [ids[0]]


def test_what_was_refused_is_sent_again_only_when_asked_or_after_an_update(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    (one,) = several(pcsol_home, 1)
    office.at[one] = "422"
    push(pcsol_home, here)
    tries = len(office.asked)
    push(pcsol_home, here)
    assert not any(line.startswith("PUT") for line in office.asked[tries:])
    office.version = "1.1"
    assert push(pcsol_home, here).refused == [one]
    del office.at[one]
    assert push(pcsol_home, here).delivered == 0
    assert push(pcsol_home, here, again=True).delivered == 1
    assert outbox.listed(pcsol_home).refused == ()


@pytest.mark.parametrize("batches", [True, False])
@pytest.mark.parametrize("fault", ["500", "502", "503", "503-wait", "404", "another-id"])
def test_a_record_that_fails_holds_back_its_own_tower_alone(
    pcsol_home: Path, office: PostOffice, here: Enrolment, fault: str, batches: bool
) -> None:
    office.takes_batches = batches
    ids = several(pcsol_home, 9, towers=3)
    office.at[ids[0]] = fault
    told = push(pcsol_home, here)
    assert told.state == "later"
    assert {ids[n] for n in (1, 2, 4, 5, 7, 8)} <= set(office.stored)
    if not batches:
        assert {ids[n] for n in (3, 6)} & set(office.stored) == set()
    del office.at[ids[0]]
    push(pcsol_home, here)
    assert set(office.stored) == set(ids)
    assert outbox.listed(pcsol_home).refused == ()


UNCLEAR = ["half", "half-before", "close-before", "close-after", "redirect", "html", "html-403", "huge", "large",
           "deep", "nothing", "never", "trickle", "another-id"]  # fmt: skip


@pytest.mark.parametrize("fault", UNCLEAR)
def test_an_answer_that_is_none_counts_for_nothing_and_the_record_is_sent_again(
    pcsol_home: Path, office: PostOffice, here: Enrolment, fault: str
) -> None:
    ids = several(pcsol_home, 3, towers=3)
    office.at[ids[1]] = fault
    start = time.monotonic()
    told = push(pcsol_home, here, seconds=1.0)
    assert time.monotonic() - start < 5
    assert (told.state, told.delivered, told.left) == ("later", 2, 1)
    assert waiting(pcsol_home, here) == [ids[1]]
    assert [line for line in office.asked if "followed" in line] == []
    del office.at[ids[1]]
    assert push(pcsol_home, here).delivered == 1
    assert set(office.stored) == set(ids)
    assert office.changed == set()


@pytest.mark.parametrize("fault", UNCLEAR)
def test_a_batch_without_an_answer_is_sent_again(
    pcsol_home: Path, office: PostOffice, here: Enrolment, fault: str
) -> None:
    ids = several(pcsol_home, 12)
    office.batch_fault = fault
    push(pcsol_home, here, seconds=1.0)
    office.batch_fault = ""
    push(pcsol_home, here)
    assert set(office.stored) == set(ids)
    assert office.changed == set()
    assert waiting(pcsol_home, here) == []


@pytest.mark.parametrize("status", ["404", "413", "422", "400", "403", "500"])
def test_a_batch_that_is_refused_as_a_whole_goes_one_by_one(
    pcsol_home: Path, office: PostOffice, here: Enrolment, status: str
) -> None:
    ids = several(pcsol_home, 12)
    office.batch_fault = status
    assert push(pcsol_home, here).delivered == 12
    assert set(office.stored) == set(ids)
    assert outbox.listed(pcsol_home).refused == ()


def test_one_record_that_breaks_every_batch_keeps_no_other_here(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    ids = several(pcsol_home, 20, towers=5)
    office.batch_fault = "close-before"
    office.at[ids[0]] = "close-before"
    for seed in range(3):
        push(pcsol_home, here, seed=seed)
    assert set(ids) - set(office.stored) == {ids[n] for n in (0, 5, 10, 15)}


def test_a_hub_that_is_silent_to_a_batch_is_sent_no_other_one(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    ids = list(many(pcsol_home, 250, towers=9, padding=10))
    office.batch_fault = "close-before"
    assert push(pcsol_home, here).delivered == 250
    assert office.batches == [100]
    assert set(office.stored) == set(ids)


def test_records_that_fail_always_keep_no_other_here_for_ever(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    office.takes_batches = False
    ids = several(pcsol_home, 15, towers=15)
    office.at.update(dict.fromkeys(ids[:12], "500"))
    for seed in range(12):
        push(pcsol_home, here, seed=seed)
    assert set(office.stored) == set(ids[12:])


def test_a_batch_has_at_most_a_hundred_records_and_five_megabytes(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    ids = list(many(pcsol_home, 250, towers=9, padding=10))
    push(pcsol_home, here)
    assert office.batches == [100, 100, 50]
    large = list(many(pcsol_home, 10, towers=9, padding=950_000))
    push(pcsol_home, here)
    assert office.batches[3:] == [5, 5]
    larger = kept(pcsol_home, record(body={"text": "x" * 6_000_000}))
    push(pcsol_home, here)
    assert set(office.stored) == {*ids, *large, larger}


@pytest.mark.parametrize(("fault", "seconds", "tried"), [("429", 7.0, 1), ("503-wait", 90_000.0, 2)])
def test_a_hub_that_asks_for_time_gets_it(
    pcsol_home: Path, office: PostOffice, here: Enrolment, fault: str, seconds: float, tried: int
) -> None:
    several(pcsol_home, 3)
    office.always = fault
    told = push(pcsol_home, here)
    assert (told.state, told.retry_after_seconds, told.left) == ("later", seconds, 3)
    assert len([line for line in office.asked if line.startswith("PUT")]) == tried


def test_a_token_that_was_revoked_ends_the_round_and_refuses_nothing(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    several(pcsol_home, 8)
    office.token = "another"
    with pytest.raises(NotEnrolledError) as told:
        push(pcsol_home, here)
    assert "--enrol" in told.value.remedy
    assert outbox.listed(pcsol_home).refused == ()
    assert len(outbox.listed(pcsol_home).waiting) == 8


def test_a_hub_that_is_not_there_ends_the_round_at_once(pcsol_home: Path) -> None:
    several(pcsol_home, 8)
    here = enrol(pcsol_home, "http://127.0.0.1:9")
    told = push(pcsol_home, here)
    assert (told.state, told.delivered, told.left) == ("silent", 0, 8)


def test_a_name_that_nobody_knows_ends_the_round(pcsol_home: Path) -> None:
    several(pcsol_home, 1)
    assert push(pcsol_home, enrol(pcsol_home, "http://hub.invalid")).state == "silent"


def test_a_hub_that_goes_away_in_the_middle_is_not_asked_for_each_record(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    office.takes_batches = False
    several(pcsol_home, 20, towers=20)
    office.next = [""] * 5
    office.always = "close-before"
    told = push(pcsol_home, here)
    assert (told.state, told.delivered, told.left) == ("silent", 5, 15)
    assert len([line for line in office.asked if line.startswith("PUT")]) == 8


def test_a_damaged_record_is_told_of_and_the_rest_goes(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    ids = several(pcsol_home, 6)
    first = outbox.waiting(pcsol_home, "-").letters[0]
    Path(first.file).write_bytes(b'{"cut')
    told = push(pcsol_home, here)
    assert (told.delivered, told.left, [one.file for one in told.damaged]) == (5, 0, [first.file])
    assert set(office.stored) == set(ids) - {first.id}


def test_a_lost_ledger_costs_time_and_doubles_nothing(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    ids = several(pcsol_home, 12)
    push(pcsol_home, here)
    (pcsol_home / "outbox" / "delivered").unlink()
    assert push(pcsol_home, here).delivered == 12
    assert len(office.arrived) == 24
    assert set(office.stored) == set(ids)


def test_a_record_changed_on_the_way_is_found_by_the_hub_and_kept_here(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    plain = record()
    kept(pcsol_home, plain)
    office.stored[plain["id"]] = {**plain, "kind": "intake"}
    assert push(pcsol_home, here).refused == [plain["id"]]
    assert outbox.listed(pcsol_home).refused[0].status == 409


def test_progress_counts_up_to_all(pcsol_home: Path, office: PostOffice, here: Enrolment) -> None:
    several(pcsol_home, 7)
    heard: list[tuple[int, int]] = []
    with Line(here.url, None, here.token) as line:
        Round(Books(pcsol_home, enrolled.mark(here)), line, lambda done, of: heard.append((done, of))).run()
    assert heard[0] == (0, 7)
    assert heard[-1] == (7, 7)


def test_a_ledger_that_cannot_be_written_stops_nothing_and_is_said(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    ids = several(pcsol_home, 6)
    (pcsol_home / "outbox" / "delivered").mkdir(parents=True)
    books = Books(pcsol_home, enrolled.mark(here))
    with Line(here.url, None, here.token) as line:
        assert Round(books, line).run().left == 0
        assert books.fault is not None
        assert books.unnoted == set(ids)
        assert Round(books, line).run().delivered == 0  # it is still known in memory
    (pcsol_home / "outbox" / "delivered").rmdir()
    books.confirm(())
    assert ledger.delivered(pcsol_home, enrolled.mark(here)) == set(ids)


def test_the_notes_of_refusals_are_a_file_that_people_can_read(
    pcsol_home: Path, office: PostOffice, here: Enrolment
) -> None:
    (one,) = several(pcsol_home, 1)
    office.at[one] = "409"
    push(pcsol_home, here)
    plain = json.loads((pcsol_home / "outbox" / "refused.json").read_text("utf-8"))
    assert plain["refused"][one]["status"] == 409
    assert notes.refusals(pcsol_home, enrolled.mark(here)).refused[one].remedy == "mend 409"
