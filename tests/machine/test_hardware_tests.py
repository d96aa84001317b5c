"""`pcsol test` on this machine, with short times: what it promised, what it took, and what PCSol itself costs."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pcsol.model.testing.run import Plan, Tested, TestRun
from tests.machine.conftest import MakeGroup, killed_in

pytestmark = pytest.mark.machine
ROOT = Path(__file__).resolve().parents[2]
# Whatever exerts a tower, with the programs that do: the rest of a plan is seconds.
SHORT = """
schema: pcsol/test-profile/1
id: short
title: {fr: Essai, en: Trial}
tests:
  - {test: clock-battery}
  - {test: sensors, required: false}
  - {test: kernel-log}
  - {test: machine-checks}
  - {test: network}
  - {test: disk-read, depth: sampled, seconds: 15}
  - {test: memory, seconds: 40}
  - {test: processor, seconds: 40}
  - {test: benchmark, required: false}
  - {test: fans, required: false}
"""
# The memory test takes all that it may have: here, what a small control group allows.
GROUP_BYTES = 768 << 20
MOST_MEMORY_KB = 120_000
MOST_SHARE_OF_A_PROCESSOR = 0.03


class Costs:
    """What a process has cost so far, without the programs that it started (proc(5))."""

    def __init__(self, pid: int) -> None:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        self.at = time.monotonic()
        self.seconds = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        status = Path(f"/proc/{pid}/status").read_text("ascii")
        self.most_kb = int(status.partition("VmHWM:")[2].split()[0])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "home/profiles/tests"
    folder.mkdir(parents=True)
    (folder / "short.yaml").write_text(SHORT, "utf-8")
    return {**os.environ, "PCSOL_HOME": str(tmp_path / "home"), "PCSOL_LANG": "en", "XDG_RUNTIME_DIR": str(tmp_path)}


def _argv(*more: str) -> list[str]:
    return [sys.executable, "-m", "pcsol", "test", "--profile", "short", "--json", *more]


def _within(group: Path) -> list[str]:
    """The same process, once it has entered the group: what it starts is in there too."""
    return ["sh", "-c", 'echo 0 >"$0/cgroup.procs" && exec "$@"', str(group), *_argv()]


def test_a_real_run_takes_what_the_plan_promised_and_pcsol_itself_takes_next_to_nothing(
    environment: dict[str, str], tmp_path: Path, memory_group: MakeGroup
) -> None:
    planned = subprocess.run(_argv("--plan"), cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    plan = Plan.from_json(json.loads(planned.stdout))
    group, slower = memory_group(GROUP_BYTES), _slower()
    with subprocess.Popen(
        _within(group), cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None and not _works(tmp_path):
            time.sleep(0.5)
        time.sleep(3)
        begin = Costs(process.pid)
        time.sleep(25)
        end = Costs(process.pid)
        out, err = process.communicate(timeout=600)
    assert process.returncode in (0, 1), err
    run = TestRun.from_json(json.loads(out))
    tests = {one.id: one for one in run.tests}
    assert {tests[name].result for name in ("memory", "processor", "benchmark")} <= {"passed", "to-look-at"}
    assert _programs(tests) == {"stressapptest", "stress-ng", "7-Zip"}, "they worked, and no other in their place"
    assert killed_in(group) == ["oom_kill 0"]
    assert run.planned_seconds == plan.seconds
    # 7-Zip alone has so much to do, and not so long: where others use this machine too, it takes longer by that.
    expected = plan.seconds + (slower - 1) * tests["benchmark"].seconds
    assert abs(run.seconds - expected) <= 0.25 * plan.seconds
    # None is saved by another one that took less than it should have.
    for name in ("memory", "processor"):
        assert abs(tests[name].took_seconds - tests[name].seconds) <= 0.25 * tests[name].seconds, name
    share = (end.seconds - begin.seconds) / (end.at - begin.at)
    assert share < MOST_SHARE_OF_A_PROCESSOR
    assert end.most_kb < MOST_MEMORY_KB


def _slower() -> float:
    """By how much a calculation takes longer here just now than the processor time that it needs; 1: nobody else."""
    begun, used = time.monotonic(), time.process_time()
    while time.process_time() - used < 2:
        pass
    return (time.monotonic() - begun) / (time.process_time() - used)


def _programs(tests: dict[str, Tested]) -> set[str]:
    said = " ".join(one.text for name in ("memory", "processor", "benchmark") for one in tests[name].evidence)
    return {name for name in ("stressapptest", "memtester", "stress-ng", "7-Zip") if name in said}


def _works(folder: Path) -> bool:
    """The processor test has begun: its notes say so."""
    notes = [file.read_text("utf-8") for file in (folder / "home/test-notes").glob("*.json")]
    return any(one["id"] == "processor" for text in notes for one in json.loads(text)["going"])
