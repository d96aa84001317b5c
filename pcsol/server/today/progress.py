"""Read what a station said it is doing (pure): lines of the contract's progress, alone or in a list."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pcsol.i18n import _
from pcsol.model.erasure.progress import Phase
from pcsol.report.erasure import words
from pcsol.server.towers import summary

_MOST = 12
PHASES = get_args(Phase)


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is being done. `share`: whole percent; None where it cannot be known."""

    disk: str
    phase: str
    share: int | None
    seconds_left: float | None
    errors: int
    tower: str | None

    @property
    def what(self) -> str:
        """The phase, in words."""
        return words.phase(self.phase) if self.phase in PHASES else self.phase  # type: ignore[arg-type]  # one of them

    @property
    def left(self) -> str:
        """How long it will take still, "" where nobody knows."""
        return "" if self.seconds_left is None else _("{span} left").format(span=words.span(self.seconds_left))


def read(text: str | None) -> list[Doing]:
    """Return what a station is doing: at most twelve things; nothing for what has another form."""
    try:
        found = json.loads(text or "null")
    except ValueError:
        return []
    return [one for plain in list(_lines(found))[:_MOST] if (one := _doing(plain)) is not None]


def _lines(found: object) -> Iterator[dict[str, Any]]:
    """A station sends an object: a line itself, or one with lists of lines in it."""
    if not isinstance(found, dict):
        return
    if "phase" in found:
        yield found
    for value in found.values():
        for one in value if isinstance(value, list) else ():
            if isinstance(one, dict) and "phase" in one:
                yield {"tower": found.get("tower"), **one}


def _doing(plain: dict[str, Any]) -> Doing | None:
    phase = _words(plain.get("phase"))
    if not phase:
        return None
    done, of = _number(plain.get("done_bytes")), _number(plain.get("of_bytes"))
    share = min(100, int(100 * done / of)) if done is not None and of else None
    return Doing(
        _words(plain.get("disk")) or "", phase, share, _number(plain.get("seconds_left")),
        int(_number(plain.get("errors")) or 0), _words(plain.get("tower")),
    )  # fmt: skip


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value < 1e18 else None  # type: ignore[arg-type,operator]  # a number


def _words(value: object) -> str | None:
    return summary.told(value[:400]) if isinstance(value, str) else None
