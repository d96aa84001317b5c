"""`probe --json` against the contract, written out by hand: the generated schema blesses whatever the model says."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pcsol.cli import app
from pcsol.i18n import speaking
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.album.snapshots import reading
from tests.replay.machines import ALL, MACHINES

Check = Callable[[object], bool]


class Maybe:
    """A value, or null: unknown."""

    def __init__(self, shape: object) -> None:
        self.shape = shape


TEXT, COUNT, NUMBER, FLAG = (lambda v: isinstance(v, str) and v != ""), (lambda v: type(v) is int and v >= 0), (
    lambda v: type(v) in (int, float)), (lambda v: type(v) is bool)  # fmt: skip


def one_of(*words: object) -> Check:
    return lambda value: any(value == word and type(value) is type(word) for word in words)


def moment(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value) is not None


def day(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


def scalar(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


REASON = {"code": TEXT, "value": scalar, "limit": scalar, "text": TEXT}
DEVICE = {"vendor": Maybe(TEXT), "model": Maybe(TEXT)}
SLOT = {
    "handle": Maybe(TEXT), "locator": Maybe(TEXT), "bank": Maybe(TEXT), "size_bytes": Maybe(COUNT), "kind": Maybe(TEXT),
    "speed_mts": Maybe(COUNT), "manufacturer": Maybe(TEXT), "part_number": Maybe(TEXT), "serial": Maybe(TEXT),
}  # fmt: skip
DISK = {
    "path": Maybe(TEXT), "name": TEXT, "model": Maybe(TEXT), "serial": Maybe(TEXT), "wwn": Maybe(TEXT),
    "size_bytes": Maybe(COUNT),
    "medium": Maybe(one_of("hdd", "ssd", "flash")),
    "bus": Maybe(one_of("sata", "ata", "nvme", "sas", "scsi", "usb", "mmc", "virtio", "loop")),
    "link": {"now_gbps": Maybe(NUMBER), "max_gbps": Maybe(NUMBER)},
    "health": {
        "grade": Maybe(one_of("A", "B", "C", "D")), "smart_passed": Maybe(FLAG), "power_on_hours": Maybe(COUNT),
        "crc_errors": Maybe(COUNT), "reasons": [REASON],
    },
}  # fmt: skip
PROBE = {
    "schema": one_of("pcsol/probe/1"), "taken_at": moment, "pcsol": TEXT, "source": one_of("live", "album"),
    "clock": {"source": Maybe(TEXT), "trusted": FLAG},
    "machine": {
        "manufacturer": Maybe(TEXT), "model": Maybe(TEXT), "serial": Maybe(TEXT), "uuid": Maybe(TEXT),
        "asset_tag": Maybe(TEXT), "chassis": Maybe(TEXT), "form_factor": Maybe(TEXT),
        "board": {"manufacturer": Maybe(TEXT), "model": Maybe(TEXT), "serial": Maybe(TEXT)},
        "firmware": {
            "vendor": Maybe(TEXT), "version": Maybe(TEXT), "date": Maybe(day), "mode": Maybe(one_of("uefi", "bios")),
            "secure_boot": Maybe(FLAG),
        },
        "tpm": Maybe({"present": FLAG, "version": Maybe(TEXT)}),
        "locks": Maybe([{"kind": TEXT, "state": one_of("set", "clear", "present"), "text": TEXT}]),
    },
    "identity": {
        "marks": [{"kind": TEXT, "value": TEXT, "usable": FLAG}], "confidence": one_of("sure", "likely", "weak"),
    },
    "processor": {
        "model": Maybe(TEXT), "vendor": Maybe(TEXT), "sockets": Maybe(COUNT), "cores": Maybe(COUNT),
        "threads": Maybe(COUNT), "bits": Maybe(one_of(32, 64)), "psabi_level": Maybe(one_of(0, 1, 2, 3, 4)),
        "max_mhz": Maybe(COUNT), "flags": Maybe([TEXT]),
    },
    "memory": {
        "total_bytes": Maybe(COUNT), "installed_bytes": Maybe(COUNT), "declared_max_bytes": Maybe(COUNT),
        "slots": Maybe([SLOT]),
    },
    "disks": Maybe([DISK]),
    "hidden_storage": Maybe([{"kind": one_of("rst", "vmd", "raid", "hpa", "unclaimed"), "text": TEXT}]),
    "graphics": Maybe([DEVICE]), "network": Maybe([DEVICE]), "sound": Maybe([DEVICE]), "optical": Maybe([DEVICE]),
    "usb_controllers": Maybe([DEVICE]), "displays": Maybe([{"output": Maybe(TEXT)}]),
    "batteries": Maybe([{"name": Maybe(TEXT)}]),
    "sensors": {"temperatures": Maybe([{"celsius": NUMBER}]), "fans": Maybe([{"rpm": COUNT}])},
    "unknown": [{"what": TEXT, "why": TEXT, "remedy": lambda v: isinstance(v, str)}],
    "verdict": {
        "destination": Maybe(TEXT),
        "profiles": [{"id": TEXT, "fits": Maybe(FLAG), "reasons": [REASON], "upgrades": [{"text": TEXT}]}],
    },
}  # fmt: skip


def faults(value: object, shape: object, place: str = "") -> list[str]:
    """The places, and never the values, where an answer has not the shape of the contract."""
    if isinstance(shape, Maybe):
        return [] if value is None else faults(value, shape.shape, place)
    if isinstance(shape, dict) and isinstance(value, dict):
        missing = [f"{place}.{key} is missing" for key in shape if key not in value]
        return missing + [f for key in shape if key in value for f in faults(value[key], shape[key], f"{place}.{key}")]
    if isinstance(shape, list) and isinstance(value, list):
        return [fault for number, one in enumerate(value) for fault in faults(one, shape[0], f"{place}[{number}]")]
    return [] if callable(shape) and shape(value) else [place]


def said(album: Path) -> Any:
    """What the program prints, the whole of it."""
    with speaking("en"):
        result = CliRunner().invoke(app, ["--machine", str(album), "probe", "--json"])
    assert result.exit_code in (0, 1), result.exception
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", ALL)
def test_a_recorded_machine_is_told_in_the_shape_of_the_contract(name: str, pcsol_home: Path) -> None:
    assert faults(said(MACHINES / name), PROBE) == []


@pytest.mark.parametrize(
    ("file", "fields"),
    [("disks", None), ("memory.slots", None), ("identity.marks", None), ("clock.trusted", "no"), ("taken_at", "12:00")],
)
def test_the_shape_is_held(file: str, fields: object, pcsol_home: Path) -> None:
    """The check itself can fail: a field that is gone or of another type is named."""
    answer = said(MACHINES / ALL[0])
    *path, last = file.split(".")
    inside = answer
    for part in path:
        inside = inside[part]
    if fields is None:
        del inside[last]
    else:
        inside[last] = fields
    assert [fault.partition(" ")[0] for fault in faults(answer, PROBE)] == [f".{file}"]


SINGLE = ["dmidecode.txt", "cpuinfo.txt", "meminfo.txt", "lsblk.json", "lspci.txt", "sensors.json", "clock.json",
          "smartctl-sda.json", "sys"]  # fmt: skip


@pytest.mark.parametrize("file", SINGLE)
def test_any_single_answer_is_an_album(file: str, tmp_path: Path, pcsol_home: Path) -> None:
    found = MACHINES / "made-up-optiplex-7010" / file
    if found.is_dir():
        shutil.copytree(found, tmp_path / "album" / file)
    else:
        (tmp_path / "album").mkdir()
        shutil.copyfile(found, tmp_path / "album" / file)
    answer = said(tmp_path / "album")
    assert faults(answer, PROBE) == []
    lacking = [one["why"] for one in answer["unknown"] if "machine has no" in one["why"]]
    assert lacking == []


@pytest.mark.real_data
def test_the_machines_of_the_field_are_told_in_the_shape_of_the_contract(
    shared_data: Path, tmp_path: Path, pcsol_home: Path
) -> None:
    files = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    for number, file in enumerate(files):
        save(pseudonymised(reading.read(file), b"a salt")[0], tmp_path / f"{number}")
        assert faults(said(tmp_path / f"{number}"), PROBE) == [], number


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("folder", "name"),
    [("dmi", "dmidecode.txt"), ("lscpu", "lscpu.txt"), ("smart-text", "smartctl-sda.txt"),
     ("smart-json", "smartctl-sda.json"), ("edid", "edid-DP-1.bin"), ("cpuinfo", "cpuinfo.txt"),
     ("lspci", "lspci.txt")],
)  # fmt: skip
def test_the_dumps_of_the_field_are_told_in_the_shape_of_the_contract(
    shared_data: Path, tmp_path: Path, pcsol_home: Path, folder: str, name: str
) -> None:
    for file in sorted(f for f in (shared_data / folder).iterdir() if f.suffix != ".csv")[::8]:
        shutil.copyfile(file, tmp_path / name)
        assert faults(said(tmp_path), PROBE) == [], file.name
