"""The grade and the tests of a tower on its page, and what it may be called today."""

import re
import zlib
from html import unescape
from typing import Any

import pytest

from pcsol.judge import codes
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Tested
from tests.server.house import Bench, House, marks, probe
from tests.server.house import record as made
from tests.server.towers.stock import grading, run_of
from tests.towers import GOOD_DISK
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

CODE = codes.compose("VAL", 42)
SERIAL = marks("TOURINVENTEE1")


def sends(house: House, bench: Bench, kind: str, body: Any) -> str:
    house.clock.go(minutes=1)
    return str(bench.sends(made(body, house.clock(), kind, CODE, SERIAL))["id"])


@pytest.fixture
def bench(house: House) -> Bench:
    found = house.bench(papers_key=KEY)
    disk = GOOD_DISK.model_copy(update={"serial": PAPERS["clear"].device.serial})
    sends(house, found, "probe", probe(disks=(disk,)))
    house.person("dominique", "coordinator")
    house.enter("dominique")
    return found


def erases(house: House, bench: Bench) -> None:
    whole = made(PAPERS["destroyed"], house.clock(), "wipe", CODE, SERIAL)
    results = [{"disk": "/dev/sda", "paper": PAPERS["clear"].to_json()}]
    bench.sends({**whole, "body": {"schema": "pcsol/wipe-run/1", "results": results, "errors": []}})


def page(house: House, more: str = "") -> str:
    """What stands on the page in words, one space between them."""
    answer = house.client.get(f"/towers/{CODE}{more}")
    assert answer.status_code == 200, answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def test_tests_stand_there_by_their_titles_the_worst_first(house: House, bench: Bench) -> None:
    sends(house, bench, "test", run_of())
    said = page(house)
    order = ["✕ échoué Réseau", "! à regarder Lecture du disque sda", "– impossible à contrôler Capteurs",
             "○ pas contrôlé Ce que seuls les yeux voient", "✓ réussi Mémoire"]  # fmt: skip
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "No cable with life in it." in said
    assert "Tested by stressapptest." in said


def test_a_grade_says_function_look_destination_and_reasons(house: House, bench: Bench) -> None:
    sends(house, bench, "grade", grading())
    said = page(house)
    for words in ("B : fonctionne", "C : des rayures", "Destination Poste familial", "Fans: they stand still.",
                  "Seconde lecture personne pour l’instant"):  # fmt: skip
        assert words in said
    assert house.post(f"/towers/{CODE}/sign-off", why="").status_code == 303
    assert "Seconde lecture Dominique" in page(house)


def test_it_is_refurbished_from_the_erasure_on_and_not_before(house: House, bench: Bench) -> None:
    sends(house, bench, "grade", grading())
    said = page(house)
    assert "○ d’occasion" in said
    assert "1 disque n’a pas d’effacement accepté" in said
    erases(house, bench)
    said = page(house)
    assert "✓ reconditionnée" in said
    assert "OF THAT DAY" not in said


@pytest.mark.parametrize("function", [None, "C", "D"])
def test_what_was_not_tested_and_passed_is_not_refurbished_though_erased(
    house: House, bench: Bench, function: str | None
) -> None:
    erases(house, bench)
    sends(house, bench, "grade", grading(function=function))
    said = page(house)
    assert "○ d’occasion" in said
    assert "✓ reconditionnée" not in said


def test_a_tower_for_parts_says_so(house: House, bench: Bench) -> None:
    erases(house, bench)
    sends(house, bench, "grade", grading(function="D", destination="parts", label="for-parts"))
    assert "✕ pour pièces" in page(house)


def test_a_grade_counts_no_more_after_new_tests_or_after_it_left(house: House, bench: Bench) -> None:
    erases(house, bench)
    sends(house, bench, "grade", grading())
    assert "✓ reconditionnée" in page(house)
    sends(house, bench, "test", run_of())
    assert "contrôlée depuis" in page(house)
    assert "✓ reconditionnée" not in page(house)
    sends(house, bench, "grade", grading())
    assert "✓ reconditionnée" in page(house)
    for state in ("given", "returned"):
        house.clock.go(minutes=1)
        assert house.post(f"/towers/{CODE}/state", state=state, why="essai").status_code == 303
    assert "chez quelqu’un depuis" in page(house)
    assert "✓ reconditionnée" not in page(house)


def test_earlier_tests_and_grades_are_kept_and_read(house: House, bench: Bench) -> None:
    first = sends(house, bench, "test", run_of())
    old = sends(house, bench, "grade", grading(look="D"))
    sends(house, bench, "test", run_of())
    sends(house, bench, "grade", grading())
    assert f"/towers/{CODE}/records/{first}" in house.client.get(f"/towers/{CODE}").text
    assert "✕ échoué Réseau" in page(house, f"/records/{first}")
    assert "D : des bosses" in page(house, f"/records/{old}")


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("test", "pcsol/test-run/1"),
        ("test", "pcsol/test-run/9"),
        ("grade", "pcsol/grade/1"),
        ("grade", "pcsol/grade/9"),
    ],
)
def test_what_this_hub_cannot_read_breaks_no_page(house: House, bench: Bench, kind: str, schema: str) -> None:
    whole = made(grading(), house.clock(), kind, CODE, SERIAL)
    sent = bench.sends({**whole, "body": {"schema": schema, "tests": 7, "function": ["A"]}})
    assert "pas encore été contrôlée" in page(house)
    shown = page(house, f"/records/{sent['id']}")
    assert str(sent["id"]) in shown
    assert ("Un PCSol plus récent" in shown) is schema.endswith("/9")


def test_hostile_words_are_words(house: House, bench: Bench) -> None:
    bad = "<script>alert(1)</script>"
    sends(house, bench, "test", run_of(Tested(
        id="tomorrow", kind="unattended", title=bad, seconds=1, reasons=(Reason(code="x", text=bad),),
        evidence=(Evidence(code="y", text=bad + "é"),),
    )))  # fmt: skip
    sends(house, bench, "grade", grading(destination=bad, reasons=(Reason(code="x", text=bad),)))
    assert bad not in house.client.get(f"/towers/{CODE}").text


def label(house: House, more: str = "") -> str:
    """What stands on the printed label, as the drawing has it."""
    answer = house.client.get(f"/labels/sheet.pdf?codes={CODE}{more}")
    assert answer.status_code == 200, answer.text
    parts = re.findall(rb"stream\n(x.+?)\nendstream", answer.content, re.DOTALL)
    return b"\n".join(zlib.decompress(part) for part in parts).decode("cp1252", "replace")


def test_a_label_of_the_hub_says_what_its_tower_is_today(house: House, bench: Bench) -> None:
    assert house.client.get(f"/api/v1/towers/{CODE}").json()["grade"] is None
    assert "Laissez cette" in label(house)  # not graded yet: the sticker alone
    sends(house, bench, "grade", grading())
    before = label(house)
    for words in ("D’OCCASION", "DISQUE NON EFFAC", "Fonctionnement B", "Poste familial", "27/11/2026"):
        assert words in before
    assert "RECONDITIONN" not in before
    erases(house, bench)
    told = house.client.get(f"/api/v1/towers/{CODE}").json()["grade"]
    assert (told["function"], told["look"], told["label"], told["past"]) == ("B", "C", "refurbished", None)
    after = label(house)
    assert "RECONDITIONN" in after
    assert "NON EFFAC" not in after
    assert "Laissez cette" in label(house, "&plain=1")
    sends(house, bench, "test", run_of())
    assert "RECONDITIONN" not in label(house)


def test_nothing_calls_a_tower_refurbished_of_which_a_part_is_another(house: House, bench: Bench) -> None:
    erases(house, bench)
    sends(house, bench, "grade", grading())
    assert "RECONDITIONN" in label(house)
    house.clock.go(minutes=1)
    assert house.post(f"/towers/{CODE}/parts", kind="memory", description="4 GiB DDR3").status_code == 303
    printed = label(house)
    assert "D’OCCASION" in printed
    assert "Fonctionnement ?" in printed
    assert "✓ reconditionnée" not in page(house)
    told = house.client.get(f"/api/v1/towers/{CODE}").json()
    assert (told["function"], told["grade"]["label"], told["grade"]["past"]) == (None, "second-hand", "changed")


def test_two_towers_of_one_code_give_no_facts_to_whoever_sees_both(house: House, bench: Bench) -> None:
    other = house.bench("Lilas", "banc 9")
    for one in (bench, other):
        sends(house, one, "probe", probe())
        sends(house, one, "grade", grading())
    assert "D’OCCASION" in label(house)
    house.client.cookies.clear()
    house.person("sacha", "administrator", of=None)
    house.enter("sacha")
    assert "D’OCCASION" not in label(house)
