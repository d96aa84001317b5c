"""`pcsol wipe list` on this very machine: files of the test's own stand for disks; the machine's disks are refused."""

import json
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.commands.wipe import gathering, naming
from pcsol.errors import WipeRefusedError
from pcsol.i18n import speaking
from pcsol.tools.world.live import LiveWorld
from tests.device.loops import Loops, run

pytestmark = pytest.mark.device
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _home(pcsol_home: Path) -> Iterator[None]:
    with speaking("fr"):
        yield


def listed(capsys: Captured, *options: str) -> dict[str, dict[str, Any]]:
    capsys.readouterr()
    assert cli.run(["wipe", "list", "--json", *options]) == 0
    return {disk["path"]: disk for disk in json.loads(capsys.readouterr().out)["disks"]}


def codes(capsys: Captured, device: str, *options: str) -> set[str]:
    disk = listed(capsys, *options)[device]
    found = {one["code"] for one in disk["refusals"]}
    assert disk["eligible"] is not bool(found)
    return found


def test_a_free_loop_device_is_eligible_with_its_option_only(loops: Loops, capsys: Captured) -> None:
    device = loops.attach(loops.file("données du maire.img"))
    assert codes(capsys, device) == {"loop"}
    assert codes(capsys, device, "--allow-removable") == {"loop"}
    assert codes(capsys, device, "--allow-loop") == set()
    disk = listed(capsys, "--allow-loop")[device]
    assert (disk["id"], disk["size_bytes"]) == ("données du maire.img", 48 << 20)


@pytest.mark.parametrize("window", [("--offset", "1048576"), ("--sizelimit", "1048576"), ()])
def test_one_that_shows_a_part_of_its_file_only_is_refused(
    loops: Loops, capsys: Captured, window: tuple[str, ...]
) -> None:
    """What lies outside would survive, under a certificate: before it, behind it, or in a last piece of a sector."""
    file = loops.file("fenetre.img", (48 << 20) + (0 if window else 100))
    assert codes(capsys, loops.attach(file, *window), "--allow-loop") == {"loop-window"}


def test_one_whose_file_grew_since_is_refused(loops: Loops, capsys: Captured) -> None:
    file = loops.file("grandi.img")
    device = loops.attach(file)
    with file.open("ab") as stream:
        stream.write(bytes(1 << 20))
    assert codes(capsys, device, "--allow-loop") == {"loop-window"}


def test_a_mounted_one_is_refused_and_free_again_once_unmounted(loops: Loops, capsys: Captured) -> None:
    device = loops.attach(loops.file())
    point = loops.mount(device)
    assert codes(capsys, device, "--allow-loop") == {"mounted"}
    assert str(point) in listed(capsys)[device]["refusals"][0]["text"]


def test_one_that_is_swapped_to_is_refused(loops: Loops, capsys: Captured) -> None:
    device = loops.attach(loops.file())
    loops.swap(device)
    assert codes(capsys, device, "--allow-loop") == {"swap"}


def test_a_mounted_partition_holds_the_whole(loops: Loops, capsys: Captured) -> None:
    file = loops.file()
    with file.open("r+b") as stream:  # two partitions of 20 MiB each, as the first sector of an old table has them
        rows = [struct.pack("<B3xB3xII", 0, 0x83, first, 40960) for first in (2048, 43008)]
        stream.write(bytes(440) + b"PCSL\0\0" + b"".join(rows).ljust(64, b"\0") + b"\x55\xaa")
    device = loops.attach(file, "-P")
    parts = [f"{device}p1", f"{device}p2"]
    if not Path(parts[1]).exists():  # a kernel that was built without tables of partitions
        run("partx", "--add", device)
    assert codes(capsys, device, "--allow-loop") == set()
    point = loops.mount(parts[1])
    disk = listed(capsys, "--allow-loop")[device]
    # Other processes may see the same mount at another place, from outside a chroot.
    assert {(one["kind"], one["device"]) for one in disk["holdings"]} == {("mount", Path(parts[1]).name)}
    assert str(point) in disk["refusals"][0]["text"]
    with pytest.raises(WipeRefusedError, match="partition"):
        chosen(parts[1])


def chosen(typed: str) -> str:
    gathered = gathering.gather(LiveWorld())
    (found,) = naming.chosen(LiveWorld(), gathered.candidates, [typed])
    return found.disk.path or ""


def test_every_path_of_a_device_leads_to_it(loops: Loops, tmp_path: Path) -> None:
    device = loops.attach(loops.file())
    link = tmp_path / "by-id"
    link.symlink_to(device)
    assert [chosen(typed) for typed in (device, Path(device).name, str(link))] == [device] * 3
    gathered = gathering.gather(LiveWorld())
    assert len(naming.chosen(LiveWorld(), gathered.candidates, [device, str(link)])) == 1
    with pytest.raises(WipeRefusedError) as refused:
        chosen(str(loops.folder / "wipe-list.img"))
    assert device in refused.value.remedy


def test_two_devices_on_one_file_are_both_refused_by_whatever_name(loops: Loops, capsys: Captured) -> None:
    file = loops.file()
    other = loops.folder / "hard link.img"
    other.hardlink_to(file)
    one, two = loops.attach(file), loops.attach(other)
    assert codes(capsys, one, "--allow-loop") == {"same-as-another"}
    assert codes(capsys, two, "--allow-loop") == {"same-as-another"}


def test_two_files_of_one_name_cannot_be_told_by_what_is_typed(loops: Loops, capsys: Captured) -> None:
    one, two = loops.attach(loops.file("a/wipe-list.img")), loops.attach(loops.file("b/wipe-list.img"))
    assert codes(capsys, one, "--allow-loop") == codes(capsys, two, "--allow-loop") == {"same-as-another"}


def test_one_that_can_only_be_read_is_refused(loops: Loops, capsys: Captured) -> None:
    device = loops.attach(loops.file(), "--read-only")
    assert codes(capsys, device, "--allow-loop") == {"read-only"}


def test_a_deleted_file_is_refused_and_a_file_that_is_called_so_is_not(loops: Loops, capsys: Captured) -> None:
    gone, named = loops.file("wipe-list-gone.img"), loops.file("here (deleted)")
    device, other = loops.attach(gone), loops.attach(named)
    gone.unlink()
    assert codes(capsys, device, "--allow-loop") == {"loop-file-deleted"}
    assert codes(capsys, other, "--allow-loop") == set()


def test_a_file_inside_a_file_holds_the_outer_one(loops: Loops, capsys: Captured) -> None:
    outer = loops.attach(loops.file("wipe-list-outer.img"))
    point = loops.mount(outer)
    inner_file = point / "wipe-list-inner.img"
    with inner_file.open("wb") as stream:
        stream.truncate(8 << 20)
    inner = loops.attach(inner_file)
    assert codes(capsys, outer, "--allow-loop") == {"mounted", "held-by-loop"}
    assert codes(capsys, inner, "--allow-loop") == set()


def test_a_file_on_a_file_system_that_was_unmounted_lazily_holds_it_still(loops: Loops, capsys: Captured) -> None:
    outer = loops.attach(loops.file("wipe-list-outer.img"))
    point = loops.mount(outer)
    with (point / "wipe-list-inner.img").open("wb") as stream:
        stream.truncate(8 << 20)
    loops.attach(point / "wipe-list-inner.img")
    run("umount", "--lazy", str(point))
    loops._undo = [argv for argv in loops._undo if argv[0] != "umount"]
    assert "held-by-loop" in codes(capsys, outer, "--allow-loop")


def test_the_disk_of_this_machine_is_refused_with_its_reasons(capsys: Captured) -> None:
    real = {
        path: disk
        for path, disk in listed(capsys, "--allow-loop", "--allow-removable").items()
        if disk["kind"] == "disk"
    }
    assert real
    assert not [path for path, disk in real.items() if disk["eligible"]]
    number = Path("/").stat().st_dev
    carrying = Path(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    if carrying.exists():
        root = [d for d in real.values() if {"system-root", "mounted"} <= {one["code"] for one in d["refusals"]}]
        assert len(root) >= 1


def test_the_last_word_of_a_path_that_leads_nowhere_chooses_no_device(loops: Loops) -> None:
    device = loops.attach(loops.file())
    for typed in (f"/dev/no/such/place/{Path(device).name}", f"/dev/mapper/{Path(device).name}"):
        with pytest.raises(WipeRefusedError):
            chosen(typed)
