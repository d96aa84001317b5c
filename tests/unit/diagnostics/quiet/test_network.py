"""network: each wired port, its cable, its speed, its errors, and whether anybody answers."""

from collections.abc import Callable

import pytest

from pcsol.diagnostics.bench import Found
from pcsol.diagnostics.unattended.network import jobs
from pcsol.judge.testing.network import most_mbps
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.profile.testing import WantedTest
from pcsol.tools import datagram
from tests.unit.diagnostics.quiet.bench import Answer, MadeUpWorld, bench, codes, probe, run

WANTED = WantedTest(test="network")
ROUTER = "192.0.2.1"
ROUTE = "Iface\tDestination\tGateway\tFlags\neth0\t00000000\t010200C0\t0003\neth0\t000200C0\t00000000\t0001\n"
ARP = "IP address       HW type     Flags       HW address            Mask     Device\n"
GIGABIT = NetworkPort(name="eth0", model="82579LM Gigabit Network Connection", driver="e1000e")


class Wire:
    """A port and what hangs at its other end. `errors`, `lost`: how many packets come in damaged, or do not leave, with
    each datagram."""

    def __init__(self, *, answers: bool = True, errors: int = 0, lost: int = 0, **files: str) -> None:
        self.answers, self.errors, self.lost, self.sent = answers, errors, lost, 0
        base = {"carrier": "1", "speed": "1000", "duplex": "full", "type": "1", "uevent": "", "addr_assign_type": "0"}
        self.files: dict[str, Answer | Callable[[], Answer]] = {
            f"/sys/class/net/eth0/{name}": text for name, text in {**base, **files}.items()
        }
        self.files |= {
            "/sys/class/net/eth0/device/uevent": "DRIVER=e1000e",
            "/sys/class/net/eth0/statistics/rx_packets": lambda: str(900 + (self.sent if answers else 0)),
            "/sys/class/net/eth0/statistics/rx_errors": lambda: str(7 + self.errors * self.sent),
            "/sys/class/net/eth0/statistics/tx_errors": lambda: str(3 + self.lost * self.sent),
            "/proc/net/route": ROUTE,
            "/proc/net/arp": self._arp,
        }

    def _arp(self) -> str:
        known = self.sent and self.answers
        return ARP + f"{ROUTER} 0x1 {'0x2' if known else '0x0'} {'02' if known else '00'}:00:00:00:00:00 * eth0\n"

    def send(self, address: str, interface: str) -> bool:
        assert (address, interface) == (ROUTER, "eth0")
        self.sent += 1
        return True

    def tested(self, port: NetworkPort = GIGABIT) -> Found:
        tower = probe(network=(port,))
        [job] = jobs(tower, WANTED, self.send)
        assert job.takes == {"network"}
        return run(job, bench(MadeUpWorld(self.files), probe=tower))


def test_a_good_port_passes_with_its_speed_and_the_routers_answer() -> None:
    wire = Wire()
    found = wire.tested()
    assert (found.result, codes(found)) == ("passed", [])
    assert {one.code: one.value for one in found.evidence} == {"speed": 1000, "exchange": True, "receive-errors": 0}
    assert wire.sent == 10


@pytest.mark.parametrize("speed", ["100", "10"])
def test_a_gigabit_port_that_agreed_on_less_is_to_be_looked_at(speed: str) -> None:
    found = Wire(speed=speed).tested()
    assert (found.result, codes(found)) == ("to-look-at", ["slow-link"])
    assert (found.reasons[0].value, found.reasons[0].limit) == (int(speed), 1000)


def test_100_megabits_are_well_for_a_port_that_can_do_no_more_and_10_for_none() -> None:
    fast = NetworkPort(name="eth0", model="RTL-8100/8101L/8139 PCI Fast Ethernet Adapter", driver="8139too")
    assert Wire(speed="100").tested(fast).result == "passed"
    assert codes(Wire(speed="10").tested(NetworkPort(name="eth0", driver="r8169"))) == ["slow-link"]


def test_no_cable_is_not_testable_and_says_what_to_do() -> None:
    found = Wire(carrier="0").tested()
    assert (found.result, codes(found)) == ("not-testable", ["no-cable"])


def test_a_port_that_is_switched_off_is_not_testable() -> None:
    wire = Wire()
    del wire.files["/sys/class/net/eth0/carrier"]
    assert codes(wire.tested()) == ["port-off"]


def test_a_dead_port_where_nobody_answers_is_to_be_looked_at() -> None:
    found = Wire(answers=False).tested()
    assert (found.result, codes(found)) == ("to-look-at", ["no-answer"])


def test_an_old_entry_of_the_router_is_no_answer() -> None:
    """It may stand there for a while after the cable's other end went dead; but then nothing comes in any more."""
    wire = Wire(answers=False)
    wire.files["/proc/net/arp"] = ARP + f"{ROUTER} 0x1 0x2 02:00:00:00:00:01 * eth0\n"
    assert codes(wire.tested()) == ["no-answer"]


def test_damaged_packets_are_to_be_looked_at() -> None:
    found = Wire(errors=2).tested()
    assert (found.result, codes(found)) == ("to-look-at", ["receive-errors"])
    assert found.reasons[0].value == 20


def test_packets_that_do_not_leave_are_to_be_looked_at() -> None:
    found = Wire(lost=1).tested()
    assert (found.result, [(one.code, one.value) for one in found.reasons]) == ("to-look-at", [("send-errors", 10)])


def test_half_duplex_is_to_be_looked_at() -> None:
    assert codes(Wire(duplex="half").tested()) == ["half-duplex"]


def test_a_cable_without_an_address_is_not_passed() -> None:
    wire = Wire()
    wire.files["/proc/net/route"] = ROUTE.splitlines()[0]
    found = wire.tested()
    assert (found.result, codes(found)) == ("not-testable", ["no-gateway"])
    assert wire.sent == 0


def test_without_a_port_there_is_nothing_to_test() -> None:
    [job] = jobs(probe(), WANTED)
    found = run(job, bench(MadeUpWorld()))
    assert (found.result, codes(found)) == ("not-testable", ["no-port"])


def test_a_recording_is_not_testable() -> None:
    [job] = jobs(probe(), WANTED)
    assert codes(run(job, bench(MadeUpWorld(source="album")))) == ["recorded"]


@pytest.mark.parametrize(
    ("model", "driver", "most"),
    [
        ("NetXtreme BCM5754 Gigabit Ethernet PCI Express", "tg3", 1000),
        ("RTL8111/8168/8411 PCI Express Gigabit Ethernet Controller", "r8169", 1000),
        ("RTL810xE PCI Express Fast Ethernet controller", "r8169", 100),
        ("82562ET (ICH4) PRO/100 VE", "e100", 100),
        ("BCM4401-B0 100Base-TX", "b44", 100),
        ("88E8036 PCI-E Fast Ethernet Controller", "sky2", 100),
        (None, "igb", 1000),
        (None, "r8169", None),
    ],
)
def test_what_a_port_can_do_follows_from_its_name_or_its_driver(
    model: str | None, driver: str, most: int | None
) -> None:
    assert most_mbps(NetworkPort(model=model, driver=driver)) == most


def test_a_datagram_leaves_by_the_interface_that_it_is_meant_for() -> None:
    assert datagram.send("127.0.0.1", "lo")
    assert not datagram.send("no address", "lo")
