"""A certificate as a PDF: what another program reads in it."""

import json
import subprocess
from pathlib import Path

import pytest

from pcsol.judge.certificate import check, digest
from pcsol.report.certificate import figures
from pcsol.report.certificate.pdf import pdf
from tests.unit.certificate.papers import PAPERS
from tests.unit.certificate.test_page import FORBIDDEN

pytestmark = pytest.mark.machine


def printed(tmp_path: Path, name: str) -> Path:
    file = tmp_path / f"{name}.pdf"
    file.write_bytes(pdf(PAPERS[name]))
    return file


def text(file: Path) -> str:
    argv = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_in_both_languages_and_claims_nothing(tmp_path: Path, name: str) -> None:
    said = text(printed(tmp_path, name))
    assert {"PCSol", "Ce que dit la loi", "What the law says"} <= {line for line in (
        "PCSol", "Ce que dit la loi", "What the law says") if line in said}  # fmt: skip
    assert FORBIDDEN.search(said) is None
    assert str(PAPERS[name].device.serial) in said


def test_a_certificate_is_one_page_in_each_language(tmp_path: Path) -> None:
    assert text(printed(tmp_path, "clear")).count("\f") == 2


def test_certificate_and_report_are_told_apart_by_their_words_alone(tmp_path: Path) -> None:
    yes, no = text(printed(tmp_path, "purge")), text(printed(tmp_path, "not-erased"))
    assert "Certificat d’effacement" in yes
    assert "NON EFFACÉ" not in yes
    assert "NON EFFACÉ" in no
    assert "Certificat d’effacement" not in no


@pytest.mark.parametrize("name", PAPERS)
def test_the_code_on_the_page_holds_number_key_and_digest(tmp_path: Path, name: str) -> None:
    file = printed(tmp_path, name)
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "1", "-l", "1", "-png", str(file), str(tmp_path / "page")], check=True
    )
    (picture,) = tmp_path.glob("page*.png")
    read = subprocess.run(["zbarimg", "--raw", "--quiet", str(picture)], check=True, capture_output=True, text=True)
    paper = PAPERS[name]
    assert read.stdout.strip() == figures.code(paper, digest(paper))
    assert paper.id.upper() in read.stdout
    assert digest(paper).upper() in read.stdout


def test_the_signed_file_lies_inside_the_page(tmp_path: Path) -> None:
    file = printed(tmp_path, "clear")
    subprocess.run(["pdfdetach", "-saveall", "-o", str(tmp_path), str(file)], check=True)
    (inside,) = tmp_path.glob("*.json")
    assert check(inside.read_bytes()).state == "intact"
    assert json.loads(inside.read_bytes())["id"] == PAPERS["clear"].id
