"""The line leads to the hub that was enrolled at, and to nobody else."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pcsol.errors import HubStrangerError, NotEnrolledError
from pcsol.push.wire import trust
from pcsol.push.wire.line import Answer, Line, Silence
from pcsol.store.post import enrolled
from tests.letters import TOKEN, enrol
from tests.post_office import Certificate, PostOffice, certificate, open_office


@contextmanager
def line_to(office: PostOffice, known: Certificate | None) -> Iterator[Line]:
    with Line(office.url, known.pem if known else None, TOKEN, seconds=5) as line:
        yield line


def test_the_pinned_certificate_is_believed(tmp_path: Path) -> None:
    mine = certificate(tmp_path)
    with open_office(mine) as office, line_to(office, mine) as line:
        assert line.ask("GET", "/healthz") == Answer(200, {"status": "ok", "pcsol": "1.0"})


@pytest.mark.parametrize("days", [(-900, -400), (400, 900)], ids=["expired", "not yet valid"])
def test_it_is_believed_whatever_the_clock_says(tmp_path: Path, days: tuple[int, int]) -> None:
    """As on a tower whose clock is at 1970 or at 2099."""
    mine = certificate(tmp_path, days=days)
    with open_office(mine) as office, line_to(office, mine) as line:
        assert isinstance(line.ask("GET", "/healthz"), Answer)


def test_another_certificate_gets_nothing_not_even_the_token(tmp_path: Path) -> None:
    mine, his = certificate(tmp_path), certificate(tmp_path)
    assert mine.pem != his.pem
    with open_office(his) as between, line_to(between, mine) as line:
        with pytest.raises(HubStrangerError):
            line.ask("PUT", "/api/v1/records/x", b"{}")
        assert between.asked == []


def test_without_a_pinned_one_the_machine_s_authorities_decide(tmp_path: Path) -> None:
    with open_office(certificate(tmp_path)) as office:
        with line_to(office, None) as line, pytest.raises(HubStrangerError):
            line.ask("GET", "/healthz")
        assert office.asked == []
        assert trust.is_vouched_for(office.url) is False


def test_an_authority_of_the_machine_s_own_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(mine.file))
    with open_office(mine) as office, line_to(office, None) as line:
        assert isinstance(line.ask("GET", "/healthz"), Answer)
        assert trust.is_vouched_for(office.url) is True


def test_a_wrong_clock_is_named_where_it_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = certificate(tmp_path, days=(400, 900))
    monkeypatch.setenv("SSL_CERT_FILE", str(mine.file))
    with open_office(mine) as office, line_to(office, None) as line, pytest.raises(HubStrangerError) as told:
        line.ask("GET", "/healthz")
    assert "pcsol doctor" in told.value.remedy


def test_a_server_without_encryption_is_not_taken_for_one_with(tmp_path: Path) -> None:
    with open_office() as office, Line(office.url.replace("http:", "https:"), certificate(tmp_path).pem) as line:
        assert isinstance(line.ask("GET", "/healthz"), Silence)


def test_the_certificate_on_the_line_is_seen_without_being_believed(tmp_path: Path) -> None:
    mine = certificate(tmp_path, days=(-9, -8))
    with open_office(mine) as office:
        assert trust.seen(office.url) == mine.der
    with pytest.raises(OSError, match=r".*"):
        trust.seen(office.url)


def test_nothing_of_the_environment_leads_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("default login a password b\n", "ascii")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with open_office() as office, line_to(office, None) as line:
        assert isinstance(line.ask("GET", "/healthz"), Answer)


def test_a_damaged_certificate_in_the_file_is_told_as_such(pcsol_home: Path) -> None:
    enrol(pcsol_home, "https://hub.test", "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n")
    with pytest.raises(NotEnrolledError):
        enrolled.enrolment(pcsol_home)


def test_only_one_certificate_is_trusted(tmp_path: Path) -> None:
    mine = certificate(tmp_path)
    known = trust.context(mine.pem)
    assert known.verify_mode is ssl.CERT_REQUIRED
    assert known.cert_store_stats()["x509"] == 1
