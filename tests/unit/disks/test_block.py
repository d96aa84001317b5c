"""The kernel's own list of disks."""

import pytest

from pcsol.tools.kernel import block as kernel
from tests.unit.disks.machine import NVME, SATA, USB, VIRTIO, VIRTUAL, block, machine


def test_a_sata_disk_is_known_without_asking_it(tmp_path):
    block(
        tmp_path, "sda", SATA, device__model="ST500DM002-1BD14\n", device__vendor="ATA     \n", device__rev="KC45\n",
        device__wwid="naa.5000C50000000001\n", queue__physical_block_size="4096\n",
        device__vpd_pg80=b"\x00\x80\x00\x14            PCSOL0001",
    )  # fmt: skip
    world = machine(
        tmp_path, {"sys/class/ata_link/link1/sata_spd": "3.0 Gbps\n", "sys/class/ata_port/ata1/port_no": "2\n"}
    )
    disk = kernel.disk(world, "sda")
    assert (disk.path, disk.model, disk.vendor, disk.firmware) == ("/dev/sda", "ST500DM002-1BD14", None, "KC45")
    assert (disk.serial, disk.wwn) == ("PCSOL0001", "0x5000c50000000001")
    assert (disk.size_bytes, disk.logical_sector_bytes, disk.physical_sector_bytes) == (1953525168 * 512, 512, 4096)
    assert (disk.bus, disk.medium, disk.link.now_gbps, disk.port) == ("sata", "hdd", 3.0, "0000:00:1f.2-ata-2")
    assert disk.link.max_gbps is None


def test_an_ide_interface_does_not_tell_parallel_from_serial(tmp_path):
    block(tmp_path, "sda", SATA, queue__rotational="0")
    world = machine(
        tmp_path,
        {"sys/class/ata_link/link1/sata_spd": "<unknown>\n", "sys/bus/pci/devices/0000:00:1f.2/class": "0x01018a\n"},
    )
    disk = kernel.disk(world, "sda")
    assert (disk.bus, disk.link.now_gbps, disk.medium) == (None, None, "ssd")


def test_an_ahci_controller_is_serial_even_without_a_speed(tmp_path):
    block(tmp_path, "sda", SATA)
    world = machine(tmp_path, {"sys/bus/pci/devices/0000:00:1f.2/class": "0x010601\n"})
    assert kernel.disk(world, "sda").bus == "sata"


def test_a_usb_bridge_hides_what_is_behind_it(tmp_path):
    where = block(tmp_path, "sdb", USB, device__vendor="JMicron \n", removable="0")
    speed = where.split("/1-4.2:1.0/")[0] + "/speed"
    disk = kernel.disk(machine(tmp_path, {speed: "480\n"}), "sdb")
    assert (disk.bus, disk.medium, disk.port, disk.link.now_gbps) == ("usb", None, "usb-1-4.2", 0.48)


def test_an_nvme_disk_has_lanes(tmp_path):
    block(
        tmp_path, "nvme0n1", NVME, device__model="PCSOL NVMe", device__serial="PCSOL0002", wwid="eui.0025385a71b01e2b"
    )
    lanes = "sys/bus/pci/devices/0000:03:00.0/"
    world = machine(tmp_path, {f"{lanes}current_link_speed": "8.0 GT/s PCIe\n", f"{lanes}current_link_width": "4\n"})
    disk = kernel.disk(world, "nvme0n1")
    assert (disk.bus, disk.medium, disk.port, disk.wwn) == ("nvme", "ssd", "0000:03:00.0", "eui.0025385a71b01e2b")
    assert disk.link.now_gbps == 31.5


def test_an_nvme_disk_with_several_ways_is_found_through_its_subsystem(tmp_path):
    block(tmp_path, "nvme0n1", "devices/virtual/nvme-subsystem/nvme-subsys0/{name}")
    way = tmp_path / "sys/devices/pci0000:00/0000:04:00.0/nvme/nvme0"
    way.mkdir(parents=True)
    (tmp_path / "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0").symlink_to(
        "../../../pci0000:00/0000:04:00.0/nvme/nvme0"
    )
    world = machine(tmp_path)
    assert kernel.names(world) == ("nvme0n1",)
    assert kernel.disk(world, "nvme0n1").port == "0000:04:00.0"


def test_the_flag_of_a_virtual_disk_is_not_believed(tmp_path):
    block(tmp_path, "vda", VIRTIO, device__vendor="0x1af4", serial="root")
    disk = kernel.disk(machine(tmp_path), "vda")
    assert (disk.bus, disk.medium, disk.vendor, disk.serial) == ("virtio", None, None, "root")


def test_what_is_no_disk_is_not_listed(tmp_path):
    for name in ("loop0", "zram0", "dm-0", "md0", "ram0"):
        block(tmp_path, name, VIRTUAL)
    for name in ("sr0", "fd0", "mmcblk0boot0", "mmcblk0rpmb", "nbd0"):
        block(tmp_path, name, SATA)
    block(tmp_path, "nvme0c0n1", NVME, hidden="1")
    block(tmp_path, "mmcblk0", "devices/pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:0001/block/{name}")
    assert kernel.names(machine(tmp_path)) == ("mmcblk0",)


def test_an_empty_card_reader_is_no_disk_and_a_disk_of_size_0_is_one(tmp_path):
    block(tmp_path, "sdb", USB, size="0", removable="1")
    block(tmp_path, "sdc", SATA, size="0")
    world = machine(tmp_path)
    assert kernel.names(world) == ("sdc",)
    assert kernel.disk(world, "sdc").size_bytes is None


def test_a_machine_without_the_list_does_not_have_an_empty_one(tmp_path):
    assert kernel.names(machine(tmp_path, {"cpuinfo.txt": ""})) is None


def test_a_machine_without_disks_has_an_empty_list(tmp_path):
    (tmp_path / "sys/block").mkdir(parents=True)
    assert kernel.names(machine(tmp_path)) == ()


@pytest.mark.parametrize("odd", ["", "\x00", "-1", "1e9", "1953525168 sectors", "\xb2"])
def test_odd_numbers_are_unknown(tmp_path, odd):
    block(tmp_path, "sda", SATA, size=odd, queue__rotational=odd, removable=odd, queue__logical_block_size=odd)
    disk = kernel.disk(machine(tmp_path), "sda")
    assert (disk.size_bytes, disk.medium, disk.removable, disk.logical_sector_bytes) == (None, None, None, None)
