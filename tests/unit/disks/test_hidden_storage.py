"""Storage that the kernel does not show, on made-up machines."""

import pytest

from pcsol.i18n import speaking
from pcsol.probe.storage import hidden
from tests.unit.disks.machine import SATA, block, machine, pci

AHCI = ("0000:00:1f.2", "0106", "8086:1c02", "ahci")
RST = ("0000:00:1f.2", "0104", "8086:2822")
VMD = ("0000:00:0e.0", "0104", "8086:9a0b")


def look(tmp_path, *devices, files=None, **more):
    for device in devices:
        pci(tmp_path, *device, **more)
    with speaking("en"):
        return hidden.look(machine(tmp_path, files or {}))


def kinds(tmp_path, *devices, files=None, **more):
    return [(found.kind, found.subject) for found in look(tmp_path, *devices, files=files, **more).value]


def test_an_ordinary_tower_hides_nothing(tmp_path):
    assert kinds(tmp_path, AHCI, ("0000:00:02.0", "0300", "8086:0102")) == []


def test_intels_raid_mode_may_hide_disks(tmp_path):
    assert kinds(tmp_path, (*RST, "ahci")) == [("rst", "0000:00:1f.2")]


def test_intels_raid_mode_that_remaps_nothing_hides_nothing(tmp_path):
    assert kinds(tmp_path, (*RST, "ahci"), remapped_nvme="0\n") == []


def test_intels_raid_mode_that_remaps_an_nvme_disk_hides_it(tmp_path):
    found = look(tmp_path, (*RST, "ahci"), remapped_nvme="1\n").value
    assert [one.kind for one in found] == ["rst"]
    assert "AHCI" in found[0].text


def test_vmd_without_its_driver_hides_disks(tmp_path):
    assert kinds(tmp_path, VMD, AHCI) == [("vmd", "0000:00:0e.0")]


def test_vmd_with_its_driver_hides_nothing(tmp_path):
    assert kinds(tmp_path, (*VMD, "vmd"), AHCI) == []


def test_vmd_whose_disks_are_on_a_bus_of_their_own_hides_nothing(tmp_path):
    slots = (VMD[0].removeprefix("0000:"), "10000:e1:00.0")
    text = "".join(
        f"Slot:\t{slot}\nClass:\tStorage [{code}]\nVendor:\tIntel Corporation [8086]\nDevice:\tX [{device}]\n\n"
        for slot, code, device in zip(slots, ("0104", "0108"), ("9a0b", "f1a8"), strict=True)
    )
    assert kinds(tmp_path, files={"lspci.txt": text}) == []


@pytest.mark.parametrize("driver", ["megaraid_sas", "hpsa", "aacraid", "3w-9xxx"])
def test_a_raid_controller_shows_volumes_and_hides_disks(tmp_path, driver):
    assert kinds(tmp_path, ("0000:03:00.0", "0104", "1000:005b", driver)) == [("raid", "0000:03:00.0")]


@pytest.mark.parametrize("driver", ["ahci", "sata_sil", "sata_nv", "mpt3sas"])
def test_a_controller_whose_driver_shows_the_disks_hides_none(tmp_path, driver):
    assert kinds(tmp_path, ("0000:03:00.0", "0104", "1095:3112", driver)) == []


def test_a_storage_controller_without_a_driver_is_unclaimed(tmp_path):
    assert kinds(tmp_path, AHCI, ("0000:04:00.0", "0107", "1000:0072")) == [("unclaimed", "0000:04:00.0")]


def test_other_devices_without_a_driver_are_no_storage(tmp_path):
    assert kinds(tmp_path, AHCI, ("0000:00:16.0", "0780", "8086:1c3a"), ("0000:00:1f.3", "0c05", "8086:1c22")) == []


def test_without_any_driver_told_nothing_is_called_unclaimed(tmp_path):
    assert kinds(tmp_path, AHCI[:3], ("0000:04:00.0", "0107", "1000:0072")) == []


def test_lspci_serves_where_the_kernels_list_was_not_recorded(tmp_path):
    text = "Slot:\t00:1f.2\nClass:\tRAID [0104]\nVendor:\tIntel [8086]\nDevice:\tRST [2822]\nDriver:\tahci\n\n"
    assert kinds(tmp_path, files={"lspci.txt": text}) == [("rst", "0000:00:1f.2")]


def test_nobody_says_nothing_hides_where_nobody_could_look(tmp_path):
    found = look(tmp_path, files={"cpuinfo.txt": ""})
    assert found.value is None
    assert [one.what for one in found.unknown] == ["hidden_storage"]


def test_a_disk_that_hides_sectors_is_named(tmp_path):
    block(tmp_path, "sda", SATA, size="1000")
    found = look(tmp_path, AHCI, files={"hdparm-N-sda.txt": " max sectors   = 1000/3000, HPA is enabled"}).value
    assert [(one.kind, one.subject) for one in found] == [("hpa", "sda")]
    assert "2000 sectors" in found[0].text


def test_the_hidden_area_that_a_bridge_invents_is_not(tmp_path):
    block(tmp_path, "sda", SATA, size="1000")
    assert kinds(tmp_path, AHCI, files={"hdparm-N-sda.txt": " max sectors   = 0/1, HPA is enabled"}) == []


def test_a_disk_that_hides_nothing_is_not_named(tmp_path):
    block(tmp_path, "sda", SATA, size="1000")
    assert kinds(tmp_path, AHCI, files={"hdparm-N-sda.txt": " max sectors   = 1000/1000, HPA is disabled"}) == []
