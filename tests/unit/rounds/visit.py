"""Doors for the guided menu that need no machine: keys come from a script, records go into a list."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from pcsol.errors import CodeTakenError, PCSolError
from pcsol.i18n import _, language
from pcsol.model.erasure.listing import ListedDisk, WipeList
from pcsol.model.probe import Probe
from pcsol.render.console import Screen
from pcsol.rounds.sofar import SoFar, Tests
from pcsol.rounds.standing import Standing
from pcsol.rounds.start import Round
from tests.towers import GOOD
from tests.typed import Typing

TAKEN = CodeTakenError("This code is taken.", remedy="Use a new sticker.")


@dataclass
class Bench:
    """One tower and its records; `room` is how many tries to save fail yet."""

    looks: list[Probe] = field(default_factory=lambda: [GOOD])
    failing_tries: int = 0
    refusal: PCSolError | None = None
    known_as: str | None = None
    kept: list[tuple[Probe, str | None]] = field(default_factory=list)
    waiting: int = 0
    received: list[str | None] = field(default_factory=list)
    told_in: list[str] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    tests: Tests = "never"
    disks_left: int | None = 1
    to_send: int = 0
    listed: tuple[ListedDisk, ...] = ()
    errands: list[str] = field(default_factory=list)
    trouble: BaseException | None = None

    def far(self, probe: Probe, code: str | None) -> SoFar:
        return SoFar(code, self.tests, self.disks_left, self.to_send)

    def test(self, *, full: bool = False) -> None:
        self._went("test --full" if full else "test")
        self.tests = "good"

    def batch(self) -> None:
        self._went("batch")
        self.known_as = "VAL-0099-K"

    def disks(self, code: str | None) -> WipeList:
        self._went(f"disks of {code}")
        return WipeList(disks=self.listed)

    def erase(self, path: str, code: str | None) -> None:
        self._went(f"erase {path} of {code}")

    def send(self) -> None:
        self._went("send")

    def _went(self, errand: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.errands.append(errand)

    def look(self) -> Probe:
        return self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]

    def told_again(self) -> Probe:
        self.told_in.append(language())
        return self.looks[0]

    def code(self, probe: Probe) -> str | None:
        return self.known_as

    def receive(self, code: str | None) -> str:
        self.received.append(code)
        if self.refusal is not None:
            raise self.refusal
        return "VAL-0042-D"

    def keep(self, probe: Probe, code: str | None) -> tuple[Probe, str]:
        self.kept.append((probe, code))
        self.waiting += self.failing_tries > 0
        return probe, f"id-{len(self.kept)}"

    def retry(self) -> None:
        if self.waiting:
            self.failing_tries -= 1
            self.waiting *= self.failing_tries > 0

    def count(self) -> int:
        return self.waiting

    def standing(self) -> Standing:
        saved = not self.waiting
        return Standing(saved=saved, text=_("Saved on the stick {label}.") if saved else "PAS ENCORE SAUVÉ : pleine.")

    def news(self) -> str:
        return self.happened.pop(0) if self.happened else ""


def visit(bench: Bench, *script: str | None, lang: str = "fr", notice: str = "", size: tuple[int, int] = (60, 20)):
    """Play a visit to its end; return what was shown, and how it ended: True for X, False when nobody is there."""
    stream = io.StringIO()
    screen = Screen(stream, width=size[0], height=size[1])
    done = Round(bench, bench, bench, screen, Typing(list(script)), lang, on_stick=True, notice=notice)
    try:
        done.run()
    except EOFError:
        return stream.getvalue(), False
    return stream.getvalue(), True


def shown(bench: Bench, *script: str | None, **more: object) -> str:
    return visit(bench, *script, **more)[0]


def screens(text: str) -> Iterable[str]:
    """The screens one after the other: each ends with the keys, where the cursor waits."""
    return [part for part in text.split(" > ") if part.strip()]
