"""The processor."""

from typing import Literal

from pcsol.model.noun import Noun


class Cache(Noun):
    """One cache of one core (or shared). kind: "data", "instruction", "unified"."""

    level: int
    kind: str | None = None
    size_bytes: int


class Processor(Noun):
    """`bits` and `psabi_level` speak of the processor, also under a 32-bit system; level 0 is 32-bit only."""

    model: str | None = None
    vendor: str | None = None
    sockets: int | None = None
    cores: int | None = None
    threads: int | None = None
    bits: Literal[32, 64] | None = None
    psabi_level: Literal[0, 1, 2, 3, 4] | None = None
    max_mhz: int | None = None
    flags: tuple[str, ...] | None = None
    family: int | None = None
    model_number: int | None = None
    stepping: int | None = None
    socket: str | None = None
    caches: tuple[Cache, ...] | None = None
    virtualisation: Literal["vt-x", "amd-v"] | None = None
    hypervisor: bool | None = None
