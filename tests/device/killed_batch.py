"""Kills a whole batch for real wherever it writes and wherever its erasure tells how far it is, goes on with it, and
prints what came of it: run by test_batch_killed.py. Python starts once; each tower is forked."""

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pcsol.commands.batch import rooms
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.progress import Progress
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchProfile
from pcsol.model.testing.run import Tested, TestRun
from pcsol.rounds.batch import steps
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.board import Board, StoppedError
from pcsol.rounds.batch.doors import Waiting
from pcsol.rounds.batch.notes import Notes
from pcsol.store import find, medium
from pcsol.store.papers import keeping
from tests.device.conftest import loop_over
from tests.device.tower import DISK, LoopTower
from tests.letters import enrol
from tests.post_office import open_office

CODE = "VAL-0042-D"
SIZE_BYTES = 1 << 20
PROFILE = BatchProfile.from_json({
    "schema": "pcsol/batch-profile/1", "id": "all", "title": {"en": "All", "fr": "Tout"}, "end": "stay",
    "steps": ["inventory", "tests", "grade", "erase", "record", "push", "label"], "erase": {"method": "zero"},
})  # fmt: skip
Kill = Callable[[str], None]


class Tower(LoopTower):
    """Its look is made once, and its tests take no time: what is cut off here are the writes."""

    seen: Probe

    def look(self) -> Probe:
        return self.seen

    def tests(self, probe: Probe, profile: str, run_id: str, waiting: Waiting) -> TestRun:
        found = (Tested(id="memory", kind="unattended", title="memory", seconds=1, took_seconds=1.0, result="passed"),)
        return TestRun(
            id=run_id, profile=profile, taken_at=datetime.now(UTC), pcsol="0", source="live", planned_seconds=1,
            seconds=1.0, tests=found,
        )  # fmt: skip


class Cut(Board):
    """May be the last that the erasure tells; a person arms the tower whenever it asks, and counts how often."""

    def __init__(self, kill: Kill) -> None:
        super().__init__()
        self.kill, self.times_asked = kill, 0

    def disk(self, progress: Progress) -> None:
        self.kill(progress.phase)
        super().disk(progress)

    def rest(self, seconds: float) -> None:
        if not any(one.code == "arm" for one in self.needs) or self.times_asked:
            raise StoppedError
        self.times_asked += 1
        until = datetime.now(UTC) + timedelta(hours=2)
        self.armed = Armed(disks=(DISK,), until=until, by="x", lot="Mairie", at_tower=True)


def _goes(home: Path, device: str, kill: Kill) -> dict[str, Any]:
    """Begin the batch, or go on with it; say what is there afterwards."""
    tower, board = Tower(home, device), Cut(kill)
    notes = Notes.open(home, PROFILE, tower.marks, tower.disks())
    begun = notes.kept.armed is not None and notes.kept.armed.begun
    batch = Batch(PROFILE, tower, notes, board)
    if notes.kept.code is None:
        batch.take_code(CODE)
    run = batch.run(steps.STEPS)
    return {
        "states": [one.state for one in run.steps], "texts": [one.text for one in run.steps], "label": run.label,
        "asked": board.times_asked, "begun": begun,
    }  # fmt: skip


def _killing(number: int) -> Kill:
    """Kill at the n-th moment: before each write, which is behind all that the one before it did, and at each word of
    the erasure."""
    left = [number]

    def kill(_what: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def cut(do: Callable[..., None]) -> Callable[..., None]:
        def doing(*args: Any) -> None:
            kill("a write")
            do(*args)

        return doing

    medium.write_whole, medium.scrub = cut(medium.write_whole), cut(medium.scrub)
    return kill


def _forked(do: Callable[[], Any], home: Path) -> int:
    """Do it in a process of its own, and return how that ended; what it found lies in a file."""
    child = os.fork()
    if child == 0:
        try:
            (home.parent / "said.json").write_text(json.dumps(do()), "utf-8")
            os._exit(0)
        except BaseException:  # noqa: BLE001  # whatever it is, this process goes no further
            traceback.print_exc()
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _left(home: Path, file: Path, stored: dict[str, Any]) -> dict[str, Any]:
    records = find.everything(home).records
    return {
        "kinds": sorted(one.kind for one in records),
        "arrived": {one.id for one in records} == set(stored),
        "papers": sorted(one.name.partition("-val-")[0] for one in home.glob("certificates/*/*.json")),
        "pdfs": len([*home.glob("certificates/*/*.pdf")]),
        "notes": [one.name for one in home.glob("journal/*.json")],
        "labels": [one.name for one in home.glob("labels/*.pdf")],
        "erased": not any(file.read_bytes()),
    }


def _tried(place: Path, number: int, office: Any) -> dict[str, Any] | None:
    """Kill one at this moment and go on with it; None: it came to its end before."""
    home, file = place / str(number) / "home", place / str(number) / DISK
    home.parent.mkdir()
    os.environ["PCSOL_HOME"] = str(home)
    file.write_bytes(b"a donor's data, " * (SIZE_BYTES // 16))
    enrol(home, office.url)
    office.stored.clear()
    with loop_over(file) as device:
        ended = _forked(lambda: _goes(home, device, _killing(number)), home)
        if ended == 0:
            return None
        assert ended == -signal.SIGKILL, ended
        assert _forked(lambda: _goes(home, device, lambda _what: None), home) == 0, number
    said = json.loads((home.parent / "said.json").read_text("utf-8"))
    return {"number": number, **said, **_left(home, file, office.stored)}


def main(place: Path) -> None:
    """Try every moment."""
    os.environ["PCSOL_HOME"] = str(place / "none")
    for module, name in ((keeping, "pdf"), (rooms, "sheet")):  # how they look is told elsewhere; they must be there
        setattr(module, name, lambda *_what, **_how: b"%PDF-")
    with loop_over(_any(place)) as device:
        Tower.seen = LoopTower(place / "none", device).look()
    with open_office() as office:
        number = 0
        while (found := _tried(place, number, office)) is not None:
            print(json.dumps(found), flush=True)  # noqa: T201
            number += 1


def _any(place: Path) -> Path:
    file = place / DISK
    file.write_bytes(bytes(SIZE_BYTES))
    return file


if __name__ == "__main__":
    main(Path(sys.argv[1]))
