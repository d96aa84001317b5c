"""What a workshop's menu tries on the tower that it runs on: warmth under load, USB sockets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pcsol.commands.dialogue import trying
from pcsol.model.hardware.devices import Socket
from pcsol.model.probe import Probe
from pcsol.tools.world.world import World


@dataclass(frozen=True, slots=True)
class TowersTrials:
    """`world`: opens the tower, or the album that stands for it."""

    world: Callable[[], World]

    def warm(self, probe: Probe) -> Probe:
        """Let all cores work."""
        return trying.with_load(probe, self.world())

    def sockets(self, probe: Probe, before: Sequence[Socket] | None) -> Probe:
        """Ask the person for each socket."""
        return trying.with_sockets(probe, self.world(), before, may_ask=True)
