"""A bench whose time is made up: resting costs nothing, and what the machine says is what a test wrote."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pcsol.diagnostics.bench import Bench, Found, Job
from pcsol.errors import FactMissingError, PCSolError, ToolMissingError
from pcsol.model.hardware.devices import Sensors
from pcsol.model.probe import Probe
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import FileFacts

Answer = str | PCSolError
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


class MadeUpTime(threading.Event):
    """The run's `stop`: waiting for it moves the clock on. `until`: a person ends the run then."""

    def __init__(self, until: float = float("inf")) -> None:
        super().__init__()
        self.seconds, self.until = 1000.0, until

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds += timeout or 0
        return self.is_set() or self.seconds >= self.until

    def now(self) -> float:
        return self.seconds


@dataclass
class MadeUpWorld:
    """Files and programs by name; a function is asked anew each time."""

    files: Mapping[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    programs: Mapping[str, Callable[[Question], Answer]] = field(default_factory=dict)
    folders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: Literal["live", "album"] = "live"
    told_clock: dict[str, Any] = field(default_factory=dict)

    def ask(self, question: Question) -> Call:
        if question.program not in self.programs:
            raise ToolMissingError(question.program)
        said = self.programs[question.program](question)
        if isinstance(said, PCSolError):
            raise said
        return Call(question.argv, 0, said)

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        said = self.files.get(path, FactMissingError(path))
        said = said() if callable(said) else said
        if isinstance(said, PCSolError):
            raise said
        return said[:limit_bytes]

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        return self.read(path, limit_bytes).encode()

    def names(self, path: str) -> tuple[str, ...] | None:
        below = {file[len(path) + 1 :].split("/")[0] for file in self.files if file.startswith(f"{path}/")}
        return self.folders.get(path) or tuple(sorted(below)) or None

    def link(self, path: str) -> str | None:
        return path if self.names(path) is not None or path in self.files else None

    def file(self, path: str) -> FileFacts | None:
        return None

    def targets(self, program: str) -> tuple[str, ...]:
        return ()

    def sensors(self) -> dict[str, Any]:
        return {}

    def clock(self) -> dict[str, Any]:
        return self.told_clock


@dataclass
class Ended:
    """A program that has ended with these words."""

    status: int
    words: str

    def __enter__(self) -> "Ended":
        return self

    def __exit__(self, *_: object) -> None:
        return

    def wait(self, seconds: float) -> int:
        return self.status

    def said(self, limit_bytes: int = 0) -> str:
        return self.words

    def stop(self) -> None:
        return


@dataclass
class MadeUpHand:
    """Keeps what was started, and lets a test say what comes of it."""

    does: Callable[[tuple[str, ...]], Ended] = lambda argv: Ended(0, "{}")
    started: list[tuple[str, ...]] = field(default_factory=list)
    installed: bool = True

    def find(self, program: str) -> str | None:
        return f"/usr/sbin/{program}" if self.installed else None

    def start(self, argv: tuple[str, ...], seconds: float) -> Any:
        self.started.append(argv)
        return self.does(argv)


def probe(**facts: Any) -> Probe:
    return Probe(taken_at=NOW, pcsol="0", source="live", **facts)


def bench(
    world: MadeUpWorld | None = None,
    hand: MadeUpHand | None = None,
    time: MadeUpTime | None = None,
    **more: Any,
) -> Bench:
    time = time or MadeUpTime()
    parts: dict[str, Any] = {"probe": probe(), "sense": Sensors, "health": lambda _name: None, **more}
    return Bench(world=world or MadeUpWorld(), hand=hand or MadeUpHand(), stop=time, now=time.now, **parts)


@dataclass
class Heard:
    """What a test told meanwhile."""

    shares: list[float | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __call__(self, share: float | None, text: str = "") -> None:
        self.shares.append(share)
        self.texts.append(text)


def run(job: Job, at: Bench, tell: Heard | None = None) -> Found:
    return job.run(at, tell or Heard())


def codes(found: Found) -> list[str]:
    return [reason.code for reason in found.reasons]
