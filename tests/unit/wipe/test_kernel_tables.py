"""The kernel's tables about storage, as they are written, and as they are when something is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ToolUnreadableError
from pcsol.tools.kernel.storage import command_line, efi_boot, mounts, pools, swaps
from pcsol.tools.kernel.storage.swaps import Swap
from pcsol.tools.programs import losetup, lsblk
from pcsol.tools.programs.losetup import Backing

MOUNTINFO = """\
22 28 0:21 / /proc rw,nosuid shared:13 - proc proc rw
28 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
60 28 8:18 /sub/x /media/jos\\303\\251/My\\040disk\\134 rw master:1 propagate_from:2 - ntfs3 /dev/sdb2 rw,uid=0
61 28 0:50 / /merged rw - overlay overlay rw,lowerdir=/a:/b,upperdir=/c
"""


def test_a_mount_is_read_with_its_escapes_and_its_optional_fields() -> None:
    found = mounts.parse(MOUNTINFO)
    assert found is not None
    assert [(m.number, m.kind, m.source) for m in found][1:3] == [
        ("254:0", "ext4", "/dev/vda"), ("8:18", "ntfs3", "/dev/sdb2"),
    ]  # fmt: skip
    assert found[2].point.endswith("/My disk\\")
    assert found[2].root == "/sub/x"


def test_a_path_lies_on_the_longest_mount_point_and_the_last_one_made() -> None:
    found = mounts.parse(MOUNTINFO + "62 28 7:0 / /merged rw - squashfs /dev/loop0 ro\n")
    assert found is not None
    kinds = {path: getattr(mounts.under(found, path), "kind", None) for path in ("/merged/a", "/mergedx", "/proc", "/")}
    assert kinds == {"/merged/a": "squashfs", "/mergedx": "ext4", "/proc": "proc", "/": "ext4"}


@given(st.text(max_size=200))
def test_no_text_makes_a_table_fall_over(text: str) -> None:
    mounts.parse(text)
    swaps.parse(text)
    command_line.parse(text)
    pools.parse_mdstat(text)


@given(st.binary(max_size=200))
def test_no_bytes_make_an_entry_fall_over(raw: bytes) -> None:
    efi_boot.parse(raw)


def test_swaps_are_read_and_what_is_written_otherwise_is_not_believed() -> None:
    text = "Filename\tType\tSize\tUsed\tPriority\n/dev/dm-1  partition 1 0 -2\n/a\\040b\\040(deleted) file 1 0 -3\n"
    assert swaps.parse(text) == (Swap("/dev/dm-1", is_file=False), Swap("/a b", is_file=True))
    assert swaps.parse("") == ()
    assert swaps.parse("Filename\nrubbish\n") is None


MDSTAT = """\
Personalities : [raid1] [raid6] [raid5] [raid4]
md0 : active raid1 sdb1[1] sda1[0](F) nvme0n1p2[2](W)
      976630464 blocks super 1.2 [2/2] [UU]
      bitmap: 0/8 pages [0KB], 65536KB chunk

md_d127 : inactive sdc[0](S)
      976762584 blocks super 1.2

unused devices: <none>
"""


def test_members_of_arrays_are_read() -> None:
    assert pools.parse_mdstat(MDSTAT) == {
        "sdb1": "md0", "sda1": "md0", "nvme0n1p2": "md0", "sdc": "md_d127",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "live", "to_memory"),
    [
        ("boot=live toram", True, True), ("boot=casper toram=filesystem.squashfs", True, True),
        ("root=live:CDLABEL=x rd.live.image rd.live.ram=1", True, True),
        ("archisobasedir=arch copytoram=y", True, True),
        ("boot=live toram=no", True, False), ("archisobasedir=arch copytoram=n", True, False),
        ("root=/dev/sda1 rd.live.ram=0", False, False), ("pcsol.histogram", False, False),
    ],
)  # fmt: skip
def test_live_systems_say_whether_they_move_to_memory(text: str, live: bool, to_memory: bool) -> None:
    found = command_line.parse(text)
    assert (found.live, found.to_memory) == (live, to_memory)


def test_losetup_tells_where_a_file_lies() -> None:
    text = '{"loopdevices": [{"name":"/dev/loop0", "back-ino":12, "back-maj:min":"254:0"}, {"name":"/dev/loop1"}]}'
    assert losetup.parse(text) == {"loop0": Backing("254:0", 12)}
    spaced = '{"loopdevices": [{"name":"/dev/loop0", "back-ino":"12", "back-maj:min":" 254:0  "}]}'
    assert losetup.parse(spaced) == {"loop0": Backing("254:0", 12)}
    assert losetup.parse("") == {}
    for wrong in ("[]", "{", '{"loopdevices": 1}'):
        with pytest.raises(ToolUnreadableError):
            losetup.parse(wrong)


def test_lsblk_tells_of_every_device_by_its_kernel_name() -> None:
    text = """{"blockdevices": [{"name": "sda", "kname": "sda", "label": null, "uuid": null, "children": [
      {"name": "vg-x", "kname": "dm-0", "fstype": "ext4", "label": "A\\\\x20b", "uuid": "1-2",
       "partuuid": "3", "partlabel": "p"}
    ]}, {"name": "sdb"}]}"""
    found = lsblk.parse_contents(text)
    assert list(found) == ["sda", "dm-0"]
    assert found["dm-0"] == lsblk.Volume("ext4", "A b", "1-2", "3", "p")
