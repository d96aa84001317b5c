"""A world that answers as another one does, and keeps every answer: what `pcsol album` is made of."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World


@dataclass(slots=True)
class Recording:
    """All that was answered, before any of it is written: raw, with the serials of the real machine."""

    calls: list[tuple[Question, Call]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    sensors: dict[str, Any] | None = None
    clock: dict[str, Any] | None = None


class RecordingWorld:
    """Asks the inner world and remembers; many threads may ask at once."""

    def __init__(self, inner: World) -> None:
        self._inner = inner
        self._lock = Lock()
        self.recording = Recording()

    @property
    def source(self) -> Literal["live", "album"]:
        """The inner world's."""
        return self._inner.source

    def ask(self, question: Question) -> Call:
        """Ask, and keep what was said."""
        call = self._inner.ask(question)
        with self._lock:
            self.recording.calls.append((question, call))
        return call

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read, and keep it."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read, and keep it."""
        raw = self._inner.read_bytes(path, limit_bytes)
        with self._lock:
            self.recording.files[path] = raw
        return raw

    def names(self, path: str) -> tuple[str, ...] | None:
        """List, and keep that these were there."""
        names = self._inner.names(path)
        with self._lock:
            if names is not None:
                self.recording.folders.update(f"{path}/{name}" for name in names)
                self.recording.folders.add(path)
        return names

    def link(self, path: str) -> str | None:
        """Follow, and keep where it led."""
        leads = self._inner.link(path)
        with self._lock:
            if leads is not None and leads != path:
                self.recording.links[path] = leads
        return leads

    def targets(self, program: str) -> tuple[str, ...]:
        """Know what the inner world knows."""
        return self._inner.targets(program)

    def sensors(self) -> dict[str, Any]:
        """Ask, and keep."""
        self.recording.sensors = self._inner.sensors()
        return self.recording.sensors

    def clock(self) -> dict[str, Any]:
        """Ask, and keep."""
        self.recording.clock = self._inner.clock()
        return self.recording.clock
