"""How far an erasure is: the JSON line of the contract, at least one a second."""

from typing import Literal

from pcsol.model.noun import Noun

Phase = Literal["prepare", "write", "retry", "firmware", "verify", "done"]


class Progress(Noun):
    """Bytes and seconds; `seconds_left` and `bytes_per_second` are None while they cannot be known honestly.

    In the phase "retry", `of_bytes` is what had failed before. `worked` counts what the disk did so far, one for each
    piece that it wrote or read: around bad sectors it moves while `done_bytes` stands.
    """

    disk: str
    phase: Phase
    done_bytes: int
    of_bytes: int
    bytes_per_second: float | None = None
    mean_bytes_per_second: float | None = None
    seconds_left: float | None = None
    errors: int = 0
    worked: int = 0
