"""What papers say of an erasure that was cut off in the middle of a write and went on."""

from pathlib import Path
from typing import Any

import pytest

from pcsol.model.erasure.hidden import HiddenAreas
from pcsol.model.erasure.outcome import SpeedPoint
from pcsol.model.hardware.disk import Disk
from pcsol.model.probe import Clock
from pcsol.wipe.execute import erase, way
from pcsol.wipe.journal import Journal
from pcsol.wipe.write.overwrite import overwrite
from tests.device.bench import Bench
from tests.device.conftest import MakeLoop
from tests.unit.erasure import made

pytestmark = pytest.mark.device
MIB = 1 << 20


def test_seconds_curve_and_health_of_the_first_run_are_on_them(
    pcsol_home: Path, in_memory: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = in_memory / "disque.img"
    file.write_bytes(b"old data" * MIB)
    bench = Bench(pcsol_home, make_loop(file), file, ("random",))
    healths = [Disk(name="before the first"), Disk(name="before the second"), Disk(name="after")]
    monkeypatch.setattr(bench, "look", lambda _path: healths.pop(0))
    slow = (SpeedPoint(offset_bytes=0, bytes_per_second=1000.0),)

    def cut_off(_device: Any, _stream: Any, _span: Any, reins: Any) -> None:
        reins.keep(6 * MIB, (), 6000.0, slow, 0.0)
        raise KeyboardInterrupt

    monkeypatch.setattr(way, "overwrite", cut_off)
    with pytest.raises(KeyboardInterrupt):
        bench.erase()
    noted = Journal.open(pcsol_home, bench.candidate).entry
    assert noted is not None
    assert (noted.spent_seconds, noted.speed) == (6000.0, slow)
    monkeypatch.setattr(way, "overwrite", overwrite)
    told = bench.erase().told(Clock())
    assert told.steps[0].seconds > 6000.0
    assert told.steps[0].speed[0] == slow[0]
    assert len(told.steps[0].speed) > 1
    assert (told.before, told.after) == (Disk(name="before the first"), Disk(name="after"))
    assert told.resumed == 1


def test_an_area_that_the_first_run_opened_is_on_the_papers_of_the_second(
    pcsol_home: Path, in_memory: Path, make_loop: MakeLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = in_memory / "disque.img"
    file.write_bytes(b"old data" * MIB)
    bench = Bench(pcsol_home, make_loop(file), file, ("random",))
    seen: list[HiddenAreas] = [made.hidden("opened"), made.hidden("none"), made.hidden("none")]
    monkeypatch.setattr(erase, "opened", lambda *_what: seen.pop(0))
    with monkeypatch.context() as patch:
        patch.setattr(way, "overwrite", _power_cut)
        for _run in range(2):
            with pytest.raises(KeyboardInterrupt):
                bench.erase()
    told = bench.erase().told(Clock())
    assert (told.resumed, told.validation) == (2, "accepted")
    assert told.hidden is not None
    assert told.hidden.areas == made.hidden("opened").areas


def _power_cut(*_what: Any) -> None:
    raise KeyboardInterrupt
