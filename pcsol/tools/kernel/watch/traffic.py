"""What passes through a network interface: /sys/class/net/*/statistics, /proc/net/route, /proc/net/arp (proc(5))."""

from dataclasses import dataclass

from pcsol.tools.kernel.net import FOLDER
from pcsol.tools.kernel.working.told import number, text
from pcsol.tools.world.world import World

_COMPLETE = 0x2  # ATF_COM of if_arp.h: the neighbour's own address is known
_GATEWAY = 0x2  # RTF_GATEWAY of route.h
_NOBODY = "00:00:00:00:00:00"


@dataclass(frozen=True, slots=True)
class Traffic:
    """Counters of one interface since it is there; null where the driver keeps none."""

    received_packets: int | None = None
    sent_packets: int | None = None
    receive_errors: int | None = None
    checksum_errors: int | None = None
    send_errors: int | None = None
    collisions: int | None = None


def read(world: World, interface: str) -> Traffic:
    """Return the counters of one interface."""
    folder = f"{FOLDER}/{interface}/statistics"
    names = ("rx_packets", "tx_packets", "rx_errors", "rx_crc_errors", "tx_errors", "collisions")
    return Traffic(*(number(world, f"{folder}/{name}") for name in names))


def half_duplex(world: World, interface: str) -> bool | None:
    """Tell whether only one end may speak at a time; None when it is not told."""
    return {"half": True, "full": False}.get(text(world, f"{FOLDER}/{interface}/duplex").strip())


def gateway(world: World, interface: str) -> str | None:
    """Return the address ("192.0.2.1") of the router behind this interface; None without one."""
    for row in text(world, "/proc/net/route").splitlines()[1:]:
        words = row.split()
        if len(words) > 3 and words[0] == interface and words[1] == "00000000" and int(words[3], 16) & _GATEWAY:
            return ".".join(str(part) for part in reversed(bytes.fromhex(words[2])))
    return None


def answers(world: World, interface: str, address: str) -> bool:
    """Tell whether the neighbour at this address has answered on the link layer."""
    for row in text(world, "/proc/net/arp").splitlines()[1:]:
        words = row.split()
        if len(words) > 5 and (words[0], words[5]) == (address, interface):
            return bool(int(words[2], 16) & _COMPLETE) and words[3] != _NOBODY
    return False
