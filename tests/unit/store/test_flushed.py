"""Whole, flushed, and only then said to be there: what a pulled stick needs, in the order in which it needs it."""

import os
from pathlib import Path

import pytest

from pcsol.store import medium


def test_a_file_is_flushed_before_and_after_it_gets_its_name_and_then_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush = os.fsync

    def noted(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        there = (tmp_path / "record.json").exists()
        done.append(f"{'folder' if path.is_dir() else path.read_text('utf-8')}, {'named' if there else 'unnamed'}")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    medium.write_whole(tmp_path / "record.json", b"whole")
    assert done == ["whole, unnamed", "whole, named", "folder, named"]
