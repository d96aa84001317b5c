"""Look at a disk again and again until its self-test has ended, its time is over, or it answers no more."""

from dataclasses import dataclass
from typing import Literal

from pcsol.diagnostics.bench import Bench, Tell
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.hardware.disk import Disk
from pcsol.model.testing.disks import SelfTestState
from pcsol.tools.programs.smart import self_test
from pcsol.tools.programs.smart.self_test import Look

# Some drives put their self-test off while they are asked: neither too often, nor so seldom that its end is missed.
_SELDOM_SECONDS, _OFTEN_SECONDS, _LOOKS = 30.0, 5.0, 24
# A disk that resets its link is silent for a while; three times a minute is no while any more.
_SILENCES = 3
# A drive that shows neither a running test nor a new entry in its log by then has not begun.
_BEGUN_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Followed:
    """How it ended: "ended", "late" or "silent" (and what was said then); the last look; how often it began anew."""

    end: Literal["ended", "late", "silent"]
    last: Look
    restarts: int = 0
    details: str = ""


def follow(disk: Disk, before: Look, time: tuple[int, float], bench: Bench, tell: Tell) -> Followed:
    """Follow a self-test to its end. `time`: its seconds by plan, and until when at most (`Bench.now`).

    Raises StoppedError when a person ends the run.
    """
    seconds, until = time
    began, last, silences, restarts = bench.now(), before, 0, 0
    was_seen = before.state.running
    every = min(_SELDOM_SECONDS, max(_OFTEN_SECONDS, seconds / _LOOKS))
    while bench.now() < until:
        tell(_share(last.state, bench.now() - began, seconds), _said(last.state))
        bench.rest(every)
        try:
            now = self_test.look(bench.world, disk.name, disk.bus)
        except PCSolError as err:
            silences += 1
            if silences == _SILENCES:
                return Followed("silent", last, restarts, err.what)
            continue
        silences = 0
        restarts += _went_back(last.state, now.state)
        was_seen = was_seen or now.state.running
        last = now
        if not now.state.running and (was_seen or now.state.log != before.state.log):
            return Followed("ended", now, restarts)
        if not was_seen and bench.now() - began > _BEGUN_SECONDS:
            return Followed("ended", Look(SelfTestState(words=_("it did not begin")), now.smart, now.kind), restarts)
    return Followed("late", last, restarts)


def _went_back(was: SelfTestState, now: SelfTestState) -> bool:
    if not (was.running and now.running) or was.remaining_percent is None or now.remaining_percent is None:
        return False
    return now.remaining_percent > was.remaining_percent


def _share(state: SelfTestState, spent: float, seconds: int) -> float:
    """The drive counts in tenths; in between, its plan tells."""
    by_plan = min(0.99, spent / seconds)
    left = state.remaining_percent
    if left is None or not state.running:
        return by_plan
    return min(max(by_plan, (90 - left) / 100, 0.0), (100 - left) / 100)


def _said(state: SelfTestState) -> str:
    left = state.remaining_percent
    return "" if left is None or not state.running else _("{percent} % to do").format(percent=left)
