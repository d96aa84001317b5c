"""A tower that gets warm, slows down and falls silent by a script, and programs that say what real ones said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any, Self

from pcsol.diagnostics.bench import Bench
from pcsol.errors import FactMissingError, ToolMissingError
from pcsol.model.hardware.devices import Fan, Sensors, Temperature
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.tools.world.question import Call, Question

SAID = Path(__file__).parent / "said"
GIB = 1 << 30
Course = Callable[[float], Any]


def said(name: str) -> str:
    with (SAID / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


class Clock(Event):
    """Time that passes only while somebody waits; `stops_at`: a person ends the run then."""

    def __init__(self, stops_at: float | None = None) -> None:
        super().__init__()
        self.seconds, self.stops_at = 0.0, stops_at

    def now(self) -> float:
        return self.seconds

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds += timeout or 0.0
        if self.stops_at is not None and self.seconds >= self.stops_at:
            self.set()
        return self.is_set()


def never(_second: float) -> None:
    """What is not there."""


@dataclass(slots=True)
class Tower:
    """Four threads at 3.2 GHz, 4 GiB of memory. Each course: seconds to a value; None: not there (any more).

    `log`: what dmesg tells.
    """

    clock: Clock
    celsius: Course = lambda _second: 40.0
    critical: float | None = 100.0
    mhz: Course = lambda _second: 3200
    throttles: Course = never
    fans: Mapping[str, Course] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Temperature, ...] = ()
    source: str = "live"
    log: str | None = None

    def ask(self, question: Question) -> Call:
        if self.log is None or question.program != "dmesg":
            raise ToolMissingError(question.program)
        return Call(question.argv, 0, self.log)

    def sense(self) -> Sensors:
        now = self.clock.now()
        warm = self.celsius(now)
        core = Temperature(chip="coretemp", label="Core 0", celsius=warm or 0, critical_celsius=self.critical)
        fans = ((label, course(now)) for label, course in self.fans.items())
        return Sensors(
            temperatures=(*self.others, *((core,) if warm is not None else ())),
            fans=tuple(Fan(chip="nct6775", label=label, rpm=rpm) for label, rpm in fans if rpm is not None),
        )

    def names(self, path: str) -> tuple[str, ...] | None:
        return ("cpu0", "cpu1", "cpu2", "cpu3", "cpufreq") if path == "/sys/devices/system/cpu" else None

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        now = self.clock.now()
        name = path.rsplit("/", 1)[-1]
        told = {
            "scaling_cur_freq": lambda: self.mhz(now) and self.mhz(now) * 1000,
            "core_throttle_count": lambda: self.throttles(now) if "/cpu1/" in path else self.throttles(0),
        }.get(name, lambda: self.files.get(path, meminfo() if path == "/proc/meminfo" else None))()
        if told is None:
            raise FactMissingError(path)
        return str(told)


def meminfo(total: int = 4 * GIB, available: int = 3 * GIB, free: int = 2 * GIB, swap: int = 0) -> str:
    facts = {"MemTotal": total, "MemFree": free, "MemAvailable": available, "SwapTotal": swap}
    return "".join(f"{name}:{' ' * 8}{size // 1024} kB\n" for name, size in facts.items())


class Program:
    """A program at work: it has ended after so many seconds."""

    def __init__(self, clock: Clock, seconds: float, said: str, status: int) -> None:
        self._clock, self._ends, self._said, self._status = clock, clock.now() + seconds, said, status
        self.stopped_at: float | None = None

    @property
    def status(self) -> int | None:
        if self.stopped_at is not None and self.stopped_at < self._ends:
            return -9
        return self._status if self._clock.now() >= self._ends else None

    def said(self, limit_bytes: int = 1_000_000) -> str:
        return self._said if self._status == self.status else ""

    def stop(self) -> None:
        if self.stopped_at is None:
            self.stopped_at = self._clock.now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.stop()


Answer = Callable[[tuple[str, ...]], tuple[float, str, int]]


class Programs:
    """`answers`: per installed program, from its argv: how long it works, what it says, its exit status."""

    def __init__(self, clock: Clock, answers: Mapping[str, Answer]) -> None:
        self._clock, self._answers = clock, answers
        self.started: list[tuple[str, ...]] = []
        self.running: list[Program] = []

    def find(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self._answers else None

    def start(self, argv: tuple[str, ...], seconds: float) -> Program:
        self.started.append(argv)
        self.running.append(Program(self._clock, *self._answers[argv[0]](argv)))
        return self.running[-1]


def number(argv: tuple[str, ...], option: str) -> int:
    return int(argv[argv.index(option) + 1].rstrip("s"))


def answering(seconds: float, name: str, status: int = 0) -> Answer:
    return lambda _argv: (seconds, said(name) if name else "", status)


def bench(tower: Tower, answers: Mapping[str, Answer], model: str = "Intel(R) Core(TM) i5-3470 CPU @ 3.20GHz") -> Bench:
    probe = Probe(
        taken_at=datetime(2026, 11, 27, tzinfo=UTC), pcsol="1", source="live", processor=Processor(model=model)
    )
    hand = Programs(tower.clock, answers)
    return Bench(tower, hand, probe, tower.sense, lambda _disk: None, stop=tower.clock, now=tower.clock.now)  # type: ignore[arg-type]


class Heard:
    """What a test told of its progress."""

    def __init__(self) -> None:
        self.shares: list[float | None] = []
        self.texts: list[str] = []

    def __call__(self, share: float | None, text: str = "") -> None:
        self.shares.append(share)
        self.texts.append(text)
