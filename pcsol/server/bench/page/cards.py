"""One tower at the bench as the page shows it, and in which order they stand (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pcsol.model.batch.progress import BatchProgress, Doing
from pcsol.report.batch import left
from pcsol.server.bench.burning import SILENT
from pcsol.server.bench.page import words
from pcsol.server.bench.said import Said
from pcsol.server.bench.seats import Seat

# Who has finished may be switched off: its silence is no trouble.
_DONE_SHOWN = timedelta(minutes=10)
_TROUBLE, _WAITING, _WORKING, _DONE = range(4)


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that is being done. `share`: whole percent, None where nobody knows."""

    text: str
    share: int | None
    left: str
    errors: int


@dataclass(frozen=True, slots=True)
class Card:
    """A tower. `word`: a key of `words.BIG`; `since`: of what it says, or of its silence; `needs`: text and since."""

    seat: Seat
    word: str
    since: datetime
    share: int
    seconds_left: float | None
    bars: tuple[Bar, ...]
    needs: tuple[tuple[str, datetime], ...]

    @property
    def progress(self) -> BatchProgress:
        """What it said last."""
        return self.seat.said.progress

    @property
    def big(self) -> words.Big:
        """Its word, sign and colour."""
        return words.BIG[self.word]

    @property
    def rank(self) -> int:
        """Trouble, then what waits for a hand, then what works, then what has finished."""
        if self.word in ("fails", words.SILENT):
            return _TROUBLE
        if self.word == "done":
            return _WAITING if self.needs else _DONE
        return _WAITING if self.needs or self.word in ("hand", "waits") else _WORKING

    @property
    def waiting_since(self) -> datetime:
        """Since when somebody should come, or since when it is as it is."""
        return min([self.since, *(since for _text, since in self.needs)])


def cards(seats: Iterable[Seat], now: datetime) -> list[Card]:
    """Return the towers that are at the bench, the oldest trouble first."""
    found = [_card(seat, now) for seat in seats if _is_here(seat.said, now)]
    return sorted(found, key=lambda one: (one.rank, one.waiting_since, one.progress.tower or ""))


def figures(found: Iterable[Card]) -> dict[str, int]:
    """Return how many need a look, wait, work and have finished."""
    names = {_TROUBLE: "trouble", _WAITING: "waiting", _WORKING: "working", _DONE: "done"}
    counted = dict.fromkeys(names.values(), 0)
    for one in found:
        counted[names[one.rank]] += 1
    return counted


def _is_here(said: Said, now: datetime) -> bool:
    return said.progress.word != "done" or bool(said.progress.needs) or now - said.at <= _DONE_SHOWN


def _card(seat: Seat, now: datetime) -> Card:
    said = seat.said
    progress, gone = said.progress, now - said.at
    silent = gone > SILENT and progress.word != "done"
    seconds = progress.seconds_left
    needs = tuple((one.text, said.needs_since.get(one.code, said.at)) for one in progress.needs)
    return Card(
        seat, words.SILENT if silent else progress.word, said.at if silent else said.word_since, _share(progress),
        None if seconds is None or silent else max(0.0, seconds - gone.total_seconds()),
        () if silent else tuple(_bar(one) for one in progress.doing), tuple(sorted(needs, key=lambda one: one[1])),
    )  # fmt: skip


def _bar(one: Doing) -> Bar:
    share = _part(one)
    return Bar(words.doing(one), None if share is None else int(100 * share), left(one.seconds_left), one.errors)


def _part(one: Doing) -> float | None:
    """From bytes where they are told, else as it says."""
    return min(1.0, (one.done_bytes or 0) / one.of_bytes) if one.of_bytes else one.share


def _share(progress: BatchProgress) -> int:
    """Return how much of the steps is done, in whole percent; the one that is being done counts by its parts."""
    if progress.word == "done":
        return 100
    counting = [one for one in progress.steps if one.state != "left-out"]
    parts = [part for one in progress.doing if (part := _part(one)) is not None]
    done = sum(one.state in ("done", "failed") for one in counting)
    half = sum(parts) / len(parts) if parts and any(one.state == "doing" for one in counting) else 0.0
    return int(100 * (done + half) / len(counting)) if counting else 0
