"""USB sockets that people tried with a test stick, before and after."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.hardware.devices import Socket
from pcsol.model.probe import Probe

PART = "ports"


def compare_sockets(before: Probe, after: Probe) -> Iterator[Difference]:
    """Compare socket by socket. Nobody tried them either time: nothing was asked, and nothing is said."""
    if before.sockets is None and after.sockets is None:
        return
    old, new = _by_place(before), _by_place(after)
    shared = [place for place in old if place in new]
    if not shared:
        yield unmeasured(PART, _("USB sockets"), _("The sockets were not tried with the test stick both times."))
    for place in shared:
        yield _one(old[place], new[place])


def named(socket: Socket) -> str:
    """Return how a person finds it."""
    if socket.place == "front":
        return _("USB socket {number} in front").format(number=socket.number)
    return _("USB socket {number} at the back").format(number=socket.number)


def _one(was: Socket, now: Socket) -> Difference:
    span = _speed(was), _speed(now)
    if was.path is None:
        return unmeasured(PART, named(now), _("Nothing was seen in this socket before either."), *span)
    if now.path is None:
        text = _("The test stick is not seen in this socket any more. Is the plug of these sockets back on the board?")
        return look(PART, named(now), "missing", text, *span)
    if was.speed_mbps is not None and now.speed_mbps is not None and now.speed_mbps < was.speed_mbps:
        return look(PART, named(now), "slower", _("This socket is slower than before: push its plug in."), *span)
    return fine(PART, named(now), _("The socket works, as before."), span[1])


def _by_place(probe: Probe) -> dict[tuple[str, int], Socket]:
    return {(one.place, one.number): one for one in probe.sockets or ()}


def _speed(socket: Socket) -> str | None:
    return None if socket.speed_mbps is None else _("{speed} Mb/s").format(speed=socket.speed_mbps)
