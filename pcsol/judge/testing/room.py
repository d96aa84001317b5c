"""How much memory may be tested so that the system lives on. Pure."""

from dataclasses import dataclass

_MIB = 1 << 20
# What stays free: pages of programs and of the medium that must not be thrown out and read again for ever, the tables
# of what is tested (1/512), PCSol's own growth. Measured in 1 GiB: 818 MiB tested, 837 used at most.
RESERVE_BYTES = 128 * _MIB
_RESERVE_SHARE = 16
# Less than this would prove nothing.
LEAST_BYTES = 32 * _MIB


@dataclass(frozen=True, slots=True)
class Room:
    """What the kernel says of memory, in bytes. `available`: can be had without swapping out what others hold.

    `free`: nobody uses it, not even as a cache. `swap`: there is a place to swap out to. `container`: what the
    container still allows, `lockable`: what this user may lock; None: no limit.
    """

    total: int
    available: int
    free: int
    swap: bool = False
    container: int | None = None
    lockable: int | None = None


def bytes_to_test(room: Room, *, locks: bool) -> int:
    """Return how much may be tested, in whole MiB. `locks`: the program locks what it tests.

    Where there is swap, only what is free is taken: nothing is then written to a disk to make room for a test.
    """
    most = room.free if room.swap else room.available
    if room.container is not None:
        most = min(most, room.container)
    left = most - RESERVE_BYTES - most // _RESERVE_SHARE
    if locks and room.lockable is not None:
        left = min(left, room.lockable)
    return max(0, left) // _MIB * _MIB
