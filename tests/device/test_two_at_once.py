"""Two PCSols in one tower: a disk is erased by one of them, and nobody puts it to sleep meanwhile."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pcsol.errors import DiskBusyError
from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import Plan, Step
from pcsol.tools.block.device import BlockDevice
from pcsol.wipe.execute import alone, thaw, way
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.firmware.unfreeze import Thaw
from pcsol.wipe.journal import Journal
from pcsol.wipe.warrant import Warrant, authorise
from tests.device.bench import Bench, ended
from tests.device.conftest import MakeLoop
from tests.unit.erasure import made

pytestmark = pytest.mark.device
MIB = 1 << 20
OLD = b"old data" * MIB
HOLDS = """
import sys
from pathlib import Path
from pcsol.model.erasure.candidate import Candidate
from pcsol.wipe.execute import alone
alone.RUNTIME = Path(sys.argv[1])
candidate = Candidate.model_validate_json(sys.argv[2])
mine = alone.alone_on("/dev/x", candidate, Path(sys.argv[3]))
with alone.tower_awake("/dev/x", Path(sys.argv[3])):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(in_memory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(alone, "RUNTIME", in_memory / "run")
    found = in_memory / "disque.img"
    found.write_bytes(OLD)
    return found


@pytest.fixture
def bench(pcsol_home: Path, file: Path, make_loop: MakeLoop) -> Bench:
    return Bench(pcsol_home, make_loop(file), file, ("random",))


@contextmanager
def another(bench: Bench, home: Path) -> Iterator[subprocess.Popen[str]]:
    """Another PCSol, in a process of its own and with notes of its own, that is erasing this disk."""
    words = (str(alone.RUNTIME), bench.candidate.model_dump_json(by_alias=True), str(home))
    with subprocess.Popen([sys.executable, "-c", HOLDS, *words], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "mine\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_disk_that_another_pcsol_erases_is_refused_before_anything_is_touched(
    bench: Bench, file: Path, tmp_path: Path
) -> None:
    with another(bench, tmp_path / "another stick") as process:
        with pytest.raises(DiskBusyError):
            bench.erase()
        assert file.read_bytes() == OLD
        assert not Journal.open(bench.home, bench.candidate).interrupted
        process.kill()
        process.wait()
        assert not bench.erase().last.interrupted


def test_it_is_kept_until_its_papers_are(bench: Bench) -> None:
    done = bench.erase()
    with pytest.raises(DiskBusyError):
        bench.erase()
    done.forget()
    bench.erase().forget()


def test_between_two_ways_it_is_not_given_to_another(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, pcsol_home: Path
) -> None:
    tried: list[bool] = []

    def refuses(step: Step, _job: Job) -> StepOutcome:
        with pytest.raises(DiskBusyError):
            Bench.erase(bench)
        tried.append(True)
        return ended(step, fault="refused")

    monkeypatch.setattr(way, "run_firmware", refuses)
    first = bench.plan.model_copy(update={"steps": (Step(technique="ata-sanitize-block"),)})
    bench.plan = first.model_copy(update={"fallbacks": (bench.plan,)})
    assert len(bench.erase().attempts) == 2
    assert tried == [True]


def test_what_was_stopped_or_refused_may_go_on_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.stop.set()
    stopped = bench.erase()
    assert stopped.last.interrupted
    bench.stop.clear()
    with monkeypatch.context() as patch:
        patch.setattr(way, "overwrite", lambda *_what: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt) as cut:
            bench.erase()
    assert cut.value.__traceback__
    assert not bench.erase().last.interrupted


def frozen(home: Path, said: list[str]) -> tuple[Warrant, Desk]:
    candidate = made.candidate()
    plan = Plan(
        candidate=candidate,
        abilities=made.ata(security=True, security_frozen=True, deep_sleep=True),
        steps=(Step(technique="ata-security-erase-enhanced"),),
        level="purge",
        verify="full",
    )
    warrant = authorise(plan, (), made.identity(candidate), typed=candidate.id or "")
    return warrant, Desk(None, home, print, said.append, lambda _path: None)  # type: ignore[arg-type]


@pytest.mark.parametrize("erases", [True, False])
def test_the_tower_does_not_sleep_while_another_pcsol_erases(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erases: bool
) -> None:
    slept: list[bool] = []
    said: list[str] = []
    monkeypatch.setattr(thaw, "unfreeze", lambda _job, _world: slept.append(True) or Thaw(frozen=False))
    opened = BlockDevice.open
    monkeypatch.setattr(thaw.BlockDevice, "open", lambda _path, **how: opened(bench.path, **how))
    warrant, desk = frozen(bench.home, said)
    with another(bench, tmp_path / "another stick") as process:
        if not erases:
            process.kill()
            process.wait()
        thaw.thaw([warrant], desk)
    assert slept == ([] if erases else [True])
    assert len(said) == 1


def test_an_erasure_begins_only_once_the_tower_is_awake_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone, "_SLEEP_SECONDS", 0.3)
    with alone.tower_to_ourselves(bench.home) as ours:
        assert ours
        with pytest.raises(DiskBusyError):
            bench.erase()
    assert not bench.erase().last.interrupted


def test_no_file_is_left_for_each_disk(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.erase().forget()
    bench.stop.set()
    assert bench.erase().last.interrupted
    bench.stop.clear()
    with monkeypatch.context() as patch:
        patch.setattr("pcsol.wipe.execute.erase.demand", lambda *_what: (_ for _ in ()).throw(DiskBusyError("x")))
        with pytest.raises(DiskBusyError):
            bench.erase()
    assert [one.name for one in alone.RUNTIME.iterdir()] == ["tower.lock"]
