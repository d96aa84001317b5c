"""USB sockets, tried one after the other with one test stick: which see it, and how fast."""

import time
from collections.abc import Callable
from typing import Literal

from pcsol.model.hardware.devices import Socket
from pcsol.tools.kernel import usb
from pcsol.tools.world.world import World

# A slow stick on an old board needs ten; the rest is for walking round the tower.
SECONDS = 60
_BETWEEN = 0.5
# A stick that is seen on the slow bus first may come back on the quick one: what stays counts.
_SETTLES = 2.0


def look_socket(
    world: World,
    place: Literal["front", "rear"],
    number: int,
    *,
    seconds: float = SECONDS,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Socket:
    """Wait for a device that was not there before, at most so many seconds. Raises FactMissingError without USB.

    What is plugged in already (keyboard, PCSol's own stick) is never taken for the test stick.
    """
    there = usb.read(world).keys()
    until, seen = now() + seconds, Socket(place=place, number=number)
    while now() < until:
        new = [device for path, device in usb.read(world).items() if path not in there]
        if new:
            if seen.path is None:
                until = now() + _SETTLES
            seen = seen.model_copy(update={"path": new[0].path, "speed_mbps": new[0].speed_mbps})
        sleep(_BETWEEN)
    return seen


def wait_until_gone(
    world: World,
    socket: Socket,
    *,
    seconds: float = SECONDS,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Say whether the stick was taken out in time: in the next socket it must be new."""
    until = now() + seconds
    while socket.path in usb.read(world):
        if now() >= until:
            return False
        sleep(_BETWEEN)
    return True
