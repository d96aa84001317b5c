"""A world that answers as another one does, and keeps every answer: what `pcsol album` is made of."""

from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

from pcsol.errors import FactError, PCSolError
from pcsol.tools.world import refusals
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts, World


@dataclass(slots=True)
class Recording:
    """All that was answered, before any of it is written: raw, with the serials of the real machine.

    `files`, `listings`, `links` and `refused` are by the path that was asked; `failed` by question.
    """

    calls: list[tuple[Question, Call]] = field(default_factory=list)
    failed: list[tuple[Question, dict[str, Any]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, dict[str, Any]] = field(default_factory=dict)
    listings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    sensors: dict[str, Any] | None = None
    clock: dict[str, Any] | None = None


class RecordingWorld:
    """Asks the inner world and remembers; many threads may ask at once."""

    def __init__(self, inner: World) -> None:
        self._inner = inner
        self._lock = Lock()
        self.recording = Recording()

    def so_far(self) -> Recording:
        """Return a copy of the recording: a room that came too late may still be writing into it."""
        with self._lock:
            kept = self.recording
            return Recording(
                calls=list(kept.calls),
                failed=list(kept.failed),
                files=dict(kept.files),
                refused=dict(kept.refused),
                listings=dict(kept.listings),
                links=dict(kept.links),
                sensors=kept.sensors,
                clock=kept.clock,
            )

    @property
    def source(self) -> Literal["live", "album"]:
        """The inner world's."""
        return self._inner.source

    def ask(self, question: Question) -> Call:
        """Ask, and keep what was said, or why nothing was."""
        try:
            call = self._inner.ask(question)
        except PCSolError as err:
            entry = refusals.kept(err, question.seconds)
            if entry is not None:
                with self._lock:
                    self.recording.failed.append((question, entry))
            raise
        with self._lock:
            self.recording.calls.append((question, call))
        return call

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        """Read, and keep it."""
        return self.read_bytes(path, limit_bytes).decode("utf-8", errors="replace")

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        """Read, and keep it. Of two readings of one file, the longer one is kept."""
        try:
            raw = self._inner.read_bytes(path, limit_bytes)
        except FactError as err:
            entry = refusals.kept(err)
            if entry is not None:
                with self._lock:
                    self.recording.refused[path] = entry
            raise
        with self._lock:
            self.recording.files[path] = max(self.recording.files.get(path, b""), raw, key=len)
        return raw

    def names(self, path: str) -> tuple[str, ...] | None:
        """List, and keep that these were there."""
        names = self._inner.names(path)
        with self._lock:
            if names is not None:
                self.recording.listings[path] = names
        return names

    def link(self, path: str) -> str | None:
        """Follow, and keep where it led."""
        leads = self._inner.link(path)
        with self._lock:
            if leads is not None:
                self.recording.links[path] = leads
        return leads

    def file(self, path: str) -> FileFacts | None:
        """Look, and keep nothing: it is no fact of the kernel's."""
        return self._inner.file(path)

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
