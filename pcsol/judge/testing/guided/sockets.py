"""USB sockets tried with one stick: which are dead, and which are slower than they should be. Pure."""

from dataclasses import dataclass
from typing import Literal

from pcsol.i18n import _
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

Place = Literal["front", "rear"]
QUICK_MBPS = 5000  # USB 3.0 (SuperSpeed)
# A USB 3 stick on a slow link says 2.10 of itself (USB 3.2, 9.6.1), one of USB 2 says 2.00.
_USB_3_VERSION = 2.1


@dataclass(frozen=True, slots=True)
class Tried:
    """One socket, counted from 1. `path` None: nothing was seen; `version`: as the stick said it.

    `usb_3`: whether the kernel says that it is a USB 3 socket; None: it does not say.
    """

    place: Place
    number: int
    path: str | None = None
    speed_mbps: int | None = None
    version: str = ""
    usb_3: bool | None = None


def judged(tried: tuple[Tried, ...]) -> tuple[Result, tuple[Reason, ...]]:
    """Return what it amounts to: a socket that sees nothing is dead; a USB 3 one may be slow with a quick stick."""
    dead = tuple(Reason(code="dead-port", value=name(one), text=_dead(one)) for one in tried if one.path is None)
    slow = tuple(
        Reason(code="slow-port", value=one.speed_mbps, limit=QUICK_MBPS, text=_slow(one))
        for one in tried
        if _is_slow(one, tried)
    )
    result: Result = "failed" if dead else "to-look-at" if slow else "passed"
    return result, dead + slow


def evidence(tried: tuple[Tried, ...]) -> tuple[Evidence, ...]:
    """Return each socket with its port path and speed, and whether the stick could show that a socket is quick."""
    seen = [
        Evidence(
            code="port",
            value=one.speed_mbps,
            unit="Mb/s",
            text=_("{socket}: port {path}, {speed} Mb/s").format(
                socket=name(one), path=one.path, speed=one.speed_mbps or "?"
            ),
        )
        for one in tried
        if one.path is not None
    ]
    if seen and not is_quick(tried):
        text = _("The stick is a USB 2 one: whether USB 3 sockets are quick could not be seen.")
        seen.append(Evidence(code="slow-stick", value=True, text=text))
    return tuple(seen)


def name(one: Tried) -> str:
    """Return how people call a socket."""
    if one.place == "front":
        return _("front {number}").format(number=one.number)
    return _("back {number}").format(number=one.number)


def is_quick(tried: tuple[Tried, ...]) -> bool:
    """Tell whether the stick itself can do USB 3: it did somewhere, or it says so."""
    return any((one.speed_mbps or 0) >= QUICK_MBPS or _version(one.version) >= _USB_3_VERSION for one in tried)


def _is_slow(one: Tried, tried: tuple[Tried, ...]) -> bool:
    slow = one.path is not None and one.speed_mbps is not None and one.speed_mbps < QUICK_MBPS
    return slow and one.usb_3 is True and is_quick(tried)


def _version(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return 0.0


def _dead(one: Tried) -> str:
    return _("USB socket {socket}: the stick was not seen in it.").format(socket=name(one))


def _slow(one: Tried) -> str:
    text = _("USB socket {socket} is a USB 3 one, and the stick is slow in it: {speed} Mb/s.")
    return text.format(socket=name(one), speed=one.speed_mbps)
