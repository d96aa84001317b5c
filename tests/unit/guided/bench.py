"""A tower made of files, a person who answers from a script, and a hand that plays what it is told to."""

import io
import wave
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from pcsol.diagnostics.bench import Bench, Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.table import MAKERS
from pcsol.errors import FactMissingError, ToolMissingError
from pcsol.model.hardware.devices import Sensors
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from tests.towers import GOOD


class TreeWorld:
    """/sys and /proc as files under a folder: what changes there changes here."""

    source = "live"

    def __init__(self, root: Path) -> None:
        self.root = root

    def _at(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def write(self, path: str, text: str) -> None:
        self._at(path).parent.mkdir(parents=True, exist_ok=True)
        self._at(path).write_text(text, "utf-8")

    def read(self, path: str, limit_bytes: int = 2_000_000) -> str:
        return self.read_bytes(path, limit_bytes).decode()

    def read_bytes(self, path: str, limit_bytes: int = 2_000_000) -> bytes:
        try:
            return self._at(path).read_bytes()[:limit_bytes]
        except OSError as err:
            raise FactMissingError(path) from err

    def names(self, path: str) -> tuple[str, ...] | None:
        at = self._at(path)
        return tuple(sorted(one.name for one in at.iterdir())) if at.is_dir() else None

    def link(self, path: str) -> str | None:
        at = self._at(path)
        return "/" + str(at.resolve().relative_to(self.root.resolve())) if at.exists() else None

    def targets(self, program: str) -> tuple[str, ...]:
        return ()


Answer = str | Callable[[], None] | None


@dataclass
class Script:
    """Answers in order; a callable changes the tower and is no answer, None lets time pass. At the end: nobody."""

    answers: list[Answer]
    left: bool = False
    cards: list[Card] = field(default_factory=list)

    def ask(self, card: Card, seconds: float | None = None) -> str | None:
        if not self.cards or self.cards[-1] != card:
            self.cards.append(card)
        if seconds == 0:
            return None
        if not self.answers:
            raise EOFError
        answer = self.answers.pop(0)
        if callable(answer):
            answer()
            return None
        return answer

    def signs(self, card: Card, seconds: float) -> str | None:
        return self.ask(card, seconds)

    @property
    def shown(self) -> str:
        """All that was shown, one line per card."""
        return "\n".join(" | ".join((card.title, card.text, card.shout, *card.choices)) for card in self.cards)


class Done:
    """A program that has ended."""

    def __init__(self, status: int, said: str) -> None:
        self.status, self._said = status, said

    def wait(self, seconds: float) -> int:
        return self.status

    def said(self, limit_bytes: int = 1_000_000) -> str:
        return self._said

    def __enter__(self) -> "Done":
        return self

    def __exit__(self, *_why: object) -> None: ...


@dataclass
class RecordedHand:
    """Answers each program as it was recorded; `voice` is what the microphone hears (16 bits, 48 kHz)."""

    programs: tuple[str, ...] = ("aplay", "arecord", "eject", "amixer")
    says: dict[str, tuple[int, str]] = field(default_factory=dict)
    voice: bytes | None = None
    started: list[tuple[str, ...]] = field(default_factory=list)
    played: list[bytes] = field(default_factory=list)

    def find(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self.programs else None

    def start(self, argv: tuple[str, ...], seconds: float) -> Done:
        if argv[0] not in self.programs:
            raise ToolMissingError(argv[0])
        self.started.append(argv)
        if argv[0] == "aplay":
            self.played.append(Path(argv[-1]).read_bytes())
        if argv[0] == "arecord" and self.voice is not None:
            Path(argv[-1]).write_bytes(recording(self.voice))
        return Done(*self.says.get(argv[0], (0, "")))


def recording(raw: bytes) -> bytes:
    """A WAV file as arecord writes it."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(48_000)
        wav.writeframes(raw)
    return file.getvalue()


class Impatient(Event):
    """Nobody waits for it: time is the clock's."""

    def wait(self, timeout: float | None = None) -> bool:
        return self.is_set()


@dataclass
class Clock:
    """Each look at it is three tenths of a second later."""

    at: float = 0.0

    def now(self) -> float:
        self.at += 0.3
        return self.at


def jobs_of(test: str, probe: Probe = GOOD, *, required: bool = True) -> tuple[Job, ...]:
    return MAKERS[test](probe, WantedTest(test=test, required=required))


def tried(
    test: str, world: object, answers: Iterable[Answer], hand: RecordedHand | None = None, probe: Probe = GOOD
) -> tuple[Found, Script]:
    """Go through one guided test with these answers; return what was found, and what was shown."""
    script = Script(list(answers))
    bench = Bench(
        world, hand or RecordedHand(), probe, Sensors, lambda _id: None, now=Clock().now, asker=script,
        stop=Impatient(),
    )  # fmt: skip
    [job] = jobs_of(test, probe)
    return job.run(bench, lambda share, text="": None), script
