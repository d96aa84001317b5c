"""lsblk's JSON, old and new."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ToolFailedError, ToolUnreadableError
from pcsol.tools.programs import lsblk
from tests.unit.disks.machine import machine


def parse(*rows: object):
    return lsblk.parse(json.dumps({"blockdevices": rows}))


NEW = {
    "name": "sda", "path": "/dev/sda", "kname": "sda", "type": "disk", "size": 500107862016, "model": "ST500DM002",
    "serial": "Z0000001", "wwn": "0x5000c50000000001", "vendor": "ATA     ", "tran": "sata", "rota": True, "rm": False,
    "log-sec": 512, "phy-sec": 4096, "mountpoints": [None], "children": [{"name": "sda1", "type": "part", "size": 1}],
}  # fmt: skip
OLD = {
    "name": "sda", "kname": "sda", "type": "disk", "size": "500107862016", "model": "ST500DM002 ",
    "serial": "Z0000001", "wwn": "0x5000c50000000001", "vendor": "ATA     ", "tran": "sata", "rota": "1", "rm": "0",
    "log-sec": "512", "phy-sec": "4096", "mountpoint": None,
}  # fmt: skip


def test_util_linux_of_every_age_tells_the_same_disk():
    assert parse(NEW) == parse(OLD)


def test_the_facts_of_a_disk_come_over():
    (disk,) = parse(NEW)
    assert (disk.name, disk.model, disk.serial, disk.wwn) == ("sda", "ST500DM002", "Z0000001", "0x5000c50000000001")
    assert (disk.size_bytes, disk.medium, disk.bus, disk.removable) == (500107862016, "hdd", "sata", False)
    assert (disk.logical_sector_bytes, disk.physical_sector_bytes) == (512, 4096)


def test_ata_is_no_maker():
    assert parse(NEW)[0].vendor is None
    assert parse({**NEW, "vendor": "0x1af4"})[0].vendor is None
    assert parse({**NEW, "vendor": "SEAGATE "})[0].vendor == "SEAGATE"


def test_partitions_loops_and_optical_drives_are_no_disks():
    assert (
        parse({"name": "loop0", "type": "loop"}, {"name": "sr0", "type": "rom"}, {"name": "md0", "type": "raid1"}) == ()
    )


def test_without_the_column_type_partitions_are_known_by_their_name():
    assert [d.name for d in parse({"name": "sda"}, {"name": "sda1"}, {"name": "nvme0n1"}, {"name": "nvme0n1p1"})] == [
        "sda",
        "nvme0n1",
    ]


def test_a_disk_below_its_partition_is_found_once():
    child = {"name": "sda", "type": "disk"}
    assert [d.name for d in parse({"name": "sda1", "type": "part", "children": [child]}, child)] == ["sda"]


def test_an_empty_card_reader_is_no_disk_and_a_broken_disk_is_one():
    assert parse({"name": "sdc", "type": "disk", "size": 0, "rm": True}) == ()
    assert parse({"name": "sdc", "type": "disk", "size": 0, "rm": False})[0].size_bytes is None


def test_a_rounded_size_is_unknown():
    assert parse({"name": "sda", "type": "disk", "size": "465,8G"})[0].size_bytes is None


def test_the_flag_of_a_usb_bridge_or_a_virtual_disk_tells_no_medium():
    assert parse({**NEW, "tran": "usb"})[0].medium is None
    assert parse({**NEW, "tran": None})[0].medium is None


@pytest.mark.parametrize(
    ("told", "bus"),
    [("spi", "scsi"), ("nvme", "nvme"), ("fc", None), ("iscsi", None), ("virtio", "virtio"), (None, None)],
)
def test_the_transport_is_the_bus_where_we_have_a_word_for_it(told, bus):
    assert parse({"name": "sda", "type": "disk", "tran": told})[0].bus == bus


def test_udev_escapes_are_undone():
    assert parse({**NEW, "model": r"Samsung\x20SSD\x20850"})[0].model == "Samsung SSD 850"


def test_a_name_may_be_a_path():
    assert parse({"name": "/dev/sda", "type": "disk"})[0].name == "sda"


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"blockdevices": 3}', "NAME SIZE\nsda 1G", "[" * 100_000])
def test_what_is_no_list_of_disks_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        lsblk.parse(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["disk", "sda", "sata", "nvme"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NEW, "children", "mountpoint"]), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(st.lists(ANYTHING, max_size=4))
def test_absurd_rows_are_passed_over(rows):
    for disk in parse(*rows):
        assert disk.size_bytes is None or disk.size_bytes > 0


def test_a_failure_without_output_is_a_failure(tmp_path):
    index = {"calls": [{"argv": list(lsblk.LSBLK.argv), "status": 1, "file": "lsblk.json", "stderr": "unknown column"}]}
    world = machine(tmp_path, {"lsblk.json": "", "index.json": index})
    with pytest.raises(ToolFailedError) as told:
        lsblk.read(world)
    assert told.value.details == "unknown column"
