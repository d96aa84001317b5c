"""All the ways in which the programs of a machine write one value, each with its stand-in (pure)."""

import re
from collections.abc import Callable, Iterator, Mapping

from pcsol.tools.album import standins
from pcsol.tools.album.findings import Kind
from pcsol.tools.album.standins import Salt

Pairs = dict[bytes, bytes]
_STANDINS: Mapping[Kind, Callable[[str, Salt], str]] = {
    "mac": standins.mac,
    "uuid": standins.uuid,
    "wwn": standins.world_wide_name,
    "address": standins.address,
    "serial": standins.serial,
    "label": standins.label,
}


def standin(kind: Kind, value: str, salt: Salt) -> str:
    """Return what stands for a value of this kind, written as the value is."""
    return _STANDINS[kind](value, salt)


def of(kind: Kind, value: str, salt: Salt) -> Pairs:
    """Return each spelling of a value that is told from ordinary words and numbers, with its stand-in.

    Empty for a value too short or too plain to be looked for outside of its own field.
    """
    if kind in ("mac", "uuid", "wwn"):
        pairs = dict(_hexadecimal(kind, value, salt))
    elif _is_telling(value.strip()):
        pairs = dict(_cased(value.strip(), lambda text: standin(kind, text, salt)))
    else:
        pairs = {}
    return {
        old.encode("utf-8", "surrogateescape"): new.encode("utf-8", "surrogateescape") for old, new in pairs.items()
    }


def raw_of(kind: Kind, value: str, salt: Salt) -> Pairs:
    """Return the spellings as bytes in firmware tables (SMBIOS keeps the first three parts of a UUID turned round)."""
    if kind not in ("mac", "uuid", "wwn"):
        return {}
    old = bytes.fromhex(_even(standins.hexadecimal_of(value)))
    new = bytes.fromhex(_even(standins.hexadecimal_of(standin(kind, value, salt))))
    return {old: new} | ({_turned(old): _turned(new)} if kind == "uuid" else {})


def replacer(pairs: Pairs) -> Callable[[bytes], bytes]:
    """Return a function that replaces every spelling in one walk, the longest first.

    Short ones and numbers must stand alone; a long one is also found inside names such as `enx525400123456`.
    """
    if not pairs:
        return lambda raw: raw
    ordered = sorted(pairs, key=len, reverse=True)
    alone = [re.escape(old) for old in ordered if len(old) < 10 or old.isdigit()]
    anywhere = [re.escape(old) for old in ordered if len(old) >= 10 and not old.isdigit()]
    parts = [b"(?:" + b"|".join(anywhere) + b")"] if anywhere else []
    if alone:
        parts.append(rb"(?<![0-9A-Za-z])(?:" + b"|".join(alone) + rb")(?![0-9A-Za-z])")
    pattern = re.compile(b"|".join(parts))
    return lambda raw: pattern.sub(lambda found: pairs[found[0]], raw)


def _is_telling(value: str) -> bool:
    """A short number may be anything ("Handle 0x0001"); a word in capitals may be a service tag."""
    if re.fullmatch(r"\d{1,7}|(?:0x)?[0-9a-fA-F]{1,7}|0x[0-9a-fA-F]{8}", value):
        return False
    has_digit = any(sign.isdigit() for sign in value)
    return len(value) >= 6 and (has_digit or (value.isalpha() and value.isupper()))


def _cased(value: str, other: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for text in (value, value.upper(), value.lower()):
        yield text, other(text)
        yield text.replace(" ", "_"), other(text).replace(" ", "_")  # as udev writes it
    if len(value) >= 8:  # as the kernel writes a serial into an NVMe wwid
        for text in (value, value.lower()):
            yield text.encode("utf-8", "replace").hex(), other(text).encode("utf-8", "replace").hex()


def _hexadecimal(kind: Kind, value: str, salt: Salt) -> Iterator[tuple[str, str]]:
    old = standins.hexadecimal_of(value)
    new = standins.hexadecimal_of(standin(kind, value, salt))
    for write in _WAYS[kind]:
        was, becomes = write(old), write(new)
        if len(was) >= 8:
            yield was, becomes
            yield was.upper(), becomes.upper()


def _pairs(sign: str) -> Callable[[str], str]:
    return lambda digits: sign.join(re.findall("..", digits))


def _dashed(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _bare(digits: str) -> str:
    return digits


# smartctl writes "5 0014ee 260a409a4" and, in JSON, the last part as a number; hdparm the last part alone.
_WAYS: Mapping[Kind, tuple[Callable[[str], str], ...]] = {
    "mac": (_bare, _pairs(":"), _pairs("-"), "enx{}".format, "wlx{}".format),
    "uuid": (_bare, _dashed, _pairs(" ")),
    "wwn": (
        _bare,
        _pairs(" "),
        _pairs("-"),
        lambda digits: f"{digits[0]} {digits[1:7]} {digits[7:]}",
        lambda digits: f"{digits[:6]} {digits[6:]}",
        lambda digits: digits[7:] if digits[0] in "56" else digits[6:],
        lambda digits: str(int(digits[7:16] or "0", 16)),
        lambda digits: str(int(digits[6:16] or "0", 16)),
    ),
}


def _even(digits: str) -> str:
    return digits if len(digits) % 2 == 0 else f"0{digits}"


def _turned(raw: bytes) -> bytes:
    return raw[3::-1] + raw[5:3:-1] + raw[7:5:-1] + raw[8:]
