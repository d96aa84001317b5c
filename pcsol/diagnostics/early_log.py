"""The kernel's log as it was when the tests began: read once, for all that look only for what stood there by then."""

from threading import Lock

from pcsol.model.testing.kernel import LogLine
from pcsol.tools.programs import dmesg
from pcsol.tools.world.world import World


class EarlyLog:
    """Tests ask at the same time: the first one reads, the others wait for it."""

    def __init__(self) -> None:
        """Read nothing yet."""
        self._lock = Lock()
        self._lines: tuple[LogLine, ...] | None = None

    def read(self, world: World) -> tuple[LogLine, ...]:
        """Return its lines, oldest first. Raises what `dmesg.read` does, to each who asks."""
        with self._lock:
            if self._lines is None:
                self._lines = dmesg.read(world)
            return self._lines
