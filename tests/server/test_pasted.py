"""A donor's list is read as donors write it, and each fault names its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.server.lots.pasted import MOST_LINES, decoded, read


def _told(text: str, known: tuple[tuple[str, str], ...] = ()) -> list[tuple[str, str, str]]:
    found = read(text, known)
    assert found.faults == ()
    return [(one.asset, one.serial, one.what) for one in found.lines]


@pytest.mark.parametrize("sign", ["\t", ";", ","])
def test_tabs_semicolons_and_commas_part_cells(sign: str) -> None:
    text = f"INV-1{sign}pc0abc1{sign}OptiPlex 7010\n\nINV-2{sign}{sign}\r\n"
    assert _told(text) == [("INV-1", "PC0ABC1", "OptiPlex 7010"), ("INV-2", "", "")]


def test_a_heading_says_which_column_is_which() -> None:
    text = "Désignation;N° de série;N° inventaire\nOptiPlex;abc123x;INV-7"
    assert _told(text) == [("INV-7", "ABC123X", "OptiPlex")]


def test_without_a_heading_what_is_left_over_describes_the_tower() -> None:
    assert _told("INV-1\tABC\tDell\tOptiPlex") == [("INV-1", "ABC", "Dell OptiPlex")]


def test_quotes_hold_signs_that_part_cells() -> None:
    assert _told('INV-1;ABC;"tour; noire"') == [("INV-1", "ABC", "tour; noire")]


def test_files_of_a_french_spreadsheet_are_read() -> None:
    assert decoded("\ufeffé".encode()) == "é"
    assert decoded("é".encode("cp1252")) == "é"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A;1\n;;tour", "2"), ("A;S1\n\nA;S2", "3"), ("A;S1\nB;s1", "2"), ("deja;S9", "1"), ("B;VU", "1"),
        ("A;" + "x" * 201, "1"),
    ],
    ids=["nothing to know it by", "number twice", "serial twice", "in the lot", "serial in the lot", "too long"],
)  # fmt: skip
def test_each_fault_names_its_line(text: str, named: str) -> None:
    (fault,) = read(text, [("DEJA", "VU")]).faults
    assert f" {named}" in fault.split(":")[0]


def test_a_list_that_never_ends_is_cut_and_told() -> None:
    found = read("\n".join(f"INV-{number}" for number in range(MOST_LINES + 5)))
    assert (len(found.lines), len(found.faults)) == (MOST_LINES, 1)


@given(st.text())
def test_whatever_is_pasted_nothing_breaks_and_no_control_sign_stays(text: str) -> None:
    for one in read(text).lines:
        assert (one.asset + one.serial + one.what).isprintable()


@given(st.lists(st.text("abcXYZ0189-", min_size=3, max_size=12), min_size=1, max_size=30, unique_by=str.casefold))
def test_each_number_comes_back_once_in_order(assets: list[str]) -> None:
    found = read("\n".join(f"{asset}\t\tA1" for asset in assets))
    assert [one.asset for one in found.lines] == assets


def test_a_lot_takes_so_many_lines_however_often_they_are_pasted() -> None:
    known = [(f"A-{number}", "") for number in range(MOST_LINES - 1)]
    assert not read("INV-1", known).faults
    assert read("INV-1\nINV-2", known).faults
