"""`pcsol wipe list`: what a volunteer reads, and what a program reads."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.commands.wipe import gathering, naming
from pcsol.commands.wipe.list import listed
from pcsol.errors import CodeFaultyError, WipeRefusedError
from pcsol.exitcodes import ExitCode
from pcsol.judge import codes
from pcsol.model.erasure.listing import WipeList
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.render.erasure import listing
from pcsol.store.find import Fault, Kept
from pcsol.tools.world.world import World
from tests.replay.machines import MACHINES
from tests.unit.wipe.world import Bench, MadeUpWorld

pytestmark = pytest.mark.usefixtures("french")

Captured = pytest.CaptureFixture[str]
CODE = codes.compose("VAL", 42)
LOOPS = frozenset({"--allow-loop"})


def received(**body: Any) -> Kept:
    record = Record(
        kind="intake", id="6f1b8f0e-0000-4000-8000-000000000001", tower=TowerRef(code=CODE),
        taken_at=datetime(2026, 11, 1, tzinfo=UTC), clock=Clock(source="ntp", trusted=True), body=body,
    )  # fmt: skip
    return Kept((record,))


def tower() -> MadeUpWorld:
    """sda carries the system, sdb is free, loop0 is a file on sda."""
    bench = Bench()
    bench.disk("sdb", "8:16", parts={"sdb1": "8:17"})
    bench.loop("loop0", "/srv/disk.img", "8:1")
    ata = "/sys/devices/pci0000:00/0000:00:1f.2/ata{n}/host{n}/target{n}:0:0/{n}:0:0:0/block/{name}"
    for n, name in enumerate(("sda", "sdb"), 1):
        page = b"\0\x80\0\x09" + f"ZMADEUP0{n}".encode()
        bench.files |= {f"/sys/block/{name}/device/model": "PCSOL HDD 500", f"/sys/block/{name}/device/vpd_pg80": page}
        bench.files |= {f"/sys/block/{name}/removable": "0", f"/sys/block/{name}/queue/rotational": "1"}
    bench.files["/sys/bus/pci/devices/0000:00:1f.2/class"] = "0x010601"
    world = bench.world()
    world.links |= {f"/sys/block/{name}": ata.format(n=n, name=name) for n, name in enumerate(("sda", "sdb"), 1)}
    return world


def looked(world: World, kept: Kept, *, given: str | None = CODE, lifted: frozenset[str] = frozenset()) -> WipeList:
    return listed(gathering.gather(world, given, kept), lifted)


def lines(found: WipeList, columns: int) -> list[str]:
    return [line.plain for block in listing.blocks(found, columns) for line in block]


def test_a_free_disk_of_a_received_tower_may_be_erased_and_the_others_say_why_not() -> None:
    found = {disk.name: disk for disk in looked(tower(), received(drives_counted=2)).disks}
    assert {name: disk.eligible for name, disk in found.items()} == {"sda": False, "sdb": True, "loop0": False}
    assert [one.code for one in found["sda"].refusals] == [
        "system-root",
        "kernel-command-line",
        "mounted",
        "held-by-loop",
    ]
    assert (found["sdb"].id, found["sdb"].bus, found["sdb"].medium) == ("ZMADEUP02", "sata", "hdd")
    assert (found["loop0"].id, found["loop0"].lifted_by) == ("disk.img", ("--allow-loop",))
    assert {d.name for d in looked(tower(), received(), lifted=LOOPS).disks if d.eligible} == {"sdb", "loop0"}


def test_a_tower_that_merely_booted_is_not_erased() -> None:
    for kept, given, code in ((Kept(), CODE, "tower-not-received"), (received(), None, "tower-not-received")):
        free = looked(tower(), kept, given=given).disks[1]
        assert [one.code for one in free.refusals] == [code]


def test_a_mistyped_code_is_said_before_anything_else() -> None:
    with pytest.raises(CodeFaultyError):
        gathering.gather(tower(), "VAL-0042-Z")


def test_a_damaged_record_of_the_tower_is_a_reason() -> None:
    file = Path("/x/towers") / CODE.lower() / "2026-11-02t00-00-00z-handover-x.json"
    kept = Kept(received().records, (Fault(file, CodeFaultyError("damaged")),))  # type: ignore[arg-type]
    assert [one.code for one in looked(tower(), kept).disks[1].refusals] == ["records-unreadable"]


def test_the_screen_shows_what_may_be_erased_first_and_the_system_last_and_grey(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")  # a poorer one has no sign for the oe of "oeil"
    found = looked(tower(), received(drives_counted=3))
    said = "\n".join(lines(found, 60))
    assert said.index("/dev/sdb") < said.index("/dev/loop0") < said.index("/dev/sda")
    assert "peut être effacé" in said
    assert "ZMADEUP02" in said
    assert "ZMADEUP01" not in said  # nobody is invited to type it
    assert "3 disques comptés à l'œil, on voit 2 disques" in said
    grey = listing.blocks(found, 60)[-1]
    assert {str(line.style) for line in grey} == {"dim"}


@pytest.mark.parametrize("columns", [30, 60, 80, 100])
def test_no_line_is_wider_than_the_screen(columns: int) -> None:
    found = looked(tower(), Kept(), given=None)
    assert max(map(len, lines(found, columns))) <= columns


def test_a_hostile_file_name_moves_no_cursor() -> None:
    bench = Bench()
    bench.loop("loop0", "/srv/\x1b[2Jdisk\u202e.img", "8:1")
    said = "".join(lines(looked(bench.world(), Kept(), given=None, lifted=LOOPS), 60))
    assert "\x1b" not in said
    assert "\u202e" not in said


def test_an_album_knows_no_users_so_that_nothing_of_it_may_be_erased(capsys: Captured) -> None:
    album = str(MACHINES / "made-up-optiplex-7010")
    assert cli.run(["--machine", album, "wipe", "list", "--json"]) == ExitCode.OK
    plain = json.loads(capsys.readouterr().out)
    assert WipeList.from_json(plain).to_json() == plain
    (disk,) = plain["disks"]
    assert {"path", "id", "eligible", "refusals"} <= disk.keys()
    assert disk["eligible"] is False
    assert {"holdings-unknown", "system-roles-unknown", "tower-not-received"} <= {r["code"] for r in disk["refusals"]}
    assert all(set(refusal) == {"code", "text", "lifted_by"} for refusal in disk["refusals"])


@pytest.mark.parametrize("album", sorted(p.name for p in MACHINES.iterdir() if p.is_dir()))
def test_every_recorded_machine_is_listed_in_french_on_a_small_screen(album: str, capsys: Captured) -> None:
    assert cli.run(["--machine", str(MACHINES / album), "wipe", "list"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "Aucun disque ici ne peut être effacé" in said
    assert "Pas" not in said.split()[:1]
    assert max(map(len, said.splitlines())) <= 60


# Which disk a path means


@pytest.fixture
def world() -> MadeUpWorld:
    found = tower()
    found.links["/dev/disk/by-id/ata-PCSOL"] = "/dev/sdb"
    return found


def meant(world: MadeUpWorld, *typed: str) -> list[str]:
    return [c.disk.name for c in naming.chosen(world, gathering.gather(world, None, Kept()).candidates, typed)]


def test_every_path_of_a_disk_means_this_disk_once(world: MadeUpWorld) -> None:
    assert meant(world, "sdb", "/dev/sdb", "/dev/disk/by-id/ata-PCSOL", "loop0") == ["sdb", "loop0"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/dev/sdb1", "partition de /dev/sdb"), ("sdb1", "partition de /dev/sdb"),
        ("/srv/disk.img", "tient lieu du disque /dev/loop0"), ("/dev/sdz", "pas de disque"), ("", "pas de disque"),
        ("/", "pas de disque"), ("/tmp/sdb", "pas de disque"), ("all", "pas de disque"), ("/dev/sd*", "pas de disque"),
        ("ZMADEUP02", "pas de disque"),
    ],
)  # fmt: skip
def test_what_is_no_whole_disk_is_refused_with_a_sentence(world: MadeUpWorld, typed: str, said: str) -> None:
    with pytest.raises(WipeRefusedError) as refused:
        meant(world, "sdb", typed)
    assert said in refused.value.what
    assert refused.value.code == ExitCode.WIPE_REFUSED


@pytest.mark.parametrize(
    "typed", ["/dev/mapper/sdb", "/dev/old/place/sdb", "/dev/disk/by-slot/sdb", "/dev/x/sdb1", "./sdb"]
)
def test_a_path_that_leads_nowhere_means_no_disk_whatever_its_last_word_is(world: MadeUpWorld, typed: str) -> None:
    with pytest.raises(WipeRefusedError) as refused:
        meant(world, typed)
    assert refused.value.what == f"Il n’y a pas de disque {typed} ici."


def test_a_device_that_was_built_on_disks_is_refused() -> None:
    bench = Bench()
    bench.disk("sdb", "8:16")
    bench.built("md0", "9:0", "sdb")
    with pytest.raises(WipeRefusedError, match="construit sur sdb"):
        meant(bench.world(), "/dev/md0")
