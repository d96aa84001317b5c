"""What is wanted of a plan, and what the room around it knows."""

from dataclasses import dataclass, field
from typing import Literal

from pcsol.model.erasure.plan import Depth, Method, Technique
from pcsol.model.profile.wipe import WipeProfile

# "never": the command is not to be sent; "clear": its success proves no more than clear.
Effect = Literal["never", "clear"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A technique that this model's firmware is known to do badly; `text` says why, with its source."""

    technique: Technique
    effect: Effect
    text: str


@dataclass(frozen=True, slots=True)
class Wish:
    """`verify` None: what the technique asks for. `bytes_per_second`: how fast this disk was just read, if it was."""

    method: Method = "auto"
    verify: Depth | None = None
    profile: WipeProfile | None = None
    bytes_per_second: float | None = None
    doubts: tuple[Doubt, ...] = field(default=())
