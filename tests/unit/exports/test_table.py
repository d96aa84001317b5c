"""CSV: what a coordinator's spreadsheet makes of it by a double click."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.report.exports.table import COLUMNS, harmless, table
from tests.towers import HOSTILE, SILENT
from tests.unit.exports.made import tower


def read(content: bytes, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def row(**changed: object) -> dict[str, str]:
    with speaking("fr"):
        head, first = read(table([tower(**changed)]), ";")
    return dict(zip(head, first, strict=True))


def test_french_speaks_french_and_separates_as_french_spreadsheets_do() -> None:
    with speaking("fr"):
        content = table([tower()])
    assert content.startswith(b"\xef\xbb\xbfCode;")
    found = row()
    assert found["Code"] == "VAL-0042-D"
    assert found["Mémoire (Go)"] == "4"
    assert found["Étape"] == "prête"
    assert found["Effacement"].startswith("1 disque sur 1 effacé")


def test_english_speaks_english_and_a_separator_can_be_chosen() -> None:
    with speaking("en"):
        assert table([tower()]).startswith(b"\xef\xbb\xbfCode,Stage,")
        assert len(read(table([tower()], "\t"), "\t")[0]) == len(COLUMNS)


def test_what_is_not_known_is_empty_and_a_tower_that_never_started_has_its_row() -> None:
    silent, received = row(probe=SILENT, papers=()), row(probe=None, papers=(), form="tower")
    assert silent["Modèle"] == silent["Mémoire (Go)"] == received["Processeur"] == ""
    assert received["Format"] == "tour"
    assert received["Étape"] == "à vérifier"


def test_nothing_is_worked_out_by_the_spreadsheet() -> None:
    found = row(lot='=HYPERLINK("http://example.org";"x")', donor_asset_number="-1+1")
    assert found["Lot"].startswith("'=")
    assert found["N° du donateur"] == "'-1+1"
    assert harmless("  @SUM(A1)") == "'  @SUM(A1)"
    assert harmless(3) == 3
    assert harmless(-1.5) == -1.5


def test_signs_and_breaks_of_strangers_stay_in_their_cell() -> None:
    with speaking("fr"):
        lines = read(table([tower(HOSTILE, lot='a";b\r\nc\x00')]), ";")
    assert [len(line) for line in lines] == [len(COLUMNS)] * 2


@given(st.text())
def test_any_text_comes_back_as_text(text: str) -> None:
    cell = str(harmless(text))
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert all(sign.isprintable() for sign in cell)
    tidy = "".join(sign if sign.isprintable() else " " for sign in text)
    assert cell in (tidy, f"'{tidy}")
