import csv
import re
from pathlib import Path

import pytest

from pcsol.judge import jedec

# Makers put their name, in their own code, at the head of their part numbers.
_HEADS = {
    "SK Hynix": r"H[YM][A-Z0-9]{2}\d+[A-Z]", "Samsung": r"M3(78|93|95|91)|M3 78|M4 70|M471", "Corsair": r"CM[XZK]\d",
    "Micron": r"\d{1,2}(HTF|JTF|ATF|JSF)", "Elpida": r"EB[EJ]\d", "G.Skill": r"F[234]-\d", "Nanya": r"NT\d",
    "Crucial": r"CT\d{4,}|BLS\d", "Team Group": r"TEAMGROUP", "Kingmax": r"KLD", "Qimonda": r"64T|72T",
    "OCZ": r"OCZ", "Patriot": r"PSD\d", "Super Talent": r"SUPERTALENT", "Dataram": "DATARAM", "Timetec": "TIMETEC",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "maker"),
    [
        ("029E", "Corsair"),
        ("0x9E02", "Corsair"),
        ("859B", "Crucial"),
        ("80AD", "SK Hynix"),
        ("0xAD00", "SK Hynix"),
        ("CE00000000000000", "Samsung"),
        ("CE80000000000000", "Samsung"),
        ("80CE000080CE", "Samsung"),
        ("00AD00B300AD", "SK Hynix"),
        ("0x2C80", "Micron"),
        ("2CFFFFFFFFFFFFFF", "Micron"),
        ("7F98000000000000", "Kingston"),
        ("7F7F7F7F7F9B0000", "Crucial"),
        ("7F7F7F7F7F7F7F5D", "GOODRAM"),
        ("JEDEC ID:7F 7F 7F 0B 00 00 00 00", "Nanya"),
        ("JEDEC ID:80 CE", "Samsung"),
        ("Bank 3, Hex 0x9E", "Corsair"),
        ("0215", "Corsair"),
        ("8001", "AMD"),
    ],
)
def test_every_writing_of_a_number_gives_its_maker(code: str, maker: str) -> None:
    assert jedec.maker(code) == maker


@pytest.mark.parametrize("code", ["0000", "0100", "FFFF", "ABCD", "JEDEC ID:", "0707", "7FFF", "Samsung", "", "00CE0"])
def test_a_number_that_is_not_in_the_table_gives_nothing(code: str) -> None:
    assert jedec.maker(code) is None


def test_a_name_is_no_number() -> None:
    assert not jedec.is_code("Kingston")
    assert not jedec.is_code("A-DATA")
    assert jedec.is_code("JEDEC ID:80 CE")
    assert jedec.is_code("000000000CE80")


@pytest.mark.real_data
def test_the_makers_of_real_sticks_agree_with_their_part_numbers(shared_data: Path) -> None:
    with (shared_data / "dmi" / "jedec-hex-manufacturers.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    checked = 0
    for row in rows:
        maker = jedec.maker(row["manufacturer_string"])
        numbers = [number for number in row["top_part_numbers"].split(" | ") if number and not number.startswith("0x")]
        heads = {name for name, head in _HEADS.items() for number in numbers if re.match(head, number)}
        if maker in _HEADS and heads:
            assert maker in heads, row
            checked += 1
    assert checked > 100


@pytest.mark.real_data
def test_most_sticks_that_show_a_number_get_a_maker(shared_data: Path) -> None:
    with (shared_data / "dmi" / "jedec-hex-manufacturers.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["manufacturer_string"] not in ("ABCD", "JEDEC ID:")]
    sticks = sum(int(row["count"]) for row in rows)
    named = sum(int(row["count"]) for row in rows if jedec.maker(row["manufacturer_string"]))
    assert named / sticks > 0.9
