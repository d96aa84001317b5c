"""What a disk is to the system that runs now, also after that system has let go of it."""

import struct
from uuid import UUID

import pytest

from pcsol.model.erasure.candidate import Candidate
from pcsol.tools.kernel.storage import efi_boot
from pcsol.tools.world.world import World
from pcsol.wipe.survey.survey import survey
from tests.unit.wipe.disks import SDA, SDB, SDC
from tests.unit.wipe.world import Bench

GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
VARIABLES = "/sys/firmware/efi/efivars"
PART = "77777777-8888-4999-8aaa-bbbbbbbbbbbb"
IN_RAM = "1 1 0:2 / / rw - rootfs rootfs rw"
USB_DISK = SDB.model_copy(update={"bus": "usb", "removable": True, "serial": "ZSTICK4711"})


@pytest.fixture
def bench() -> Bench:
    found = Bench()
    found.disk(
        "sdb",
        "8:16",
        parts={"sdb1": "8:17"},
        sdb1={"partuuid": PART, "uuid": "1A2B-3C4D", "partlabel": "old", "label": "HOLIDAYS"},
    )
    return found


def seen(world: World, *disks: object) -> dict[str, Candidate]:
    return {one.disk.name: one for one in survey(world, disks or (SDA, SDB))}  # type: ignore[arg-type]


def roles(bench: Bench, name: str = "sdb") -> tuple[str, ...] | None:
    return seen(bench.world())[name].system_roles


def live(bench: Bench) -> None:
    """Debian's live system: an overlay over a squashfs in a file on the stick (live-boot(7))."""
    layers = "lowerdir=/run/live/rootfs/filesystem.squashfs/,upperdir=/run/live/overlay/rw,workdir=/run/live/overlay/w"
    bench.mounts = [
        f"20 1 0:30 / / rw - overlay overlay rw,{layers}",
        "21 20 0:31 / /run rw - tmpfs tmpfs rw",
        "22 21 8:17 / /run/live/medium ro - vfat /dev/sdb1 ro",
        "23 21 7:0 / /run/live/rootfs/filesystem.squashfs ro - squashfs /dev/loop0 ro",
        "24 21 0:32 / /run/live/overlay rw - tmpfs tmpfs rw",
    ]
    bench.cmdline = "BOOT_IMAGE=/live/vmlinuz boot=live components quiet"
    bench.loop("loop0", "/run/live/medium/live/filesystem.squashfs", "8:17")


def test_a_live_system_is_followed_from_its_root_to_its_stick(bench: Bench) -> None:
    live(bench)
    assert roles(bench) == ("live-medium",)
    assert roles(bench, "loop0") == ("root",)
    assert roles(bench, "sda") == ()


def test_a_live_system_without_its_layers_in_sight_is_not_known(bench: Bench) -> None:
    live(bench)
    del bench.mounts[3]
    bench.mounts = [line for line in bench.mounts if "/run " not in line]
    assert roles(bench) is None
    assert roles(bench, "sda") is None


def test_a_system_on_lvm_on_raid_lies_on_each_disk_of_it(bench: Bench) -> None:
    bench.disk("sdc", "8:32")
    bench.built("md0", "9:0", "sdb1", "sdc")
    bench.built("dm-0", "253:0", "md0", dm__uuid="LVM-x", dm__name="vg-root")
    bench.mounts = ["27 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw"]
    bench.cmdline = "root=/dev/mapper/vg-root ro"
    found = seen(bench.world(), SDA, SDB, SDC)
    assert found["sdb"].system_roles == ("root", "kernel-command-line")
    assert found["sdc"].system_roles == ("root", "kernel-command-line")
    assert found["sda"].system_roles == ()


@pytest.mark.parametrize(
    "word",
    [
        f"resume=PARTUUID={PART.upper()}", f"root=PARTUUID={PART}/PARTNROFF=1", "live-media=UUID=1A2B-3C4D",
        "root=/dev/disk/by-uuid/1A2B-3C4D", "fromiso=/dev/sdb1/x.iso", "root=live:PARTLABEL=old", "root=8:17",
            "root=live:CDLABEL=HOLIDAYS",
        "resume=0811", "cryptdevice=PARTLABEL=OLD:root", 'pcsol.x="/dev/sdb"', "rd.x=/dev/disk/by-partlabel/old",
    ],
)  # fmt: skip
def test_every_form_of_a_device_on_the_command_line_is_understood(bench: Bench, word: str) -> None:
    bench.cmdline = f"BOOT_IMAGE=(hd0,gpt2)/vmlinuz {word} quiet"
    assert roles(bench) == ("kernel-command-line",)


def test_our_own_medium_is_known_by_label_by_note_and_after_it_went_to_memory(bench: Bench) -> None:
    bench.mounts, bench.cmdline = [IN_RAM], "BOOT_IMAGE=/boot/vmlinuz rootfstype=ramfs quiet"
    assert roles(bench) == ()
    bench.rows[-1]["label"] = "PCSOL-DATA"
    assert roles(bench) == ("own-label", "to-ram-source")
    bench.rows[-1]["label"] = None
    bench.files["/run/pcsol/state"] = "state=missing\nserial=zdonated2\n"
    assert roles(bench) == ("live-medium", "to-ram-source")
    bench.files["/run/pcsol/state"] = "state=missing\nserial=ZOTHER\nuuid=1A2B-3C4D\n"
    assert roles(bench) == ("live-medium", "to-ram-source")


def test_a_copy_in_memory_of_an_unknown_stick_makes_every_disk_unknown(bench: Bench) -> None:
    bench.mounts, bench.cmdline = [IN_RAM], "boot=live components toram"
    assert roles(bench) is None
    bench.cmdline = "boot=live components toram=no"
    assert roles(bench) == ()


def test_a_disk_of_which_lsblk_says_nothing_is_unknown(bench: Bench) -> None:
    bench.rows = [row for row in bench.rows if row["name"] != "sdb1"]
    assert roles(bench) is None
    assert roles(bench, "sda") == ("root", "kernel-command-line")


def node(kind: int, subkind: int, content: bytes = b"") -> bytes:
    return struct.pack("<BBH", kind, subkind, 4 + len(content)) + content


def drive(signature: bytes, form: int, number: int = 1) -> bytes:
    return node(4, 1, struct.pack("<IQQ16sBB", number, 2048, 1_048_576, signature, form, form))


def option(*nodes: bytes) -> bytes:
    paths = b"".join(nodes) + node(0x7F, 0xFF)
    return struct.pack("<IH", 1, len(paths)) + "débian\0".encode("utf-16-le") + paths + b"more"


def through_efi(bench: Bench, entry: bytes | None) -> None:
    bench.files |= {"/sys/firmware/efi/fw_platform_size": "64", f"{VARIABLES}/Lang-{GLOBAL}": b"\6\0\0\0eng"}
    if entry is not None:
        bench.files[f"{VARIABLES}/BootCurrent-{GLOBAL}"] = b"\6\0\0\0\x0c\0"
        bench.files[f"{VARIABLES}/Boot000C-{GLOBAL}"] = b"\7\0\0\0" + entry


ACPI, PCI = node(2, 1, bytes(8)), node(1, 1, b"\0\x1f")
GPT_ENTRY = option(ACPI, PCI, drive(UUID(PART).bytes_le, 2), node(4, 4, "\\EFI\\debian\0".encode("utf-16-le")))
USB_ENTRY = option(ACPI, PCI, node(3, 5, b"\3\0"))


def test_the_partition_that_the_firmware_started_from_is_found(bench: Bench) -> None:
    through_efi(bench, GPT_ENTRY)
    assert roles(bench) == ("efi-boot-entry",)
    assert "efi-boot-entry" not in (roles(bench, "sda") or ())


def test_an_old_partition_table_is_named_by_its_signature_and_number() -> None:
    entry = efi_boot.parse(option(ACPI, drive(bytes.fromhex("78563412") + bytes(12), 1, number=3)))
    assert entry is not None
    assert entry.partition == "12345678-03"


@pytest.mark.parametrize(
    ("nodes", "way"),
    [
        ((node(3, 5, b"\1\0"),), "usb"), ((node(3, 0x12, bytes(6)),), "sata"), ((node(3, 0x17, bytes(12)),), "nvme"),
        ((node(3, 0x0B, bytes(33)), node(3, 0x0C, bytes(23))), "network"), ((node(4, 2, bytes(20)),), "optical"),
        ((), "other"),
    ],
)  # fmt: skip
def test_an_entry_without_a_partition_says_its_way(nodes: tuple[bytes, ...], way: str) -> None:
    entry = efi_boot.parse(option(ACPI, PCI, *nodes))
    assert entry == efi_boot.BootEntry(None, way)  # type: ignore[arg-type]


@pytest.mark.parametrize("damage", [b"", b"\1\0\0\0", GPT_ENTRY[:40], GPT_ENTRY[:20] + b"\1\1\0\0" + GPT_ENTRY[24:]])
def test_a_damaged_entry_is_no_entry(damage: bytes) -> None:
    assert efi_boot.parse(damage) is None


def test_an_entry_that_names_no_partition_matters_only_while_the_start_is_unexplained(bench: Bench) -> None:
    through_efi(bench, USB_ENTRY)
    assert seen(bench.world(), USB_DISK)["sdb"].system_roles == ()  # the system lies on sda
    bench.mounts, bench.cmdline = [IN_RAM], "rootfstype=ramfs"
    found = seen(bench.world(), SDA, USB_DISK)
    assert (found["sda"].system_roles, found["sdb"].system_roles) == ((), None)
    bench.files["/run/pcsol/state"] = "state=missing\nserial=ZPULLED\n"
    assert seen(bench.world(), USB_DISK)["sdb"].system_roles == ()


def test_a_firmware_that_does_not_tell_is_taken_at_its_word_only_when_the_start_is_explained(bench: Bench) -> None:
    through_efi(bench, None)
    assert roles(bench) == ()
    bench.mounts, bench.cmdline = [IN_RAM], "rootfstype=ramfs"
    assert roles(bench) is None


def test_variables_that_cannot_be_read_make_every_disk_unknown(bench: Bench) -> None:
    bench.files["/sys/firmware/efi/fw_platform_size"] = "64"
    assert roles(bench) is None
    through_efi(bench, GPT_ENTRY)
    world = bench.world()
    world.hidden.add(f"{VARIABLES}/Boot000C-{GLOBAL}")
    found = seen(world)["sdb"]
    assert found.system_roles is None
    assert any("efivarfs" in one.remedy for one in found.unknown)
