"""An album without the values that lead back to a machine or to a person (pure).

Each is replaced by a stand-in of the same shape, the same everywhere, so that identity and comparison still work.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pcsol.tools.album import edid, kernel_log, spellings, standins
from pcsol.tools.album.findings import PRIORITY, SERIAL_PAGE, Kind, names_nobody, public_in, values_in
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.standins import Salt
from pcsol.tools.programs import dmesg

Known = dict[str, tuple[Kind, str]]
_BLANKS = " \t\r\n\0"
_HEX_DUMP = re.compile(rb"(?:^\t\t[0-9A-F]{2}(?: [0-9A-F]{2})*[ ]*\n)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Standins:
    """What is known of one album: each value, and how to replace its spellings in text and in firmware tables."""

    salt: Salt
    known: Known
    in_text: Callable[[bytes], bytes]
    in_tables: Callable[[bytes], bytes]


def pseudonymised(pages: Pages, salt: Salt, also: Iterable[str] = ()) -> tuple[Pages, Mapping[Kind, int]]:
    """Return the pages with stand-ins, and how many different values of each kind were replaced.

    `also`: names of this machine and of its users, which stand in no field. Of the raw vital product data (SCSI VPD
    pages) only page 80h, the serial, comes along: the others hold serials in forms of their own.
    """
    kept = {place: _told(place, raw) for place, raw in pages.files.items() if _is_known(place)}
    known, public = _known(kept)
    names = {name for name in also if not names_nobody(name) and not any(_key(name) in word for word in public)}
    all_of_it = _replacers(known, names, salt)
    files = {_replaced(place, all_of_it): _without(place, raw, all_of_it) for place, raw in kept.items()}
    index = json.loads(_replaced(json.dumps(pages.index, ensure_ascii=False), all_of_it))
    found = {
        (kind, standins.hexadecimal_of(value) if kind in _FORMED else _key(value)) for kind, value in known.values()
    }
    return Pages(files, index), Counter(kind for kind, _value in [*found, *(("label", name) for name in names)])


def _told(place: str, raw: bytes) -> bytes:
    return _bytes(kernel_log.without_people(_text(raw))) if place == dmesg.FILE else raw


def _is_known(place: str) -> bool:
    name = PurePosixPath(place).name
    return name == SERIAL_PAGE or not name.startswith("vpd_")


_FORMED: tuple[Kind, ...] = ("mac", "uuid", "wwn")


def _known(files: Mapping[str, bytes]) -> tuple[Known, set[str]]:
    """Every value by its small letters, and the names of makers and models, which no value may be.

    Where two fields disagree about the kind of a value, the firmer form wins.
    """
    found: list[tuple[Kind, str]] = []
    public: set[str] = set()
    for place, raw in files.items():
        public.update(map(_key, public_in(_text(raw))))
        if edid.is_edid(raw):
            found += [("serial", text) for text in edid.serial_texts(raw)]
        else:
            found += [(value.kind, value.text) for value in values_in(place, _text(raw))]
    known: Known = {}
    for kind, value in sorted(found, key=lambda pair: PRIORITY.index(pair[0])):
        if _key(value) not in public:
            known.setdefault(_key(value), (kind, value.strip(_BLANKS)))
    return known, public


def _replacers(known: Known, names: Iterable[str], salt: Salt) -> _Standins:
    text = {name.encode(): standins.label(name, salt).encode() for name in names}
    tables: spellings.Pairs = {}
    for kind, value in reversed(known.values()):  # the firmest kinds last: theirs stay
        text |= spellings.of(kind, value, salt)
        tables |= spellings.raw_of(kind, value, salt)
    same_length = {old: new for old, new in (text | tables).items() if len(old) == len(new)}
    return _Standins(salt, known, spellings.replacer(text), spellings.replacer(same_length))


def _without(place: str, raw: bytes, all_of_it: _Standins) -> bytes:
    if edid.is_edid(raw):
        return edid.without_serial(raw, all_of_it.salt)
    in_place = _bytes(_in_place(place, _text(raw), all_of_it))
    if b"\0" in raw:
        return all_of_it.in_tables(in_place)
    return _HEX_DUMP.sub(lambda found: _dump(found[0], all_of_it), all_of_it.in_text(in_place))


def _in_place(place: str, text: str, all_of_it: _Standins) -> str:
    """Replace each value in its own field, from the end so that the places before it stay right."""
    done = len(text) + 1
    for value in sorted(values_in(place, text), key=lambda value: (value.start, value.end), reverse=True):
        kind, _spelling = all_of_it.known.get(_key(value.text), (None, ""))
        if kind is not None and value.start < value.end <= done:
            text = text[: value.start] + spellings.standin(kind, value.text, all_of_it.salt) + text[value.end :]
            done = value.start
    return text


def _dump(lines: bytes, all_of_it: _Standins) -> bytes:
    """dmidecode shows makers' own structures as bytes: serials and addresses stand there too."""
    digits = all_of_it.in_tables(bytes.fromhex(lines.decode("ascii"))).hex().upper()
    pairs = iter(re.findall("..", digits))
    return re.sub(rb"[0-9A-F]{2}", lambda _pair: next(pairs).encode(), lines)


def _replaced(text: str, all_of_it: _Standins) -> str:
    return _text(all_of_it.in_text(_bytes(text)))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _key(value: str) -> str:
    return value.strip(_BLANKS).casefold()
