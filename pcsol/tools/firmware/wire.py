"""One open disk, and the way to speak to its firmware: ioctl(2), or whatever a test puts in its place."""

import ctypes
import fcntl
from dataclasses import dataclass
from typing import Protocol

Argument = ctypes.Structure | bytearray | int


class Ioctl(Protocol):
    """What ioctl(2) does: fills `argument` in, returns a number, raises OSError."""

    def __call__(self, descriptor: int, request: int, argument: Argument, /) -> int:
        """Send one request."""


def of_the_kernel(descriptor: int, request: int, argument: Argument, /) -> int:
    """Send the request to the kernel; the interpreter goes on meanwhile."""
    return int(fcntl.ioctl(descriptor, request, argument))


@dataclass(frozen=True, slots=True)
class Wire:
    """`descriptor` is the disk that the caller opened (and holds), "/dev/sda" or "/dev/nvme0n1"."""

    descriptor: int
    ioctl: Ioctl = of_the_kernel
