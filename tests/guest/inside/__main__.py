"""`python3 -m tests.guest.inside`: the plan lies in /guest/plan.json, the drawer is the disk labelled DRAWER."""

import json
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from tests.guest.inside import look, proofs

DRAWER = Path("/run/drawer")
_PLAN = Path("/guest/plan.json")
_PCSOL = ("/opt/pcsol/bin/python", "-m", "pcsol")
_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "PCSOL_LANG": "en", "PCSOL_LIVE": "/run/pcsol",
    "PCSOL_HOME": "/run/pcsol/medium/data", "PCSOL_PIN": "bleuet42", "LC_ALL": "C.UTF-8", "TERM": "dumb",
}  # fmt: skip
_STEP_SECONDS = 600
_EXIT_PORT, _DONE = 0xF4, 0x10  # see guest.py
_PATIENCE_SECONDS = 300  # the host may be busy; waiting ends as soon as it may


def main() -> None:
    """Mount, plug in, do the steps, switch off."""
    plan = json.loads(_PLAN.read_text("utf-8"))
    try:
        _tell({"id": "begun", "uptime": _uptime()})
        _take_drawer()
        _tell({"id": "settled", "uptime": _uptime()})
        places = {**_simulate(plan["disks"]), **_emulated(plan["serials"])}
        _tell({"id": "places", "result": places, "uptime": _uptime()})
        for step in plan["steps"]:
            told = _timed(step, places)
            _tell({"id": step["id"], **told, "uptime": _uptime()})
            if "finds" in step and told.get("status") == 0:  # the path of one more disk, in its last line
                places[step["finds"]] = told["stdout"].split()[-1]
                _tell({"id": "places", "result": places, "uptime": _uptime()})
        _tell({"id": "end", "uptime": _uptime()})
    except Exception:
        _tell({"id": "fault", "error": traceback.format_exc()})
    finally:
        (DRAWER / "kernel.log").write_bytes(subprocess.run(["dmesg"], capture_output=True, check=False).stdout)
        # Not all disks: the kernel would wait for the stalled ones.
        subprocess.run(["sync", "--file-system", str(DRAWER), _ENVIRONMENT["PCSOL_HOME"]], check=False)
        _switch_off()


def _switch_off() -> None:
    """By QEMU's isa-debug-exit: after a suspend, its ACPI does not switch off any more."""
    with Path("/dev/port").open("r+b", buffering=0) as ports:
        ports.seek(_EXIT_PORT)
        ports.write(bytes((_DONE,)))


def _tell(words: dict[str, Any]) -> None:
    print("PCSOL-GUEST " + json.dumps(words), flush=True)


def _uptime() -> float:
    return round(time.clock_gettime(time.CLOCK_BOOTTIME), 1)


def _take_drawer() -> None:
    subprocess.run(["modprobe", "-a", "virtio_blk", "vfat", "loop"], check=True)
    DRAWER.mkdir(parents=True, exist_ok=True)
    _wait(lambda: Path("/run/pcsol/settled").exists(), _PATIENCE_SECONDS)
    device = _wait(lambda: next(iter(Path("/dev/disk/by-label").glob("DRAWER")), None), _PATIENCE_SECONDS)
    subprocess.run(["mount", "-t", "vfat", "-o", "utf8=1", device, str(DRAWER)], check=True)


def _simulate(disks: list[dict[str, Any]]) -> dict[str, str]:
    """Start the simulator and wait until udev knows the disks by name and serial."""
    if not disks:
        return {}
    specs = Path("/run/disks.json")
    specs.write_text(json.dumps(disks), "utf-8")
    log = (DRAWER / "simulator.log").open("wb")
    argv = [sys.executable, "-m", "tests.guest.simulator", str(specs), str(DRAWER)]
    simulator = subprocess.Popen(argv, stdout=log, stderr=log)

    def plugged() -> bool:
        if simulator.poll() is not None:
            raise RuntimeError((DRAWER / "simulator.log").read_text("utf-8", errors="replace"))
        return (DRAWER / "plugged").exists()

    _wait(plugged, _PATIENCE_SECONDS)
    subprocess.run(["udevadm", "settle", "-t", "20"], check=False)
    return {name: f"/dev/{disk}" for name, disk in json.loads((DRAWER / "plugged").read_text("utf-8")).items()}


def _emulated(serials: dict[str, str]) -> dict[str, str]:
    """Find QEMU's own disks by their serials."""

    def found() -> dict[str, str] | None:
        argv = ["lsblk", "--json", "--nodeps", "--output", "PATH,SERIAL"]
        rows = json.loads(subprocess.run(argv, check=True, capture_output=True).stdout)["blockdevices"]
        by_serial = {(row["serial"] or "").strip(): row["path"] for row in rows}
        return {n: by_serial[s] for n, s in serials.items()} if set(serials.values()) <= set(by_serial) else None

    return dict(_wait(found, _PATIENCE_SECONDS)) if serials else {}


def _timed(step: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    start = time.monotonic()
    try:
        told = _do(step, places)
    except Exception:
        told = {"error": traceback.format_exc()}
    return {**told, "seconds": round(time.monotonic() - start, 2)}


def _do(step: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    """One step: "run" (a command line), "look" (a disk), "proof" (a function of proofs.py), or several at once."""
    if "run" in step:
        return _run(step, places)
    disk = step.get("disk", "")
    if "look" in step:
        backing = DRAWER / f"{disk}.img"
        behind = {"backing": look.at_backing(backing, disk)} if backing.exists() else {}
        return {"result": {"disk": look.at_disk(places[disk], disk)} | behind}
    prove = getattr(proofs, step["proof"])
    return {"result": prove(places[disk], disk, **step.get("with", {}))}


def _run(step: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    words = [_placed(word, places) for word in step["run"]]
    argv = [*_PCSOL, *words[1:]] if words[0] == "pcsol" else words
    environment = _ENVIRONMENT | step.get("environment", {})
    try:
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False,
                              timeout=step.get("limit", _STEP_SECONDS))  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return {"status": None, "stdout": _text(late.stdout), "stderr": _text(late.stderr)}
    return {"status": done.returncode, "stdout": _text(done.stdout), "stderr": _text(done.stderr)}


def _placed(word: str, places: dict[str, str]) -> str:
    """{disk} becomes /dev/sdb, {id:disk} its serial."""
    for name, path in places.items():
        word = word.replace(f"{{{name}}}", path)
        if f"{{id:{name}}}" in word:
            argv = ["lsblk", "--nodeps", "--noheadings", "--output", "SERIAL", path]
            serial = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()
            word = word.replace(f"{{id:{name}}}", serial)
    return word


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", errors="replace")


def _wait(ask: Any, seconds: float) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = ask()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError


if __name__ == "__main__":
    main()
