"""The stick that PCSol came from is no disk of the tower, whatever its name is now. Every serial is invented."""

import pytest

from pcsol.i18n import speaking
from pcsol.judge.compare.disks import compare_disks
from pcsol.judge.criteria.disk import internal_disks
from pcsol.model.hardware.disk import Disk
from pcsol.probe.gather import gather
from pcsol.probe.storage import disks
from pcsol.render.sheet import cover
from pcsol.report.cover import failing
from pcsol.report.tower_sheet import tower_sheet
from pcsol.tools.album.pages import lay_out
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.recorder import RecordingWorld
from tests.towers import FAILING, GOOD, SILENT, WORN_DISK
from tests.unit.disks.machine import machine

STATE = "state=missing\ndisk=sdc\nserial=ZSTICK4711\nuuid=1A2B-3C4D\nlabel=PCSOL-DATA\n"


def row(name, *parts, label=None, kind=None, serial="ZOTHER1"):
    found = {"name": name, "kname": name, "type": "disk", "size": 2_000_000_000, "tran": "usb", "serial": serial}
    volumes = [
        {"name": f"{name}{n}", "type": "part", "fstype": k, "label": lab, "uuid": u}
        for n, (k, lab, u) in enumerate(parts, 1)
    ]
    return found | {"label": label, "fstype": kind, "uuid": None, "children": volumes}


def own(folder, *rows, state=None):
    files = {"lsblk.json": {"blockdevices": list(rows)}} | ({"run/pcsol/state": state} if state else {})
    return {disk.name: disk.own_medium for disk in disks.look(machine(folder, files)).value}


def test_it_is_known_by_its_labels_without_any_note(tmp_path):
    stick, disc = row("sdd", ("vfat", "PCSOL-DATA", "9-9")), row("sdb", label="PCSOL", kind="iso9660")
    assert own(tmp_path, row("sda", ("ext4", "root", "1-1")), disc, stick) == {"sda": False, "sdb": True, "sdd": True}


def test_a_label_of_that_name_on_another_kind_of_volume_is_no_sign(tmp_path):
    assert own(tmp_path, row("sda", ("ext4", "PCSOL", "1-1"))) == {"sda": False}


def test_it_is_known_from_memory_by_the_uuid_of_its_partition_under_another_name(tmp_path):
    assert own(tmp_path, row("sda"), row("sdd", ("vfat", None, "1A2B-3C4D")), state=STATE) == {
        "sda": False,
        "sdd": True,
    }


def test_it_is_known_from_memory_by_its_serial(tmp_path):
    assert own(tmp_path, row("sdd", serial="zstick4711"), state=STATE) == {"sdd": True}


def test_another_disk_under_its_old_name_is_not_it(tmp_path):
    assert own(tmp_path, row("sdc"), state=STATE) == {"sdc": False}


def test_a_serial_that_many_sticks_share_is_no_sign(tmp_path):
    shared = STATE.replace("ZSTICK4711", "0000000000")
    assert own(tmp_path, row("sdd", serial="0000000000"), state=shared) == {"sdd": False}


def test_without_labels_a_no_is_not_known(tmp_path):
    bare = {"name": "sda", "type": "disk", "size": 5}
    assert own(tmp_path, bare, state=STATE) == {"sda": None}


def test_what_it_does_not_tell_of_its_health_is_no_loss(tmp_path):
    files = {"lsblk.json": {"blockdevices": [row("sdd", ("vfat", "PCSOL-DATA", "9-9")), row("sde")]}}
    found = disks.look(machine(tmp_path, files))
    assert [one.what for one in found.unknown if ".smart" in one.what] == ["disks.sde.smart"]


def test_an_album_keeps_the_note_without_its_serial_and_still_knows_the_stick(tmp_path):
    world = machine(
        tmp_path / "a",
        {
            "lsblk.json": {"blockdevices": [row("sdd", ("vfat", None, "1A2B-3C4D"), serial="ZSTICK4711")]},
            "run/pcsol/state": STATE,
        },
    )
    recorder = RecordingWorld(world)
    gather(recorder)
    pages, _counts = pseudonymised(lay_out(recorder.so_far()), b"salt" * 8)
    assert b"ZSTICK4711" not in b"".join(pages.files.values())
    assert b"1A2B-3C4D" not in b"".join(pages.files.values())
    save(pages, tmp_path / "b")
    again = disks.look(AlbumWorld(tmp_path / "b")).value
    assert [disk.own_medium for disk in again] == [True]


STICK = WORN_DISK.model_copy(update={"name": "sdz", "serial": "ZSTICK4711", "own_medium": True})


def test_the_verdict_and_the_comparison_leave_it_out():
    probe = GOOD.model_copy(update={"disks": (*GOOD.disks, STICK)})
    assert STICK not in internal_disks(probe)
    assert failing(probe) == ()
    assert {one.state for one in compare_disks(GOOD.disks, probe.disks)} == {
        one.state for one in compare_disks(GOOD.disks, GOOD.disks)
    }


@pytest.mark.parametrize("before", [GOOD, FAILING, SILENT])
def test_the_sheet_names_it_last_and_as_what_it_is(before):
    probe = before.model_copy(update={"disks": (STICK, *(before.disks or ()))})
    with speaking("fr"):
        lines = [line.plain for line in cover(tower_sheet(probe).cover, "", 60, 30)]
        titles = [row.value for section in tower_sheet(probe).sections for row in section.rows]
    named = [line for line in lines if line.startswith(("Disque", "Disques"))]
    assert "clé PCSol" in named[-1]
    assert len(named) == 1 + max(1, len(before.disks or ()))
    assert "ce système en vient ; elle ne fait pas partie de la tour" in titles


def test_a_tower_with_nothing_but_the_stick_has_no_disk():
    with speaking("fr"):
        rows = tower_sheet(GOOD.model_copy(update={"disks": (STICK,)})).cover.disks
    assert rows[0].value == "aucun trouvé"


def test_older_records_do_not_know():
    assert Disk.from_json({"name": "sda"}).own_medium is None
