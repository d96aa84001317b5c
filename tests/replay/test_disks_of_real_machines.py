"""Every recording of a disk that we have is read without an exception and without an invented value."""

import json
import re
import tarfile
from pathlib import Path

import pytest

from pcsol.probe.storage import disks, hidden
from pcsol.tools.kernel import block
from pcsol.tools.programs import hdparm, lsblk, nvme
from pcsol.tools.world.album import AlbumWorld

pytestmark = pytest.mark.real_data

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DRIVES = sorted(path.name for path in (SHARED / "smart-text").glob("*.txt"))
TREES = {
    "linux-amd64-415ee03b8c4d1c4f07ae2e9d8b3d3d6d.tar.gz": {"nvme0n1": ("nvme", "ssd")},
    "linux-amd64-61797caf7c0b6bca1725ad7975ed4773.tar.gz": {
        "sda": ("sata", "ssd"),
        "sdb": ("sata", "hdd"),
        "sdc": ("sata", "ssd"),
    },
    "linux-amd64-8581cf3a529e5d8b97ea876eade2f60d.tar.gz": {"sda": ("scsi", None)},
    "linux-amd64-accel-nvidia.tar.gz": {"sda": ("virtio", None)},
    "linux-amd64-accel.tar.gz": {"vda": ("virtio", None)},
    "utillinux__lsblk-multi-devs-bcachefs.tar.xz": {
        "nvme0n1": ("nvme", "ssd"),
        "sda": (None, "ssd"),
        "sdb": (None, "hdd"),
        "sdc": ("scsi", "ssd"),
    },
    "utillinux__lsblk-simple-lvm.tar.xz": {"nvme0n1": ("nvme", "ssd"), "sda": (None, "ssd"), "sdb": (None, "hdd")},
    "utillinux__lsblk-simple-nvme.tar.xz": {"nvme0n1": ("nvme", "ssd"), "sda": (None, "ssd"), "sdb": (None, "hdd")},
}
SIZES = {"M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def unpacked(archive: Path, into: Path) -> Path:
    """The folder of the archive that holds `sys`."""
    with tarfile.open(archive) as tar:
        tar.extraction_filter = lambda member, _path: member  # its links lead out of `into` on purpose
        tar.extractall(into)
    return next(path.parent for path in (into / "sys", *into.glob("*/sys")) if path.is_dir())


@pytest.mark.parametrize("archive", sorted(TREES))
def test_a_tree_of_sys_lists_the_disks_of_its_machine(shared_data, tmp_path, archive):
    world = AlbumWorld(unpacked(shared_data / "sysfs-trees" / archive, tmp_path))
    found = disks.look(world).value
    assert {disk.name: (disk.bus, disk.medium) for disk in found} == TREES[archive]
    assert all(disk.size_bytes and disk.size_bytes % 512 == 0 for disk in found)
    hidden.look(world)


@pytest.mark.parametrize("archive", [name for name in sorted(TREES) if "lsblk" in name])
def test_the_kernels_sizes_and_models_are_those_that_lsblk_printed(shared_data, tmp_path, archive):
    folder = unpacked(shared_data / "sysfs-trees" / archive, tmp_path)
    world = AlbumWorld(folder)
    sizes = next(folder.glob("lsblk-*-basic")).read_text()
    models = next(folder.glob("lsblk-*-vendor")).read_text()
    for name in block.names(world):
        disk = block.disk(world, name)
        number, unit = re.search(rf"^{name} .*? ([\d.]+)([MGT]) +disk", sizes, re.MULTILINE).groups()
        assert disk.size_bytes / SIZES[unit] == pytest.approx(float(number), abs=0.051)
        assert disk.model in models


@pytest.mark.parametrize("file", ["lsblk-O.json", "lsblk-short.json"])
def test_lsblk_of_a_machine_with_every_kind_of_disk(shared_data, file):
    found = {disk.name: disk for disk in lsblk.parse((shared_data / "qemu" / file).read_text())}
    assert {name: disk.bus for name, disk in found.items() if name != "vda"} == {
        "sda": "sas", "sdb": "sata", "sdc": "sata", "sdd": "usb", "nvme0n1": "nvme",
    }  # fmt: skip
    assert {name: disk.medium for name, disk in found.items()} == {
        "sda": None, "sdb": "hdd", "sdc": "ssd", "sdd": None, "vda": None, "nvme0n1": "ssd",
    }  # fmt: skip
    assert found["sdb"].serial == "PCSOLHDD0001"


@pytest.mark.parametrize(
    ("file", "believed"),
    [
        ("qemu/hdparm-I-sda.txt", False),  # a SAS disk
        ("qemu/hdparm-I-sdb.txt", True),
        ("qemu/hdparm-I-sdc.txt", True),
        ("qemu/hdparm-I-sdd.txt", False),  # a USB stick
        ("glpi-misc/generic__hdparm__linux1", True),
        ("glpi-misc/generic__hdparm__linux2", False),  # noise through a bridge
        ("glpi-misc/generic__hdparm__linux3", True),
        ("glpi-misc/generic__hdparm__linux4", False),  # a page of HTML read as IDENTIFY data
    ],
)
def test_only_answers_of_real_ata_disks_are_believed(shared_data, file, believed):
    text = (shared_data / file).read_bytes().decode("utf-8", errors="replace")
    told = hdparm.parse_identity(text)
    assert (told.model is not None) is believed
    assert (told.serial is not None) is believed
    assert (told.security is not None) is believed


def test_no_bridge_of_the_test_rig_invents_a_hidden_area(shared_data):
    runs = [
        run
        for file in sorted((shared_data / "rig").glob("capture_*.txt"))
        for run in re.split(r"^\$ ", file.read_text(errors="replace"), flags=re.MULTILINE)
        if "hdparm -N /dev/" in run.partition("\n")[0]
    ]
    found = [hdparm.parse_extent(run) for run in runs]
    assert len(found) >= 4
    assert all(extent.visible_sectors == extent.native_sectors for extent in found)


def test_nvme_cli_of_a_real_run_is_read(shared_data):
    def body(name: str) -> str:
        text = (shared_data / "qemu" / name).read_text()
        return text[text.index("{") : text.rindex("}") + 1]

    assert nvme.parse_identity(body("nvme-id-ctrl.txt")).serial == "PCSOLNVME0001"
    health = nvme.parse_health(body("nvme-smart-log.txt"))
    assert (health.temperature_celsius, health.nvme.media_errors, health.passed) == (50, 0, True)


@pytest.mark.parametrize("file", DRIVES or ["none"])
def test_an_album_of_one_smartctl_file_lists_exactly_that_disk(shared_data, tmp_path, file):
    (tmp_path / "smartctl-sda.txt").write_bytes((shared_data / "smart-text" / file).read_bytes())
    found = disks.look(AlbumWorld(tmp_path))
    (disk,) = found.value
    assert disk.name == "sda"
    assert disk.model
    assert disk.size_bytes
    assert found.unknown == ()


def test_an_album_of_one_json_lists_exactly_that_disk(shared_data, tmp_path):
    for number, file in enumerate(sorted((shared_data / "smart-json").glob("*.json"))):
        if "scan" in file.name:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "smartctl-sdb.json").write_bytes(file.read_bytes())
        found = disks.look(AlbumWorld(folder))
        assert [disk.name for disk in found.value] == ["sdb"]
        (disk,) = found.value
        told = json.loads(file.read_text())
        assert (
            (disk.model is not None)
            or [one.what for one in found.unknown] == ["disks.sdb.smart"]
            or ("model_name" not in told)
        ), file.name


def printed(file: Path) -> str:
    """Without the first and the last line, which the recorder wrote."""
    return "\n".join(file.read_text().split("\n")[1:]).rpartition("# rc=")[0]


def test_a_machine_with_every_kind_of_disk_shows_each_as_it_is(shared_data, tmp_path):
    qemu = shared_data / "qemu"
    (tmp_path / "lsblk.json").write_bytes((qemu / "lsblk-O.json").read_bytes())
    for name in ("sda", "sdb", "sdc", "sdd"):
        (tmp_path / f"hdparm-{name}.txt").write_text(printed(qemu / f"hdparm-I-{name}.txt"))
        (tmp_path / f"smartctl-{name}.json").write_bytes((qemu / f"smartctl-x-{name}.json").read_bytes())
    (tmp_path / "smartctl-nvme0.json").write_bytes((qemu / "smartctl-x-nvme0n1.json").read_bytes())
    (tmp_path / "nvme-id-ctrl-nvme0.json").write_text(printed(qemu / "nvme-id-ctrl.txt"))
    (tmp_path / "nvme-smart-log-nvme0.json").write_text(printed(qemu / "nvme-smart-log.txt"))
    found = disks.look(AlbumWorld(tmp_path))
    assert {disk.name: (disk.model, disk.serial, disk.bus, disk.medium) for disk in found.value} == {
        "nvme0n1": ("QEMU NVMe Ctrl", "PCSOLNVME0001", "nvme", "ssd"),
        "sda": ("ST300MM0006", "PCSOLSAS0001", "sas", "hdd"),
        "sdb": ("ST500DM002-1BD142", "PCSOLHDD0001", "sata", "hdd"),
        "sdc": ("Samsung SSD 850 EVO 250GB", "PCSOLSSD0001", "sata", "ssd"),
        "sdd": ("QEMU HARDDISK", "PCSOLUSB0001", "usb", None),
        "vda": (None, None, "virtio", None),
    }
    security = {disk.name: disk.security.supported for disk in found.value if disk.security}
    assert security == {"sdb": False, "sdc": False}
    assert [one.what for one in found.unknown] == ["disks.sdd.smart"]  # a bridge
    assert [disk.name for disk in found.value if disk.own_medium] == [
        "vda"
    ]  # the medium that the recording was made from
    assert {disk.own_medium for disk in found.value} == {True, False}
