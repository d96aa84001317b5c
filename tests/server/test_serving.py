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
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil
import pytest

from pcsol.server.serving import certificate

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


def test_one_bench_costs_little_memory_and_it_is_ready_soon(tmp_path: Path) -> None:
    """Figures are in benchmarks/hub.py; here only that nothing grew without bounds."""
    home = tmp_path / "home"
    home.mkdir()
    with serving(home, "--plain") as (process, url):
        waited_for(url)
        assert psutil.Process(process.pid).memory_info().rss < 200_000_000


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
