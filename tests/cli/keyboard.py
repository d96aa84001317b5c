"""A person at the keyboard, and the whole command line in one call."""

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from pcsol.cli import run


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Said:
    """How a command ended, and what it said where."""

    status: int
    out: str
    err: str

    @property
    def plain(self) -> dict[str, Any]:
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def pcsol(monkeypatch: pytest.MonkeyPatch, *argv: str, typed: list[str] | None = None) -> Said:
    """Run `pcsol argv`; with `typed`, a person is there who types these lines and then leaves."""
    stdin = io.StringIO() if typed is None else Terminal("".join(f"{line}\n" for line in typed))
    out, err = io.StringIO(), (io.StringIO() if typed is None else Terminal())
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        status = run(list(argv))
    return Said(status, out.getvalue(), err.getvalue())
