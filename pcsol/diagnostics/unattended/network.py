"""network: each wired port's cable, speed, errors, and whether anybody answers at its other end."""

from collections.abc import Callable
from functools import partial

from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.missing import recorded
from pcsol.errors import FactError
from pcsol.i18n import _
from pcsol.judge.testing import network as judge
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.testing.network import PortTested
from pcsol.tools import datagram
from pcsol.tools.kernel import net
from pcsol.tools.kernel.net import Interface
from pcsol.tools.kernel.watch import traffic
from pcsol.tools.world.world import World

Send = Callable[[str, str], bool]
# A neighbour that was known is believed for a while; the kernel asks it anew five seconds after it was needed
# (neighbour.c: DELAY_PROBE_TIME), three times, a second apart.
_TIMES, _EVERY_SECONDS = 10, 1.0
_SECONDS = 10


def jobs(_probe: Probe, wanted: WantedTest, send: Send = datagram.send) -> tuple[Job, ...]:
    """Return the one test of all wired ports. `send`: how a datagram gets to a neighbour by an interface."""
    return (
        Job(
            id="network",
            title=_("Network: cable, speed, an answer"),
            seconds=_SECONDS,
            run=partial(_run, send),
            takes=frozenset({"network"}),
            needs=("cable",),
            required=wanted.required,
        ),
    )


def _run(send: Send, bench: Bench, tell: Tell) -> Found:
    if bench.world.source == "album":
        return recorded()
    try:
        wired = [one for one in net.read(bench.world) if one.kind == "ethernet"]
    except FactError:
        wired = []
    # Adapters that somebody plugged in are no part of the tower, unless it has nothing else.
    ports = [one for one in wired if one.bus != "usb"] or wired
    known = {port.name: port for port in bench.probe.network or ()}
    before = {port.name: traffic.read(bench.world, port.name) for port in ports}
    routers = {port.name: traffic.gateway(bench.world, port.name) for port in ports if port.link_up}
    for time in range(_TIMES if any(routers.values()) else 0):
        tell(time / _TIMES)
        for name, router in routers.items():
            if router is not None:
                send(router, name)
        bench.rest(_EVERY_SECONDS)
    return Found(*judge.judge([_tested(bench.world, one, known.get(one.name), before[one.name]) for one in ports]))


def _tested(world: World, port: Interface, known: NetworkPort | None, before: traffic.Traffic) -> PortTested:
    router = traffic.gateway(world, port.name) if port.link_up else None
    after = traffic.read(world, port.name)
    came_in = _more(before.received_packets, after.received_packets)
    return PortTested(
        name=port.name,
        model=(known.model or "") if known else "",
        link=port.link_up,
        speed_mbps=port.speed_mbps,
        can_mbps=judge.most_mbps(known or NetworkPort(driver=port.driver)),
        half_duplex=traffic.half_duplex(world, port.name) if port.link_up else None,
        gateway=router,
        answered=None if router is None else traffic.answers(world, port.name, router) and came_in != 0,
        receive_errors=_more(before.receive_errors, after.receive_errors),
        send_errors=_more(before.send_errors, after.send_errors),
    )


def _more(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else max(0, after - before)
