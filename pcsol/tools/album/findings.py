"""Where, in the outputs of a machine, stand values that lead back to it or to a person (pure).

They are found by the field they stand in, never by guessing which string looks like a serial. Addresses of network
cards, UUIDs and world wide names have a form of their own and are found anywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from pcsol.judge.identity import mac_is_shared
from pcsol.judge.placeholders import serial_fault, uuid_is_shared
from pcsol.tools.programs import dmesg

Kind = Literal["mac", "uuid", "wwn", "address", "serial", "label"]
PRIORITY: tuple[Kind, ...] = ("mac", "uuid", "wwn", "address", "serial", "label")

SERIAL_PAGE = "vpd_pg80"  # SCSI: the unit serial number, behind four bytes of header (T10 SPC)
MAC = re.compile(r"(?<![0-9A-Fa-f:-])(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f:-])")
UUID = re.compile(r"(?<![0-9A-Za-z-])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z-])")
_WWN = re.compile(r"\b(?:0x[2356]|naa\.[2356]|eui\.[0-9A-Fa-f])[0-9A-Fa-f]{15}(?:[0-9A-Fa-f]{16})?\b")
_PCI_ADDRESS = re.compile(r"[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")


@dataclass(frozen=True, slots=True)
class Value:
    """A value, where it stands in its file, and what kind of thing it is."""

    kind: Kind
    text: str
    start: int
    end: int


def _field(names: str) -> re.Pattern[str]:
    """A JSON field with a string; read as text, because a truncated file is no JSON any more."""
    return re.compile(rf'"(?:{names})"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"', re.IGNORECASE)


def _line(names: str, value: str = r"\S.*") -> re.Pattern[str]:
    """A line such as `Serial Number: X`, `POWER_SUPPLY_SERIAL_NUMBER=X`; its value may end in blanks.

    No two parts of it take the same signs: a line of a million blanks costs no more than any other.
    """
    return re.compile(rf"^[^:=\n]*\b(?:{names})[ \t]*[:=][ \t]*(?P<value>{value})$", re.I | re.M)


_JSON: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("serial", _field("serial|serial_number|serial_num|sn|uuid|partuuid|ptuuid|asset_?tag")),
    ("wwn", _field("wwn|logical_unit_id|lu_id|eui64|nguid|sas_address")),
)
_LABELS = _field("label|partlabel")
_TEXT: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("serial", _line(r"serial[ _]?(?:number|no\.?|num)|asset[ _]tag|service tag|UUID|HID_UNIQ|SERIAL_SHORT|SERIAL")),
    ("wwn", _line(r"WWN Device Id(?:entifier)?|Logical Unit id|SAS address|EUI-64", r"[0-9A-Fa-fx][0-9A-Fa-fx \t\r]*")),
    ("wwn", re.compile(r"Device Serial Number (?P<value>(?:[0-9a-f]{2}-){7}[0-9a-f]{2})")),
    ("label", re.compile(r"(?<![A-Z])LABEL=(?P<value>\S+)")),
    ("address", re.compile(r"\b(?:ip|nfsroot|server|inet6?)[= ](?P<value>(?:\d{1,3}\.){3}\d{1,3})")),
)
# Of the kernel's log, whose lines begin with a time and a device: what stands behind these is a value.
_LOG: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("serial", re.compile(r"\bserial ?(?:number|no\.?)?: *(?P<value>\S.*)$", re.I | re.M)),
    ("address", re.compile(r"(?<![\d.])(?P<value>(?:\d{1,3}\.){3}\d{1,3})(?![\d.])")),
    ("address", re.compile(r"(?<![\w:])(?P<value>(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3})(?::[0-9a-f]{0,4}){2,7})")),
)
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|.)")  # of JSON: no part of the value, and to be kept whole by no one
_OBJECTS = re.compile(r'"(?:wwn|eui64)"\s*:\s*\{([^{}]*)\}')
_MEMBER = re.compile(r'"(naa|oui|id|ext_id)"\s*:\s*(\d+)')
# Whole files of /sys, by name: Documentation/ABI of the kernel.
_FILES: dict[str, Kind] = {
    **dict.fromkeys(("serial", "product_serial", "board_serial", "chassis_serial", "serial_number"), "serial"),
    **dict.fromkeys(("chassis_asset_tag", "board_asset_tag", "product_uuid", "uuid", "nguid"), "serial"),
    **dict.fromkeys(("wwid", "wwn", "eui", "sas_address", "unique_id"), "wwn"),
    "hostname": "label",
}
_NVME_WWID = re.compile(r"nvme\.[0-9a-f]{4}-(?P<value>(?:[0-9a-f]{2})+)-")
_MOUNTS = re.compile(r'"(?:mountpoints?|fsroots)"\s*:\s*(?:\[(?P<list>[^\[\]]*)\]|(?P<one>"(?:[^"\\]|\\.)*"))')
_PART_OF_PATH = re.compile(r'[^/"\s,\[\]]+')
_PUBLIC_PLACES = frozenset(
    (
        "boot", "efi", "esp", "home", "media", "mnt", "opt", "root", "run", "srv", "sys", "proc", "dev", "tmp", "usr",
        "var", "local", "live", "lib", "medium", "swap", "SWAP", "cdrom", "etc", "rootfs", "overlay", "system", "data",
        "log", "cache", "containers", "hosts", "hostname", "resolv.conf", "null",
    )
)  # fmt: skip
_PUBLIC_LABELS = frozenset(
    name.casefold()
    for name in (
        "PCSOL", "PCSOL-DATA",
        "EFI", "ESP", "boot", "root", "rootfs", "swap", "home", "data", "EFI System Partition", "Linux filesystem",
        "EFI system partition", "Basic data partition", "Microsoft reserved partition", "Recovery", "System",
        "Windows", "NO NAME", "loader", "primary", "Linux swap",
    )
)  # fmt: skip
# What makers call a thing: never replaced, also where a board has it in place of a serial.
_MODELS = (
    _field(
        "model|model_name|model_number|model_family|product|vendor|firmware_version|mn|fr|rev|parttype|parttypename"
    ),
    _line("Manufacturer|Product Name|Version|Family|SKU Number|Part Number|Device Model|Model Number|Model Family"),
)


def public_in(text: str) -> Iterator[str]:
    """Give the names of makers and models, and the public types of partitions, as they stand in a file."""
    for pattern in _MODELS:
        for found in pattern.finditer(text):
            yield found["value"].strip()


def names_nobody(text: str) -> bool:
    """Tell whether a value is a placeholder, or one that many machines share: it is left as it is."""
    bare = text.strip(" \t\r\n\0")
    low = bare.lower().replace("-", ":")
    if MAC.fullmatch(bare):
        return mac_is_shared(low)
    if UUID.fullmatch(bare):
        return uuid_is_shared(bare)
    letters = sum(sign.isalpha() for sign in bare)
    fault = serial_fault(bare.removeprefix("0x"))
    return len(bare) < 2 or fault == "placeholder" or (fault in ("counting", "monotonous") and letters < 3)


def values_in(place: str, text: str) -> Iterator[Value]:
    """Give each value of one file of an album, in no order; a stretch may come twice. Of raw files: page 80h only."""
    name = PurePosixPath(place).name
    if name == SERIAL_PAGE and not names_nobody(text[4:]):
        yield Value(_kind_of(text[4:], "serial"), text[4:], 4, len(text))
    if "\0" in text:
        return
    for kind, pattern in _JSON if name.endswith(".json") else _TEXT:
        yield from _matches(kind, pattern, text)
    if name == dmesg.FILE:
        for kind, pattern in _LOG:
            yield from _matches(kind, pattern, text)
    if name.startswith("lsblk"):
        yield from _matches("label", _LABELS, text)
        yield from _mount_points(text)
    if place.startswith(("sys/", "proc/")) and name in _FILES:
        yield from _whole(_FILES[name], text)
    yield from _numbers(text)
    yield from _formed("mac", MAC, text)
    yield from _formed("wwn", _WWN, text)
    yield from _formed("uuid", UUID, text)


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Value]:
    for found in pattern.finditer(text):
        value = _ESCAPE.sub("x", found["value"].rstrip())
        if names_nobody(value) or (kind == "label" and value.casefold() in _PUBLIC_LABELS):
            continue
        end = found.start("value") + len(found["value"].rstrip())
        yield Value(_kind_of(value, kind), value, found.start("value"), end)


def _formed(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[Value]:
    for found in pattern.finditer(text):
        if not names_nobody(found[0]):
            yield Value(kind, found[0], found.start(), found.end())


def _kind_of(value: str, suggested: Kind) -> Kind:
    """The form decides where there is one: a disk's serial may be its world wide name."""
    forms: tuple[tuple[Kind, re.Pattern[str]], ...] = (("mac", MAC), ("uuid", UUID), ("wwn", _WWN))
    return next((kind for kind, form in forms if form.fullmatch(value.strip())), suggested)


def _whole(kind: Kind, text: str) -> Iterator[Value]:
    bare = text.strip()
    hidden = _NVME_WWID.match(bare)  # nvme.VENDOR-SERIAL-MODEL-NAMESPACE, in hexadecimal (nvme(4) of the kernel)
    if hidden is not None:
        value = bytes.fromhex(hidden["value"]).decode("ascii", errors="replace").strip()
        if not names_nobody(value):
            yield Value("serial", value, 0, 0)
    elif bare and not names_nobody(bare) and not _PCI_ADDRESS.fullmatch(bare):
        if kind == "wwn" and not re.fullmatch(r"(?:0x|naa\.|eui\.|uuid\.)?[0-9A-Fa-f -]{16,}", bare):
            return  # t10.ATA MODEL SERIAL: its serial is known from elsewhere
        start = text.index(bare)
        yield Value(_kind_of(bare, kind), bare, start, start + len(bare))


def _numbers(text: str) -> Iterator[Value]:
    """World wide names that smartctl's JSON takes apart into numbers: 4 + 24 + 36 bits, or 24 + 40."""
    for found in _OBJECTS.finditer(text):
        parts = {name: int(number) for name, number in _MEMBER.findall(found[1])}
        match parts:
            case {"naa": naa, "oui": oui, "id": unique}:
                yield Value("wwn", f"{naa:x}{oui:06x}{unique:09x}", 0, 0)
            case {"oui": oui, "ext_id": unique}:
                yield Value("wwn", f"{oui:06x}{unique:010x}", 0, 0)
            case _:
                continue


def _mount_points(text: str) -> Iterator[Value]:
    """Each part of a path that is no usual name: /media/someone/HOLIDAYS."""
    for found in _MOUNTS.finditer(text):
        group = "list" if found["list"] is not None else "one"
        for part in _PART_OF_PATH.finditer(found[group]):
            if part[0] not in _PUBLIC_PLACES and not names_nobody(part[0]):
                start = found.start(group) + part.start()
                yield Value(_kind_of(part[0], "label"), part[0], start, start + len(part[0]))
