"""What stands on the papers: in both languages, without a word that PCSol has no right to."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.extract import extract_from_dir

from pcsol.i18n import speaking
from pcsol.judge.certificate import digest, make, sign
from pcsol.judge.certificate import unchecked as judge_of_limits
from pcsol.model.erasure.plan import FirmwareTechnique, WrittenTechnique
from pcsol.model.papers.certificate import Paper
from pcsol.report.certificate import deeds, limits
from pcsol.report.certificate.ink import printable
from pcsol.report.certificate.page import Page, page
from pcsol.report.certificate.pdf import pdf
from tests.unit.certificate.erasures import KEY, SSD, context, erasure
from tests.unit.certificate.papers import PAPERS

ROOT = Path(__file__).resolve().parents[3]
# Nobody gave PCSol, or the structure that uses it, the right to these words.
FORBIDDEN = re.compile(
    r"certifi(?!cat)|conform|garant|complian|complie|guarant|warrant|homologu|approuv|approved|agréé", re.IGNORECASE
)
ROOMS = ("pcsol/report/certificate", "pcsol/judge/certificate")


def strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, tuple | list):
        for one in found:
            yield from strings(one)
    elif is_dataclass(found):
        for field in fields(found):
            yield from strings(getattr(found, field.name))


def told(paper: Paper, language: str) -> Page:
    with speaking(language):
        return page(paper, digest(paper))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_no_paper_claims_what_pcsol_cannot_give(name: str, language: str) -> None:
    said = list(strings(told(PAPERS[name], language)))
    assert len(said) > 30
    assert [text for text in said if FORBIDDEN.search(text)] == []


def _could_be_said(room: str) -> set[str]:
    found = extract_from_dir(
        str(ROOT / room), [("**.py", "python")], keywords={"_": None, "N_": None, "ngettext": (1, 2)}
    )
    return {text for row in found for text in ([row[2]] if isinstance(row[2], str) else row[2])}


@pytest.mark.parametrize("room", ROOMS)
def test_no_sentence_that_could_reach_a_paper_claims_it_either(room: str) -> None:
    from pcsol.i18n import _

    texts = _could_be_said(room)
    assert len(texts) > 10
    with speaking("fr"):
        french = {_(text) for text in texts}
    assert [text for text in texts | french | set(strings(list(limits._LAW.values()))) if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize(
    "word", ["certifié", "Certifiée", "conforme", "conformité", "garanti", "certified", "compliant", "guaranteed"]
)
def test_the_search_finds_the_words(word: str) -> None:
    assert FORBIDDEN.search(f"Ceci est {word}.")
    assert not FORBIDDEN.search("Certificat d’effacement, certificate of erasure")


def test_every_technique_has_words() -> None:
    assert set(deeds._TECHNIQUES) == {*get_args(FirmwareTechnique), *get_args(WrittenTechnique)}


def test_everything_that_the_judge_leaves_unchecked_has_words() -> None:
    source = Path(judge_of_limits.__file__).read_text("utf-8")
    codes = set(re.findall(r'^        "([a-z-]+)":', source, re.MULTILINE))
    assert len(codes) >= 10
    assert codes <= set(limits._UNCHECKED)


def test_a_report_is_another_paper_than_a_certificate() -> None:
    yes, no = told(PAPERS["clear"], "fr"), told(PAPERS["not-erased"], "fr")
    assert (yes.title, yes.verdict, yes.level) == ("Certificat d’effacement", "EFFACÉ", "CLEAR")
    assert (no.title, no.verdict, no.level) == ("Rapport : disque NON EFFACÉ", "NON EFFACÉ", "")
    assert "ertificat" not in " ".join([no.title, no.subtitle, no.verdict, no.summary])


def test_a_report_says_what_to_do_next() -> None:
    assert any("détruire" in text for text in strings(told(PAPERS["not-erased"], "fr").parts[0]))
    assert any("Relancez" in text for text in strings(told(PAPERS["interrupted"], "fr").parts[0]))


def test_flash_that_was_overwritten_is_clear_on_paper_and_its_spare_cells_are_named() -> None:
    found = told(PAPERS["flash"], "fr")
    assert found.level == "CLEAR"
    assert any("cellules de réserve" in text for text in strings(found.parts))
    assert not any("purge" in text.lower() for text in strings(found))


def test_the_list_of_disks_is_of_disks_seen_and_this_ones_line_agrees_with_its_paper() -> None:
    for name, became in (("clear", "effacé (Clear)"), ("not-erased", "NON effacé")):
        (seen,) = [part for part in told(PAPERS[name], "fr").parts if part.title.startswith("Disques vus")]
        assert next(line[3] for line in seen.table if line[0] == "WD-MADEUP0042") == became
    assert not any(re.search(r"\btous les disques|all disks", text) for text in strings(told(PAPERS["clear"], "fr")))


def test_a_difference_between_drives_counted_and_seen_is_shouted() -> None:
    custody = context().custody.model_copy(update={"drives_counted": 3})
    paper = sign(make(erasure(), context(custody=custody)), KEY)
    assert any("CES NOMBRES DIFFÈRENT" in text for text in strings(told(paper, "fr")))


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    bare = make(erasure(SSD.model_copy(update={"wwn": None}), before=None, after=None), context(operator=None))
    rows = dict(row for pair in told(bare, "fr").pairs for part in pair for row in part.rows)
    assert (rows["WWN"], rows["Par"]) == ("on ne sait pas", "on ne sait pas")


def test_a_clock_that_was_not_trusted_is_said() -> None:
    clock = erasure().clock.model_copy(update={"trusted": False})
    assert any("horloge non vérifiée" in text for text in strings(told(make(erasure(clock=clock), context()), "fr")))


def test_verification_and_validation_stand_apart() -> None:
    rows = dict(told(PAPERS["clear"], "en").pairs[1][1].rows)
    assert rows["Verification"].startswith("the whole disk")
    assert (rows["Result"], rows["Validation"]) == ("passed", "accepted")


def test_a_destruction_says_who_declares_what() -> None:
    found = " ".join(strings(told(PAPERS["destroyed"], "fr")))
    assert all(
        word in found
        for word in ("Dominique", "Camille", "BSD-2026-1187", "Ressourcerie", "percé", "PCSol n’a rien vu")
    )


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_pdf(name: str) -> None:
    assert pdf(PAPERS[name]) == pdf(PAPERS[name])
    assert pdf(PAPERS[name]).startswith(b"%PDF-")


def test_signs_that_the_fonts_lack_lose_their_accents_or_become_question_marks() -> None:
    assert printable("Žofie Łoś, 漢字, l’œuvre…") == "Žofie ?os, ??, l’œuvre…"
    pdf(sign(make(erasure(), context(operator="Žofie Łoś 漢字\n\x00\u202e")), KEY))


def test_a_word_without_end_is_broken_and_goes_over() -> None:
    pdf(sign(make(erasure(SSD.model_copy(update={"model": "W" * 5000})), context(structure="x" * 600)), KEY))


def test_a_tower_full_of_disks_goes_over_to_a_next_page() -> None:
    seen = context().disks_seen or ()
    assert len(pdf(sign(make(erasure(), context(disks_seen=seen * 60)), KEY))) > len(pdf(PAPERS["clear"]))
