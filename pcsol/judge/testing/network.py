"""What the network ports amount to. One that works is enough; each that was tested is told."""

import re
from collections.abc import Iterator, Sequence

from pcsol.i18n import _
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.reason import Reason
from pcsol.model.testing.network import PortTested
from pcsol.model.testing.run import Evidence, Result

_GIGABIT = re.compile(r"gigabit|gbe\b|1000base|10/100/1000|2\.5g|5g\b|10g", re.IGNORECASE)
_FAST = re.compile(r"fast ethernet|10/100(?!/)|100base|rtl-?8139|rtl810|82562", re.IGNORECASE)
# Drivers whose every card does 1000 Mb/s, or 100 (drivers/net/ethernet); those of both kinds are not here.
_GIGABIT_DRIVERS = frozenset(("e1000", "e1000e", "igb", "igc", "skge", "r8125", "ixgbe", "atlantic"))
_FAST_DRIVERS = frozenset(("8139too", "8139cp", "e100", "b44", "via-rhine", "sis900", "natsemi"))


def most_mbps(port: NetworkPort) -> int | None:
    """Return the most that a port can do, as far as its name or its driver tells."""
    name = port.model or ""
    if port.driver in _GIGABIT_DRIVERS or _GIGABIT.search(name):
        return 1000
    return 100 if port.driver in _FAST_DRIVERS or _FAST.search(name) else None


def judge(ports: Sequence[PortTested]) -> Weighed:
    """Return what the ports amount to; those without a cable count where no other has one."""
    evidence = tuple(one for port in ports for one in _seen(port))
    if not ports:
        text = _("No network port was found. It may be switched off in the firmware's settings.")
        return Weighed("not-testable", (Reason(code="no-port", text=text),), evidence)
    live = [port for port in ports if port.link]
    if not live:
        return Weighed("not-testable", tuple(map(_no_link, ports)), evidence)
    works = any(port.answered for port in live)
    found = [one for port in live for one in _findings(port) if not (works and one[0] == "not-testable")]
    return Weighed(worst(result for result, _why in found), tuple(why for _result, why in found), evidence)


def _no_link(port: PortTested) -> Reason:
    if port.link is None:
        text = _("The network port {name} is switched off: nobody can tell whether there is a cable.")
        return Reason(code="port-off", text=text.format(name=port.name))
    text = _("Plug a cable into the network port {name}, then test again.")
    return Reason(code="no-cable", text=text.format(name=port.name))


def _findings(port: PortTested) -> Iterator[tuple[Result, Reason]]:
    yield from _slow(port)
    if port.half_duplex:
        text = _("On the network port {name} only one end may speak at a time. Try another cable.")
        yield "to-look-at", Reason(code="half-duplex", text=text.format(name=port.name))
    for code, count, text in (
        ("receive-errors", port.receive_errors, _("{count} packets came in damaged on {name}. Try another cable.")),
        ("send-errors", port.send_errors, _("{count} packets could not be sent on {name}. Try another cable.")),
    ):
        if count:
            yield "to-look-at", Reason(code=code, value=count, limit=0, text=text.format(count=count, name=port.name))
    if port.gateway is None:
        text = _("The cable of {name} has life in it, but nobody gave the tower an address: plug it into a box.")
        yield "not-testable", Reason(code="no-gateway", text=text.format(name=port.name))
    elif not port.answered:
        text = _("Nobody answered through the network port {name}. Try another cable.")
        yield "to-look-at", Reason(code="no-answer", text=text.format(name=port.name))


def _slow(port: PortTested) -> Iterator[tuple[Result, Reason]]:
    """10 Mb/s is too slow for any port; 100 for one that can do 1000. A slow switch shows the same."""
    if port.speed_mbps is None:
        return
    limit = port.can_mbps or 100
    if port.speed_mbps < limit:
        text = _(
            "The network port {name} agreed on {speed} Mb/s, and can do {limit}. Try another cable; if nothing "
            "changes, what is at its other end is slow."
        ).format(name=port.name, speed=port.speed_mbps, limit=limit)
        yield "to-look-at", Reason(code="slow-link", value=port.speed_mbps, limit=limit, text=text)


def _seen(port: PortTested) -> Iterator[Evidence]:
    if port.link and port.speed_mbps is not None:
        text = _("{name}: {speed} Mb/s").format(name=port.name, speed=port.speed_mbps)
        yield Evidence(code="speed", value=port.speed_mbps, limit=port.can_mbps, unit="mbps", text=text)
    elif port.link is not None:
        text = _("{name}: a cable with life in it") if port.link else _("{name}: no cable")
        yield Evidence(code="link", value=port.link, text=text.format(name=port.name))
    if port.answered is not None:
        text = _("{name}: the router answered") if port.answered else _("{name}: the router did not answer")
        yield Evidence(code="exchange", value=port.answered, text=text.format(name=port.name))
    if port.receive_errors is not None:
        text = _("{name}: {count} packets came in damaged").format(name=port.name, count=port.receive_errors)
        yield Evidence(code="receive-errors", value=port.receive_errors, text=text)
