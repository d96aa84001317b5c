"""Once a disk was written to, it has its report: also where PCSol itself fails, and where it stays locked."""

import json
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.exitcodes import ExitCode
from pcsol.model.probe import Clock
from pcsol.wipe.execute import ready, way
from pcsol.wipe.execute.done import Done
from pcsol.wipe.journal import Journal
from tests.device.bench import Bench
from tests.device.conftest import MakeLoop

pytestmark = pytest.mark.device
MIB = 1 << 20


def _wipe(device: str, *options: str) -> int:
    argv = ["wipe", "run", device, "--allow-loop", "--confirm", "disque.img", "--method", "random", "--json"]
    return cli.run([*argv, *options])


def _fails(*_what: object) -> None:
    raise MemoryError("no room for a buffer")


@pytest.mark.parametrize("where", ["overwrite", "read_back"])
def test_a_fault_of_our_own_leaves_a_report_a_line_in_the_log_and_a_job_that_goes_on(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], where: str,
) -> None:  # fmt: skip
    device = make_loop(file)
    with monkeypatch.context() as patch:
        patch.setattr(way, where, _fails)
        assert _wipe(device) == ExitCode.OURS
    answer = json.loads(capsys.readouterr().out)
    [one] = answer["results"]
    assert (one["disk"], one["validation"], one["level"], one["certificate"]) == (device, "repeat", "none", None)
    assert Path(one["report"]).name.startswith("rapport-NON-EFFACE")
    assert [(fault["disk"], fault["code"]) for fault in answer["errors"]] == [(device, ExitCode.OURS)]
    assert "MemoryError: no room for a buffer" in (pcsol_home / "log" / "pcsol.log").read_text("utf-8")
    assert _wipe(device) == ExitCode.OK
    [again] = json.loads(capsys.readouterr().out)["results"]
    assert json.loads(Path(again["certificate"]).read_text("utf-8"))["resumed"] == 1


def test_an_end_that_cannot_be_judged_costs_no_other_one(
    pcsol_home: Path, file: Path, in_memory: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    other = in_memory / "other.img"
    other.write_bytes(b"old data" * MIB)
    first, second = make_loop(file), make_loop(other)
    told = Done.told

    def fails_on_first(done: Done, clock: Clock) -> Any:
        if done.last.plan.candidate.disk.path == first:
            raise ZeroDivisionError
        return told(done, clock)

    monkeypatch.setattr(Done, "told", fails_on_first)
    assert _wipe(first, second, "--confirm", "other.img") == ExitCode.OURS
    answer = json.loads(capsys.readouterr().out)
    assert [(one["disk"], one["validation"]) for one in answer["results"]] == [(second, "accepted")]
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(first, ExitCode.OURS)]
    assert list((pcsol_home / "journal").glob("disque.img-*.json"))


def test_a_disk_that_stays_locked_by_our_password_has_its_report(
    pcsol_home: Path, file: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(pcsol_home, make_loop(file), file, ("ata-security-erase",))
    journal = Journal.open(pcsol_home, bench.candidate)
    journal.begin(bench.plan, "chacha20")
    journal.password_comes("PCSol")
    monkeypatch.setattr(ready, "take_password_away", lambda _job: (False, ("IDENTIFY: locked",)))
    monkeypatch.setattr(way, "overwrite", _fails)
    done = bench.erase()
    erasure = done.told(Clock())
    assert (erasure.validation, erasure.level, erasure.verification.depth) == ("repeat", "none", "none")
    assert "PCSol" in (erasure.steps[0].fault or "")
    assert erasure.steps[0].evidence == ("IDENTIFY: locked",)
    assert any("PCSol" in reason.text for reason in erasure.reasons)
    done.forget()
    entry = Journal.open(pcsol_home, bench.candidate).entry
    assert entry is not None
    assert entry.ata_password == "PCSol"
    assert file.read_bytes() == b"old data" * MIB
