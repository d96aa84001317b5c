"""The street as PCSol sees it: programs, /proc and /sys, sensors, clock. Live or recorded, nobody below can tell."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from pcsol.tools.world.question import Call, Question


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the file system says of a regular file; of what is in it, nothing."""

    inode: int
    size_bytes: int


class World(Protocol):
    """Anything that can answer for a whole machine."""

    @property
    def source(self) -> Literal["live", "album"]:
        """Say which kind of world this is."""

    def ask(self, question: Question) -> Call:
        """Run a read-only program. Raises ToolError (missing, timed out, too much output) or UnrecordedError."""

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Return a file of /proc or /sys as text. Raises FactMissingError or NotPermittedError."""

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Return a file of /proc or /sys as it is. Raises FactMissingError or NotPermittedError."""

    def names(self, path: str) -> tuple[str, ...] | None:
        """Return the sorted names in a folder of /proc or /sys; None when there is no such folder."""

    def link(self, path: str) -> str | None:
        """Return where a path leads once all its symbolic links are followed; None when it leads nowhere."""

    def file(self, path: str) -> FileFacts | None:
        """Return what is said of a regular file anywhere; None when none is there, or it was not recorded."""

    def targets(self, program: str) -> tuple[str, ...]:
        """Return the disks an album holds answers of this program for ("sda"); a live machine knows none beforehand."""

    def sensors(self) -> dict[str, Any]:
        """Return psutil's temperatures, fans and network states as plain values: shape of an album's sensors.json."""

    def clock(self) -> dict[str, Any]:
        """Return {"now": RFC 3339, "rtc": RFC 3339 or null, "synchronised": bool or null}: shape of clock.json."""
