"""What the tests of disks measured, before anybody judges it."""

from typing import Literal

from pcsol.model.hardware.disk import SelfTest
from pcsol.model.noun import Noun


class SelfTestState(Noun):
    """Where a disk's self-test stands. Null is *not told*.

    `outcome`: how the last one ended ("broken-off": stopped from outside, or by a restart), `words`: in the disk's own.
    `log`: what it keeps of earlier ones, newest first. `…_minutes`: how long it says that a test takes.
    """

    supported: bool | None = None
    running: bool = False
    remaining_percent: int | None = None
    outcome: Literal["passed", "failed", "broken-off"] | None = None
    read_failure: bool | None = None
    words: str = ""
    short_minutes: int | None = None
    extended_minutes: int | None = None
    log: tuple[SelfTest, ...] | None = None


class Place(Noun):
    """A place on a disk: where it begins, and how long reading it took (seconds)."""

    offset_bytes: int
    seconds: float


class Pace(Noun):
    """How quickly a disk reads there."""

    where: Literal["beginning", "middle", "end"]
    bytes_per_second: float


class SurfaceReading(Noun):
    """A disk that was read, in part or in full.

    `unread`: places that could not be read, as far as they were counted; `ended`: "errors" after too many of them,
    "gone" when the disk went away, "hung" when it did not answer any more, "slow" when the time was over.
    """

    size_bytes: int
    read_bytes: int
    places: int
    full: bool
    unread: tuple[Place, ...] = ()
    slow: tuple[Place, ...] = ()
    paces: tuple[Pace, ...] = ()
    ended: Literal["whole", "errors", "gone", "hung", "slow"] = "whole"
