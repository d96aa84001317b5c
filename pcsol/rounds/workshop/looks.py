"""The doors of a workshop's menu: what is tried on the tower, and what it was before."""

from collections.abc import Sequence
from typing import Protocol

from pcsol.checklist.redo import Redo
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.hardware.devices import Socket
from pcsol.model.probe import Probe
from pcsol.model.workshop.booklets import MakerSignals


class Trials(Protocol):
    """What takes time, or people. Each returns the look with what was found, or with the reason why nothing was."""

    def warm(self, probe: Probe) -> Probe:
        """Let all cores work for a minute; nothing is started where no sensor tells how warm the processor is."""

    def sockets(self, probe: Probe, before: Sequence[Socket] | None) -> Probe:
        """Try USB sockets with a test stick: those that were tried before, None: those that the person names."""


class Past(Protocol):
    """What this tower was before."""

    def before(self, probe: Probe) -> tuple[Probe, str] | None:
        """Return the last look that was kept as "before", and its record's id."""

    def compare(self, was: tuple[Probe, str], probe: Probe, code: str | None) -> Comparison:
        """Compare with what was before; keep the comparison and this look, now or later."""

    def advise(self, found: Comparison) -> Sequence[Redo]:
        """Say what to do again."""

    def no_start(self) -> Sequence[Redo]:
        """Say what to try when a tower does not start, in order."""

    def signals(self) -> Sequence[MakerSignals]:
        """Say what beeps and lights mean, by maker."""


def tried_alike(trials: Trials, probe: Probe, was: Probe) -> Probe:
    """Try what was tried before: warmth is comparable under the same load alone, sockets where the same were tried."""
    if was.load is not None:
        probe = trials.warm(probe)
    return trials.sockets(probe, was.sockets) if was.sockets is not None else probe


def may_hide_a_fault(was: Probe, probe: Probe) -> bool:
    """Say whether keeping this look as "before" could make what went wrong since look as if it had always been so.

    That is where one of the same day is kept (or of a later one: a battery that was out), or something has changed.
    """
    return probe.taken_at.date() <= was.taken_at.date() or compare(was, probe).state == "to-look-at"
