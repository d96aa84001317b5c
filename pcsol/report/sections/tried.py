"""What was tried on asking: the processor under load, each USB socket with a test stick."""

from pcsol.i18n import _
from pcsol.judge.compare.sockets import named
from pcsol.model.hardware.devices import Load, Socket
from pcsol.model.probe import Probe
from pcsol.report.quantities import number
from pcsol.report.sheet import Row, Section


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return what was tried; nothing was: no section."""
    rows = ((_load(probe.load),) if probe.load else ()) + tuple(map(_socket, probe.sockets or ()))
    return (Section(_("Tried"), rows),) if rows else ()


def _load(load: Load) -> Row:
    ended = {
        "limit": _("The load was taken away at {degrees} °C.").format(degrees=number(load.limit_celsius, 0)),
        "sensor": _("The sensor fell silent: the load was taken away."),
    }.get(load.stopped or "")
    said = _("{start} °C, then {peak} °C at most, in {seconds} s").format(
        start=number(load.start_celsius, 0), peak=number(load.peak_celsius, 0), seconds=number(load.seconds, 0)
    )
    return Row(_("Processor under load"), said, "look" if ended else "plain", (ended,) if ended else ())


def _socket(socket: Socket) -> Row:
    if socket.path is None:
        return Row(named(socket), _("the test stick was not seen"), "look")
    if socket.speed_mbps is None:
        return Row(named(socket), _("the test stick was seen"))
    return Row(named(socket), _("the test stick was seen, {speed} Mb/s").format(speed=number(socket.speed_mbps, 0)))
