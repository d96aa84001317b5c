"""What a simulated disk is and how it misbehaves, as plain data: one object per disk, each field with a default."""

import zlib
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self

Keeps = str  # "none", "all", "tail" (last 1 %), "head" (first 1 MiB), "every:N" (each Nth MiB), "hidden"


@dataclass(frozen=True, slots=True)
class Erasing:
    """How one firmware erase goes.

    seconds: how long it takes. leaves: what the medium holds afterwards: "zeros", "ones", "noise" (a new key) or
    "periodic" (33 CC 55 AA). keeps: what it spares nevertheless. ends: "done"; "fails" (SD3, or an abort after the
    time); "stalls" (a sanitize's progress stops at 40 % for ever); "aborted" (refused at once); "forgets" (a sanitize
    is idle afterwards, neither success nor failure); "goes away" (nothing but errors from then on).
    """

    seconds: float = 1.0
    leaves: str = "zeros"
    keeps: Keeps = "none"
    ends: Literal["done", "fails", "stalls", "aborted", "forgets", "goes away"] = "done"


@dataclass(frozen=True, slots=True)
class Spec:
    """One disk. `sense`: how errors of ATA pass-through look: "fixed" (SAT's layout: Linux from 6.11), "fixed-old"
    (Linux before: the registers from byte 8) or "descriptor" (D_SENSE set). Ranges of sectors are [first, last]."""

    name: str
    kind: Literal["sata", "sas", "usb"] = "sata"
    size_mib: int = 8
    rotates: bool = False
    model: str = "PCSOL SIMULATED DISK"
    vendor: str = "PCSOLSIM"
    serial: str = ""
    wwn: str = ""
    firmware: str = "SIM1.0"
    sense: Literal["fixed", "fixed-old", "descriptor"] = "fixed"

    security: bool = True
    enhanced: bool = True
    minutes: int = 2
    frozen: Literal["no", "always", "until-resume"] = "no"
    password: str | None = None  # set and locked when the disk is plugged in
    security_erase: Erasing = Erasing()
    enhanced_erase: Erasing | None = None  # as security_erase where not told
    keeps_password: bool = False  # a failed or lying erase leaves the password set

    sanitize: tuple[str, ...] = ("block", "crypto", "overwrite")
    sanitize_frozen: bool = False
    sanitize_erase: Erasing = Erasing()

    hidden_mib: int = 0
    hidden_by: Literal["hpa", "dco", "amax"] = "hpa"
    uncover: Literal["works", "refused", "stale"] = "works"  # stale: the kernel goes on seeing the small size

    trim: bool = True
    write_keeps: Keeps = "none"  # writes into what is kept are acknowledged and dropped
    unreadable: tuple[tuple[int, int], ...] = ()
    unwritable: tuple[tuple[int, int], ...] = ()
    heals: bool = False  # writing makes an unreadable sector readable again
    bytes_per_second: int | None = None
    dies_after_mib: int | None = None  # written; from there on nothing but hardware errors

    bridge: Literal["sat", "plain", "drops-erase"] = "sat"  # kind "usb": what stands between

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Read one JSON object; an unknown field is an error, so that no mode is silently the honest one."""
        known = {f.name for f in fields(cls)}
        assert set(plain) <= known, f"no such field: {sorted(set(plain) - known)}"
        values = dict(plain)
        for name in ("security_erase", "enhanced_erase", "sanitize_erase"):
            if isinstance(values.get(name), dict):
                values[name] = Erasing(**values[name])
        for name in ("unreadable", "unwritable"):
            values[name] = tuple((int(a), int(b)) for a, b in values.get(name, ()))
        values["sanitize"] = tuple(values.get("sanitize", cls._default("sanitize")))
        mark = zlib.crc32(plain["name"].encode())
        values.setdefault("serial", f"SIM{mark:08X}")
        values.setdefault("wwn", f"5000c500{mark:08x}")
        return cls(**values)

    @classmethod
    def _default(cls, name: str) -> Any:
        return next(f.default for f in fields(cls) if f.name == name)

    @property
    def native_sectors(self) -> int:
        """Everything there is, in sectors of 512 bytes."""
        return self.size_mib * 2048


@dataclass(slots=True)
class Seen:
    """What a disk was told, other than to read and write: the tests ask afterwards what was sent."""

    commands: list[dict[str, Any]] = field(default_factory=list)
    line: Any = None

    def note(self, command: str, ended: str) -> None:
        """Keep one command and how it ended, at once: the disk may be killed any time."""
        self.commands.append({"command": command, "ended": ended})
        if self.line is not None:
            self.line(self.commands[-1])
