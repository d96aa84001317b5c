"""Disks, before and after hands were in the tower."""

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.disk import Disk, Health, Link, NvmeHealth, Smart
from tests.unit.comparing.towers import HDD, SMART, SSD, TOWER, against, changed, changes, found, later


def nameless(disk: Disk) -> Disk:
    return changed(disk, serial=None, wwn=None)


def test_a_disk_that_is_gone_is_missing_and_named() -> None:
    comparison = against(later(disks=(HDD,)))
    assert changes(comparison) == [("disk", "missing")]
    (gone,) = (one for one in found(comparison, "disk") if one.change)
    assert gone.subject == "KINGSTON SA400S37240G (50026B7MADEUP)"
    assert gone.after is None


def test_a_disk_that_came_is_added() -> None:
    other = changed(HDD, serial="WCC6MADEUP9", wwn="0x50014ee2b1a2c3d4", model="WDC WD10EZEX-08WN4A0", port="ata3")
    assert changes(against(later(disks=(HDD, SSD, other)))) == [("disk", "added")]


def test_the_order_and_the_kernels_name_of_a_disk_mean_nothing() -> None:
    swapped = (changed(SSD, name="sda", path="/dev/sda"), changed(HDD, name="sdb", path="/dev/sdb"))
    comparison = against(later(disks=swapped))
    assert changes(comparison) == []
    assert {one.state for one in found(comparison, "disk")} == {"ok"}


def test_a_disk_of_the_same_kind_with_another_serial_was_exchanged_and_both_are_named() -> None:
    comparison = against(later(disks=(changed(HDD, serial="Z3TXMADEUP2", wwn="0x5000c500ffffffff"), SSD)))
    assert changes(comparison) == [("disk", "changed")]
    (one,) = (one for one in found(comparison, "disk") if one.change)
    assert (one.before, one.after) == ("ST500DM002-1BD142 (Z3TXMADEUP1)", "ST500DM002-1BD142 (Z3TXMADEUP2)")


def test_a_disk_on_another_port_was_moved() -> None:
    comparison = against(later(disks=(changed(HDD, port="ata3"), SSD)))
    assert changes(comparison) == [("disk", "moved")]
    assert [(one.before, one.after) for one in found(comparison, "disk") if one.change] == [("ata1", "ata3")]


def test_an_unknown_port_is_not_measurable_and_never_ok() -> None:
    comparison = against(later(disks=(changed(HDD, port=None), SSD)))
    (one,) = (one for one in found(comparison, "disk") if one.subject.startswith("ST500"))
    assert one.state == "not-measurable"
    assert comparison.state == "not-measurable"


def test_a_disk_without_any_name_is_never_said_to_be_the_same() -> None:
    bare = Disk(name="sda", size_bytes=HDD.size_bytes, port="ata1", link=Link(now_gbps=6.0), health=Health(grade="B"))
    with speaking("en"):
        (one,) = found(against(later(disks=(bare,)), changed(TOWER, disks=(bare,))), "disk")
    assert (one.state, one.text) == ("not-measurable", "A disk is there; whether it is the same one cannot be told.")


def test_a_usb_disk_may_be_plugged_anywhere() -> None:
    stick = changed(SSD, bus="usb", link=Link())
    assert changes(against(later(disks=(HDD, changed(stick, port="2-1"))), changed(TOWER, disks=(HDD, stick)))) == []


def test_a_slower_link_is_slower() -> None:
    comparison = against(later(disks=(changed(HDD, link=Link(now_gbps=1.5, max_gbps=6.0)), SSD)))
    assert changes(comparison) == [("disk", "slower")]


def test_a_link_that_the_board_always_held_back_is_no_finding() -> None:
    held = (changed(HDD, link=Link(now_gbps=3.0, max_gbps=6.0)), SSD)
    assert changes(against(later(disks=held), changed(TOWER, disks=held))) == []


@pytest.mark.parametrize(("now", "change"), [(3.0, [("disk", "slower")]), (6.0, [])])
def test_a_link_unknown_before_is_slow_only_when_the_disk_can_do_more(
    now: float, change: list[tuple[str, str]]
) -> None:
    before = changed(TOWER, disks=(changed(HDD, link=Link(now_gbps=None, max_gbps=6.0)), SSD))
    comparison = against(later(disks=(changed(HDD, link=Link(now_gbps=now, max_gbps=6.0)), SSD)), before)
    assert changes(comparison) == change
    if not change:
        assert [one.state for one in found(comparison, "disk") if one.subject.startswith("ST500")] == ["not-measurable"]


@pytest.mark.parametrize(
    "counter",
    ["reallocated_sectors", "pending_sectors", "offline_uncorrectable", "reported_uncorrectable", "spin_retries"],
)
def test_a_counter_that_grew_is_worse(counter: str) -> None:
    comparison = against(later(disks=(changed(HDD, smart=changed(SMART, **{counter: 3})), SSD)))
    assert changes(comparison) == [("disk", "worse")]
    assert [(one.before, one.after) for one in found(comparison, "disk") if one.change] == [("0", "3")]


def test_more_transfer_errors_are_worse_and_point_to_the_cable() -> None:
    comparison = against(later(disks=(changed(HDD, health=changed(HDD.health, crc_errors=9)), SSD)))
    (one,) = (one for one in found(comparison, "disk") if one.change)
    assert (one.change, one.before, one.after) == ("errors", "2", "9")


def test_pending_sectors_that_were_rewritten_are_no_finding() -> None:
    before = changed(TOWER, disks=(changed(HDD, smart=changed(SMART, pending_sectors=4)), SSD))
    assert changes(against(later(), before)) == []


def test_an_nvme_that_counts_more_media_errors_is_worse() -> None:
    def drive(errors: int) -> Disk:
        return changed(SSD, bus="nvme", link=Link(), smart=Smart(nvme=NvmeHealth(media_errors=errors)))

    assert ("disk", "worse") in changes(against(later(disks=(drive(2),)), changed(TOWER, disks=(drive(0),))))


@pytest.mark.parametrize(("grade", "state"), [("C", "to-look-at"), (None, "not-measurable"), ("A", "ok")])
def test_a_grade_that_fell_is_worse_and_one_that_is_unknown_now_is_not_ok(grade: str | None, state: str) -> None:
    disk = changed(HDD, health=changed(HDD.health, grade=grade))
    assert found(against(later(disks=(disk, SSD))), "disk")[0].state == state


def test_a_disk_that_says_that_it_is_failing_now_is_worse() -> None:
    disk = changed(HDD, health=changed(HDD.health, smart_passed=False))
    assert changes(against(later(disks=(disk, SSD)))) == [("disk", "worse")]


def test_a_disk_whose_health_is_not_told_is_not_measurable() -> None:
    disk = changed(HDD, smart=None, health=Health())
    assert found(against(later(disks=(disk, SSD))), "disk")[0].state == "not-measurable"


def test_hours_that_went_back_are_to_look_at() -> None:
    disk = changed(HDD, health=changed(HDD.health, power_on_hours=10))
    assert changes(against(later(disks=(disk, SSD)))) == [("disk", "changed")]


def test_without_a_serial_a_disk_is_recognised_by_model_size_and_port_and_it_is_said() -> None:
    comparison = against(later(disks=(nameless(HDD), SSD)), changed(TOWER, disks=(nameless(HDD), SSD)))
    (one,) = (one for one in found(comparison, "disk") if one.subject.startswith("ST500"))
    assert one.state == "ok"
    (known,) = (one for one in found(comparison, "disk") if one.subject.startswith("KINGSTON"))
    assert one.text != known.text


def test_a_serial_unknown_on_one_side_does_not_make_two_disks_of_one() -> None:
    assert changes(against(later(disks=(nameless(HDD), SSD)))) == []


def test_two_disks_of_a_kind_without_serials_keep_their_ports() -> None:
    pair = tuple(nameless(changed(HDD, port=port)) for port in ("ata1", "ata2"))
    assert changes(against(later(disks=pair[::-1]), changed(TOWER, disks=pair))) == []


def test_a_disk_that_tells_nothing_of_itself_is_there_and_not_measurable() -> None:
    silent = Disk(name="sdc", path="/dev/sdc")
    comparison = against(later(disks=(silent,)), changed(TOWER, disks=(silent,)))
    assert [(one.change, one.state) for one in found(comparison, "disk")] == [(None, "not-measurable")]


def test_a_placeholder_serial_recognises_nobody() -> None:
    one, other = (changed(HDD, serial="0000000000", wwn=None, port=port) for port in ("ata1", "ata5"))
    comparison = against(later(disks=(changed(other, model="Another", size_bytes=1),)), changed(TOWER, disks=(one,)))
    assert {change for _part, change in changes(comparison)} == {"missing", "added"}


@pytest.mark.parametrize(("before", "after"), [(None, (HDD,)), ((HDD,), None), (None, None)])
def test_a_list_that_nobody_could_read_is_not_measurable(before: object, after: object) -> None:
    comparison = against(later(disks=after), changed(TOWER, disks=before))
    assert [one.state for one in found(comparison, "disk")] == ["not-measurable"]


def test_no_disk_then_and_now_is_no_difference() -> None:
    assert found(against(later(disks=()), changed(TOWER, disks=())), "disk") == []


def test_a_stick_without_a_name_that_has_another_letter_now_is_neither_gone_nor_new() -> None:
    stick = Disk(path="/dev/sdc", name="sdc", bus="usb", size_bytes=30765219840)
    before = changed(TOWER, disks=(HDD, SSD, stick))
    comparison = against(later(disks=(HDD, SSD, changed(stick, name="sde", path="/dev/sde"))), before)
    assert changes(comparison) == []
    assert "not-measurable" in [one.state for one in found(comparison, "disk")]
