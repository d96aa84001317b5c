"""Every USB socket with one stick: a person plugs it in, the kernel tells where it was seen, and how fast."""

from collections.abc import Callable
from functools import partial

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import BackError, Talk, job, walk
from pcsol.diagnostics.missing import not_testable
from pcsol.errors import FactMissingError
from pcsol.i18n import _
from pcsol.judge.testing.guided import sockets
from pcsol.judge.testing.guided.sockets import Place, Tried
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence
from pcsol.tools.kernel import usb

_MOST = 16
_SECONDS_EACH, _USUAL = 20, 6
_LOOK_SECONDS = 0.3
# A slow stick on an old board needs ten; the rest is for walking round the tower.
_SILENT_SECONDS = 60.0
# A stick that is seen on the slow bus first may come back on the quick one: what stays counts.
_SETTLES_SECONDS = 2.0
_DEAD, _NONE, _AGAIN = 1, 2, 3


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job; it takes as long as the usual six sockets do."""
    return (job("usb-ports", _("USB sockets"), _SECONDS_EACH * _USUAL, _course, "usb-stick", required=wanted.required),)


def _course(talk: Talk) -> Found:
    world = talk.bench.world
    try:
        used = usb.read(world)
    except FactMissingError as err:
        return not_testable("no-usb", err.what)
    ports = usb.ports(world)
    answers = walk(partial(_following, talk, _announced(ports)))
    tried = tuple(one for one in answers if isinstance(one, Tried))
    busy = tuple(
        Evidence(
            code="used-port",
            value=device.speed_mbps,
            unit="Mb/s",
            text=_("Something was plugged in before: port {path}").format(path=path),
        )
        for path, device in used.items()
    )
    if not tried:
        return Found("not-tested", (Reason(code="none-tried", text=_("No USB socket was tried.")),), busy)
    result, reasons = sockets.judged(tried)
    return Found(result, reasons, (*sockets.evidence(tried), *busy))


def _announced(ports: dict[str, usb.UsbPort]) -> int:
    """How many sockets the firmware says that people can reach; the two sides of a USB 3 one are one socket."""
    reach = [one for one in ports.values() if one.kind == "hotplug"]
    return len({frozenset((one.path, one.peer or one.path)) for one in reach})


def _following(
    talk: Talk, announced: int, answers: tuple[int | Tried | None, ...]
) -> Callable[[], int | Tried | None] | None:
    """First how many in front and at the back, then one after the other. None stands for a socket that is not there."""
    if len(answers) < len(_PLACES):
        return partial(_counted, talk, _PLACES[len(answers)], announced)
    counts = [one for one in answers[:2] if isinstance(one, int)]
    wanted = [(place, n) for place, count in zip(_PLACES, counts, strict=True) for n in range(1, count + 1)]
    done = answers[2:]
    if len(done) == len(wanted):
        return None
    talk.progress(len(done) / len(wanted))
    seen = tuple(one for one in done if isinstance(one, Tried))
    return partial(_tried, talk, wanted[len(done)], (len(done) + 1, len(wanted)), seen)


_PLACES: tuple[Place, Place] = ("front", "rear")


def _counted(talk: Talk, place: Place, announced: int) -> int:
    question = (
        _("How many free USB sockets are there in front?")
        if place == "front"
        else _("How many free USB sockets are there at the back?")
    )
    hint = _("This tower announces {count} in all; some may not be wired.").format(count=announced) if announced else ""
    card = Card(
        _("USB sockets"),
        " ".join(filter(None, (question, _("Type the number, then Enter."), hint))),
        picture=_FRONT if place == "front" else _REAR,
        number=True,
        help=_(
            "Free: nothing is plugged in. Sockets with the keyboard, the mouse or PCSol's own stick work already: "
            "do not count them, and leave them alone. You need one more stick, any one: nothing is written to it."
        ),
    )
    return talk.count(card, _MOST)


def _tried(talk: Talk, which: tuple[Place, int], at: tuple[int, int], before: tuple[Tried, ...]) -> Tried | None:
    """Wait for the stick; a silent socket is asked about."""
    place, number = which
    known = usb.ports(talk.bench.world)
    while True:
        there = usb.read(talk.bench.world)
        seen = _seen(talk, _plug(place, number, at), frozenset(there))
        if seen is None:
            answer = talk.choose(_silent(place, number, at))
            if answer == _AGAIN:
                continue
            return None if answer == _NONE else Tried(place, number)
        port = known.get(seen.path)
        one = Tried(place, number, seen.path, seen.speed_mbps, seen.version, port.peer is not None if port else None)
        again = next((other for other in before if _is_same_socket(one, other, known)), None)
        try:
            _gone(talk, one, again, at)
        except BackError:  # this socket once more
            continue
        if again is None:
            return one


def _seen(talk: Talk, card: Card, there: frozenset[str]) -> usb.UsbDevice | None:
    """Return the new device once it stays; None when Enter was pressed or the time is over."""
    now, seen = talk.bench.now, None
    until = now() + _SILENT_SECONDS
    while now() < until:
        plugged = usb.read(talk.bench.world)
        there &= plugged.keys()  # what was taken out meanwhile is new when it comes back
        new = [device for path, device in plugged.items() if path not in there]
        if new and seen is None:
            until = now() + _SETTLES_SECONDS
        seen = new[0] if new else seen
        if talk.wait(card, _LOOK_SECONDS) and seen is None:
            return None
    return seen


def _is_same_socket(one: Tried, other: Tried, known: dict[str, usb.UsbPort]) -> bool:
    port = known.get(one.path or "")
    return one.path is not None and other.path in {one.path, port.peer if port else None}


def _gone(talk: Talk, one: Tried, again: Tried | None, at: tuple[int, int]) -> None:
    """Wait until the stick is out: in the next socket it must be new."""
    if again is not None:
        text = _("This is the socket of before: {socket}. Take the stick out, and try another one.")
        card = Card(_title(at), text.format(socket=sockets.name(again)))
    else:
        text = _("Seen: {speed} Mb/s, port {path}. Take the stick out.")
        speed = one.speed_mbps or "?"
        card = Card(
            _title(at), text.format(speed=speed, path=one.path), shout="OK", help=_("The next screen comes then.")
        )
    while one.path in usb.read(talk.bench.world):
        talk.wait(card, _LOOK_SECONDS)


def _title(at: tuple[int, int]) -> str:
    return _("USB sockets - {number} of {count}").format(number=at[0], count=at[1])


def _plug(place: Place, number: int, at: tuple[int, int]) -> Card:
    text = (
        _("Put the stick into socket {number} in front.").format(number=number)
        if place == "front"
        else _("Put the stick into socket {number} at the back.").format(number=number)
    )
    return Card(
        _title(at),
        text,
        picture=_FRONT if place == "front" else _REAR,
        help=_(
            "Take each socket once, in the order you like. Push the stick in to its end, and wait ten seconds. "
            "Nothing happens? Press Enter."
        ),
    )


def _silent(place: Place, number: int, at: tuple[int, int]) -> Card:
    socket = sockets.name(Tried(place, number))
    return Card(
        _title(at),
        _("Nothing was seen in socket {socket}.").format(socket=socket),
        choices=(_("the stick is in, and nothing happens"), _("there is no such socket"), _("try once more")),
        help=_("Try the same stick in a socket that worked: if nothing is seen there either, it is the stick."),
    )


_FRONT = ("┌──────────┐", "│  ─────   │", "│  [USB]   │", "│          │", "└──────────┘")
_REAR = ("┌──────────┐", "│ ┌──┐     │", "│ └──┘     │", "│  [USB]   │", "└──────────┘")
