"""A disk whose writing never ends: the others get their papers, and the hanging one goes on another day."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol import cli
from pcsol.commands.wipe.conduct import abreast
from pcsol.exitcodes import ExitCode
from tests.device.loops import Loops, run
from tests.device.shell import environment, pcsol, result

pytestmark = pytest.mark.device
MIB = 1 << 20


@pytest.fixture
def frozen(loops: Loops) -> Iterator[Path]:
    """A file system that takes no write any more: whoever writes waits in the kernel, deaf to signals."""
    point = loops.mount(loops.attach(loops.file("below.img", 96 * MIB)))
    (point / "hangs.img").write_bytes(b"Dupont, " * (4 * MIB))
    run("fsfreeze", "--freeze", str(point))
    try:
        yield point
    finally:
        run("fsfreeze", "--unfreeze", str(point))


def test_a_disk_that_hangs_costs_no_other_its_papers(
    pcsol_home: Path, loops: Loops, frozen: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abreast, "STILL_SECONDS", 4.0)
    good, hangs = loops.attach(loops.file("good.img", 9 * MIB)), loops.attach(frozen / "hangs.img")
    confirmed = ["--confirm", "good.img", "--confirm", "hangs.img", "--allow-loop", "--json"]
    assert cli.run(["wipe", "run", good, hangs, *confirmed]) == ExitCode.NOT_ERASED
    told = capsys.readouterr()
    fine, hung = json.loads(told.out)["results"]
    assert (fine["disk"], fine["validation"]) == (good, "accepted")
    assert Path(fine["certificate"]).is_file()
    assert (hung["disk"], hung["validation"], hung["level"], hung["certificate"]) == (hangs, "repeat", "none", None)
    assert hung["verification"]["depth"] == "none"
    assert Path(hung["report"]).name.startswith("rapport-NON-EFFACE")
    assert hangs in told.err
    [record] = [json.loads(one.read_text("utf-8")) for one in (pcsol_home / "towers").glob("*/*-wipe-*.json")]
    assert [one["disk"] for one in record["body"]["results"]] == [good, hangs]
    run("fsfreeze", "--unfreeze", str(frozen))
    for thread in [one for one in abreast.threading.enumerate() if one.name == f"wipe {hangs}"]:
        thread.join(60)
    assert b"Dupont" in (frozen / "hangs.img").read_bytes()  # it woke up, and nobody asked for more
    again = result(pcsol(pcsol_home, "wipe", "run", hangs, "--confirm", "hangs.img", "--allow-loop", "--json"))
    run("fsfreeze", "--freeze", str(frozen))
    assert again["validation"] == "accepted"


def test_pcsol_ends_though_a_disk_hangs(pcsol_home: Path, loops: Loops) -> None:
    disk = loops.attach(loops.file("hangs.img", 9 * MIB))
    argv = ("wipe", "run", disk, "--confirm", "hangs.img", "--allow-loop", "--json")
    done = subprocess.run(
        [sys.executable, "-m", "tests.device.hanging", *argv],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, env=environment(pcsol_home), check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.NOT_ERASED, done.stderr
    found = result(done)
    assert (found["validation"], found["verification"]["depth"]) == ("repeat", "none")
    assert Path(found["report"]).is_file()
    assert result(pcsol(pcsol_home, *argv))["validation"] == "accepted"
