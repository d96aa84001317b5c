"""QEMU's own disks: their buses as Linux sees them, and bad sectors on a whole, real AHCI disk."""

import json
from collections.abc import Callable

import pytest

from tests.guest.emulated import DISKS
from tests.guest.guest import Ended

pytestmark = [pytest.mark.qemu, pytest.mark.boot("held")]


def test_each_bus_is_what_lsblk_says(boot: Callable[[str], Ended]) -> None:
    ended = boot("held")
    paths = ended.told["places"]["result"]
    rows = {row["path"]: row["tran"] for row in json.loads(ended.told["buses"]["stdout"])["blockdevices"]}
    wanted = {"ahci-ssd": "sata", "ahci-hdd-bad": "sata", "nvme": "nvme", "sas-hdd": "sas", "usb-stick": "usb"}
    assert {name: rows[paths[name]] for name in wanted} == wanted


def test_a_whole_ahci_disk_has_bad_sectors_at_exact_places(boot: Callable[[str], Ended]) -> None:
    bad = next(list(disk.bad) for disk in DISKS if disk.name == "proof-bad")
    ended = boot("held")
    assert ended.told["write-emulated-bad"]["result"]["bad"] == bad
    assert ended.old("proof-bad") == bad


def test_an_honest_emulated_disk_is_overwritten(boot: Callable[[str], Ended]) -> None:
    assert boot("held").told["write-emulated"]["result"]["bad_count"] == 0
    assert boot("held").old("proof-ssd") == []
