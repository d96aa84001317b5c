"""By what a tower is recognised after its disk or its memory was swapped, and how surely."""

import re
from collections.abc import Iterable, Iterator

from pcsol.i18n import N_, _
from pcsol.judge.placeholders import serial_fault, uuid_is_shared
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.hardware.machine import Identity, Machine, Mark

_MAC = re.compile(r"([0-9a-f]{2}:){5}[0-9a-f]{2}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Network chips whose own memory was never written answer with these.
_UNWRITTEN = ("00:e0:4c:", "04:4b:80:80:80:", "00:04:4b:80:80:", "00:11:22:33:44:", "00:00:00:", "12:34:56:")
_GROUP_BIT, _LOCAL_BIT = 0x01, 0x02
# A case is changed more easily than a board, and its number is often no more than the system's.
_WEAK_ALONE = frozenset({"chassis-serial"})
_ENOUGH_FOR_SURE = 2

_SHARED = N_("many machines carry this value")
_TOO_SHORT = N_("too short to belong to one machine only")
_REPEATED = N_("made of one repeated sign")
_COUNTING = N_("a series of numbers, as makers put where none was given")
_NAME = N_("this is a name, not a number")
_UNREADABLE = N_("not written as it should be")
_NOT_ON_BOARD = N_("on a card that can be moved to another machine")
_WHERE_UNKNOWN = N_("it is not known whether this port is on the board")
_LOCAL = N_("chosen by the system, not given by the maker")
_FAULTS = {"placeholder": _SHARED, "short": _TOO_SHORT, "monotonous": _REPEATED, "counting": _COUNTING}


def identify(machine: Machine, network: tuple[NetworkPort, ...] | None = None) -> Identity:
    """Return every mark, the ones that cannot be used with their reason, and how sure they make us together.

    "sure": two usable marks or more; "likely": one; "weak": none, and this tower cannot be told from others.
    """
    marks = tuple(_marks(machine, network or ()))
    usable = len({mark.value for mark in marks if mark.usable})
    if usable >= _ENOUGH_FOR_SURE:
        return Identity(marks=marks, confidence="sure")
    return Identity(marks=marks, confidence="likely" if usable else "weak")


def same(one: Identity, other: Identity) -> bool | None:
    """Return whether both are one tower: True on a strong usable mark in common and none against it.

    None where the marks do not tell: none in common to compare, or some for it and some against (a swapped board, for
    example). Ports that answer now and did not then are not against it. Marks that cannot be used never count.
    """
    ours, theirs = _by_kind(one.marks), _by_kind(other.marks)
    shared = ours.keys() & theirs.keys()
    agreeing = {kind for kind in shared if ours[kind] & theirs[kind]}
    against = shared - agreeing
    if agreeing - _WEAK_ALONE:
        return None if against - {"mac"} else True
    return False if against - _WEAK_ALONE and not agreeing else None


def still_usable(mark: Mark) -> bool:
    """Judge a mark of another PCSol again, by its value alone: what is known to be shared grows with time."""
    if not mark.usable:
        return False
    if mark.kind == "system-uuid":
        return not _why_not_uuid(mark.value.lower())
    if mark.kind == "mac":
        return not _why_not_mac(mark.value.lower(), on_board=True)
    return not _why_not_serial(mark.value, set())


def mac_is_shared(mac: str) -> bool:
    """Return whether this hardware address, in small letters and colons, names no single card."""
    pairs = mac.split(":")
    return mac.startswith(_UNWRITTEN) or len(set(pairs)) == 1 or bool(int(pairs[0], 16) & _GROUP_BIT)


def _by_kind(marks: Iterable[Mark]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mark in marks:
        if mark.usable:
            found.setdefault(mark.kind, set()).add(mark.value.upper())
    return found


def _marks(machine: Machine, network: tuple[NetworkPort, ...]) -> Iterator[Mark]:
    names = {machine.manufacturer, machine.model, machine.version, machine.board.model, machine.board.version}
    if machine.uuid:
        uuid = machine.uuid.strip().lower()
        yield _judged("system-uuid", uuid, _why_not_uuid(uuid))
    if machine.serial:
        yield _judged("system-serial", _tidy(machine.serial), _why_not_serial(machine.serial, names))
    if machine.board.serial:
        yield _judged("board-serial", _tidy(machine.board.serial), _why_not_serial(machine.board.serial, names))
    if machine.chassis_serial:
        yield _judged("chassis-serial", _tidy(machine.chassis_serial), _why_not_serial(machine.chassis_serial, names))
    for port in network:
        if port.mac:
            mac = port.mac.strip().lower().replace("-", ":")
            yield _judged("mac", mac, _why_not_mac(mac, on_board=port.on_board))


def _judged(kind: str, value: str, why: str) -> Mark:
    return Mark.model_validate({"kind": kind, "value": value, "usable": not why, "why": _(why)})


def _tidy(serial: str) -> str:
    return " ".join(serial.split()).upper()


def _why_not_uuid(uuid: str) -> str:
    if not _UUID.fullmatch(uuid):
        return _UNREADABLE
    return _SHARED if uuid_is_shared(uuid) else ""


def _why_not_serial(serial: str, names: set[str | None]) -> str:
    tidy = _tidy(serial)
    if tidy in {_tidy(name) for name in names if name}:
        return _NAME
    return _FAULTS.get(serial_fault(tidy) or "", "")


def _why_not_mac(mac: str, *, on_board: bool | None) -> str:
    if not _MAC.fullmatch(mac):
        return _UNREADABLE
    if mac_is_shared(mac):
        return _SHARED
    if int(mac[:2], 16) & _LOCAL_BIT:
        return _LOCAL
    return "" if on_board else _NOT_ON_BOARD if on_board is False else _WHERE_UNKNOWN
