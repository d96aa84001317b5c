"""A station is enrolled by whoever showed the code, and by nobody who sits between."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pcsol.errors import EnrolmentRefusedError, HubStrangerError, HubUnreachableError
from pcsol.judge.letters import enrolment
from pcsol.judge.letters.enrolment import Code
from pcsol.push.enrol.address import Invitation, invitation, is_open, url
from pcsol.push.enrol.enrolling import Newcomer, enrol
from pcsol.push.wire.line import Line
from tests.letters import TOKEN
from tests.post_office import PostOffice, certificate, open_office

WHO = Newcomer("11" * 32, "22" * 32, "banc 2")
CODE = enrolment.new_code()


@contextmanager
def hub(folder: Path, *, secure: bool = True) -> Iterator[PostOffice]:
    with open_office(certificate(folder) if secure else None) as office:
        office.code = CODE
        yield office


def test_the_code_gives_a_token_and_pins_the_certificate(tmp_path: Path) -> None:
    with hub(tmp_path) as office:
        given = enrol(office.url, CODE, WHO)
        assert office.certificate
        assert given.certificate == office.certificate.pem
        assert (given.station, given.structure, given.url) == ("banc-2", "CS Test", office.url)
        assert given.papers_key == WHO.papers_key
        with Line(given.url, given.certificate, given.token) as line:
            told = line.ask("PUT", "/api/v1/stations/me/papers-key", b'{"public_key": "%s"}' % (b"22" * 32))
        assert getattr(told, "status", None) == 204


def test_the_secret_half_of_the_code_never_leaves_the_station(tmp_path: Path) -> None:
    with hub(tmp_path) as office:
        enrol(office.url, CODE, WHO)
        assert office.enrolled[0]["code"] == CODE.name
        assert CODE.secret not in str(office.enrolled)


def test_a_wrong_code_is_refused_by_the_hub(tmp_path: Path) -> None:
    with hub(tmp_path) as office:
        for wrong in (Code("00", CODE.secret), replace(CODE, secret="00000000")):
            with pytest.raises(EnrolmentRefusedError) as told:
                enrol(office.url, wrong, WHO)
            assert told.value.remedy


def test_who_sits_between_and_passes_all_on_gets_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """He shows a certificate of his own: the hub sees a proof over another one than its own."""
    with hub(tmp_path) as real, open_office(certificate(tmp_path)) as between:
        between.code = None
        monkeypatch.setattr("tests.post_office._enrol", _passed_on(real))
        with pytest.raises(EnrolmentRefusedError):
            enrol(between.url, CODE, WHO)
        assert real.tries[CODE.name] == 1
        assert real.token == TOKEN


def _passed_on(real: PostOffice):
    def reply(desk, asked):
        import json

        from pcsol.push.wire.line import Answer

        assert real.certificate
        with Line(real.url, real.certificate.pem) as line:
            told = line.ask("POST", "/api/v1/stations:enrol", json.dumps(asked).encode())
        assert isinstance(told, Answer)
        desk.say(told.status, told.plain or {})

    from tests import post_office

    original = post_office._enrol
    return lambda desk, asked: (original if desk.office is real else reply)(desk, asked)


def test_who_answers_by_himself_without_the_code_is_a_stranger(tmp_path: Path) -> None:
    with open_office(certificate(tmp_path)) as liar:
        liar.code = replace(CODE, secret="00000000")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pcsol.judge.letters.enrolment.fits", _fits_at_the_liar)
            with pytest.raises(HubStrangerError):
                enrol(liar.url, CODE, WHO)


_CALLS: list[str] = []


def _fits_at_the_liar(given: str, expected: str) -> bool:
    """He takes any proof of a station; the station compares as it always does."""
    _CALLS.append(given)
    return True if len(_CALLS) == 1 else given == expected


def test_a_hub_behind_another_web_server_is_enrolled_at_when_an_authority_vouches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = certificate(tmp_path)
    with open_office(shown) as office:
        office.code, office.certificate = CODE, None  # what is shown outside, the hub does not know
        with pytest.raises(EnrolmentRefusedError):
            enrol(office.url, CODE, WHO)
        monkeypatch.setenv("SSL_CERT_FILE", str(shown.file))
        assert enrol(office.url, CODE, WHO).certificate is None


def test_a_line_without_encryption_is_proved_without_a_certificate(tmp_path: Path) -> None:
    with hub(tmp_path, secure=False) as office:
        assert enrol(office.url, CODE, WHO).certificate is None


def test_what_is_no_hub_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub(tmp_path) as office:
        monkeypatch.setattr("tests.post_office._enrol", lambda desk, _asked: desk.say_raw(200, b"<html>", "text/html"))
        with pytest.raises(HubUnreachableError):
            enrol(office.url, CODE, WHO)
    for nobody in (office.url, "https://127.0.0.1:9", "http://127.0.0.1:9", "https://hub.invalid"):
        with pytest.raises(HubUnreachableError):
            enrol(nobody, CODE, WHO)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("K7QF3-M9T2P", Invitation(None, "K7QF3-M9T2P")),
        ("pcsol:enrol?hub=https%3A%2F%2F192.0.2.1%3A8443&code=K7QF3M9T2P",
         Invitation("https://192.0.2.1:8443", "K7QF3M9T2P")),
        ("PCSOL:ENROL?code=K7QF3M9T2P", Invitation(None, "K7QF3M9T2P")),
        ("", Invitation()),
    ],
)  # fmt: skip
def test_a_code_and_a_qr_text_are_read(text: str, read: Invitation) -> None:
    assert invitation(text) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("hub.example.fr", "https://hub.example.fr"),
        ("https://hub.example.fr:8443/", "https://hub.example.fr:8443"),
        ("http://192.0.2.1:8080", "http://192.0.2.1:8080"),
        ("ftp://hub.example.fr", None),
        ("https://a:b@hub.example.fr", None),
        ("https://", None),
        ("https://hub:99999", None),
        ("https://hub/?x=1", None),
        ("https://[::1", None),
        ("two words", None),
        ("https://a..b:8443", None),
        ("https://é..x", None),
        (f"https://{'a' * 64}.fr", None),
        ("https://café.fr", "https://café.fr"),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert url(typed) == read


@pytest.mark.parametrize(
    ("address", "open_to_all"),
    [
        ("https://192.0.2.1", False),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://localhost", False),
        ("http://192.0.2.1", True),
        ("http://hub", True),
    ],
)
def test_who_can_read_along_is_known(address: str, open_to_all: bool) -> None:
    assert is_open(address) is open_to_all
