"""The line to the hub: how the tower is goes there, what the hub wants of it comes back."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from pydantic import ValidationError

from pcsol.errors import PCSolError
from pcsol.model.batch.notes import Armed
from pcsol.model.batch.progress import Answered, ArmedOrder, BatchProgress, Doing, Need, Step
from pcsol.model.letters.outbox import Enrolment
from pcsol.push.wire.line import Answer, Line
from pcsol.rounds.batch import board as boards
from pcsol.rounds.batch.batch import Batch
from pcsol.rounds.batch.orders import Closing, Order
from pcsol.store.post import enrolled

_SECONDS = 10.0
_OK = 200
_PATH = "/api/v1/stations/me/progress"
_LONGEST = 400


class HubWire:
    """One hub, by this station's enrolment. `disks`: what is typed to name each of the tower's disks."""

    def __init__(self, here: Enrolment, disks: tuple[str, ...]) -> None:
        """Say nothing yet."""
        self._here, self.disks = here, disks
        self._lock = Lock()

    @classmethod
    def of(cls, home: Path, disks: tuple[str, ...]) -> "HubWire | None":
        """Return the line of this station; None where it is enrolled at no hub."""
        here = enrolled.found(home)
        return cls(here, disks) if here else None

    def exchange(self, batch: Batch) -> Order | None:
        """Say how it is. Whatever is wrong with the hub or the line is silence: the batch goes on.

        Raises what is PCSol's own fault; whoever asks takes it for silence as well.
        """
        body = said(batch, self.disks).model_dump_json(by_alias=True).encode()
        with self._lock, suppress(PCSolError):
            with Line(self._here.url, self._here.certificate, self._here.token, _SECONDS) as line:
                told = line.ask("PUT", _PATH, body)
            if isinstance(told, Answer) and told.status == _OK:
                return _order(told)
        return None


def _order(told: Answer) -> Order | None:
    try:
        orders = Answered.from_json(told.plain or {}).orders
    except ValidationError:
        return None
    closing = Closing(orders.until, orders.closes_in) if orders.until else None
    return Order(orders.show, orders.burn, _armed(orders.armed), orders.lapsed, closing)


def _armed(order: ArmedOrder | None) -> Armed | None:
    return None if order is None else Armed(disks=order.disks, until=order.until, by=order.by, lot=order.lot)


def said(batch: Batch, disks: tuple[str, ...]) -> BatchProgress:
    """Return how the tower is just now."""
    board, kept = batch.board, batch.notes.kept
    left = board.seconds_left
    return BatchProgress(
        tower=board.code, marks=kept.marks[:64], disks=disks[:64], batch=kept.profile, word=board.shown,
        step=board.step, steps=tuple(Step(id=one.step, state=one.state) for one in kept.steps),
        doing=tuple(_doing(one) for one in board.doing), seconds_left=left, burn=board.burn,
        needs=tuple(Need(code=one.code, text=one.text[:_LONGEST], since=one.since) for one in board.needs),
    )  # fmt: skip


def _doing(one: boards.Doing) -> Doing:
    if one.disk is None:
        return Doing(test=one.name[:60], share=one.share, seconds_left=one.seconds_left)
    now = one.disk
    return Doing(
        disk=now.disk, phase=now.phase, done_bytes=now.done_bytes, of_bytes=now.of_bytes,
        seconds_left=now.seconds_left, errors=now.errors,
    )  # fmt: skip
