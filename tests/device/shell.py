"""PCSol as a person at a shell starts it, on a loop device that a test made."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_KEPT = ("PATH", "HOME")


def environment(home: Path) -> dict[str, str]:
    """A home of the test's own; French, as at the bench."""
    inherited = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**inherited, "PCSOL_LANG": "fr", "PCSOL_HOME": str(home), "XDG_RUNTIME_DIR": str(home.parent)}


def pcsol(home: Path, *argv: str, typed: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(
        [sys.executable, "-m", "pcsol", *argv],
        input=typed, stdin=subprocess.DEVNULL if typed is None else None, capture_output=True, text=True, timeout=300,
        env=environment(home), check=False,
    )  # fmt: skip


def answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the one object of --json."""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def result(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return the one result of `wipe run --json`."""
    assert done.stdout, done.stderr
    [found] = answer(done)["results"]
    assert isinstance(found, dict)
    return found


@contextmanager
def running(home: Path, *argv: str) -> Iterator[subprocess.Popen[str]]:
    """Start it, and end it in any case."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pcsol", *argv], env=environment(home), text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_line(file: Path, wanted: str, seconds: float = 60) -> dict[str, Any]:
    """Return the first progress line of this phase that has got anywhere."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for text in file.read_text("utf-8").splitlines() if file.exists() else []:
            with_it: dict[str, Any] = json.loads(text) if text.endswith("}") else {}
            if with_it.get("phase") == wanted and with_it["done_bytes"] > 0:
                return with_it
        time.sleep(0.02)
    raise AssertionError(f"never {wanted}: {file.read_text('utf-8') if file.exists() else 'no file'}")
