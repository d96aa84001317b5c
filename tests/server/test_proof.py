"""A donor's proof says what papers say, and plainly what is not proven."""

import io
import json
import re
import zipfile
import zlib
from typing import Any

import pytest

from pcsol.i18n import speaking
from pcsol.judge.certificate import check
from pcsol.model.papers.certificate import Paper
from pcsol.model.papers.proof import DonorProof, ProvenDisk, ProvenTower
from pcsol.report.proof.page import page as told
from pcsol.report.proof.pdf import pdf
from pcsol.server.letters.judged import bodies
from tests.server.house import Bench, House, marks, probe, record
from tests.towers import GOOD, GOOD_DISK, WHEN
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

FORBIDDEN = re.compile(r"certifié|conform|garanti|certified|complian|guarantee", re.IGNORECASE)
LIST = "INV-1\tPCINVENTED1\tThinkCentre\nINV-2\tPCINVENTED2\tOptiPlex"


def _lot(house: House) -> str:
    house.person("camille", "technician")
    house.enter("camille")
    house.post("/lots", name="2026-11-mairie", donor="Mairie de Valmy", received_on="2026-11-20")
    house.post("/lots/1/lines", list=LIST, save="1")
    return "/lots/1"


def _arrives(house: House, bench: Bench, *disks: str) -> None:
    found = tuple(GOOD_DISK.model_copy(update={"serial": serial}) for serial in disks)
    seen = (*marks("PCINVENTED1"), *marks("BOARDINVENTED1", kind="board-serial"))
    bench.sends(record(probe(disks=found), house.clock(), code="VAL-0042-D", seen=seen))


def _wiped(house: House, bench: Bench, *papers: Paper) -> None:
    results = [{"disk": "/dev/sda", "paper": paper.to_json()} for paper in papers]
    body = {"schema": "pcsol/wipe-run/1", "results": results}
    whole = record(GOOD, house.clock(), kind="wipe", code="VAL-0042-D")
    bench.sends({**whole, "body": body})


def _words(content: bytes) -> str:
    parts = re.findall(rb"stream\n(x.+?)\nendstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(part) for part in parts).decode("latin-1")


def test_a_paper_is_checked_once_for_page_pdf_and_zip(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """And again once other signers are believed."""
    path, bench = _lot(house), house.bench(papers_key=KEY)
    clear = PAPERS["clear"]
    _arrives(house, bench, str(clear.device.id))
    _wiped(house, bench, clear)
    checks: list[object] = []
    of_paper = bodies.of_paper
    monkeypatch.setattr(bodies, "of_paper", lambda *given: checks.append(given) or of_paper(*given))
    pages = [house.client.get(f"{path}/{name}") for name in ("proof", "proof.pdf", "proof.zip", "proof")]
    assert ([page.status_code for page in pages], len(checks)) == ([200] * 4, 1)
    assert pages[0].text == pages[3].text
    house.bench(name="banc 2", papers_key=bytes(32))
    house.client.get(f"{path}/proof")
    assert len(checks) == 2


def test_each_disk_stands_with_its_paper_or_with_what_is_not_proven(house: House) -> None:
    path, bench = _lot(house), house.bench(papers_key=KEY)
    clear, failed = PAPERS["clear"], PAPERS["not-erased"]
    _arrives(house, bench, str(clear.device.id), "SANSPAPIER9")
    _wiped(house, bench, clear)
    page = house.client.get(f"{path}/proof").text
    row = re.search(rf"<tr role=\"row\">.*?{clear.device.id}.*?</tr>", page, re.DOTALL)
    assert row is not None
    assert all(word in row[0] for word in ("INV-1", "VAL-0042-D", clear.id, "EFFACÉ"))
    assert "aucun papier" in page.partition("SANSPAPIER9")[2][:400]
    assert "PCINVENTED2" in page, "a line without a tower is told as well"
    assert failed.id not in page


def test_the_last_paper_of_a_disk_counts(house: House) -> None:
    path, bench = _lot(house), house.bench(papers_key=KEY)
    _arrives(house, bench, "WD-MADEUP0042")
    _wiped(house, bench, PAPERS["not-erased"])
    assert "NON EFFACÉ" in house.client.get(f"{path}/proof").text
    _wiped(house, bench, PAPERS["destroyed"])
    page = house.client.get(f"{path}/proof").text
    assert "DÉTRUIT" in page
    assert "NON EFFACÉ" not in page


def test_a_paper_of_a_strange_signer_proves_nothing(house: House) -> None:
    path, bench = _lot(house), house.bench()
    _arrives(house, bench, "WD-MADEUP0042")
    _wiped(house, bench, PAPERS["clear"])
    page = house.client.get(f"{path}/proof").text
    assert "que ce serveur ne connaît pas" in page
    assert "EFFACÉ (" not in page


def test_a_tower_whose_disks_nobody_saw_is_not_proven(house: House) -> None:
    path, bench = _lot(house), house.bench(papers_key=KEY)
    seen = (*marks("PCINVENTED1"), *marks("BOARDINVENTED1", kind="board-serial"))
    bench.sends(record(probe(disks=None), house.clock(), code="VAL-0042-D", seen=seen))
    assert "rien n’est prouvé" in house.client.get(f"{path}/proof").text


def test_the_zip_holds_every_paper_as_it_was_signed(house: House) -> None:
    path, bench = _lot(house), house.bench(papers_key=KEY)
    _arrives(house, bench, "WD-MADEUP0042", "S21MADEUP77")
    _wiped(house, bench, PAPERS["clear"], PAPERS["purge"], PAPERS["not-erased"])
    _wiped(house, bench, PAPERS["clear"])
    answer = house.client.get(f"{path}/proof.zip")
    assert "preuve-2026-11-mairie.zip" in answer.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        papers = [archive.read(name) for name in names if name.endswith(".json")]
        assert all(archive.read(name).startswith(b"%PDF-") for name in names if name.endswith(".pdf"))
    assert len(names) == len(set(names)) == 7, "the proof, and two files for each of three papers"
    assert {check(content).state for content in papers} == {"intact"}
    assert {json.loads(content)["id"] for content in papers} == {
        PAPERS[name].id for name in ("clear", "purge", "not-erased")
    }  # fmt: skip


def test_another_structure_and_a_volunteer_get_no_papers(house: House) -> None:
    path = _lot(house)
    house.person("zoe", "volunteer")
    house.person("louise", "administrator", "Lilas")
    for login, expected in (("zoe", (200, 200, 403)), ("louise", (404, 404, 404))):
        house.client.cookies.clear()
        house.enter(login)
        answers = [house.client.get(f"{path}/proof{ending}").status_code for ending in ("", ".pdf", ".zip")]
        assert tuple(answers) == expected


def _proof(**changes: Any) -> DonorProof:
    ends: tuple[Any, ...] = ("accepted", "not-erased", "destroyed", "unproven", "none")
    disks = tuple(
        ProvenDisk(name=f"DISK{end}", end=end, level="clear" if end == "accepted" else "none", at=WHEN,
                   techniques=("random",), paper="2f1c1d52-6a57-5c1e-9d5b-0d6a4f3b9a10")
        for end in ends
    )  # fmt: skip
    towers = (
        ProvenTower(asset="INV-1", here=True, code="VAL-0042-D", model="Dell", disks=disks, all_known=True),
        ProvenTower(asset="INV-2", here=True, all_known=True), ProvenTower(asset="INV-3", here=True),
        ProvenTower(asset="INV-4", serial="X" * 300, what="été — 漢字 \x1b[31m"),
    )  # fmt: skip
    whole = DonorProof(structure="Valmy", lot="lot", donor="Mairie", made_at=WHEN, towers=towers)
    return whole.model_copy(update=changes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_word_promises_more_than_papers_do(language: str) -> None:
    with speaking(language):
        found = told(_proof())
        said = _words(pdf(found, WHEN))
    assert not FORBIDDEN.search(repr(found))
    assert not FORBIDDEN.search(said)
    assert ("EFFAC" if language == "fr" else "ERASED") in said


def test_a_long_proof_goes_over_pages_with_its_head_on_each() -> None:
    towers = _proof().towers * 60
    content = pdf(told(_proof(towers=towers)), WHEN)
    pages = len(re.findall(rb"/Type /Page\b(?!s)", content))
    assert pages > 5
    assert content == pdf(told(_proof(towers=towers)), WHEN), "the same proof, the same bytes"


def test_an_empty_lot_proves_nothing_and_says_so() -> None:
    assert pdf(told(_proof(towers=())), WHEN).startswith(b"%PDF-")
    assert told(_proof(towers=())).open
