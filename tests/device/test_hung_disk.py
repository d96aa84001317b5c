"""A disk whose writing never ends: the others get their papers, and the hanging one goes on another day."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol import cli
from pcsol.commands.wipe.conduct import abreast
from pcsol.exitcodes import ExitCode
from tests.device.loops import Loops, run
from tests.device.shell import pcsol, result

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
    answer = json.loads(capsys.readouterr().out)
    assert [(one["disk"], one["validation"]) for one in answer["results"]] == [(good, "accepted")]
    assert Path(answer["results"][0]["certificate"]).is_file()
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(hangs, ExitCode.DISK_FAILED)]
    run("fsfreeze", "--unfreeze", str(frozen))
    for thread in [one for one in abreast.threading.enumerate() if one.name == f"wipe {hangs}"]:
        thread.join(60)
    again = result(pcsol(pcsol_home, "wipe", "run", hangs, "--confirm", "hangs.img", "--allow-loop", "--json"))
    run("fsfreeze", "--freeze", str(frozen))
    assert again["validation"] == "accepted"
