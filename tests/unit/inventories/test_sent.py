"""What was confirmed is remembered; what is not surely remembered is sent once more."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pcsol.errors import StoreFullError
from pcsol.store.inventories.sent import Sent


def test_the_last_letter_of_a_tower_counts(pcsol_home: Path) -> None:
    sent = Sent(pcsol_home, "siege")
    assert not sent.has("val-0042-d", "a")
    sent.add("val-0042-d", "a")
    sent.add("val-0042-d", "b")
    for memory in (sent, Sent(pcsol_home, "siege")):
        assert memory.has("val-0042-d", "b")
        assert not memory.has("val-0042-d", "a")
    assert not Sent(pcsol_home, "parc").has("val-0042-d", "b")
    assert (pcsol_home / "outbox/to-siege").stat().st_mode & 0o077 == 0


def test_a_line_that_a_power_cut_left_half_written_costs_nothing_else(pcsol_home: Path) -> None:
    Sent(pcsol_home, "siege").add("one", "a")
    file = pcsol_home / "outbox/to-siege"
    file.write_bytes(file.read_bytes() + b'{"tower": "two", "let')
    sent = Sent(pcsol_home, "siege")
    assert sent.has("one", "a")
    sent.add("two", "b")
    again = Sent(pcsol_home, "siege")
    assert again.has("one", "a")
    assert again.has("two", "b")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_a_file_of_anything_is_forgotten_and_not_fallen_over(pcsol_home: Path, content: bytes) -> None:
    (pcsol_home / "outbox").mkdir(parents=True, exist_ok=True)
    (pcsol_home / "outbox/to-siege").write_bytes(content)
    sent = Sent(pcsol_home, "siege")
    sent.add("one", "a")
    assert Sent(pcsol_home, "siege").has("one", "a")


def test_a_full_medium_is_said(pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    sent = Sent(pcsol_home, "siege")
    sent.add("one", "a")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFullError):
        sent.add("two", "b")
    assert not sent.has("two", "b")
