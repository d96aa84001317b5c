"""A whole way: a tower with a loop device for a disk, at a real hub, armed on its page, erased, and proven there."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pcsol.commands.batch.wire import HubWire
from pcsol.judge.codes import compose
from pcsol.model.profile.batch import BatchProfile
from pcsol.rounds.batch import steps
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board
from pcsol.rounds.batch.notes import Notes
from pcsol.rounds.batch.orders import Orders
from pcsol.rounds.batch.watch import Telling
from pcsol.server.database.tables import event, record, tower
from tests.device.loops import Loops
from tests.device.tower import DISK, LoopTower
from tests.server.house import House
from tests.server.served import Real, served

pytestmark = pytest.mark.device
CODE = compose("VAL", 1)
MIB = 1 << 20
DATA = b"a donor's data, "
_PATIENCE_SECONDS = 60.0
PROFILE = BatchProfile.from_json({
    "schema": "pcsol/batch-profile/1", "id": "erase", "title": {"en": "Erase", "fr": "Effacer"},
    "steps": ["inventory", "erase", "push"], "erase": {"method": "zero"}, "end": "stay",
})  # fmt: skip


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Real]:
    with served(tmp_path, f"sqlite:///{tmp_path / 'hub.sqlite'}") as found:
        found.house.person("camille", "technician")
        found.house.enter("camille")
        assert found.house.post("/lots", name="2026-11-mairie").status_code == 303
        yield found


@pytest.fixture
def device(loops: Loops) -> str:
    file = loops.file(DISK, 9 * MIB)
    file.write_bytes(DATA * (9 * MIB // len(DATA)))
    return loops.attach(file)


class Technician:
    """Arms the tower on the hub's page, in a thread: the batch has the main one, for signals."""

    def __init__(self, house: House, batch: Batch, file: Path) -> None:
        self.house, self.batch, self.file = house, batch, file
        self.before: tuple[bytes, object] = b"", None

    def comes(self) -> int:
        """Wait until the tower waits, arm it, and return its number; a tower that is not armed is left by its batch."""
        try:
            return self._arms()
        except BaseException:
            self.batch.board.stop.set()
            raise

    def _arms(self) -> int:
        _until(lambda: self.batch.board.word == "waits" and _row(self.house), self.batch)
        number = int(_row(self.house).number)
        assert self.house.post(f"/towers/{CODE}/names", lot="1").status_code == 303
        time.sleep(1)  # some exchanges: a tower that merely is in the lot is not armed
        self.before = self.file.read_bytes(), self.batch.orders.latest.armed
        answer = self.house.post("/bench/arm", lot=1, disk=[f"{number}:{DISK}"], count=1)
        assert answer.status_code == 303, answer.text
        return number


def _row(house: House) -> Any:
    with house.hub.database.reading() as connection:
        return connection.execute(select(tower).where(tower.c.code == CODE)).one_or_none()


def _until(what: Callable[[], object], of: Batch) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < end, (of.board.word, of.board.needs, of.board.notice)
        time.sleep(0.1)


def test_armed_on_the_hubs_page_it_is_erased_and_its_certificate_is_at_the_hub(
    real: Real, pcsol_home: Path, loops: Loops, device: str
) -> None:
    house = real.house
    real.enrol(pcsol_home)
    rooms = LoopTower(pcsol_home, device)
    notes = Notes.open(pcsol_home, PROFILE, rooms.marks, rooms.disks())
    batch = Batch(PROFILE, rooms, notes, Board(), Orders(listens=True))
    batch.take_code(CODE)
    wire = HubWire.of(pcsol_home, rooms.disks())
    assert wire is not None
    telling = Telling(batch, wire, show=lambda: None, seconds=0.3)
    telling.start()
    camille = Technician(house, batch, loops.folder / DISK)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(camille.comes)
        try:
            run = batch.run(steps.STEPS)
        finally:
            telling.end()
        number = coming.result()
    assert camille.before == (DATA * (9 * MIB // len(DATA)), None)
    states, texts = [(one.step, one.state) for one in run.steps], [one.text for one in run.steps]
    assert states == [("inventory", "done"), ("erase", "done"), ("push", "done")], texts
    assert not any((loops.folder / DISK).read_bytes())
    with house.hub.database.reading() as connection:
        kinds = connection.scalars(select(event.c.kind).where(event.c.tower == number)).all()
        (paper,) = connection.execute(select(record).where(record.c.kind == "wipe")).all()
    assert kinds.count("armed") == 1
    assert paper.standing == "signed"
    assert json.loads(paper.proven)[DISK][0] == "accepted"  # a file is of no tower: it stands by itself there
