"""Who uses a disk, seen at every place where users show."""

import pytest

from pcsol.model.erasure.candidate import Candidate
from pcsol.model.hardware.disk import Disk
from pcsol.tools.world.world import FileFacts, World
from pcsol.wipe.survey.survey import survey
from tests.unit.wipe.disks import SDA, SDB, SDC
from tests.unit.wipe.world import Bench

DESKTOP = """\
21 27 0:19 / /sys rw - sysfs sysfs rw
22 27 0:20 / /proc rw - proc proc rw
23 27 0:5 / /dev rw - devtmpfs udev rw
24 23 0:21 / /dev/pts rw - devpts devpts rw
25 27 0:22 / /run rw - tmpfs tmpfs rw
28 21 0:6 / /sys/kernel/security rw - securityfs securityfs rw
31 21 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
30 21 0:25 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu
32 21 0:27 / /sys/fs/pstore rw - pstore pstore rw
33 21 0:28 / /sys/firmware/efi/efivars rw - efivarfs efivarfs rw
34 21 0:29 / /sys/fs/bpf rw - bpf bpf rw
35 22 0:30 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw,fd=29
36 23 0:31 / /dev/hugepages rw - hugetlbfs hugetlbfs rw
37 23 0:18 / /dev/mqueue rw - mqueue mqueue rw
38 21 0:7 / /sys/kernel/debug rw - debugfs debugfs rw
39 21 0:12 / /sys/kernel/tracing rw - tracefs tracefs rw
40 21 0:32 / /sys/fs/fuse/connections rw - fusectl fusectl rw
41 21 0:33 / /sys/kernel/config rw - configfs configfs rw
42 35 0:34 / /proc/sys/fs/binfmt_misc rw - binfmt_misc binfmt_misc rw
43 25 0:35 / /run/rpc_pipefs rw - rpc_pipefs sunrpc rw
44 22 0:36 / /proc/fs/nfsd rw - nfsd nfsd rw
45 27 7:7 / /snap/core22/1 ro - squashfs /dev/loop7 ro
46 25 0:4 net:[4026532] /run/docker/netns/x rw - nsfs nsfs rw
47 27 0:37 / /var/lib/docker/o/merged rw - overlay overlay rw,lowerdir=/var/lib/A:/var/lib/B,upperdir=/var/C
48 25 0:38 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
49 25 0:39 / /run/user/1000/doc rw - fuse.portal portal rw
50 27 0:40 / /var/lib/lxcfs rw - fuse.lxcfs lxcfs rw
51 27 0:41 / /srv/n rw - nfs4 server:/x rw
52 27 0:42 / /srv/w rw - cifs //server/x rw
53 27 0:43 / /srv/p rw - 9p host rw
54 27 0:46 / /srv/v rw - virtiofs v rw
55 27 0:45 / /srv/s rw - fuse.sshfs a@b:/x rw
56 27 0:2 / /initrd rw - rootfs rootfs rw
57 27 0:47 / /home/jeanne rw - ecryptfs /home/.ecryptfs/jeanne/.Private rw
"""
UUID = "33333333-aaaa-4bbb-8ccc-444444444444"


@pytest.fixture
def bench() -> Bench:
    found = Bench()
    found.disk("sdb", "8:16", parts={"sdb1": "8:17", "sdb2": "8:18"})
    return found


def seen(world: World, *disks: Disk) -> dict[str, Candidate]:
    return {one.disk.name: one for one in survey(world, disks or (SDA, SDB))}


def holdings(world: World, name: str = "sdb") -> set[tuple[str, str, str]]:
    found = seen(world)[name].holdings
    assert found is not None, seen(world)[name].unknown
    return {(one.kind, one.device, one.subject) for one in found}


def test_a_free_disk_is_known_to_be_free(bench: Bench) -> None:
    free = seen(bench.world())["sdb"]
    assert (free.holdings, free.system_roles, free.read_only, free.unknown) == ((), (), False, ())


def test_the_disk_of_the_running_system_is_known_by_mount_and_by_command_line(bench: Bench) -> None:
    system = seen(bench.world())["sda"]
    assert system.system_roles == ("root", "kernel-command-line")
    assert ("mount", "sda1", "/") in holdings(bench.world(), "sda")


@pytest.mark.parametrize(
    ("line", "device"),
    [
        ("40 27 8:17 / /mnt/a\\040b rw - ext4 /dev/sdb1 rw", "sdb1"),
        ("40 27 8:16 / /mnt/a\\040b rw - ext4 /dev/sdb rw", "sdb"),
        ("40 27 0:44 / /mnt/a\\040b rw shared:1 master:2 - btrfs /dev/sdb2 rw,subvolid=5", "sdb2"),
        ("40 27 0:44 / /mnt/a\\040b rw - fuse.ext2 /dev/sdb1 rw", "sdb1"),
        ("40 27 8:33 / /mnt/a\\040b rw - xfs /dev/sdz1 rw,logdev=/dev/sdb1,noquota", "sdb1"),
    ],
)
def test_a_mount_holds_its_disk_by_number_by_source_and_by_log_device(bench: Bench, line: str, device: str) -> None:
    bench.mounts.append(line)
    assert holdings(bench.world()) == {("mount", device, "/mnt/a b")}


@pytest.mark.parametrize(
    "line",
    [
        "60 27 0:60 / /mnt rw - fuse apfs-fuse rw,user_id=0",
        "60 27 0:60 / /mnt rw - fuse.apfs-fuse apfs-fuse rw,user_id=0",
        "60 27 0:60 / /mnt rw - fuseblk /somewhere/else rw",
        "60 27 0:60 / /mnt rw - somefs none rw",
        "60 27 0:60 / /mnt rw - zfs tank/home rw",
        "60 27 0:60 / /mnt rw - overlay overlay rw,lowerdir=nowhere",
        "60 27 0:60 / /mnt rw - ecryptfs somewhere rw",
    ],
)
def test_a_mount_whose_ground_nobody_can_tell_makes_the_users_of_every_disk_unknown(bench: Bench, line: str) -> None:
    bench.mounts.append(line)
    for one in seen(bench.world()).values():
        assert one.holdings is None
        assert "/mnt" in next(gap.why for gap in one.unknown if gap.what.endswith(".holdings"))


def test_a_data_set_of_zfs_lies_on_the_members_of_its_pool(bench: Bench) -> None:
    bench.files["/proc/spl/kstat/zfs/tank/state"] = "ONLINE"
    bench.disk("sdd", "8:48", sdd={"fstype": "zfs_member", "label": "tank"})
    bench.mounts.append("60 27 0:60 / /mnt rw - zfs tank/home rw")
    assert holdings(bench.world()) == set()
    held = seen(bench.world(), SDA, SDB.model_copy(update={"name": "sdd", "path": "/dev/sdd"}))["sdd"].holdings
    assert {(one.kind, one.subject) for one in held or ()} == {("mount", "/mnt"), ("zfs", "tank")}


def test_a_desktop_with_containers_and_snaps_is_no_reason_to_refuse(bench: Bench) -> None:
    """Every kind of mount of an ordinary Debian or Ubuntu with Docker, and of one that was started from a stick."""
    bench.loop("loop7", "/var/lib/snapd/snaps/core22.snap", "8:1")
    bench.mounts += DESKTOP.splitlines()
    free = seen(bench.world())["sdb"]
    assert (free.holdings, free.unknown) == ((), ())


def test_a_mount_of_the_first_process_alone_counts_too(bench: Bench) -> None:
    world = bench.world()
    world.files["/proc/1/mountinfo"] += "40 27 8:17 / /elsewhere rw - ext4 /dev/sdb1 rw\n"
    assert holdings(world) == {("mount", "sdb1", "/elsewhere")}


def test_swap_holds_the_disk_of_a_partition_and_of_a_file(bench: Bench) -> None:
    bench.swaps = ["/dev/sdb1 partition 1 0 -2", "/swap\\040file file 1 0 -3"]
    assert holdings(bench.world()) == {("swap", "sdb1", "/dev/sdb1")}
    assert ("swap", "sda1", "/swap file") in holdings(bench.world(), "sda")


@pytest.mark.parametrize(
    ("name", "uuid", "kind"),
    [
        ("dm-0", "LVM-abc", "lvm"),
        ("dm-0", "mpath-360", "multipath"),
        ("dm-0", "part1-mpath-360", "multipath"),
        ("dm-0", "CRYPT-LUKS2-abc-x", "dm"),
        ("dm-0", "", "dm"),
        ("md0", "", "raid"),
        ("bcache0", "", "bcache"),
        ("drbd0", "", "other"),
    ],
)
def test_what_was_built_on_a_disk_holds_it_and_says_what_it_is(bench: Bench, name: str, uuid: str, kind: str) -> None:
    facts = {"dm__uuid": uuid, "dm__name": "vg0-root"} if name.startswith("dm") else {}
    bench.built(name, "253:0", "sdb1", **facts)
    assert holdings(bench.world()) == {(kind, "sdb1", "vg0-root" if facts else name)}


def test_a_mount_high_above_is_seen_on_the_disk_at_the_bottom(bench: Bench) -> None:
    bench.built("md0", "9:0", "sdb1")
    bench.built("dm-0", "253:0", "md0", dm__uuid="LVM-x", dm__name="vg-home")
    bench.mounts.append("40 27 253:0 / /home rw - ext4 /dev/mapper/vg-home rw")
    assert holdings(bench.world()) == {("raid", "sdb1", "md0"), ("mount", "sdb1", "/home")}


def test_a_slave_without_a_holder_is_held_all_the_same(bench: Bench) -> None:
    bench.built("dm-0", "253:0", "sdb1", dm__uuid="LVM-x", dm__name="vg-home")
    del bench.files["/sys/block/sdb/sdb1/holders/dm-0"]
    assert holdings(bench.world()) == {("lvm", "sdb1", "vg-home")}


def test_an_array_that_does_not_run_holds_its_members(bench: Bench) -> None:
    bench.files["/proc/mdstat"] = "Personalities : \nmd127 : inactive sdb1[0](S)\n      976631488 blocks super 1.2\n"
    assert holdings(bench.world()) == {("raid", "sdb1", "md127")}


def test_every_member_of_a_mounted_btrfs_is_held(bench: Bench) -> None:
    bench.disk("sdc", "8:32")
    bench.mounts.append("40 27 0:44 / /srv rw - btrfs /dev/sdb1 rw")
    bench.files |= {f"/sys/fs/btrfs/{UUID}/devices/{name}": "" for name in ("sdb1", "sdc")}
    bench.files["/sys/fs/btrfs/features/raid56"] = ""
    world = bench.world()
    assert holdings(world) == {("mount", "sdb1", "/srv"), ("btrfs", "sdb1", UUID)}
    assert {one.kind for one in seen(world, SDC)["sdc"].holdings or ()} == {"mount", "btrfs"}


def test_a_member_of_an_imported_zfs_pool_is_held_and_one_of_another_pool_is_not(bench: Bench) -> None:
    bench.files |= {"/proc/spl/kstat/zfs/arcstats": "", "/proc/spl/kstat/zfs/tank/state": "ONLINE"}
    bench.rows[-1] |= {"fstype": "zfs_member", "label": "tank"}
    assert holdings(bench.world()) == {("zfs", "sdb2", "tank")}
    bench.rows[-1]["label"] = "old"
    assert holdings(bench.world()) == set()
    bench.rows[-1]["label"] = None
    assert holdings(bench.world()) == {("zfs", "sdb2", "")}


def test_a_registered_bcache_a_bcachefs_and_a_journal_elsewhere_hold_their_disk(bench: Bench) -> None:
    bench.files |= {"/sys/block/sdb/sdb1/bcache/state": "", "/proc/fs/jbd2/sdb2": ""}
    bench.files[f"/sys/fs/bcachefs/{UUID}/dev-0/label"] = ""
    world = bench.world()
    world.links[f"/sys/fs/bcachefs/{UUID}/dev-0/block"] = "/sys/devices/x/block/sdb"
    assert holdings(world) == {("bcache", "sdb1", ""), ("other", "sdb2", "sdb2"), ("other", "sdb", UUID)}


def test_a_file_that_stands_for_a_disk_holds_the_disk_it_lies_on(bench: Bench) -> None:
    bench.mounts.append("40 27 8:17 / /data rw - ext4 /dev/sdb1 rw")
    bench.loop("loop0", "/data/disk.img")
    assert ("loop", "sdb1", "/dev/loop0") in holdings(bench.world())
    assert holdings(bench.world(), "loop0") == set()


def test_its_numbers_go_before_its_path_after_a_lazy_unmount(bench: Bench) -> None:
    bench.loop("loop0", "/disk.img", "8:17")
    assert holdings(bench.world()) == {("loop", "sdb1", "/dev/loop0")}


def test_a_loop_device_over_a_disk_holds_the_disk(bench: Bench) -> None:
    bench.loop("loop0", "/dev/sdb")
    assert holdings(bench.world()) == {("loop", "sdb", "/dev/loop0")}


def test_a_loop_device_is_held_like_any_disk(bench: Bench) -> None:
    bench.loop("loop3", "/disk.img", "8:1")
    bench.mounts.append("40 27 7:3 / /mnt rw - ext4 /dev/loop3 rw")
    bench.swaps = ["/disk.img file 1 0 -2"]
    assert holdings(bench.world(), "loop3") == {("mount", "loop3", "/mnt"), ("swap", "loop3", "/disk.img")}


@pytest.mark.parametrize(
    ("fact", "text", "whole"),
    [
        ("loop/offset", "0", True), ("loop/offset", "1048576", False), ("loop/sizelimit", "4096", False),
        ("size", "1953525160", False), ("queue/logical_block_size", "65536", False),
        ("loop/offset", "", None), ("loop/sizelimit", "?", None), ("size", "", None),
        ("queue/logical_block_size", "", None),
    ],
)  # fmt: skip
def test_a_loop_device_may_show_a_part_of_its_file_only(bench: Bench, fact: str, text: str, whole: bool | None) -> None:
    bench.loop("loop0", "/srv/a/disk.img", "8:1", 99)
    bench.files[f"/sys/block/loop0/{fact}"] = text
    assert seen(bench.world())["loop0"].shows_whole_file is whole


@pytest.mark.parametrize(
    ("now", "whole"),
    [
        (FileFacts(99, 1953525168 * 512), True),
        (FileFacts(99, 1953525168 * 512 + 100), False),
        (FileFacts(98, 1953525168 * 512), None),
        (None, None),
    ],
)
def test_a_file_that_is_longer_than_its_loop_device_or_another_one_is_seen(
    bench: Bench, now: FileFacts | None, whole: bool | None
) -> None:
    bench.loop("loop0", "/srv/a/disk.img", "8:1", 99)
    world = bench.world()
    world.sizes = {"/srv/a/disk.img": now} if now else {}
    assert seen(world)["loop0"].shows_whole_file is whole


def test_a_loop_device_is_known_by_its_file(bench: Bench) -> None:
    bench.loop("loop0", "/srv/a/disk.img", "8:1", 99)
    bench.loop("loop1", "/srv/gone.img (deleted)", "8:1")
    found = seen(bench.world())
    assert (found["loop0"].id, found["loop0"].backing_file) == ("disk.img", "/srv/a/disk.img")
    assert (found["loop0"].backing_number, found["loop0"].backing_deleted) == ("8:1/99", False)
    assert (found["loop1"].backing_file, found["loop1"].backing_deleted) == ("/srv/gone.img", True)
    assert found["loop0"].disk.bus == "loop"


@pytest.mark.parametrize(
    "place",
    ["/proc/self/mountinfo", "/proc/1/mountinfo", "/proc/swaps", "/proc/mdstat", "/proc/fs/jbd2", "/sys/fs/btrfs"],
)
def test_a_place_that_cannot_be_looked_at_makes_the_users_unknown(bench: Bench, place: str) -> None:
    bench.files.setdefault(f"{place}/x" if place.endswith(("jbd2", "btrfs")) else place, "")
    world = bench.world()
    world.hidden.add(place)
    found = seen(world)["sdb"]
    assert found.holdings is None
    assert any(one.what == "disks.sdb.holdings" and one.why for one in found.unknown)


def test_a_file_that_nobody_can_place_makes_every_other_disk_unknown(bench: Bench) -> None:
    bench.loop("loop0", "/nowhere/disk.img", "0:99")
    found = seen(bench.world())
    assert found["sdb"].holdings is None
    assert found["loop0"].holdings == ()


def test_a_damaged_list_of_mounts_is_no_list(bench: Bench) -> None:
    bench.mounts.append("41 27 8:")
    assert seen(bench.world())["sdb"].holdings is None


def test_an_album_knows_no_users(bench: Bench) -> None:
    found = seen(bench.world(source="album"))["sdb"]
    assert found.holdings is None


def test_a_disk_that_the_kernel_does_not_show_is_unknown(bench: Bench) -> None:
    behind = SDB.model_copy(update={"name": "bus-0-megaraid-4", "path": "/dev/bus/0"})
    found = seen(bench.world(), behind)["bus-0-megaraid-4"]
    assert (found.holdings, found.system_roles, found.read_only) == (None, None, None)


def test_a_serial_that_many_disks_have_gives_way_to_the_wwn(bench: Bench) -> None:
    found = seen(bench.world(), SDB.model_copy(update={"serial": "0123456789ABCDEF"}))["sdb"]
    assert found.id == SDB.wwn


def test_a_card_is_removable_and_memory_on_the_board_is_not(bench: Bench) -> None:
    card = SDB.model_copy(update={"bus": "mmc"})
    assert seen(bench.world(), card)["sdb"].disk.removable is True
    bench.files["/sys/block/sdb/device/type"] = "MMC\n"
    assert seen(bench.world(), card)["sdb"].disk.removable is False
