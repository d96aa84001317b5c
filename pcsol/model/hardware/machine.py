"""The machine as a whole: maker, board, firmware, locks, and the marks it is recognised by."""

from typing import Literal

from pcsol.model.noun import Noun


class Board(Noun):
    """The system board (SMBIOS type 2)."""

    manufacturer: str | None = None
    model: str | None = None
    version: str | None = None
    serial: str | None = None


class Firmware(Noun):
    """BIOS or UEFI (SMBIOS type 0, /sys/firmware/efi). `date` is ISO 8601 (YYYY-MM-DD)."""

    vendor: str | None = None
    version: str | None = None
    date: str | None = None
    mode: Literal["uefi", "bios"] | None = None
    secure_boot: bool | None = None


class Tpm(Noun):
    """Trusted Platform Module; `version` is "1.2" or "2.0"."""

    present: bool
    version: str | None = None


class Lock(Noun):
    """Something that may bind the machine to a former owner.

    kind: "firmware-password", "power-on-password", "keyboard-password" (SMBIOS
    type 24), "amt", "absolute", "autopilot".
    state: "set" binds it; "clear" is looked at and open; "present" is there, and whether it binds cannot be told.
    """

    kind: str
    state: Literal["set", "clear", "present"]
    text: str


FormFactor = Literal["tower", "desktop", "small", "mini", "all-in-one", "laptop", "server", "tablet"]


class Machine(Noun):
    """Maker and model in the words that stand on its case; placeholders are unknown."""

    manufacturer: str | None = None
    model: str | None = None
    version: str | None = None
    serial: str | None = None
    uuid: str | None = None
    asset_tag: str | None = None
    board: Board = Board()
    chassis: str | None = None
    chassis_serial: str | None = None
    form_factor: FormFactor | None = None
    firmware: Firmware = Firmware()
    tpm: Tpm | None = None
    locks: tuple[Lock, ...] | None = None


class Mark(Noun):
    """Something a tower can be recognised by after its disk or memory was swapped.

    kind: "system-uuid", "system-serial", "board-serial", "chassis-serial", "mac" (of a network port on the board).
    `usable` is false for a value known to be shared by many machines; `why` says so.
    """

    kind: Literal["system-uuid", "system-serial", "board-serial", "chassis-serial", "mac"]
    value: str
    usable: bool
    why: str = ""


class Identity(Noun):
    """How surely this tower can be told from every other one."""

    marks: tuple[Mark, ...] = ()
    confidence: Literal["sure", "likely", "weak"] = "weak"
