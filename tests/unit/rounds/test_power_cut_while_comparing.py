"""The mains fails while a tower compares itself: whatever was written by then, the next start has the same before."""

from pathlib import Path

import pytest

from pcsol.commands.checklist.table.past import KeptPast
from pcsol.model.probe import Probe
from pcsol.model.record import Record, TowerRef
from pcsol.store import find, records
from pcsol.store.live.keeper import Keeper
from pcsol.store.records import Moment
from pcsol.store.workshops.shelf import Shelf
from tests.towers import GOOD

CODE = "VAL-0042-D"
BAD = GOOD.model_copy(update={"memory": GOOD.memory.model_copy(update={"slots": (), "installed_bytes": 1})})


def past(home: Path) -> KeptPast:
    """As each start of PCSol has it."""
    return KeptPast(Keeper(home), Shelf())


def kept(home: Path, probe: Probe) -> str:
    tower = TowerRef(code=CODE, marks=probe.identity.marks)
    return records.keep(home, "probe", probe, tower, Moment(probe.taken_at, probe.clock)).id


@pytest.mark.parametrize("written", [0, 1, 2])
def test_a_look_after_the_work_never_becomes_the_one_before(
    written: int, pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(pcsol_home, GOOD)
    left, keep_made = [written], records.keep_made

    def until_the_mains_fails(home: Path, record: Record) -> Record:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return keep_made(home, record)

    with monkeypatch.context() as mains:
        mains.setattr(records, "keep_made", until_the_mains_fails)
        was = past(pcsol_home).before(BAD)
        assert was is not None
        if written < 2:
            with pytest.raises(KeyboardInterrupt):
                past(pcsol_home).compare(was, BAD, CODE)
        else:
            past(pcsol_home).compare(was, BAD, CODE)
    assert len(find.everything(pcsol_home).records) == 1 + written
    again = past(pcsol_home).before(BAD)
    assert again is not None
    assert again[1] == first
    assert past(pcsol_home).compare(again, BAD, CODE).state == "to-look-at"
