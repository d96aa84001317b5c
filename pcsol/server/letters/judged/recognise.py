"""To which tower does a letter belong? Never to one that it has only a placeholder in common with (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pcsol.judge.identity import same, still_usable
from pcsol.model.hardware.machine import Identity, Mark

_LONGEST = 200
# Why a person should look: the code's tower was another machine; two codes for one machine; several towers for one.
Doubt = Literal["other-marks", "other-code", "several", "same-marks"]


@dataclass(slots=True)
class Known:
    """A tower that the hub knows: its number, code, and the marks that it was seen with. `seen`: how lately."""

    number: int
    code: str | None
    seen: float = 0.0
    marks: set[tuple[str, str]] = field(default_factory=set)

    def identity(self) -> Identity:
        """Return it as the judge sees it."""
        return Identity(marks=tuple(_mark(kind, value) for kind, value in sorted(self.marks)))


@dataclass(frozen=True, slots=True)
class Decision:
    """`tower` None: a new one. `give_code`: it had none, and is the one of this sticker."""

    tower: Known | None
    doubt: Doubt | None = None
    give_code: bool = False


def usable(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the marks that may say that two towers are one, judged again by what this hub knows of shared values."""
    return tuple(mark for mark in marks if 0 < len(mark.value) <= _LONGEST and still_usable(mark))


def decide(code: str | None, marks: Sequence[Mark], by_code: Known | None, alike: Sequence[Known]) -> Decision:
    """Decide by the code on the sticker first, then by usable marks.

    `by_code`: the tower that has this code; `alike`: those that share a mark. A person typed or scanned the code, so it
    wins; where the marks speak against it, that is said, and a person decides.
    """
    letter = Identity(marks=tuple(marks))
    twins = [one for one in alike if one is not by_code and same(one.identity(), letter) is True]
    if by_code is not None:
        return Decision(by_code, _doubt_of(by_code, letter, twins))
    if code is not None:
        nameless = [one for one in twins if one.code is None]
        if len(nameless) == 1 and len(twins) == 1:
            return Decision(nameless[0], give_code=True)
        return Decision(None, "other-code" if twins else None)
    if not twins:
        return Decision(None)
    latest = max(twins, key=lambda one: (one.seen, one.number))
    return Decision(latest, "several" if len(twins) > 1 else None)


def _doubt_of(known: Known, letter: Identity, twins: Sequence[Known]) -> Doubt | None:
    if same(known.identity(), letter) is False:
        return "other-marks"
    return "same-marks" if twins else None


def _mark(kind: str, value: str) -> Mark:
    return Mark.model_validate({"kind": kind, "value": value, "usable": True})
