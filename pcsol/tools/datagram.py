"""A datagram to a neighbour: the kernel has to find out first who that is, and asks on the link layer (RFC 826)."""

import socket
from contextlib import suppress

_DISCARD = 9  # RFC 863: whoever gets it throws it away


def send(address: str, interface: str) -> bool:
    """Send one, and wait for no answer. Tell whether it could be sent at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.setblocking(False)  # noqa: FBT003  # the library's
        with suppress(OSError):  # needs rights on kernels before 5.7
            line.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.encode())
        try:
            line.sendto(b"pcsol", (address, _DISCARD))
        except OSError:
            return False
    return True
