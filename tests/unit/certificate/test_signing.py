"""Each changed byte is caught, and a forgery that is signed anew has an unknown signer."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import CertificateUnreadableError
from pcsol.judge import certificate
from pcsol.judge.certificate import check, content, make, public_key, sign
from pcsol.model.papers.certificate import Certificate
from pcsol.model.papers.signers import Signer
from tests.unit.certificate.erasures import KEY, OTHER_KEY, context, erasure, purged

SIGNED = sign(make(erasure(), context()), KEY)
FILE = content(SIGNED)
MINE = Signer(station="banc-2", structure="Val d’Or", public_key=public_key(KEY).hex())


def state(changed: bytes, known: tuple[Signer, ...] = (MINE,)) -> str:
    try:
        return check(changed, known).state
    except CertificateUnreadableError:
        return "unreadable"


def plain() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE)
    return found


def test_what_was_signed_is_intact_and_its_signer_known() -> None:
    assert (check(FILE, [MINE]).state, check(FILE, [MINE]).known) == ("intact", True)
    assert check(FILE, [MINE]).signer == MINE


def test_without_a_list_of_signers_the_signer_is_unknown() -> None:
    found = check(FILE)
    assert (found.state, found.known, found.why) == ("intact", False, "no-such-key")


def test_what_is_read_back_is_what_was_signed() -> None:
    assert certificate.read(plain()) == SIGNED


def test_a_forgery_that_is_signed_anew_has_an_unknown_signer() -> None:
    forged = sign(SIGNED.model_copy(update={"level": "purge", "signature": None}), OTHER_KEY)
    found = check(content(forged), [MINE])
    assert (found.state, found.known) == ("intact", False)


def test_a_forgery_that_keeps_the_signature_of_another_paper_is_changed() -> None:
    other = sign(make(purged(), context()), KEY)
    assert state(content(SIGNED.model_copy(update={"signature": other.signature}))) == "changed"


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_any_byte_that_changes_is_caught(place: int, flip: int) -> None:
    changed = FILE[:place] + bytes([FILE[place] ^ flip]) + FILE[place + 1 :]
    assert state(changed) in ("changed", "unreadable") or json.loads(changed) == json.loads(FILE)


def test_every_byte_of_the_signature_block_counts() -> None:
    start = FILE.index(b'"signature"')
    block = range(start, FILE.index(b"}", start))
    intact = [n for n in block if state(FILE[:n] + bytes([FILE[n] ^ 1]) + FILE[n + 1 :]) == "intact"]
    assert [FILE[n : n + 1] for n in intact] == []


@given(st.integers(0, len(FILE) - 1))
def test_what_is_cut_off_is_unreadable(end: int) -> None:
    assert state(FILE[:end]) == "unreadable" or not FILE[end:].strip()


@given(st.data())
def test_any_fact_that_is_changed_added_or_taken_away_is_caught(data: st.DataObject) -> None:
    found = plain()
    place: Any = found
    key: Any = data.draw(st.sampled_from(sorted(found)))
    while isinstance(place[key], dict | list) and place[key]:
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    deed = data.draw(st.sampled_from(["change", "take", "add"]))
    if deed == "change":
        place[key] = "x" if place[key] != "x" else None
    elif deed == "take":
        del place[key]
    elif isinstance(place, dict):
        place["more"] = 1
    else:
        place.append(place[0])
    assert state(json.dumps(found).encode()) in ("changed", "unreadable")


def test_white_space_order_and_escapes_say_nothing() -> None:
    """A mail program may change them: the canonical form decides."""
    for spelled in (
        json.dumps(plain(), ensure_ascii=True, indent=7),
        json.dumps(dict(reversed(plain().items())), ensure_ascii=False),
        FILE.decode().replace("\n", "\r\n"),
        "\ufeff" + FILE.decode(),
    ):
        assert state(spelled.encode()) == "intact"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("algorithm", "none"),
        ("key_id", "0" * 32),
        ("public_key", public_key(OTHER_KEY).hex()),
        ("value", "0" * 128),
        ("more", "x"),
    ],
)
def test_the_signature_block_holds_nothing_that_could_be_changed(name: str, value: str) -> None:
    found = plain()
    found["signature"][name] = value
    assert state(json.dumps(found).encode()) == "changed"


def test_hex_in_capitals_is_another_spelling_and_refused() -> None:
    found = plain()
    found["signature"]["value"] = found["signature"]["value"].upper()
    assert state(json.dumps(found).encode()) == "changed"


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"schema": "pcsol/probe/1"}',
        b'{"schema": "pcsol/certificate/2"}',
        b'{"schema": "pcsol/certificate/1"}',
        FILE.replace(b'"level": "clear"', b'"level": "purge", "level": "clear"'),
        FILE.replace(b'"resumed": 0', b'"resumed": NaN'),
        FILE.replace(b'"resumed": 0', b'"resumed": 0.0'),
        FILE.replace(b'"resumed": 0', b'"resumed": 0e0'),
        FILE.replace(b'"resumed": 0', b'"resumed": 9007199254740993'),
        FILE.replace(b'"resumed": 0', b'"resumed": ' + b"9" * 5000),
        FILE.replace(b'"resumed": 0', b'"resumed": Infinity'),
        FILE.replace(b'"resumed": 0', b'"resumed": "\\ud800"'),
        b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b"[" * 1_000_000,
        b'{"a": "' + b"x" * 2_000_000 + b'"}',
    ],
    ids=lambda raw: repr(raw[:40]),
)
def test_what_two_readers_could_read_differently_is_refused(hostile: bytes) -> None:
    assert hostile != FILE
    assert state(hostile) == "unreadable"


def test_brackets_in_a_sentence_are_no_nesting() -> None:
    paper = sign(SIGNED.model_copy(update={"operator": '"[[[[{{{{\\"[[[[[[[[[[[[[[[[[[[[['}), KEY)
    assert state(content(paper)) == "intact"


def test_a_newer_certificate_is_said_to_be_newer() -> None:
    with pytest.raises(CertificateUnreadableError, match=r"newer|récent"):
        check(FILE.replace(b"pcsol/certificate/1", b"pcsol/certificate/2"))


DAY = SIGNED.made_at


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (datetime(2027, 1, 1, tzinfo=UTC), None, False),
        (None, datetime(2026, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_key_is_known_for_the_days_it_is_valid(since: datetime | None, until: datetime | None, known: bool) -> None:
    signer = MINE.model_copy(update={"valid_from": since, "valid_until": until})
    found = check(FILE, [signer])
    assert (found.known, found.why) == (known, "" if known else "not-at-that-time")


def test_a_clock_that_is_not_trusted_cannot_place_a_paper_before_the_end_of_a_key() -> None:
    paper = SIGNED.model_copy(update={"clock": SIGNED.clock.model_copy(update={"trusted": False})})
    file = content(sign(paper, KEY))
    ended = MINE.model_copy(update={"valid_until": datetime(2030, 1, 1, tzinfo=UTC)})
    later = MINE.model_copy(update={"valid_from": datetime(2030, 1, 1, tzinfo=UTC)})
    assert (check(file, [ended]).known, check(file, [later]).known) == (False, True)


def test_the_paper_says_only_what_a_reader_can_recompute() -> None:
    assert check(FILE, [MINE]).digest == certificate.digest(SIGNED)
    assert isinstance(SIGNED, Certificate)
    assert SIGNED.signature is not None
    assert SIGNED.signature.key_id == certificate.key_id(public_key(KEY))
