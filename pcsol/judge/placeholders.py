"""What firmware writes where nobody filled anything in: a placeholder is *unknown*.

Collected from 63,000 recorded desktop machines; 43 % of them carry one as their model.
"""

import re

# Whole texts, folded: lower case, one space between words, no sign at either end.
_LISTED = """
| none | null | nil | n/a | na | not applicable | not available | not specified | not provided | not defined
| not present | not settable | notspecified | no data | no info | no information | unspecified | undefined | unknown
| unkown | unknow | other | others | invalid | empty | blank | reserved | default | default_string | defaultstring
| system default | standard | all series | sample | eval | test | oem | o.e.m | by o.e.m | o.e.m string | oem string
| oem_string | to be | tbd | tba | for oem | please set | no string | string | customer | user | abcd
| system manufacturer | system product name | system name | system version | system serial number | system model
| system sku | system family | product name | product version | product serial | product | product family
| manufacturer | manufacture | model | version | serial number | serialnumber | serial | serial no | sn | sku
| sku number | family | asset tag | asset | assettag | asset number | asset tag number | no asset tag
| no asset information | no asset | board manufacturer | board product name | board version | board serial number
| base board | baseboard | base board manufacturer | base board product name | base board version
| base board serial number | base board asset tag | type2 - board vendor name1 | type2 - board product name1
| type2 - board version | type2 - board serial number | type2 - board asset tag | type1productconfigid
| type1family | typical family | mainboard | motherboard | mainboard serial | chassis manufacture
| chassis manufacturer | uknown chassis manufacture | chassis vendor | chassis version | chassis serial number
| chassis asset tag | no enclosure manufacturer | no enclosure version | no enclosure serial number
| no enclosure asset tag | no enclosure | enclosure serial number | lenovo product | no dimm | no module
| no module installed | not installed | no device manufacturer | no device part number | no device serial number
| no device location | no bank | part number | partnumber | modulepartnumber | part component
| unknown manufacturer | unknown vendor | vendor | oemmanufacturer | oem_manufacturer | unidentified
| intentionally left blank
"""
_TEXTS = frozenset(text.strip() for text in _LISTED.split("|"))

_PART = r"(manufacturer|part|partnum|partnumber|sernum|serial|serialnum|serialnumber|assettag|assettagnum)"
_SHAPES = re.compile(
    r"<.*>|\$?\(?default.?string\)?"  # what dmidecode puts in the place of a string, and macros nobody replaced
    r"|to be filled.*|.*\bfilled by o\.?e\.?m.*|oem(_define)?\d*|tbd by .*"
    rf"|(array\d_|[a-z]\d_|module_?)*{_PART}_?\d{{1,2}}|\S*dimm\S*_{_PART}\d*"
    r"|(asset|bss|bsn|csn|ssn|sys|mb|nb|base|mn)[-_ ]?\d*12345\d*|0?123456\d*|9876543210?"
    r"|(rev|ver|version|revision|v|r)?[ .:]*x[x.0]*|(rev|ver)[ .]*\d[.]x+"  # "x.x", "Rev X.0x", "Rev 1.xx"
    r"|x{3,}.*x{3,}.*"  # "xxx0204GRxxxxxxxx0"
    r"|(0x)?0+(\.0+)*h?|(0x)?f{4,}h?"
)
_LONGEST, _ABSURD = 80, 255  # of a placeholder; of any string that firmware keeps
_SHARED_SERIALS = frozenset({"123490en400015"})  # on ASUS boards the world over
_RISING = ("0123456", "1234567", "abcdefg")

# A Dell UUID ends in its service tag as ASCII: 20 is a blank, so these never got one.
_DELL_BLANK = re.compile(r"4c4c4544-00[0-9a-f]{2}-[0-9a-f]{4}-80[0-9a-f]{2}-[0-9a-f]{2}c04f202020")
_SHARED_UUIDS = frozenset(
    {
        "03000200-0400-0500-0006-000700080009",
        "00020003-0004-0005-0006-000700080009",
        "00000000-0000-0000-0006-000700080009",
        "12345678-1234-5678-90ab-cddeefaabbcc",
        "12345678-1234-5678-9abc-123456789abc",
        "78563412-3412-7856-90ab-cddeefaabbcc",
        "11111111-2222-3333-4444-555555555555",
        "fefefefe-fefe-fefe-fefe-fefefefefefe",
        "00112233-4455-6677-8899-aabbccddeeff",
        "33221100-5544-7766-8899-aabbccddeeff",
        "01234567-8910-1112-1314-151617181920",
        "ffffff00-ffff-ffff-ffff-ffffffffffff",
        "80808080-8080-8080-8080-808080808080",
    }
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FEWEST_BYTES, _SHORTEST_SERIAL, _FEWEST_SIGNS = 4, 4, 3


def is_placeholder(text: str) -> bool:
    """Return whether this says nothing about the one machine it was read from. "--" is a masked value."""
    folded = " ".join(text.lower().split()).strip(" .,:;!?*-_#/\\'\"[]{}")
    if len(folded) > _LONGEST:
        return len(folded) > _ABSURD
    return folded in _TEXTS or not any(map(str.isalnum, folded)) or _SHAPES.fullmatch(folded) is not None


def known(text: str | None) -> str | None:
    """Return the text, blanks tidied and without signs that a terminal would obey, or None for a placeholder."""
    tidy = " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())
    return None if is_placeholder(tidy) else tidy


def known_serial(text: str | None) -> str | None:
    """Return a serial number that somebody gave, be it too short to tell things apart; None for a placeholder."""
    tidy = known(text)
    return tidy if tidy and serial_fault(tidy) in (None, "short") else None


def serial_fault(serial: str) -> str | None:
    """Return why a serial cannot tell machines apart: "placeholder", "short", "monotonous", "counting"; else None."""
    if is_placeholder(serial) or serial.lower() in _SHARED_SERIALS:
        return "placeholder"
    signs = [sign for sign in serial.lower() if sign.isalnum()]
    if len(signs) < _SHORTEST_SERIAL:
        return "short"
    if len(set(signs)) < _FEWEST_SIGNS:
        return "monotonous"
    return "counting" if any(run in serial.lower() for run in _RISING) else None


def known_uuid(text: str | None) -> str | None:
    """Return a UUID in lower case, or None when it is none or when many machines carry it."""
    tidy = (text or "").strip().lower()
    return tidy if _UUID.fullmatch(tidy) and not uuid_is_shared(tidy) else None


def uuid_is_shared(uuid: str) -> bool:
    """Return whether many machines are known, or made, to carry this UUID."""
    low = uuid.lower()
    pairs = re.findall("[0-9a-f]{2}", low.replace("-", ""))
    return low in _SHARED_UUIDS or len(set(pairs)) < _FEWEST_BYTES or _DELL_BLANK.fullmatch(low) is not None
