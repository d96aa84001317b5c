"""Disks that something holds, and disks that dm makes fail or forget: set up with the usual tools."""

from typing import Any

BOOT = "held"
_MIB = 64
DISKS: list[dict[str, Any]] = [
    {"name": name, "size_mib": _MIB if name == "btrfs" else 24, "sanitize": [], "security": False}
    for name in ("swap", "ext4", "vfat", "raid-a", "raid-b", "lvm", "linear", "btrfs", "part", "free")
] + [
    {"name": "bad-below", "size_mib": 8, "sanitize": [], "security": False},
    {"name": "forgets-below", "size_mib": 8, "sanitize": [], "security": False},
]


def _shell(name: str, words: str) -> dict[str, Any]:
    return {"id": name, "run": ["sh", "-exc", words]}


def scsi_disk_over(device: str, name: str, serial: str) -> str:
    """Return shell words that hang any block device on a SCSI host of its own (LIO: iblock below tcm_loop), and say the
    path of the disk that comes of it."""
    return (
        f"modprobe -a target_core_iblock tcm_loop; cd /sys/kernel/config/target; mkdir -p core/iblock_900/{name};"
        f" echo udev_path={device} > core/iblock_900/{name}/control; echo 1 > core/iblock_900/{name}/enable;"
        f" echo {serial} > core/iblock_900/{name}/wwn/vpd_unit_serial; port=loopback/naa.6001405000090000/tpgt_1;"
        f" mkdir -p $port/lun/lun_0; echo naa.6001405100090000 > $port/nexus;"
        f" ln -s /sys/kernel/config/target/core/iblock_900/{name} $port/lun/lun_0/port;"
        " at=/sys/class/scsi_device/$(cat $port/address):0/device/block;"
        " for try in $(seq 100); do test -e $at && break; sleep 0.1; done; udevadm settle; echo /dev/$(ls $at)"
    )


STEPS: list[dict[str, Any]] = [
    _shell("hold-swap", "mkswap {swap}; swapon {swap}"),
    _shell("hold-ext4", "mkfs.ext4 -q {ext4}; mkdir -p /mnt/ext4; mount {ext4} /mnt/ext4"),
    _shell("hold-vfat", "mkfs.vfat {vfat}; mkdir -p /mnt/vfat; mount {vfat} /mnt/vfat"),
    _shell("hold-raid", "modprobe raid1; mdadm --create /dev/md0 --run --level=1 -n 2 -e 1.2 {raid-a} {raid-b}"),
    _shell("hold-lvm", "modprobe dm-mod; pvcreate -y {lvm}; vgcreate vg0 {lvm}; lvcreate -y -Zn -n data -L 8M vg0"),
    _shell("hold-linear", "echo 0 8192 linear {linear} 0 | dmsetup create held"),
    _shell("hold-btrfs", "modprobe btrfs; mkfs.btrfs -q -M {btrfs}; mkdir -p /mnt/btrfs; mount {btrfs} /mnt/btrfs"),
    _shell("hold-part", "echo 2048,8192,83 | sfdisk -q {part}; udevadm settle; mkfs.ext4 -q {part}1;"
                        " mkdir -p /mnt/part; mount {part}1 /mnt/part"),
    # A disk with bad sectors, by a loop device over what dm makes.
    _shell("dm-bad", "(echo 0 5000 linear {bad-below} 0; echo 5000 8 error; echo 5008 11376 linear {bad-below} 5008) |"
                     " dmsetup create bad;"
                     " losetup --direct-io=on /dev/loop6 /dev/mapper/bad"),
    # A cache that takes every write and keeps none, below a SCSI disk: nothing that the tower shows tells what it is.
    _shell("dm-forgets", "echo 0 16384 flakey {forgets-below} 0 0 60 1 drop_writes | dmsetup create forgets"),
    _shell("lun-forgets", scsi_disk_over("/dev/mapper/forgets", "forgets", "PCSOLFORGETS1")) | {"finds": "forgets"},
    {"id": "shown", "run": ["lsblk", "--json", "--nodeps", "--output", "PATH,TYPE,TRAN,SERIAL,RM", "{forgets}"]},
    {"id": "buses", "run": ["lsblk", "--json", "--nodeps", "--output", "PATH,TRAN,SERIAL,ROTA,RM"]},
    {"id": "write-emulated", "proof": "plain_zeros", "disk": "proof-ssd", "with": {"path": ""}},
    {"id": "write-emulated-bad", "proof": "plain_zeros", "disk": "proof-bad", "with": {"path": ""}},
    {"id": "overview", "run": ["lsblk", "--json", "--tree", "--output", "PATH,TYPE,FSTYPE,MOUNTPOINTS,SERIAL"]},
    _shell("busy", "for disk in {swap} {ext4} {vfat} {raid-a} {raid-b} {lvm} {linear} {btrfs} {free}; do"
                   " python3 -c 'import os,sys; os.open(sys.argv[1], os.O_RDWR | os.O_EXCL)' $disk 2>/dev/null"
                   " && echo $disk free || echo $disk busy; done"),
    {"id": "write-bad", "proof": "plain_zeros", "disk": "bad-below", "with": {"path": "/dev/loop6"}},
    {"id": "write-forgets", "proof": "plain_zeros", "disk": "forgets", "with": {"path": ""}},
]  # fmt: skip
