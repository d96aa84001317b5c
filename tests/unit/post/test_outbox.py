"""What waits is what the store holds and the hub has not confirmed."""

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import NotEnrolledError, RecordUnreadableError
from pcsol.model.letters.outbox import Refusal, Refusals
from pcsol.store.post import enrolled, ledger, notes, outbox
from tests.letters import START, enrol, kept, many, record, several

HUB, OTHER = "0123456789abcdef", "fedcba9876543210"


def waiting_ids(home: Path, hub: str = HUB) -> list[str]:
    return [letter.id for letter in outbox.waiting(home, hub).letters]


def test_every_record_waits_until_the_hub_confirms_it(pcsol_home: Path) -> None:
    ids = several(pcsol_home, 4)
    ledger.note(pcsol_home, HUB, ids[:3])
    assert waiting_ids(pcsol_home) == ids[3:]


def test_a_tower_s_letters_stand_in_the_order_of_time(pcsol_home: Path) -> None:
    late, early = kept(pcsol_home, record(minute=9)), kept(pcsol_home, record(minute=1))
    other = kept(pcsol_home, record("VAL-0001-P", 5))
    towers = outbox.waiting(pcsol_home, HUB).towers
    assert [letter.id for letter in towers["val-0042-d"]] == [early, late]
    assert [letter.id for letter in towers["val-0001-p"]] == [other]


def test_what_one_hub_has_another_one_may_lack(pcsol_home: Path) -> None:
    ids = several(pcsol_home, 2)
    ledger.note(pcsol_home, HUB, ids)
    assert waiting_ids(pcsol_home, HUB) == []
    assert set(waiting_ids(pcsol_home, OTHER)) == set(ids)


def test_nothing_is_read_to_know_what_waits(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several(pcsol_home, 3)
    (pcsol_home / "outbox").mkdir()
    monkeypatch.setattr(Path, "open", lambda *_a, **_k: pytest.fail("opened"))
    monkeypatch.setattr(os, "open", _only_folders(os.open))
    assert len(outbox.waiting(pcsol_home, HUB).letters) == 3


def _only_folders(real):
    def opened(path, flags, *rest):
        assert not str(path).endswith(".json"), path
        return real(path, flags, *rest)

    return opened


def test_five_thousand_are_told_apart_quickly_and_all_are_found(pcsol_home: Path) -> None:
    ids = set(many(pcsol_home, 5_000, towers=900))
    ledger.note(pcsol_home, HUB, sorted(ids)[:4_000])
    found = outbox.waiting(pcsol_home, HUB).letters
    assert {letter.id for letter in found} == set(sorted(ids)[4_000:])


@pytest.mark.parametrize("torn", [b"", b"0123", b"0123456789abcdef 1", b"\x00" * 40, b"\xff\n\n"])
def test_a_line_that_a_power_cut_left_half_spoils_no_other(pcsol_home: Path, torn: bytes) -> None:
    ids = several(pcsol_home, 3)
    ledger.note(pcsol_home, HUB, ids[:1])
    file = pcsol_home / "outbox" / "delivered"
    file.write_bytes(file.read_bytes() + torn)
    ledger.note(pcsol_home, HUB, ids[1:2])
    assert waiting_ids(pcsol_home) == ids[2:]


@given(st.binary(max_size=300))
def test_whatever_lies_in_the_ledger_is_read(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / "outbox").mkdir()
    (home / "outbox" / "delivered").write_bytes(junk)
    assert ledger.delivered(home, HUB) == set()


def test_a_ledger_that_is_a_pipe_hangs_nobody(pcsol_home: Path) -> None:
    ids = several(pcsol_home, 1)
    (pcsol_home / "outbox").mkdir()
    os.mkfifo(pcsol_home / "outbox" / "delivered")
    assert waiting_ids(pcsol_home) == ids


def test_a_record_of_a_newer_pcsol_is_sent_whole_as_it_is(pcsol_home: Path) -> None:
    kept(pcsol_home, {**record(), "schema": "pcsol/record/7", "more": {"x": [1.50]}})
    (letter,) = outbox.waiting(pcsol_home, HUB).letters
    assert outbox.content(letter) == Path(letter.file).read_bytes()
    assert outbox.listed(pcsol_home).damaged == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"id": "another"}', b'{"id": NaN}', b"\x00" * 900])
def test_a_damaged_file_is_shown_and_stands_in_nobody_s_way(pcsol_home: Path, content: bytes) -> None:
    first, second = kept(pcsol_home, record(minute=1)), kept(pcsol_home, record(minute=2))
    letter = outbox.waiting(pcsol_home, HUB).letters[0]
    assert letter.id == first
    Path(letter.file).write_bytes(content)
    with pytest.raises(RecordUnreadableError):
        outbox.content(letter)
    shown = outbox.listed(pcsol_home)
    assert [one.file for one in shown.damaged] == [letter.file]
    assert [one.id for one in shown.waiting] == [second]


def test_a_file_under_a_name_of_somebody_s_own_is_found_by_what_it_holds(pcsol_home: Path) -> None:
    plain = record()
    file = pcsol_home / "towers" / "val-0042-d" / "copie de la fiche.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(plain), "utf-8")
    file.with_name("notes.json").write_text("not a record", "utf-8")
    found = outbox.waiting(pcsol_home, HUB)
    assert [letter.id for letter in found.letters] == [plain["id"]]
    assert [Path(one.file).name for one in found.damaged] == ["notes.json"]


def test_two_folders_mixed_into_one_send_a_record_once(pcsol_home: Path) -> None:
    one = kept(pcsol_home, record())
    file = Path(outbox.waiting(pcsol_home, HUB).letters[0].file)
    copy = pcsol_home / "towers" / "system-uuid-0011223344556677" / file.name
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    assert waiting_ids(pcsol_home) == [one]


def test_what_the_hub_would_not_take_is_listed_apart_with_the_reason(pcsol_home: Path) -> None:
    here = enrol(pcsol_home, "https://hub.test")
    one, other = several(pcsol_home, 2)
    why = Refusal(status=409, reason="other content", remedy="ask", since=START, pcsol="1", hub="1")
    notes.keep_refusals(pcsol_home, Refusals(hub=enrolled.mark(here), refused={one: why}))
    shown = outbox.listed(pcsol_home)
    assert [letter.id for letter in shown.waiting] == [other]
    (refused,) = shown.refused
    assert (refused.id, refused.status, refused.reason, refused.remedy) == (one, 409, "other content", "ask")


def test_damaged_notes_cost_another_try_and_no_more(pcsol_home: Path) -> None:
    (pcsol_home / "outbox").mkdir(parents=True)
    (pcsol_home / "outbox" / "refused.json").write_text('{"schema": "pcsol/out', "utf-8")
    assert notes.refusals(pcsol_home, HUB) == Refusals(hub=HUB)
    assert notes.pause(pcsol_home, HUB) is None


@pytest.mark.parametrize(("pcsol", "hub", "again"), [("1", "1", False), ("2", "1", True), ("1", "2", True)])
def test_a_refusal_is_tried_again_after_an_update_of_either_side(pcsol: str, hub: str, again: bool) -> None:
    refusal = Refusal(status=422, reason="", since=START, pcsol="1", hub="1")
    assert refusal.is_worth_another_try(pcsol, hub) is again
    assert refusal.is_worth_another_try("1", None) is False


def test_who_is_not_enrolled_is_told_how(pcsol_home: Path) -> None:
    with pytest.raises(NotEnrolledError) as told:
        enrolled.enrolment(pcsol_home)
    assert "--enrol" in told.value.remedy
    several(pcsol_home, 2)
    shown = outbox.listed(pcsol_home)
    assert (shown.hub, len(shown.waiting)) == (None, 2)


def test_the_token_is_its_owner_s_alone_and_shown_nowhere(pcsol_home: Path) -> None:
    here = enrol(pcsol_home, "https://hub.test", token="secret-token")
    file = pcsol_home / "keys" / "hub.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert enrolled.enrolment(pcsol_home) == here
    assert "secret-token" not in repr(here)
    file.write_text(file.read_text("utf-8").replace('"station"', '"stat"'), "utf-8")
    with pytest.raises(NotEnrolledError) as told:
        enrolled.enrolment(pcsol_home)
    assert "secret-token" not in f"{told.value.what}{told.value.details}"


def test_a_hub_is_the_same_at_another_address(pcsol_home: Path) -> None:
    one = enrol(pcsol_home, "https://192.0.2.1", "PEM")
    assert enrolled.mark(one) == enrolled.mark(one.model_copy(update={"url": "https://192.0.2.9"}))
    assert enrolled.mark(one) != enrolled.mark(one.model_copy(update={"certificate": "OTHER"}))
