"""A recording, written and held up again, answers as the machine did."""

import json
import os
from pathlib import Path

import pytest

from pcsol.errors import AlbumExistsError, FactMissingError, NotPermittedError, ToolTimeoutError, UnrecordedError
from pcsol.tools.album.pages import Pages, lay_out
from pcsol.tools.album.save import save
from pcsol.tools.world import filenames
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.recorder import Recording, RecordingWorld

PCI = "/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/block/sda"


@pytest.fixture
def machine(tmp_path: Path) -> AlbumWorld:
    """A tower as the kernel shows it, links and colons included (made up)."""
    tower = tmp_path / "tower"
    disk = tower / PCI[1:]
    (disk / "queue").mkdir(parents=True)
    (disk / "queue" / "rotational").write_text("1\n")
    (disk / "size").write_text("976773168\n")
    (disk / "empty").mkdir()
    block = tower / "sys/block"
    block.mkdir(parents=True)
    (block / "sda").symlink_to(os.path.relpath(disk, block))
    (tower / "lsblk.json").write_text("{}")
    (tower / "clock.json").write_text('{"now": "2026-11-23T08:00:00+00:00", "rtc": null, "synchronised": null}')
    return AlbumWorld(tower)


LSBLK = Question(("lsblk", "--json"), ("lsblk.json",))


def album_of(recording: Recording, folder: Path) -> AlbumWorld:
    save(lay_out(recording), folder)
    return AlbumWorld(folder)


def test_what_was_asked_is_answered_again(machine: AlbumWorld, tmp_path: Path) -> None:
    world = RecordingWorld(machine)
    asked = [
        world.ask(LSBLK).stdout,
        world.names("/sys/block"),
        world.link("/sys/block/sda"),
        world.read("/sys/block/sda/size"),
        world.read_bytes("/sys/block/sda/queue/rotational"),
        world.names("/sys/block/sda"),
        world.names("/sys/block/sda/empty"),
        world.names("/sys/nowhere"),
        world.clock(),
    ]
    again = album_of(world.recording, tmp_path / "album")
    assert asked == [
        again.ask(LSBLK).stdout,
        again.names("/sys/block"),
        again.link("/sys/block/sda"),
        again.read("/sys/block/sda/size"),
        again.read_bytes("/sys/block/sda/queue/rotational"),
        again.names("/sys/block/sda"),
        again.names("/sys/block/sda/empty"),
        again.names("/sys/nowhere"),
        again.clock(),
    ]
    assert again.misses == []


def test_links_are_kept_whichever_way_they_were_met(machine: AlbumWorld, tmp_path: Path) -> None:
    world = RecordingWorld(machine)
    world.read("/sys/block/sda/size")
    world.link("/sys/block/sda/queue")
    world.link("/sys/block/sda")
    world.link(PCI)
    again = album_of(world.recording, tmp_path / "album")
    assert again.link("/sys/block/sda/queue") == f"{PCI}/queue"
    assert again.link(PCI) == PCI
    assert again.read(f"{PCI}/size") == "976773168\n"


def test_an_album_holds_no_link_and_no_name_that_fat_refuses(machine: AlbumWorld, tmp_path: Path) -> None:
    world = RecordingWorld(machine)
    world.link("/sys/block/sda")
    world.read("/sys/block/sda/size")
    album_of(world.recording, tmp_path / "album")
    entries = list((tmp_path / "album").rglob("*"))
    assert not any(entry.is_symlink() for entry in entries)
    assert not any(set(entry.name) & set('":*?<>|\\') for entry in entries)


def test_a_name_that_was_only_listed_is_neither_an_empty_file_nor_an_empty_folder(
    machine: AlbumWorld, tmp_path: Path
) -> None:
    world = RecordingWorld(machine)
    world.ask(LSBLK)
    world.names(PCI)
    again = album_of(world.recording, tmp_path / "album")
    assert again.names(f"{PCI}/queue") is None
    with pytest.raises(FactMissingError):
        again.read(f"{PCI}/size")


def test_what_was_missing_is_missing_again_and_no_miss_of_the_album(machine: AlbumWorld, tmp_path: Path) -> None:
    world = RecordingWorld(machine)
    world.ask(LSBLK)
    with pytest.raises(FactMissingError):
        world.read("/sys/class/tpm/tpm0/tpm_version_major")
    again = album_of(world.recording, tmp_path / "album")
    with pytest.raises(FactMissingError):
        again.read("/sys/class/tpm/tpm0/tpm_version_major")
    assert again.misses == []


class SlowAndGuarded(AlbumWorld):
    """A made-up machine whose disk hangs and whose serial only root may read."""

    def ask(self, question: Question) -> Call:
        raise ToolTimeoutError(question.program, question.seconds)

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        raise NotPermittedError(path)


def test_a_time_out_and_a_refusal_are_recorded_as_such(machine: AlbumWorld, tmp_path: Path) -> None:
    world = RecordingWorld(SlowAndGuarded(machine.folder))
    smartctl = Question(("smartctl", "--json=c", "-x", "/dev/sda"), ("smartctl-sda.json",), seconds=15)
    with pytest.raises(ToolTimeoutError):
        world.ask(smartctl)
    with pytest.raises(NotPermittedError):
        world.read("/sys/class/dmi/id/product_serial")
    again = album_of(world.recording, tmp_path / "album")
    with pytest.raises(ToolTimeoutError, match="15"):
        again.ask(smartctl)
    with pytest.raises(NotPermittedError):
        again.read("/sys/class/dmi/id/product_serial")
    with pytest.raises(UnrecordedError):
        again.ask(LSBLK)


def test_two_answers_about_one_disk_keep_both_and_invent_no_disk(tmp_path: Path) -> None:
    plain, bridged = (
        Question(("smartctl", "--json=c", "-x", *kind, "/dev/sdb"), ("smartctl-sdb.json",))
        for kind in ((), ("-d", "sat"))
    )
    recording = Recording(calls=[(plain, Call(plain.argv, 1, "{}")), (bridged, Call(bridged.argv, 4, '{"a": 1}'))])
    again = album_of(recording, tmp_path / "album")
    assert [(again.ask(q).status, again.ask(q).stdout) for q in (plain, bridged)] == [(1, "{}"), (4, '{"a": 1}')]
    assert again.targets("smartctl") == ("sdb",)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one").write_text("")
    with pytest.raises(AlbumExistsError):
        save(Pages({"lsblk.json": b"{}"}), tmp_path / "photos")
    assert [entry.name for entry in (tmp_path / "photos").iterdir()] == ["one"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    save(Pages({"lsblk.json": b"{}"}), tmp_path / "new")
    assert json.loads((tmp_path / "new" / "index.json").read_text())["schema"] == "pcsol/album/1"


@pytest.mark.parametrize("name", ["0000:00:1f.2", "100%", "%3A", 'a"b*?<>|\\c', "sda"])
def test_a_safe_name_gives_the_name_back(name: str) -> None:
    assert filenames.plain(filenames.safe(name)) == name
