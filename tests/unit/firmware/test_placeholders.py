import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.judge.placeholders import is_placeholder, known, known_serial, known_uuid, serial_fault

PLACEHOLDERS = [
    "To Be Filled By O.E.M.", "To be filled by O.E.M", "Not Specified", "Default string", "$(DEFAULT_STRING)",
    "System Product Name", "System manufacturer", "Unknown", "0123456789", "1234567890", "None", "NONE", "--", "",
    "0", "00000000", "0x000000", "FFFFFFFF", "<BAD INDEX>", "<OUT OF SPEC>", "Undefined", "O.E.M.", "OEM", "OEM2",
    "   ", "x.x", "X.XX", "Rev X.0x", "Rev 1.xx", "NO DIMM", "[Empty]", "Manufacturer00", "PartNum0", "SerNum3",
    "A1_Manufacturer0", "Array1_PartNumber2", "ModulePartNumber01", "Dimm0_PartNum", "P1-DIMM1A_Serial", "AssetTagNum0",
    "Asset-1234567890", "MB-1234567890", "BSN12345678901234567", "Base Board Serial Number", "Chassis Manufacture",
    "All Series", "N/A", "...", "XXXXXXX", "xxx0204GRxxxxxxxx0", "No Asset Tag", "INVALID", "ABCD", "Not  Specified",
    "  unknown  ", "OEM_Define3", "TBD by ODM",
]  # fmt: skip

REAL = [
    "OptiPlex 7010", "HP Compaq Elite 8300 SFF", "ThinkCentre M73", "X99", "Extensa", "xw4600", "G41 Series", "3048h",
    "0HH807", "MS-7592", "GEG", "LENOVO", "Dell Inc.", "A00", "1.0", "V0.00", "DIMM1", "BANK 0", "BANK0/1", "F4",
    "Samsung", "M378B5773DH0-CH9", "9905471-001.A00LF", "A1_DIMM0", "D", "Oemmel GmbH", "Serial ATA", "Version 5.2",
]  # fmt: skip


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_a_placeholder_is_unknown(text: str) -> None:
    assert is_placeholder(text)
    assert known(text) is None


@pytest.mark.parametrize("text", REAL)
def test_a_name_is_kept(text: str) -> None:
    assert known(text) == text


def test_blanks_are_tidied_and_nothing_else() -> None:
    assert known("  HP  Compaq\t8000 ") == "HP Compaq 8000"


@given(st.text(max_size=300))
def test_what_is_kept_stands_in_the_text_and_can_be_printed(text: str) -> None:
    kept = known(text)
    assert kept is None or (kept.isprintable() and all(word in text for word in kept.split()))


def test_a_page_is_no_name() -> None:
    assert known("ThinkCentre " * 50) is None


@pytest.mark.parametrize(
    ("serial", "fault"),
    [
        ("7XK2P5J", None),
        ("CZC1204JJY", None),
        ("To be filled by O.E.M.", "placeholder"),
        ("123490EN400015", "placeholder"),
        ("A12", "short"),
        ("11111112", "monotonous"),
        ("ZZ-0123456", "counting"),
    ],
)
def test_a_serial_says_why_it_cannot_be_used(serial: str, fault: str | None) -> None:
    assert serial_fault(serial) == fault
    assert known_serial(serial) == (serial if fault in (None, "short") else None)


@pytest.mark.parametrize(
    "uuid",
    [
        "03000200-0400-0500-0006-000700080009",
        "03000200-0400-0500-0006-000700080009".upper(),
        "00020003-0004-0005-0006-000700080009",
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "12345678-1234-5678-90AB-CDDEEFAABBCC",
        "4C4C4544-0000-2010-8020-80C04F202020",  # a Dell whose service tag was never written
        "Not Settable",
        "--",
        "",
        None,
    ],
)
def test_a_shared_uuid_is_unknown(uuid: str | None) -> None:
    assert known_uuid(uuid) is None


def test_a_uuid_is_kept_in_lower_case() -> None:
    assert known_uuid("4C4C4544-0058-4B10-8032-B7C04F50354A") == "4c4c4544-0058-4b10-8032-b7c04f50354a"
