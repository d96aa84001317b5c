"""How a round goes: what was taken, what was refused, which towers wait, and when it is enough."""

from dataclasses import dataclass, field
from typing import Literal

from pcsol.model.letters.outbox import Damaged
from pcsol.push.wire.answers import Heard
from pcsol.push.wire.line import Answer, Silence

_SILENCES, _FAILURES, _UNAVAILABLES = 3, 10, 2  # in a row, of different towers, and the round ends
_UNAVAILABLE = 503


@dataclass(slots=True)
class Tally:
    """`state`: "done": nothing is left but what was refused or is damaged; "later": the hub did not take everything;
    "silent": it does not answer. `why`: in the words of whoever said no. `held`: towers whose next letters wait.
    """

    state: Literal["done", "later", "silent"] = "done"
    why: str = ""
    retry_after_seconds: float | None = None
    delivered: int = 0
    left: int = 0
    refused: list[str] = field(default_factory=list)
    damaged: list[Damaged] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    stopped: bool = False
    _silences: int = 0
    _failures: int = 0
    _unavailables: int = 0

    @property
    def dealt_with(self) -> int:
        """How many letters the hub has answered for."""
        return self.delivered + len(self.refused)

    def waits(self, tower: str) -> bool:
        """Say whether this tower's next letters wait for another round."""
        return self.stopped or tower in self.held

    def take(self, number: str, heard: Heard) -> None:
        """The hub took a letter, or refused it: it works."""
        self._silences = self._failures = self._unavailables = 0
        if heard.meaning == "refused":
            self.refused.append(number)
        else:
            self.delivered += 1

    def wait(self, tower: str, heard: Heard, told: Answer) -> None:
        """Nobody knows what became of this tower's letter. One 503 may be about this letter; two are about the hub."""
        is_another = tower not in self.held
        self._failures += is_another
        self._unavailables += is_another and heard.status == _UNAVAILABLE
        self.held.add(tower)
        self.state, self.why = "later", f"{heard.status} {heard.reason}".strip()
        asked = told.retry_after_seconds
        if heard.meaning == "wait" or (heard.status == _UNAVAILABLE and asked is not None):
            self.retry_after_seconds = asked
        unavailable = self._unavailables >= _UNAVAILABLES and asked is not None
        self.stopped = self.stopped or heard.meaning == "wait" or unavailable or self._failures >= _FAILURES

    def silent(self, told: Silence, towers: set[str]) -> None:
        """There was no answer, or half of one."""
        self._silences += 1
        self.held |= towers
        self.state, self.why = "later", told.why
        if self._silences >= _SILENCES:
            self.state, self.stopped = "silent", True
