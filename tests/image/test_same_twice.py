"""The same inputs give the same medium, byte for byte."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from tests.image.guest import PROJECT

pytestmark = pytest.mark.qemu


def test_two_builds_on_the_same_base_are_the_same(tmp_path: Path) -> None:
    hashes = set()
    for name in ("first", "second"):
        out = tmp_path / f"{name}.img"
        subprocess.run([PROJECT / "image" / "build", out], check=True, capture_output=True)
        with out.open("rb") as stream:
            hashes.add(hashlib.file_digest(stream, "sha256").hexdigest())
    assert len(hashes) == 1, "compare two builds with cmp -l"
