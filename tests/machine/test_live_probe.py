"""This machine itself, and programs on it that misbehave. No disk is written to; loop devices lie on own files."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.device

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import json, sys, time
from pcsol.probe.gather import gather
from pcsol.tools.world.live import LiveWorld
ended, start = {}, time.monotonic()
try:
    probe = gather(LiveWorld(), lambda name: ended.update({name: time.monotonic() - start}))
except KeyboardInterrupt:
    sys.exit(130)
# VmHWM begins anew at exec(2); ru_maxrss would remember how large the test runner was when it forked.
status = open("/proc/self/status").read().split()
peak = int(status[status.index("VmHWM:") + 1])
print(json.dumps({"probe": probe.to_json(), "ended": ended, "peak_kb": peak}))
"""


def started(code: str, fakes: Path | None = None) -> "subprocess.Popen[str]":
    """A Python of its own: the meter reads PATH when it is imported."""
    path = os.environ["PATH"] if fakes is None else f"{fakes}:{os.environ['PATH']}"
    env = {"PATH": path, "PYTHONPATH": str(ROOT), "PCSOL_LANG": "en", "HOME": os.environ.get("HOME", "/")}
    return subprocess.Popen(
        [sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def probed(code: str = PROBE, fakes: Path | None = None, seconds: float = 60) -> dict[str, dict[str, object]]:
    child = started(code, fakes)
    stdout, stderr = child.communicate(timeout=seconds)
    assert child.returncode == 0, stderr
    assert "Traceback" not in stderr
    return json.loads(stdout)


def fake(folder: Path, program: str, script: str) -> Path:
    """A real program under another one's name; it writes its number to `pid`."""
    file = folder / program
    file.write_text(f"#!/bin/sh\necho $$ > {folder}/pid.new; mv {folder}/pid.new {folder}/pid\n{script}\n")
    file.chmod(0o755)
    return folder


def number_of(folder: Path) -> int:
    until = time.monotonic() + 10
    while not (folder / "pid").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return int((folder / "pid").read_text())


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def disks_by_lsblk() -> set[str]:
    shown = subprocess.run(
        ["lsblk", "--nodeps", "--noheadings", "--raw", "--output", "NAME,TYPE,SIZE,RM"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    rows = [line.split() for line in shown.splitlines()]
    return {row[0] for row in rows if row[1] == "disk" and row[2] != "0B" and not row[0].startswith("zram")}


def test_a_live_probe_lists_the_disks_of_this_machine():
    found = probed()["probe"]["disks"]
    assert {disk["name"] for disk in found} == disks_by_lsblk()
    for disk in found:
        sectors = int(Path(f"/sys/block/{disk['name']}/size").read_text())
        assert disk["size_bytes"] == sectors * 512


def test_a_loop_device_is_no_disk_of_the_tower(tmp_path):
    image = tmp_path / "image"
    image.touch()
    os.truncate(image, 8 << 20)
    loop = subprocess.run(["losetup", "--find", "--show", image], check=True, capture_output=True, text=True).stdout
    try:
        names = {disk["name"] for disk in probed()["probe"]["disks"]}
    finally:
        subprocess.run(["losetup", "--detach", loop.strip()], check=True)
    assert loop.startswith("/dev/loop")
    assert Path(loop.strip()).name not in names


def test_a_hung_program_is_ended_in_time_and_delays_nothing_else(tmp_path):
    told = probed(fakes=fake(tmp_path, "lsblk", "exec sleep 300"))
    unknown = {one["what"]: one["why"] for one in told["probe"]["unknown"]}
    assert "lsblk did not answer" in unknown["disks.lsblk"]
    assert {disk["name"] for disk in told["probe"]["disks"]} == disks_by_lsblk()
    assert all(seconds < 5 for room, seconds in told["ended"].items() if room != "disks")
    assert 9 < told["ended"]["disks"] < 15
    assert not lives(number_of(tmp_path))


def test_a_program_that_cannot_be_ended_does_not_keep_pcsol_from_ending(tmp_path):
    """As with a program that hangs in the kernel (state D): here its owner is root, and PCSol no longer is."""
    drop = "import os, threading\nthreading.Timer(1, os.setresuid, (65534, 65534, 0)).start()\n"
    start = time.monotonic()
    told = probed(drop + PROBE, fakes=fake(tmp_path, "lsblk", "exec sleep 300"))
    immortal = number_of(tmp_path)
    survived = lives(immortal)
    os.kill(immortal, signal.SIGKILL)
    assert survived, "it was ended after all, and the test proved nothing"
    assert time.monotonic() - start < 20
    assert {disk["name"] for disk in told["probe"]["disks"]} == disks_by_lsblk()


def test_ctrl_c_ends_a_probe_at_once_and_leaves_nothing_running(tmp_path):
    child = started(PROBE, fake(tmp_path, "lsblk", "sleep 300 & wait"))
    hung = number_of(tmp_path)
    time.sleep(0.5)
    start = time.monotonic()
    child.send_signal(signal.SIGINT)
    _stdout, stderr = child.communicate(timeout=10)
    assert child.returncode == 130
    assert "Traceback" not in stderr
    assert time.monotonic() - start < 3
    until = time.monotonic() + 3
    while lives(hung) and time.monotonic() < until:
        time.sleep(0.02)
    assert not lives(hung)


def test_50_mb_of_output_is_cut_off(tmp_path):
    told = probed(fakes=fake(tmp_path, "lsblk", "exec head -c 50000000 /dev/zero"))
    unknown = {one["what"]: one["why"] for one in told["probe"]["unknown"]}
    assert "cannot read" in unknown["disks.lsblk"]
    assert told["ended"]["disks"] < 5
    assert told["peak_kb"] < 120_000
    assert {disk["name"] for disk in told["probe"]["disks"]} == disks_by_lsblk()


@pytest.mark.parametrize("script", ["exit 1", "echo '{\"blockdevices\": '", "printf '\\377\\376{'", "kill -9 $$"])
def test_a_program_that_fails_in_any_way_is_named_and_the_rest_goes_on(tmp_path, script):
    told = probed(fakes=fake(tmp_path, "lsblk", script))
    assert "disks.lsblk" in {one["what"] for one in told["probe"]["unknown"]}
    assert {disk["name"] for disk in told["probe"]["disks"]} == disks_by_lsblk()
