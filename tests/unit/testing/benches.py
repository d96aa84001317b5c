"""A bench with real small jobs: a job is a function."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.journal import Beginning, Journal
from pcsol.diagnostics.plan import Laid, lay
from pcsol.diagnostics.runner import Runner
from pcsol.diagnostics.table import Maker
from pcsol.model.hardware.devices import Sensors
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, TestProfile, WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Tested
from pcsol.probe.tower import tower
from pcsol.tools.hand import NoHand
from pcsol.tools.world.album import AlbumWorld

MACHINES = Path(__file__).resolve().parents[2] / "machines"
OPTIPLEX = MACHINES / "made-up-optiplex-7010"
BOOT, ANOTHER_BOOT = "11111111-aaaa", "22222222-bbbb"

Run = Callable[[Bench, Tell], Found]


def probe(folder: Path = OPTIPLEX) -> Probe:
    return tower(AlbumWorld(folder), ())


def bench(now: Callable[[], float] = time.monotonic) -> Bench:
    return Bench(AlbumWorld(OPTIPLEX), NoHand(), probe(), Sensors, lambda _path: None, Event(), now)


def passes(_bench: Bench, _tell: Tell) -> Found:
    return Found("passed")


def fails(_bench: Bench, _tell: Tell) -> Found:
    return Found("failed", (Reason(code="stuck-bit", text="a bit is stuck"),))


def rests(seconds: float) -> Run:
    def run(bench: Bench, tell: Tell) -> Found:
        tell(0.5, "half")
        bench.rest(seconds)
        return Found("passed")

    return run


def job(name: str, run: Run = passes, seconds: int = 1, **more: object) -> Job:
    return replace(Job(name, name.capitalize(), seconds, run), **more)  # type: ignore[arg-type]  # Job's own fields


def laid(jobs: Mapping[TestName, Sequence[Job]], budget_minutes: int | None = None) -> Laid:
    """Lay out a plan of these jobs, in this order."""
    makers: dict[TestName, Maker] = {}

    def made(mine: Sequence[Job]) -> Maker:
        return lambda _probe, _wanted: tuple(mine)

    for name, mine in jobs.items():
        makers[name] = made(mine)
    profile = TestProfile.model_validate(
        {
            "schema": "pcsol/test-profile/1",
            "id": "small",
            "title": "Petit contrôle",
            "budget_minutes": budget_minutes,
            "tests": tuple(WantedTest(test=name) for name in jobs),
        }
    )
    return lay(profile, probe(), makers)


def runner(plan: Laid, home: Path | None = None, at: Bench | None = None, **more: object) -> tuple[Runner, Journal]:
    at = at or bench()
    journal = Journal.begin(home, at.probe, plan, Beginning(BOOT))
    return Runner(at, plan, journal, {}, **more), journal  # type: ignore[arg-type]  # Runner's own options


def done(journal: Journal) -> dict[str, Tested]:
    return {one.id: one for one in journal.notes.done}
