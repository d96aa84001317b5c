"""A whole batch is killed at each of its moments, in its erasure and among its papers too: it leaves the same."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.device
SAME: dict[str, Any] = {
    "states": ["done"] * 7, "label": "refurbished", "kinds": ["grade", "intake", "probe", "test", "wipe"],
    "arrived": True, "papers": ["certificat"], "pdfs": 1, "labels": ["VAL-0042-D.pdf"], "notes": [], "erased": True,
}  # fmt: skip


@pytest.mark.usefixtures("pcsol_home")
def test_killed_at_every_moment_it_resumes_to_the_same(in_memory: Path) -> None:
    argv = [sys.executable, "-m", "tests.device.killed_batch", str(in_memory)]
    done = subprocess.run(argv, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) > 35
    odd = [one for one in found if {key: one[key] for key in SAME} != SAME]
    assert odd == []
    begun = [one["begun"] for one in found]
    assert begun.index(True) > 10, "before anything was written it is armed anew"
    assert begun.count(True) > 5
    assert all(one["asked"] == 0 for one in found if one["begun"]), "what was written goes on by itself"
    assert all(one["asked"] == 1 for one in found[: begun.index(True)])
