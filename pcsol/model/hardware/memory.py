"""Memory, slot by slot."""

from pcsol.model.noun import Noun


class Slot(Noun):
    """A memory slot (SMBIOS type 17). An empty one has `size_bytes` and `kind` null and `populated` false.

    `handle` is unique on a machine; `locator` is not. `kind` is "DDR", "DDR2" … "LPDDR5", or null where the firmware's
    word cannot be believed. Speeds are in mega-transfers per second.
    """

    handle: str | None = None
    locator: str | None = None
    bank: str | None = None
    size_bytes: int | None = None
    kind: str | None = None
    speed_mts: int | None = None
    manufacturer: str | None = None
    part_number: str | None = None
    serial: str | None = None
    populated: bool | None = None
    form_factor: str | None = None
    configured_mts: int | None = None


class Memory(Noun):
    """`total_bytes` is what the system may use, `installed_bytes` what the sticks add up to,
    `declared_max_bytes` what the firmware claims to take; the second may exceed the third (5 % of towers)."""

    total_bytes: int | None = None
    installed_bytes: int | None = None
    declared_max_bytes: int | None = None
    slots: tuple[Slot, ...] | None = None
    ecc: bool | None = None
