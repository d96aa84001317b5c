"""`pcsol hub serve`, as a coordinator starts it."""

import os
import re
import signal
import socket as sockets
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil
import pytest
from cryptography import x509

from pcsol.errors import HubError
from pcsol.server.serving import certificate
from pcsol.server.settings import HubSettings
from tests.server import opened

pytestmark = pytest.mark.process


def free_port() -> int:
    with sockets.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(home: Path, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    argv = [sys.executable, "-m", "pcsol", "hub", "serve", "--port", str(port), "--host", "127.0.0.1", *options]
    env = {**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "en"}
    with (
        TemporaryDirectory() as folder,
        Path(folder, "stderr").open("wb") as stderr,  # a pipe that nobody reads would fill with the log, and hold it
        subprocess.Popen(argv, env=env, stderr=stderr) as process,
        Path(folder, "stderr").open("rb") as said,
    ):
        process.stderr = said
        try:
            yield process, f"http{'' if '--plain' in options else 's'}://127.0.0.1:{port}"
        finally:
            process.kill()


def waited_for(url: str, verify: ssl.SSLContext | bool = True) -> httpx.Response:
    until = time.monotonic() + 60
    while True:
        try:
            return httpx.get(f"{url}/healthz", verify=verify)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def pinned(home: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(home / "hub" / certificate.CERTIFICATE))
    context.check_hostname = False
    return context


def test_it_serves_with_a_certificate_of_its_own_and_ends_cleanly(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home) as (process, url):
        waited = time.monotonic() + 30
        while not (home / "hub" / certificate.CERTIFICATE).is_file() and time.monotonic() < waited:
            time.sleep(0.05)
        assert waited_for(url, pinned(home)).json()["status"] == "ok"
        with pytest.raises(httpx.ConnectError):
            httpx.get(url, verify=True)
        assert (home / "hub" / certificate.KEY).stat().st_mode & 0o077 == 0
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert (home / "hub" / "first-account.txt").stat().st_mode & 0o077 == 0
        said = told(process, "Ctrl-C")
        assert first_account(home)[1] not in said, "a service's log keeps what is said"
        assert "first-account.txt" in said


def test_of_a_chain_the_hubs_own_certificate_is_pinned_and_what_is_none_is_refused(tmp_path: Path) -> None:
    file, _key = certificate.own(tmp_path, datetime.now(UTC))
    alone = certificate.der(file)
    assert x509.load_der_x509_certificate(alone).issuer == x509.load_pem_x509_certificate(file.read_bytes()).issuer
    (tmp_path / "other").mkdir()
    other, _key = certificate.own(tmp_path / "other", datetime.now(UTC))
    (tmp_path / "chain.pem").write_text("Zuerst dieses: é\n" + file.read_text() + other.read_text())
    assert certificate.der(tmp_path / "chain.pem") == alone
    for text in ("", "no certificate", file.read_text()[:200], file.read_text().replace("MII", "AAA", 1)):
        (tmp_path / "none.pem").write_text(text)
        with pytest.raises(HubError):
            certificate.der(tmp_path / "none.pem")


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_groups_have_a_line_without_encryption_that_ends_with_the_hub(tmp_path: Path, signal_: int) -> None:
    home, port = tmp_path / "home", free_port()
    home.mkdir()
    with serving(home, "--groups-port", str(port)) as (process, url):
        told(process, "Ctrl-C")
        assert waited_for(url, pinned(home)).status_code == 200
        plain = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{plain}/g/nobody").status_code == 404
        for path in ("/", "/login", "/healthz", "/api/v1/towers", "/openapi.json", "/workshops"):
            answer = httpx.get(plain + path)
            assert (answer.status_code, answer.content) == (404, b""), path
        assert httpx.get(f"{plain}/classroom/static/group.js").status_code == 200
        process.send_signal(signal_)
        process.wait(30)
        with pytest.raises(httpx.ConnectError):
            httpx.get(plain)


def test_a_port_that_others_have_is_said_when_it_was_asked_for(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with sockets.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with serving(home, "--groups-port", str(other.getsockname()[1])) as (process, _url):
            assert process.wait(60) > 2
            assert "--groups-port" in told(process, "--groups-port", 5)


def test_the_first_account_opens_the_door_and_the_second_start_makes_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with serving(home, "--plain") as (process, url):
        waited_for(url)
        found = first_account(home)
        with httpx.Client(base_url=url) as client:
            answer = client.post("/login", data={"login": found[0], "password": found[1]})
            assert (answer.status_code, answer.headers["location"]) == (303, "/password")
    with serving(home, "--plain") as (process, url):
        waited_for(url)
        assert "First account" not in told(process, "Ctrl-C")


def test_one_bench_costs_little_memory_though_every_page_is_opened(tmp_path: Path) -> None:
    """Figures are in benchmarks/hub.py. PSS: of a page that other programs share, it counts its part."""
    home = tmp_path / "home"
    (home / "hub").mkdir(parents=True)
    visit = opened.furnished(HubSettings.of(home / "hub"))
    with serving(home) as (process, url):
        told(process, "Ctrl-C")
        waited_for(url, pinned(home))
        hub = psutil.Process(process.pid)
        for _time in range(3):  # photos must not pile up
            visit.opens(url, pinned(home))
        assert hub.memory_full_info().pss < 150_000_000
        assert hub.children() == [], "what was made before it serves was made apart, and has ended"


def test_a_hub_that_has_nothing_to_migrate_loads_no_alembic_and_no_pdf(pattern: Path) -> None:
    tried = (
        "import sys; from pcsol.server.serving import process; from pcsol.server.database.connect import connect; "
        "from pcsol.server.database.upgrade import upgrade; upgrade(connect(sys.argv[1])); "
        "print([one for one in ('alembic', 'fpdf', 'PIL', 'zxingcpp', 'xlsxwriter') if one in sys.modules])"
    )
    argv = [sys.executable, "-c", tried, f"sqlite:///{pattern}"]
    assert subprocess.run(argv, capture_output=True, text=True, check=True).stdout == "[]\n"


def first_account(home: Path) -> tuple[str, str]:
    """Name and password that the hub left where nobody looked when it began."""
    found = re.search(r"name (\S+)\s+password (\S+)", (home / "hub" / "first-account.txt").read_text())
    assert found
    return found[1], found[2]


def told(process: subprocess.Popen[bytes], until: str, seconds: float = 60) -> str:
    """What it has said on stderr, once this word is in it, or after some seconds."""
    assert process.stderr is not None
    end, said = time.monotonic() + seconds, ""
    while until not in said and time.monotonic() < end:
        said += process.stderr.read().decode()
        time.sleep(0.02)
    return said
