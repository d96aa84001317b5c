"""No donor's data gets into a participant's hands: what is not known to be erased does not enter."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from pcsol.checklist.entry import obstacle
from pcsol.i18n import speaking
from pcsol.model.hardware.disk import Disk, HiddenStorage
from pcsol.model.inventory.tower import DiskPaper, Tower
from pcsol.model.probe import Probe
from tests.unit.checklist.rooms import START

CODE = "VAL-0042-D"
DISK = Disk(name="sda", model="WDC WD5000", serial="WD-1", bus="sata")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def tower(*disks: Disk, papers: tuple[DiskPaper, ...] = (), hidden: Any = (), **more: Any) -> Tower:
    probe = Probe(taken_at=START, pcsol="1", source="live", disks=disks, hidden_storage=hidden)
    return Tower(key=CODE, code=CODE, seen_at=START, probe=probe, papers=papers, **more)


def paper(became: Any, disk: str = "WD-1", hours: int = 1) -> DiskPaper:
    return DiskPaper(
        disk=disk, became=became, level="purge" if became == "erased" else "none", at=START + timedelta(hours=hours)
    )


def what(*args: Any, **more: Any) -> str:
    found = obstacle(*args, **more)
    assert found is None or found.remedy
    return found.what if found else ""


def test_every_disk_erased_may_enter() -> None:
    other = Disk(name="sdb", wwn="0x5000", bus="nvme")
    assert obstacle(tower(DISK, other, papers=(paper("erased"), paper("erased", "0x5000"))), CODE) is None


def test_no_disk_may_enter() -> None:
    assert obstacle(tower(), CODE) is None


def test_pcsols_own_stick_and_what_hangs_on_usb_are_no_disks_of_the_tower() -> None:
    assert obstacle(tower(Disk(name="sdb", bus="usb"), Disk(name="sdc", own_medium=True)), CODE) is None


@pytest.mark.parametrize(
    ("papers", "why"),
    [
        ((), "no accepted erasure is kept"),
        ((paper("not-erased"),), "NOT ERASED"),
        ((paper("erased"), paper("not-erased", hours=2)), "NOT ERASED"),
        ((paper("destroyed", hours=-1),), "still sees it"),
        ((paper("erased", disk="WD-2"),), "no accepted erasure is kept"),
    ],
)
def test_a_disk_that_is_not_erased_keeps_it_out(papers: tuple[DiskPaper, ...], why: str) -> None:
    assert why in what(tower(DISK, papers=papers), CODE)


def test_one_disk_of_two_is_not_enough() -> None:
    assert "0x5000" not in what(tower(DISK, papers=(paper("erased"),)), CODE)
    assert "SECOND" in what(tower(DISK, Disk(name="sdb", serial="SECOND", bus="sata"), papers=(paper("erased"),)), CODE)


def test_a_disk_without_a_number_has_no_paper() -> None:
    assert "sda" in what(tower(Disk(name="sda", bus="sata"), papers=(paper("erased", ""),)), CODE)


def test_a_disk_destroyed_after_the_last_look_is_out() -> None:
    assert obstacle(tower(DISK, papers=(paper("destroyed"),)), CODE) is None


def test_what_is_not_known_is_refused() -> None:
    never_looked_at = Tower(key=CODE, code=CODE, seen_at=START)
    assert "never looked" in what(None, CODE)
    assert "never looked" in what(never_looked_at, CODE)
    assert "could not see" in what(tower(hidden=None), CODE)
    blind = tower().model_copy(update={"probe": Probe(taken_at=START, pcsol="1", source="live", hidden_storage=())})
    assert "could not see" in what(blind, CODE)
    assert "cannot be read" in what(tower(), CODE, unreadable=1)


def test_storage_that_does_not_show_keeps_it_out_and_an_area_that_the_erasure_opened_does_not() -> None:
    assert "does not show" in what(tower(hidden=(HiddenStorage(kind="rst", text="RST"),)), CODE)
    opened = tower(DISK, papers=(paper("erased"),), hidden=(HiddenStorage(kind="hpa", text="HPA"),))
    assert obstacle(opened, CODE) is None


def test_a_school_tower_may_enter_as_it_is() -> None:
    assert obstacle(tower(DISK), CODE, school=True) is None


def test_a_code_that_nobody_knows_may_be_a_donors_tower() -> None:
    assert "Nobody here knows" in what(None, CODE, school=True)


def test_a_donors_tower_is_no_school_tower_until_it_is_erased() -> None:
    assert "not erased" in what(tower(DISK, lot="Mairie"), CODE, school=True)
    assert "not erased" in what(tower(DISK, donor_asset_number="PC-17"), CODE, school=True)
    assert obstacle(tower(DISK, lot="Mairie", papers=(paper("erased"),)), CODE, school=True) is None
    assert "cannot be read" in what(None, CODE, school=True, unreadable=1), "they may say whose it was"
