"""No test starts a program unless its mark says so; and none may read another language than it asked for."""

import os
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import settings

import pcsol.tools.world.meter  # noqa: F401  # before `_no_programs`: it names the real Popen in its annotations

# Speed is measured in benchmarks/: on a busy machine a first example may take its time.
settings.register_profile("pcsol", deadline=None)
settings.load_profile("pcsol")

STARTS_PROGRAMS = ("process", "device", "qemu", "machine")
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(autouse=True)
def _no_programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if any(request.node.get_closest_marker(mark) for mark in STARTS_PROGRAMS):
        return

    def refuse(args: Any, *_rest: Any, **_kw: Any) -> NoReturn:
        pytest.fail(f"a test tried to start {args!r}; replay a machine, or mark the test")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "system", refuse)


@pytest.fixture
def shared_data(request: pytest.FixtureRequest) -> Path:
    """The raw outputs of real machines beside the project; only for tests marked `real_data`."""
    assert request.node.get_closest_marker("real_data"), "mark the test real_data"
    if not SHARED_DATA.is_dir():
        if IN_CI:
            pytest.fail(f"{SHARED_DATA} is not there, and CI must not skip it")
        pytest.skip("../shared/data is not there (it is no part of the project)")
    return SHARED_DATA


@pytest.fixture
def pcsol_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PCSOL_HOME of the test's own, and a place of its own for what is remembered until power-off."""
    home = tmp_path / "home"
    monkeypatch.setenv("PCSOL_HOME", str(home))
    (tmp_path / "run").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.delenv("SUDO_UID", raising=False)
    return home


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Machine tests want root; without it they are skipped, and in CI that is a failure (see below)."""
    for item in items:
        if item.get_closest_marker("device") and os.geteuid() != 0:
            item.add_marker(pytest.mark.skip(reason="needs root and loop devices"))


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and IN_CI:
        _skipped.append(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped: a test that did not run did not pass."""
    if _skipped and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _skipped:
        terminalreporter.section("skipped in CI, which is a failure")
        for line in _skipped:
            terminalreporter.line(line)
