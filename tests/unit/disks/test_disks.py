"""The disks of made-up machines, from every subset of an album."""

from datetime import timedelta

import pytest

from pcsol.errors import NotPermittedError, ToolTimeoutError
from pcsol.i18n import speaking
from pcsol.probe.storage import disks
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.question import Call, Question
from tests.unit.disks.machine import NVME, SATA, USB, VIRTIO, block, machine, smartctl
from tests.unit.disks.test_hdparm import IDENTITY

LSBLK = {
    "blockdevices": [
        {"name": "sdb", "type": "disk", "model": "PCSOL SSD 240", "size": 240057409536, "tran": "sata", "rota": False},
        {"name": "sda", "type": "disk", "model": "PCSOL HDD 500", "size": 500107862016, "tran": "sata", "rota": True},
    ]
}


def look(world):
    with speaking("en"):
        return disks.look(world)


def names(world) -> list[str]:
    return [disk.name for disk in look(world).value]


def unknown(world) -> dict[str, str]:
    return {one.what: one.why for one in look(world).unknown}


def test_one_file_of_smartctl_is_one_disk(tmp_path):
    world = machine(tmp_path, {"smartctl-sda.json": smartctl("PCSOL HDD 500", "PCSOL0001")})
    (disk,) = look(world).value
    assert (disk.name, disk.path, disk.model, disk.serial) == ("sda", "/dev/sda", "PCSOL HDD 500", "PCSOL0001")
    assert unknown(world) == {}


@pytest.mark.parametrize(
    "file",
    ["smartctl-sdc.txt", "hdparm-sdc.txt", "hdparm-N-sdc.txt", "nvme-id-ctrl-sdc.json", "nvme-smart-log-sdc.json"],
)
def test_a_file_about_a_disk_is_a_disk_even_when_it_says_nothing(tmp_path, file):
    world = machine(tmp_path, {file: ""})
    (disk,) = look(world).value
    assert (disk.name, disk.model, disk.size_bytes, disk.health.grade) == ("sdc", None, None, None)
    assert "disks.sdc.smart" in unknown(world)


def test_the_controller_and_its_namespace_are_one_disk(tmp_path):
    files = {"smartctl-nvme0.json": "{}", "nvme-id-ctrl-nvme0n1.json": {"mn": "PCSOL NVMe"}}
    assert names(machine(tmp_path, files)) == ["nvme0n1"]


def test_a_controller_alone_is_a_disk(tmp_path):
    world = machine(tmp_path, {"nvme-id-ctrl-nvme0.json": {"mn": "PCSOL NVMe"}, "nvme-smart-log-nvme0.json": {}})
    (disk,) = look(world).value
    assert (disk.name, disk.model) == ("nvme0", "PCSOL NVMe")


def test_lsblk_alone_lists_the_disks_in_order(tmp_path):
    world = machine(tmp_path, {"lsblk.json": LSBLK})
    assert names(world) == ["sda", "sdb"]
    assert set(unknown(world)) == {"disks.sda.smart", "disks.sdb.smart"}


def test_a_disk_that_only_smartctl_saw_is_listed_beside_the_others(tmp_path):
    files = {"lsblk.json": LSBLK, "smartctl-sdc.json": smartctl("PCSOL HDD 80", "PCSOL0003")}
    assert names(machine(tmp_path, files)) == ["sda", "sdb", "sdc"]


def test_optical_drives_and_the_scan_are_no_disks(tmp_path):
    world = machine(tmp_path, {"smartctl-sr0.json": "{}", "smartctl-scan.txt": "", "lsblk.json": {"blockdevices": []}})
    assert look(world).value == ()


def test_an_album_without_a_word_about_disks_does_not_say_that_there_are_none(tmp_path):
    world = machine(tmp_path, {"cpuinfo.txt": ""})
    assert look(world).value is None
    assert unknown(world) == {"disks": "Nothing here tells which disks there are."}


def test_disks_are_counted_as_people_count(tmp_path):
    files = {f"smartctl-{name}.txt": "" for name in ("sdaa", "sdb", "nvme10n1", "nvme2n1", "sda", "mmcblk0")}
    assert names(machine(tmp_path, files)) == ["mmcblk0", "nvme2n1", "nvme10n1", "sda", "sdb", "sdaa"]


def test_the_disks_own_word_goes_before_the_kernels(tmp_path):
    block(tmp_path, "sda", SATA, device__model="PCSOL HDD 500 TR", device__vendor="ATA")
    files = {
        "lsblk.json": LSBLK,
        "smartctl-sda.json": smartctl("PCSOL HDD 500 TRUE", "PCSOL0001", user_capacity={"bytes": 500107862016}),
        "sys/class/ata_link/link1/sata_spd": "3.0 Gbps",
        "hdparm-sda.txt": IDENTITY,
    }
    (disk,) = [disk for disk in look(machine(tmp_path, files)).value if disk.name == "sda"]
    assert (disk.model, disk.serial, disk.size_bytes) == ("PCSOL HDD 500 TRUE", "PCSOL0001", 500107862016)
    assert (disk.link.now_gbps, disk.link.max_gbps, disk.rotation_rpm) == (3.0, 6.0, 7200)
    assert (disk.security.frozen, disk.bus) == (True, "sata")


def test_a_hidden_area_is_known_when_the_kernel_agrees(tmp_path):
    block(tmp_path, "sda", SATA, size="1000")
    world = machine(tmp_path, {"hdparm-N-sda.txt": " max sectors   = 1000/2000, HPA is enabled"})
    security = look(world).value[0].security
    assert (security.visible_sectors, security.native_sectors) == (1000, 2000)


def test_a_hidden_area_that_the_kernel_contradicts_is_not(tmp_path):
    block(tmp_path, "sda", SATA, size="1500")
    world = machine(tmp_path, {"hdparm-N-sda.txt": " max sectors   = 1000/2000, HPA is enabled"})
    assert look(world).value[0].security is None


def test_a_virtual_disk_has_no_health_and_is_not_blamed(tmp_path):
    block(tmp_path, "vda", VIRTIO)
    world = machine(tmp_path)
    assert names(world) == ["vda"]
    assert "virtual" in unknown(world)["disks.vda.smart"]
    assert "smartctl" not in " ".join(world.misses)


def test_nvme_cli_serves_where_smartctl_is_missing(tmp_path):
    block(tmp_path, "nvme0n1", NVME)
    log = {"critical_warning": 0, "avail_spare": 100, "spare_thresh": 10, "percent_used": 3, "media_errors": 0}
    world = machine(tmp_path, {"nvme-smart-log-nvme0n1.json": log})
    (disk,) = look(world).value
    assert (disk.health.grade, disk.smart.wear_percent_used) == ("A", 3)
    assert "disks.nvme0n1.smart" not in unknown(world)


def test_hdparm_is_never_asked_behind_a_usb_bridge(tmp_path):
    block(tmp_path, "sdb", USB)
    world = machine(tmp_path)
    look(world)
    assert not [miss for miss in world.misses if miss.startswith("hdparm")]


def test_disks_behind_a_raid_controller_are_disks(tmp_path):
    scan = (
        "/dev/sda -d scsi # /dev/sda, SCSI device\n"
        "/dev/bus/0 -d megaraid,0 # /dev/bus/0 [megaraid_disk_00], SCSI device\n"
        "/dev/bus/0 -d sat+megaraid,1 # /dev/bus/0 [megaraid_disk_01] [SAT], ATA device\n"
    )
    block(tmp_path, "sda", "devices/pci0000:00/0000:03:00.0/host2/target2:2:0/2:2:0:0/block/{name}")
    files = {
        "smartctl-scan.txt": scan,
        "smartctl-bus-0-megaraid-0.json": smartctl("PCSOL SAS 300", "PCSOL0004"),
        "sys/class/scsi_host/host2/proc_name": "megaraid_sas\n",
    }
    world = machine(tmp_path, files)
    found = {disk.name: disk for disk in look(world).value}
    assert set(found) == {"sda", "bus-0-megaraid-0", "bus-0-megaraid-1"}
    assert found["bus-0-megaraid-0"].serial == "PCSOL0004"
    assert "disks.bus-0-megaraid-1.smart" in unknown(world)


def test_the_scan_is_not_asked_without_such_a_controller(tmp_path):
    block(tmp_path, "sda", SATA)
    world = machine(tmp_path, {"sys/class/scsi_host/host1/proc_name": "ahci\n"})
    look(world)
    assert "smartctl --scan" not in world.misses


class FailingWorld(AlbumWorld):
    """A machine on which sdb hangs until its time is up, and hdparm wants root."""

    def ask(self, question: Question) -> Call:
        if question.argv[-1] == "/dev/sdb":
            raise ToolTimeoutError(question.program, question.seconds)
        if question.program == "hdparm":
            raise NotPermittedError(question.argv[-1])
        return super().ask(question)


def test_a_disk_that_hangs_is_listed_and_named(tmp_path):
    block(tmp_path, "sda", SATA)
    block(tmp_path, "sdb", SATA, device__model="PCSOL HUNG")
    machine(tmp_path, {"smartctl-sda.json": smartctl("PCSOL HDD 500", "PCSOL0001")})
    found = look(FailingWorld(tmp_path))
    good, hung = found.value
    assert (good.serial, hung.model, hung.serial) == ("PCSOL0001", "PCSOL HUNG", None)
    assert (hung.size_bytes, hung.health.grade) == (1953525168 * 512, None)
    told = {one.what: (one.why, one.remedy) for one in found.unknown}
    assert "did not answer" in told["disks.sdb.smart"][0]
    assert "sudo" in told["disks.sda.security"][1]
    assert "disks.sda.smart" not in told


class FaultyWorld(AlbumWorld):
    """A world that itself is broken."""

    def ask(self, question: Question) -> Call:
        raise ZeroDivisionError(timedelta())


def test_our_own_fault_at_one_disk_loses_no_disk(tmp_path):
    block(tmp_path, "sda", SATA)
    (disk,) = look(FaultyWorld(tmp_path)).value
    assert disk.size_bytes == 1953525168 * 512
    assert "own fault" in unknown(FaultyWorld(tmp_path))["disks.sda.smart"]


@pytest.mark.parametrize(("driver", "told"), [("ahci", "sata"), ("megaraid_sas", "scsi"), ("", "scsi")])
def test_a_host_that_names_its_driver_is_believed_where_its_place_shows_no_port(tmp_path, driver, told):
    block(tmp_path, "sda", "devices/pseudo_0/adapter0/host2/target2:0:1/2:0:1:0/block/{name}")
    [disk] = look(machine(tmp_path, {"sys/class/scsi_host/host2/proc_name": f"{driver}\n"})).value
    assert disk.bus == told
