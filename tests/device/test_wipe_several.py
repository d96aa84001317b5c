"""Several disks in one command: whatever happens to one, every end is told, kept and on record."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.commands.dialogue import asking, pin
from pcsol.commands.wipe import gathering, preparing
from pcsol.commands.wipe.conduct import abreast, keeping
from pcsol.exitcodes import ExitCode
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.reason import Reason
from pcsol.wipe.execute.done import Done
from pcsol.wipe.warrant import Warrant
from tests.device.eraser import journal_of
from tests.device.loops import Loops

pytestmark = pytest.mark.device
MIB = 1 << 20


@pytest.fixture
def two(pcsol_home: Path, loops: Loops) -> tuple[str, str]:
    """/dev/loopA over a.img, /dev/loopB over b.img."""
    one, other = (loops.attach(loops.file(f"{name}.img", 9 * MIB)) for name in ("a", "b"))
    return one, other


def _wipe(*argv: str) -> int:
    names = ("a.img", "b.img") if sum(one.startswith("/dev/loop") for one in argv) == 2 else ("a.img",)
    return cli.run(["wipe", "run", *argv, "--allow-loop", *(word for name in names for word in ("--confirm", name))])


def _damaged(home: Path, loops: Loops, name: str) -> None:
    journal = journal_of(home, str(loops.folder / name)).file
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_text("half a no", "utf-8")


def _records(home: Path) -> list[dict[str, Any]]:
    return [json.loads(one.read_text("utf-8"))["body"] for one in sorted((home / "towers").glob("*/*-wipe-*.json"))]


def test_two_faults_are_both_told_and_on_record(
    pcsol_home: Path, loops: Loops, two: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.img", "b.img"):
        _damaged(pcsol_home, loops, name)
    assert _wipe(*two, "--json") == ExitCode.NOT_ERASED
    answer = json.loads(capsys.readouterr().out)
    assert answer["results"] == []
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(at, ExitCode.JOURNAL_FAULTY) for at in two]
    assert _records(pcsol_home) == [answer]
    assert _wipe(*two) == ExitCode.NOT_ERASED
    shown = "".join(capsys.readouterr().out.split())
    assert "a.img-" in shown
    assert "b.img-" in shown


def test_the_one_fault_of_the_one_disk_is_the_end_and_on_record(
    pcsol_home: Path, loops: Loops, two: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    _damaged(pcsol_home, loops, "a.img")
    assert _wipe(two[0], "--json") == ExitCode.JOURNAL_FAULTY
    assert json.loads(capsys.readouterr().out)["error"]["code"] == ExitCode.JOURNAL_FAULTY
    assert [one["errors"][0]["disk"] for one in _records(pcsol_home)] == [two[0]]


def test_pcsols_own_fault_on_one_disk_is_told_after_the_other_ones_end(
    pcsol_home: Path, two: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    erase = abreast.erase

    def fails_on_a(warrant: Warrant, desk: Any) -> Done:
        if warrant.identity.path == two[0]:
            raise RuntimeError("ours")
        return erase(warrant, desk)

    monkeypatch.setattr(abreast, "erase", fails_on_a)
    assert _wipe(*two, "--json") == ExitCode.OURS
    answer = json.loads(capsys.readouterr().out)
    assert [(one["disk"], one["validation"]) for one in answer["results"]] == [(two[1], "accepted")]
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(two[0], ExitCode.OURS)]
    assert "RuntimeError: ours" in (pcsol_home / "log" / "pcsol.log").read_text("utf-8")


def test_a_paper_that_cannot_be_made_costs_no_other_one(
    pcsol_home: Path, two: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = keeping.keeping.keep

    def fails_on_a(home: Path, erasure: Erasure, *more: Any) -> Any:
        if erasure.plan.candidate.disk.path == two[0]:
            raise ZeroDivisionError
        return keep(home, erasure, *more)

    with monkeypatch.context() as patch:
        patch.setattr(keeping.keeping, "keep", fails_on_a)
        assert _wipe(*two, "--json") == ExitCode.OURS
    answer = json.loads(capsys.readouterr().out)
    assert [(one["disk"], one["validation"]) for one in answer["results"]] == [(two[1], "accepted")]
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(two[0], ExitCode.OURS)]
    assert _records(pcsol_home) == [answer]
    assert [one.name[:5] for one in (pcsol_home / "journal").glob("*.json")] == ["a.img"]
    assert _wipe(two[0], "--json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["results"][0]["certificate"]


def test_ctrl_c_while_papers_are_made_costs_none(
    two: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = keeping.keeping.keep

    def is_stopped(*what: Any) -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        return keep(*what)

    monkeypatch.setattr(keeping.keeping, "keep", is_stopped)
    assert _wipe(*two, "--json") == ExitCode.OK
    assert all(Path(one["certificate"]).is_file() for one in json.loads(capsys.readouterr().out)["results"])


def test_what_may_be_there_unseen_is_said_to_who_reads_json_too(
    two: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remark = Reason(code="disks-missing", text="Il manque un disque.")
    monkeypatch.setattr(gathering, "disk_count_remarks", lambda *_what: (remark,))
    assert _wipe(two[0], "--json") == ExitCode.OK
    told = capsys.readouterr()
    assert "Il manque un disque." in told.err
    assert json.loads(told.out)["results"]


@pytest.mark.parametrize("confirmed", [True, False])
def test_nothing_slow_comes_between_the_last_look_and_the_erasing(
    two: tuple[str, str], monkeypatch: pytest.MonkeyPatch, confirmed: bool
) -> None:
    told: list[str] = []
    station_key, looked_again = pin.station_key, preparing.looked_again

    def asks(*what: Any, **how: Any) -> Any:
        told.append("PIN")
        return station_key(*what, **how)

    def looks(*what: Any) -> Any:
        told.append("look")
        return looked_again(*what)

    monkeypatch.setattr(pin, "station_key", asks)
    monkeypatch.setattr(preparing, "looked_again", looks)
    monkeypatch.setattr(asking, "is_a_person_there", lambda: True)
    monkeypatch.setattr(asking, "ask", lambda *_what: "a.img")
    argv = ["wipe", "run", two[0], "--allow-loop", *(("--confirm", "a.img") if confirmed else ())]
    assert cli.run(argv) == ExitCode.OK
    assert told == ["PIN", "look"]
