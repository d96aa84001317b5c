"""A workshop in a folder: several write, sticks are pulled, processes are killed, and nothing that was said is lost."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pcsol.checklist.desk import WRONG_TRIES
from pcsol.errors import StoreError, StoreFullError, StoreGoneError, WorkshopError
from pcsol.i18n import speaking
from pcsol.model.workshop.room import Closing
from pcsol.store import medium
from pcsol.store.workshops import story
from pcsol.store.workshops.desk import FolderDesk, FolderRoom
from tests.unit.checklist.rooms import START, WORKSHOP, event, plan

KILLS = 30
# Forks a writer for each line that it is told; each writes as a device of its own and says what is kept.
NURSERY = """
import os, sys
from pathlib import Path
from pcsol.store.workshops.desk import FolderRoom
from tests.unit.checklist.rooms import WORKSHOP, event
desk = FolderRoom(Path(os.environ["PCSOL_HOME"])).desk(WORKSHOP)
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        n = 0
        while True:
            n += 1
            one = event("count", n, device=line.strip(), pot="pot-1", number=n % 1000)
            desk.add([one])
            os.write(1, f"saved {one.id}\\n".encode())
    os.write(1, f"writer {pid}\\n".encode())
    os.waitpid(pid, 0)
    os.write(1, b"ended 0\\n")
"""


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def desk(pcsol_home: Path) -> FolderDesk:
    found = FolderRoom(pcsol_home).open(plan())
    assert isinstance(found, FolderDesk)
    return found


@pytest.mark.process
def test_every_event_said_to_be_kept_survives_thirty_kills(pcsol_home: Path, desk: FolderDesk) -> None:
    dice, said = random.Random(1), set[str]()
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:
        assert nursery.stdin
        assert nursery.stdout
        for kill in range(KILLS):
            nursery.stdin.write(f"{kill:08x}\n")
            nursery.stdin.flush()
            heard: dict[str, str] = {}
            while "writer" not in heard or "saved" not in heard:
                what, which = nursery.stdout.readline().split()
                heard[what] = which
                said |= {which} if what == "saved" else set()
            time.sleep(dice.uniform(0, 0.03))
            os.kill(int(heard["writer"]), signal.SIGKILL)
            while (line := nursery.stdout.readline().split())[0] != "ended":
                said |= {line[1]} if line[0] == "saved" else set()
        nursery.stdin.close()
    kept = [one.id for one in desk.events("g1")]
    assert len(said) >= KILLS
    assert said <= set(kept)
    assert len(kept) == len(set(kept)) <= len(said) + KILLS  # for each kill at most the one that was not yet said


def test_many_who_write_at_once_lose_nothing(desk: FolderDesk) -> None:
    def write(device: str) -> None:
        for n in range(1, 21):
            FolderDesk(desk.folder).add([event("help", n, device=device)])

    writers = [threading.Thread(target=write, args=(f"{i:08x}",)) for i in range(6)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert {one.id for one in desk.events("g1")} == {f"{i:08x}-{n}" for i in range(6) for n in range(1, 21)}


@pytest.mark.parametrize("torn", [b'{"schema":"pcsol/work', b"\0\0\0\0", b"\xff\xfe{", b"{}\n[]\n1"])
def test_a_torn_last_line_is_passed_over_and_swallows_nothing(desk: FolderDesk, torn: bytes) -> None:
    desk.add([event("help", 1)])
    file = desk.folder / "g1.events"
    file.write_bytes(file.read_bytes() + torn)
    assert [one.n for one in desk.events("g1")] == [1]
    desk.add([event("help", 2)])
    assert [one.n for one in desk.events("g1")] == [1, 2]


def test_the_same_event_again_is_nothing(desk: FolderDesk) -> None:
    desk.add([event("help", 1), event("help", 1)])
    desk.add([event("help", 1)])
    assert len((desk.folder / "g1.events").read_text("utf-8").splitlines()) == 1


def test_each_group_has_its_own_story(desk: FolderDesk) -> None:
    desk.add([event("help", 1), event("stop", 2, group="g2")])
    assert [one.kind for one in desk.events("g1")] == ["help"]
    assert [one.kind for one in desk.events("g2")] == ["stop"]


def test_no_event_of_another_workshop_or_group_is_taken(desk: FolderDesk) -> None:
    for stray in (event("help", 1, workshop="ffffffffffff"), event("help", 1, group="g9")):
        with pytest.raises(KeyError):
            desk.add([event("help", 2), stray])
    assert desk.events("g1") == ()
    with pytest.raises(KeyError):
        desk.events("../g1")


def test_what_the_medium_does_not_take_leaves_no_trace_and_may_be_tried_again(
    desk: FolderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add([event("help", 1)])
    before = (desk.folder / "g1.events").read_bytes()

    def is_full(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(medium, "write", is_full)
        with pytest.raises(StoreFullError):
            desk.add([event("help", 2)])
    assert (desk.folder / "g1.events").read_bytes() == before
    desk.add([event("help", 2)])
    assert [one.n for one in desk.events("g1")] == [1, 2]


def test_events_are_flushed_before_they_are_said_to_be_kept(desk: FolderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    real = os.fsync

    def watch(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        real(descriptor)

    monkeypatch.setattr(os, "fsync", watch)
    desk.add([event("help", 1)])
    desk.add([event("help", 1)])  # written by somebody who was killed before the flush: it is flushed now
    assert flushed == [desk.folder / "g1.events", desk.folder] * 2


def test_a_pulled_stick_is_not_written_into_memory(desk: FolderDesk) -> None:
    desk.folder.rename(desk.folder.with_name("away"))
    with pytest.raises(StoreGoneError):
        desk.add([event("help", 1)])
    assert not desk.folder.exists()


def test_a_device_gone_mad_does_not_fill_the_medium(desk: FolderDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "LARGEST_BYTES", 1000)
    desk.add([event("help", 1)])
    with pytest.raises(StoreFullError, match="far too many"):
        desk.add([event("help", n) for n in range(2, 20)])
    assert [one.n for one in desk.events("g1")] == [1]


def test_only_the_four_digits_are_an_adults(desk: FolderDesk) -> None:
    code = desk.code()
    assert len(code) == 4
    assert code.isdecimal()
    assert desk.adult(code, "g1")
    assert not any(desk.adult(wrong, "g1") for wrong in ("", "é", code + "0", f" {code}"))


def test_after_five_wrong_codes_none_is_right_for_ten_minutes(pcsol_home: Path) -> None:
    clock = [datetime(2026, 11, 28, 9, tzinfo=UTC)]
    desk = FolderRoom(pcsol_home, lambda: clock[0]).open(plan())
    for _try in range(WRONG_TRIES):
        assert not desk.rests("g1")
        assert not desk.adult("no", "g1")
    assert (desk.rests("g1"), desk.rests("g2")) == (True, False)
    assert not desk.adult(desk.code(), "g1")
    assert desk.adult(desk.code(), "g2"), "the other group goes on"
    again = FolderRoom(pcsol_home, lambda: clock[0]).desk(WORKSHOP)
    assert not again.adult(again.code(), "g1"), "another process knows it too"
    clock[0] += timedelta(minutes=10)
    assert not desk.rests("g1")
    assert desk.adult(desk.code(), "g1")


def test_links_are_long_differ_and_end_with_the_workshop(desk: FolderDesk) -> None:
    first, second = desk.link("g1"), desk.link("g2")
    assert len(first) >= 20
    assert first != second
    assert (desk.group_of(first), desk.group_of(second), desk.group_of("é")) == ("g1", "g2", None)
    closing = Closing(workshop=WORKSHOP, checklist="small", on=START.date(), level="explorer", closed_at=START)
    assert not desk.ended()
    desk.close(closing)
    assert desk.closed() == closing
    assert desk.ended()


def test_the_secret_is_nobody_elses(desk: FolderDesk) -> None:
    assert (desk.folder / "secret.json").stat().st_mode & 0o077 == 0


def test_a_workshop_begun_again_keeps_its_code_and_links(pcsol_home: Path, desk: FolderDesk) -> None:
    again = FolderRoom(pcsol_home).open(plan())
    assert (again.code(), again.link("g1")) == (desk.code(), desk.link("g1"))
    with pytest.raises(WorkshopError):
        FolderRoom(pcsol_home).open(plan(level="expert"))
    assert desk.plan().level == "explorer"


def test_workshops_are_found_the_newest_first_and_damaged_ones_passed_over(pcsol_home: Path, desk: FolderDesk) -> None:
    room = FolderRoom(pcsol_home)
    room.open(plan(id="f" * 12, made_at=START + timedelta(hours=1)))
    room.open(plan(id="e" * 12))
    (pcsol_home / "workshops" / ("e" * 12) / "plan.json").write_text("{", "utf-8")
    (pcsol_home / "workshops" / ("d" * 12)).mkdir()
    assert [one.plan().id for one in room.desks()] == ["f" * 12, WORKSHOP]
    with pytest.raises(StoreError, match=r"plan\.json"):
        room.desk("e" * 12).plan()
    for stranger in ("d" * 12, "../towers", ""):
        with pytest.raises(WorkshopError):
            room.desk(stranger)
