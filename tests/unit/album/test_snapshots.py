"""Snapshots of other programs become albums that say no more than the snapshot did. All values here are made up."""

import json
import tarfile
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import SnapshotUnreadableError
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.snapshots import ereuse, hwprobe, reading

HWINFO = """\
25: PCI 02.0: 0300 VGA compatible controller (VGA)
  SysFS ID: /devices/pci0000:00/0000:00:02.0
  SysFS BusID: 0000:00:02.0
  Vendor: pci 0x8086 "Intel Corporation"
  Device: pci 0x041e "Graphics"

26: PCI 200.0: 0200 Ethernet controller
  SysFS ID: /devices/pci0000:00/0000:00:1c.5/0000:02:00.0
  SysFS BusID: 0000:02:00.0
  Vendor: pci 0x10ec "Realtek Semiconductor Co., Ltd."
  Device: pci 0x8168 "RTL8111"
"""
LSPCI = """\
00:02.0 VGA compatible controller: Intel Corporation Graphics (rev 06) (prog-if 00 [VGA controller])
\tKernel driver in use: i915

02:00.0 Ethernet controller: Realtek Semiconductor Co., Ltd. RTL8111 (rev 0c)
03:00.0 SD Host controller: O2 Micro, Inc. Reader
"""
CPU = {
    "class": "processor", "product": "Intel(R) Core(TM) i3-4130 CPU @ 3.40GHz", "vendor": "Intel Corp.",
    "version": "6.60.3", "capacity": 4005032704, "configuration": {"cores": "2", "threads": "4"},
    "capabilities": {"lm": "64 bits", "x86-64": "64 bits", "fpu": "mathematics", "wp": True, "cpufreq": "frequency"},
}  # fmt: skip
CARD = {
    "class": "network", "logicalname": "enp2s0", "businfo": "pci@0000:02:00.0", "serial": "02:00:5e:10:00:01",
    "configuration": {"driver": "r8169", "link": "yes", "ip": "203.0.113.7"},
}  # fmt: skip
SATA = {
    "class": "storage", "businfo": "pci@0000:00:1f.2",
    "children": [
        {"class": "disk", "id": "disk", "logicalname": "/dev/sda", "size": 500107862016, "product": "WDC WD5000AAKX-0"},
        {"class": "disk", "id": "cdrom", "logicalname": ["/dev/cdrom", "/dev/sr0"], "product": "DVD-RW"},
    ],
}  # fmt: skip
READER = {
    "class": "storage", "businfo": "usb@1:3",
    "children": [
        {
            "class": "disk", "id": "disk", "logicalname": "/dev/sdb", "capabilities": {"removable": True},
            "children": [{"class": "disk", "id": "medium", "logicalname": "/dev/sdb"}],
        }
    ],
}  # fmt: skip


def report(disk: str, **told: Any) -> dict[str, Any]:
    argv = ["smartctl", "-x", "--json=cosviu", f"/dev/{disk}"]
    return {"smartctl": {"argv": argv, "exit_status": 4, "output": ["Serial Number: MADE-UP-1"]}, **told}


SMART = [report("sda", device={"name": "/dev/sda"}, serial_number="MADE-UP-1"), report("sdb"), report("zd0")]
LEGACY = {
    "data": {
        "dmidecode": "# dmidecode 3.4\n",
        "hwinfo": HWINFO,
        "lspci": LSPCI,
        "smart": SMART,
        "lshw": {"class": "system", "id": "josephine-pc", "children": [CPU, CARD, SATA, READER]},
    }
}


@pytest.fixture
def legacy() -> Pages:
    return ereuse.pages_of(LEGACY)


def rows(pages: Pages) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pages.files["lsblk.json"])["blockdevices"]
    return found


def test_both_kinds_are_known_and_nothing_else_is() -> None:
    assert ereuse.is_snapshot(LEGACY)
    assert ereuse.is_snapshot({"data": {"dmidecode": "", "smartctl": "[]", "inxi": "[]"}})
    assert not ereuse.is_snapshot({"data": {"smart": []}})
    assert not ereuse.is_snapshot([])


def test_a_report_of_smartctl_keeps_its_exit_status_and_loses_its_second_text(legacy: Pages) -> None:
    (call,) = legacy.index["calls"]
    assert (call["status"], call["file"]) == (4, "smartctl-sda.json")
    assert "clock.json" not in legacy.files
    assert "output" not in json.loads(legacy.files["smartctl-sda.json"])["smartctl"]


def test_an_empty_card_reader_and_a_volume_are_no_disks(legacy: Pages) -> None:
    assert [row["name"] for row in rows(legacy) if row["type"] == "disk"] == ["sda"]
    assert not {"smartctl-sdb.json", "smartctl-zd0.json"} & set(legacy.files)


def test_a_model_that_was_cut_stays_behind_and_an_optical_drive_is_one(legacy: Pages) -> None:
    disk, optical = rows(legacy)
    assert "model" not in disk
    assert (optical["name"], optical["type"]) == ("sr0", "rom")


def test_the_processor_has_its_flags_and_no_speed_of_the_firmware(legacy: Pages) -> None:
    told = dict(line.split(": ") for line in legacy.files["lscpu.txt"].decode().splitlines())
    assert told["Flags"].split() == ["lm", "fpu"]
    assert (told["CPU(s)"], told["Core(s) per socket"], told["Thread(s) per core"]) == ("4", "2", "2")
    assert (told["CPU family"], told["Model"], told["Stepping"]) == ("6", "60", "3")
    assert not [name for name in told if "MHz" in name]


def test_a_card_lies_where_hwinfo_saw_it(legacy: Pages) -> None:
    assert legacy.index["links"] == {
        "/sys/class/net/enp2s0/device": "/sys/devices/pci0000:00/0000:00:1c.5/0000:02:00.0"
    }
    assert legacy.files["sys/class/net/enp2s0/address"] == b"02:00:5e:10:00:01\n"
    assert legacy.index["names"] == {"/sys/class/net": ["enp2s0"]}


def test_lspci_gets_the_numbers_that_hwinfo_knows_and_no_others(legacy: Pages) -> None:
    lines = legacy.files["lspci.txt"].decode().splitlines()
    assert lines[0] == (
        "00:02.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:041e] (rev 06) "
        "(prog-if 00 [VGA controller])"
    )
    assert lines[3].endswith("Ethernet controller [0200]: Realtek Semiconductor Co., Ltd. RTL8111 [10ec:8168] (rev 0c)")
    assert lines[4] == "03:00.0 SD Host controller: O2 Micro, Inc. Reader"


def test_the_time_of_a_snapshot_is_the_one_that_smartctl_gave_with_its_zone() -> None:
    smart = [report("sda", device={"name": "/dev/sda"}, local_time={"time_t": 1734098689})]
    pages = ereuse.pages_of({"data": {**LEGACY["data"], "smart": smart}, "timestamp": "2024-12-13 16:04:49.000000"})
    assert json.loads(pages.files["clock.json"])["now"] == "2024-12-13T14:04:49+00:00"


def test_names_and_addresses_of_people_do_not_come_along(legacy: Pages) -> None:
    text = b"".join(legacy.files.values())
    assert b"josephine" not in text
    assert b"203.0.113.7" not in text


def workbench_script(flags: str, **topology: str) -> Pages:
    counts = {f"003#1#2#{name}": count for name, count in topology.items()}
    cpu = [{"001#1#2#model": "Intel Core i7-4600U"}, {"002#1#2#Flags": flags}, {"004#1#1#Topology": "", **counts}]
    inxi = [{"000#1#0#CPU": [*cpu, {"005#1#2#cores": ""}]}]
    data = {"dmidecode": "# dmidecode 3.4\n", "smartctl": json.dumps(SMART), "inxi": json.dumps(inxi)}
    return ereuse.pages_of({"data": data})


def test_the_newer_kind_holds_json_as_text_and_lists_also_the_disk_that_did_not_open() -> None:
    pages = workbench_script("fpu cx8 lm sse4_2")
    assert {"smartctl-sda.json", "smartctl-sdb.json"} <= set(pages.files)
    assert pages.files["lscpu.txt"] == b"Model name: Intel Core i7-4600U\nFlags: fpu cx8 lm sse4_2\n"


def test_the_newer_kind_counts_cores_where_there_is_one_processor() -> None:
    lines = workbench_script("ht", cpus="1", cores="2", threads="4", tpc="2").files["lscpu.txt"].decode().splitlines()
    assert lines[1:] == ["CPU(s): 4", "Core(s) per socket: 2", "Socket(s): 1"]
    assert b"Core" not in workbench_script("ht", cpus="2", cores="8").files["lscpu.txt"].split(b"\n", 1)[1]


def test_a_selection_of_flags_is_no_flags_at_all() -> None:
    assert b"Flags" not in workbench_script("avx ht lm nx pae sse").files["lscpu.txt"]


# hw-probe 1.6: written by its -save on a made-up machine.
EDID = bytes.fromhex("00ffffffffffff00") + bytes(120)
LOGS = {
    "dmidecode": b"# dmidecode 3.6\n",
    "lspci_all": b"00:02.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:041e]\n",
    "lspci": b"another form\n",
    "smartctl": b"/dev/sda\nsmartctl 7.3\nSerial Number: ABC\n\n/dev/nvme0n1\nsmartctl 7.3\nCritical Warning: 0x00\n",
    "hdparm": b"\n/dev/sda:\n\nATA device, with non-removable media\n",
    "edid": b'edid-decode "/sys/class/drm/card0-VGA-1/edid"\n\nEDID (hex):\n'
    + EDID.hex(" ", -16).replace(" ", "\n").encode()
    + b"\n\nedid-decode (hex):\n",
    "lsblk": b"NAME     SIZE TYPE FSTYPE UUID MOUNTPOINT MODEL               PTTYPE PARTUUID\n"
    b"loop0      0B loop                                                    \n"
    b"sda    465.8G disk                        ST500DM002-1BD142   gpt    \n"
    b"sda1     512M part vfat        /boot/efi                      gpt    \n",
    "power_supply": b"/sys/class/power_supply/BAT0:\nPOWER_SUPPLY_NAME=BAT0\n\n/sys/class/power_supply/AC:\nX=1\n",
    "dmi_id": b"board_name: 0GY6Y8\n",
    "meminfo": b"",
}


def test_a_probe_is_taken_apart_disk_by_disk_and_screen_by_screen() -> None:
    files = hwprobe.pages_of(LOGS).files
    assert files["smartctl-sda.txt"] == b"smartctl 7.3\nSerial Number: ABC\n\n"
    assert files["smartctl-nvme0n1.txt"].startswith(b"smartctl 7.3\nCritical")
    assert b"ATA device" in files["hdparm-sda.txt"]
    assert files["edid-VGA-1.bin"] == EDID
    assert files["lspci.txt"] == LOGS["lspci_all"]
    assert files["sys/class/power_supply/BAT0/uevent"] == b"POWER_SUPPLY_NAME=BAT0\n\n"
    assert files["sys/class/dmi/id/board_name"] == b"0GY6Y8\n"
    assert "meminfo.txt" not in files


def test_a_disk_of_a_probe_has_its_model_and_no_rounded_size() -> None:
    assert rows(hwprobe.pages_of(LOGS)) == [
        {"name": "sda", "path": "/dev/sda", "type": "disk", "model": "ST500DM002-1BD142"}
    ]


@pytest.mark.parametrize("inside", ["hw.info/logs", "logs", "."])
def test_a_probe_is_read_from_its_folder_and_from_its_archive(tmp_path: Path, inside: str) -> None:
    logs = tmp_path / "probe" / inside
    logs.mkdir(parents=True)
    for name, raw in LOGS.items():
        (logs / name).write_bytes(raw)
    assert reading.read(tmp_path / "probe") == hwprobe.pages_of(LOGS)
    if inside == "hw.info/logs":
        with tarfile.open(tmp_path / "hw.info.txz", "w:xz") as archive:
            archive.add(tmp_path / "probe" / "hw.info", "hw.info")
        assert reading.read(tmp_path / "hw.info.txz") == hwprobe.pages_of(LOGS)


def test_a_snapshot_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "snapshot.json").write_text(json.dumps(LEGACY))
    assert reading.read(tmp_path / "snapshot.json") == ereuse.pages_of(LEGACY)


ABSURD = {
    "empty": b"",
    "cut": b"{",
    "a list": b"[]",
    "nothing in it": b'{"data": {}}',
    "no text": b"\x00\xff",
    "wrong smart": b'{"data": {"dmidecode": 1, "smart": [{"smartctl": {"argv": 5}}]}}',
    "wrong lshw": json.dumps({"data": {"dmidecode": "", "smart": [], "lshw": {**CARD, "configuration": 7}}}).encode(),
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("raw", ABSURD.values(), ids=list(ABSURD))
def test_anything_else_is_refused_with_a_remedy(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "file.json").write_bytes(raw)
    with pytest.raises(SnapshotUnreadableError) as caught:
        reading.read(tmp_path / "file.json")
    assert caught.value.remedy


def test_a_folder_without_logs_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(SnapshotUnreadableError):
            reading.read(place)
