"""`pcsol checklist serve`: it says where it is, keeps what is planned, and ends on Ctrl-C."""

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from pcsol.exitcodes import ExitCode
from pcsol.store.workshops import facilitator

pytestmark = pytest.mark.process


def _heard() -> None:
    """Whoever runs the tests behind a shell's & has SIGINT ignored, and so would every child."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _serve(home: Path, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "fr", "PYTHONUTF8": "1", "TERM": "xterm"}
    argv = [sys.executable, "-m", "pcsol", "checklist", "serve", "--host", "127.0.0.1", *more]
    return subprocess.Popen(
        argv, stderr=subprocess.PIPE, text=True, env=environment, encoding="utf-8",
        preexec_fn=_heard,  # noqa: PLW1509
    )  # fmt: skip


def _until(process: subprocess.Popen[str], wanted: str) -> list[str]:
    assert process.stderr is not None
    said = [""]
    while wanted not in said[-1]:
        said.append(process.stderr.readline())
        assert said[-1], said
    return said


def _free() -> str:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return str(line.getsockname()[1])


@pytest.mark.parametrize(("more", "least", "most"), [((), 0, 0), (("--qr",), 10, 60)])
def test_it_prints_the_facilitators_address_its_symbol_when_asked_and_ends_on_ctrl_c(
    pcsol_home: Path, more: tuple[str, ...], least: int, most: int
) -> None:
    port = _free()
    process = _serve(pcsol_home, "--port", port, *more)
    try:
        said = _until(process, "Ctrl-C")
        address = next(line.strip() for line in said if "/f/" in line)
        assert address.startswith(f"http://127.0.0.1:{port}/f/")
        drawn = sum("▀" in line or "▄" in line for line in said)
        assert least <= drawn <= most, "a symbol on the room's screen is read by any phone across the table"
        with httpx.Client(transport=httpx.HTTPTransport(retries=50)) as browser:
            answer = browser.get(address)
        assert (answer.status_code, "Ateliers" in answer.text) == (200, True)
        process.send_signal(signal.SIGINT)
        _out, rest = process.communicate(timeout=30)
        assert "Traceback" not in rest
    finally:
        process.kill()
        process.communicate()


def test_a_file_that_is_no_plan_is_refused(pcsol_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("{}", "utf-8")
    process = _serve(pcsol_home, "--port", _free(), "--plan", str(file))
    _out, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert "plan.json" in said
    assert "Traceback" not in said


def test_a_port_that_is_in_use_is_told(pcsol_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = _serve(pcsol_home, "--port", str(taken.getsockname()[1]))
        _out, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert "--port" in said


def test_a_plan_in_a_file_keeps_the_same_rules_as_the_form(pcsol_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    group = {"id": "g1", "nickname": "Une vraie personne", "school": True}
    file.write_text(json.dumps({
        "id": "0123456789ab", "checklist": "discovery", "level": "discovery", "on": "2026-12-05", "groups": [group],
        "made_at": "2026-11-28T09:00:00Z",
    }), "utf-8")  # fmt: skip
    process = _serve(pcsol_home, "--port", _free(), "--plan", str(file))
    _out, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.WORKSHOP_NOT_POSSIBLE
    assert "surnom" in said
    assert not list((pcsol_home / "workshops").rglob("plan.json"))


def test_the_facilitators_address_stays_for_a_day_and_is_another_on_the_next(pcsol_home: Path) -> None:
    now = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    first = facilitator.secret(pcsol_home, now)
    assert facilitator.secret(pcsol_home, now + timedelta(hours=10)) == first
    second = facilitator.secret(pcsol_home, now + timedelta(hours=21))
    assert second != first
    assert len(second) >= 20
    kept = pcsol_home / "workshops" / "facilitator.json"
    assert kept.stat().st_mode & 0o077 == 0
    kept.write_text("torn", "utf-8")
    assert facilitator.secret(pcsol_home, now) not in (first, second)
