"""`pcsol certificate`: what a town hall, a volunteer and a script see of it."""

import getpass
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.judge.certificate import content, public_key, sign
from pcsol.model.papers.certificate import Paper
from pcsol.model.papers.signers import Signers
from pcsol.store.papers import keeping, keys
from tests.cli.keyboard import Said, pcsol
from tests.unit.certificate.erasures import KEY, OTHER_KEY, context, failed
from tests.unit.certificate.papers import PAPERS

PIN = "cidre doux"


@pytest.fixture(autouse=True)
def _french(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> Iterator[None]:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("PCSOL_PIN", raising=False)
    with speaking("fr"):
        yield


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One file of each kind, as they came in a mail."""
    found = {}
    for name, paper in PAPERS.items():
        found[name] = tmp_path / f"{name}.json"
        found[name].write_bytes(content(paper))
    return found


@pytest.fixture
def trust(tmp_path: Path) -> str:
    """A list of signers that a hub exported."""
    file = tmp_path / "signers.json"
    signer = {"station": "banc-2", "structure": "Val d'Or", "public_key": public_key(KEY).hex(),
              "valid_from": "2026-01-01T00:00:00Z"}  # fmt: skip
    file.write_text(json.dumps({"schema": "pcsol/signers/1", "signers": [signer]}), "utf-8")
    return str(file)


def forged(paper: Paper) -> bytes:
    return content(sign(paper.model_copy(update={"operator": "Personne", "signature": None}), OTHER_KEY))


def changed(file: Path) -> Path:
    file.write_bytes(file.read_bytes().replace(b'"Camille"', b'"Camilla"'))
    return file


def verify(monkeypatch: pytest.MonkeyPatch, *argv: str | Path) -> Said:
    return pcsol(monkeypatch, "certificate", "verify", *map(str, argv))


def test_intact_and_of_a_known_signer_ends_with_0(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], trust: str
) -> None:
    said = verify(monkeypatch, files["clear"], files["purge"], "--trust", trust)
    assert said.status == ExitCode.OK
    assert said.out.count("INTACT, signataire connu") == 2
    assert max(map(len, said.out.splitlines())) <= 60


def test_intact_and_of_an_unknown_signer_ends_with_1(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path]) -> None:
    said = verify(monkeypatch, files["clear"])
    assert said.status == ExitCode.FINDINGS
    assert "signataire INCONNU" in " ".join(said.out.split())


def test_changed_ends_with_its_own_code(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], trust: str) -> None:
    said = verify(monkeypatch, changed(files["clear"]), "--trust", trust)
    assert said.status == ExitCode.CERTIFICATE_CHANGED
    assert "MODIFIÉ" in said.out
    assert "Camilla" not in said.out


def test_a_forgery_that_is_signed_anew_is_of_an_unknown_signer(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], trust: str
) -> None:
    files["clear"].write_bytes(forged(PAPERS["clear"]))
    assert verify(monkeypatch, files["clear"], "--trust", trust).status == ExitCode.FINDINGS


def test_of_several_files_each_is_told_and_the_worst_decides(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], trust: str, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("bonjour", "utf-8")
    changed(files["purge"])
    said = verify(monkeypatch, files["clear"], tmp_path / "note.txt", files["purge"], "--trust", trust, "--json")
    assert said.status == ExitCode.CERTIFICATE_CHANGED
    assert [one["state"] for one in said.plain["results"]] == ["intact", "unreadable", "changed"]
    assert [one["known"] for one in said.plain["results"]] == [True, False, False]
    assert verify(monkeypatch, files["clear"], tmp_path / "note.txt").status == ExitCode.CERTIFICATE_UNREADABLE
    assert verify(monkeypatch, files["clear"], tmp_path / "nowhere").status == ExitCode.CERTIFICATE_UNREADABLE


def test_an_intact_report_is_not_taken_for_a_certificate(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], trust: str
) -> None:
    said = verify(monkeypatch, files["not-erased"], "--trust", trust)
    assert said.status == ExitCode.FINDINGS
    assert "PAS un certificat" in " ".join(said.out.split())


def test_a_list_of_signers_that_is_none_is_said(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path]) -> None:
    said = verify(monkeypatch, files["clear"], "--trust", files["clear"])
    assert said.status == ExitCode.CERTIFICATE_UNREADABLE
    assert "liste de signataires" in " ".join(said.err.split())


def test_checking_makes_nothing(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], pcsol_home: Path) -> None:
    verify(monkeypatch, files["clear"])
    assert not (pcsol_home / "keys").exists()
    assert not (pcsol_home / "towers").exists()


def test_a_station_knows_its_own_papers(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    key = keys.station_key(pcsol_home, lambda _need: None)
    filed = keeping.keep(pcsol_home, failed(), context(), key)
    assert verify(monkeypatch, filed.json, "--json").plain["results"][0]["known"] is True


def test_what_one_station_writes_another_one_trusts(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "banc-2.json"
    said = pcsol(monkeypatch, "certificate", "signer", "--out", str(out), "--json")
    assert (said.status, json.loads(out.read_text("utf-8"))) == (0, said.plain)
    key = keys.station_key(pcsol_home, lambda _need: None)
    filed = keeping.keep(pcsol_home, failed(), context(), key)
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "elsewhere"))
    assert verify(monkeypatch, filed.json, "--json").plain["results"][0]["known"] is False
    assert verify(monkeypatch, filed.json, "--trust", out, "--json").plain["results"][0]["known"] is True
    assert Signers.from_json(said.plain).signers[0].public_key == key.public.hex()


def test_a_fingerprint_is_shown_in_groups(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    said = pcsol(monkeypatch, "certificate", "signer")
    key = keys.station_key(pcsol_home, lambda _need: None)
    assert key.key_id in said.out.replace(" ", "")
    assert " ".join((key.key_id[:4], key.key_id[4:8])) in said.out


def test_a_certificate_is_shown_in_words(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path]) -> None:
    said = pcsol(monkeypatch, "certificate", "show", str(files["clear"]))
    assert said.status == ExitCode.OK
    assert "EFFACÉ CLEAR" in said.out
    assert "Ce qui n'a PAS été contrôlé" in said.out
    assert "signataire INCONNU" in " ".join(said.out.split())


def test_what_was_changed_is_neither_shown_nor_printed(
    monkeypatch: pytest.MonkeyPatch, files: dict[str, Path], tmp_path: Path
) -> None:
    pdf = tmp_path / "out.pdf"
    said = pcsol(monkeypatch, "certificate", "show", str(changed(files["clear"])), "--pdf", str(pdf))
    assert (said.status, pdf.exists()) == (ExitCode.CERTIFICATE_CHANGED, False)
    assert "Camilla" not in said.out + said.err


def test_a_paper_is_printed_again_as_it_was(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, tmp_path: Path) -> None:
    filed = keeping.keep(pcsol_home, failed(), context(), keys.station_key(pcsol_home, lambda _need: None))
    pdf = tmp_path / "encore.pdf"
    said = pcsol(monkeypatch, "certificate", "show", str(filed.json), "--pdf", str(pdf), "--json")
    assert said.plain["schema"] == "pcsol/not-erased/1"
    assert pdf.read_bytes() == filed.pdf.read_bytes()


def test_a_pdf_is_not_written_over_a_device(monkeypatch: pytest.MonkeyPatch, files: dict[str, Path]) -> None:
    said = pcsol(monkeypatch, "certificate", "show", str(files["clear"]), "--pdf", "/dev/null")
    assert said.status == ExitCode.USAGE


def destroyed(monkeypatch: pytest.MonkeyPatch, *argv: str) -> Said:
    return pcsol(monkeypatch, "certificate", "destroyed", *argv)


def test_a_destroyed_disk_leaves_a_signed_page_and_a_record_of_its_tower(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path
) -> None:
    keeping.keep(pcsol_home, failed(), context(), keys.station_key(pcsol_home, lambda _need: None))
    said = destroyed(
        monkeypatch, "WD-MADEUP0042", "--how", "drilled", "--who", "Dominique", "--witness", "Camille",
        "--slip", "BSD-1", "--recycler", "Ressourcerie",
    )  # fmt: skip
    assert said.status == ExitCode.OK
    (record,) = (pcsol_home / "towers/val-0042-d").glob("*-destruction-*.json")
    body = json.loads(record.read_text("utf-8"))["body"]
    assert (body["how"], body["who"], body["witness"], body["slip"]) == ("drilled", "Dominique", "Camille", "BSD-1")
    assert body["device"]["model"] == "WDC WD5000AAKX-60U6AA0"
    (paper,) = (pcsol_home / "certificates/val-0042-d").glob("destruction-*.json")
    assert json.loads(paper.read_text("utf-8")) == body
    for file in (paper, record):
        found = verify(monkeypatch, file, "--json")
        assert found.plain["results"][0]["known"] is True
        assert found.status == ExitCode.FINDINGS


def test_a_disk_that_nobody_knows_needs_its_model(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    assert destroyed(monkeypatch, "S99", "--how", "crushed").status == ExitCode.USAGE
    assert not (pcsol_home / "towers").exists()
    said = destroyed(monkeypatch, "S99", "--how", "crushed", "--model", "Quantum", "--tower", "val-0042-d", "--json")
    assert (said.plain["device"]["model"], said.plain["source"]["tower_code"]) == ("Quantum", "VAL-0042-D")


def test_a_way_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    said = destroyed(monkeypatch, "S99", "--how", "eaten", "--model", "Quantum")
    assert said.status == ExitCode.USAGE
    assert "shredded" in said.err


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PCSOL_HOME lies on a stick."""
    monkeypatch.setattr(keys, "is_removable", lambda _home: True)


def test_on_a_stick_nobody_gets_a_key_without_a_pin(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, stick: None
) -> None:
    assert pcsol(monkeypatch, "certificate", "signer").status == ExitCode.KEY_LOCKED
    assert not keys.is_made(pcsol_home)


def test_a_person_chooses_a_pin_by_typing_it_twice(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, stick: None
) -> None:
    typed = iter([PIN, "cidre brut", "court", "court", PIN, PIN])
    monkeypatch.setattr(getpass, "getpass", lambda *_args, **_more: next(typed))
    said = pcsol(monkeypatch, "certificate", "signer", typed=[])
    assert said.status == ExitCode.OK
    assert "trop court" in said.err
    assert PIN not in said.out + said.err
    assert keys.station_key(pcsol_home, lambda _need: PIN).public


def test_three_wrong_pins_end_it(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, stick: None) -> None:
    keys.station_key(pcsol_home, lambda _need: PIN)
    tries: list[str] = []

    def type_it(*_args: object, **_more: object) -> str:
        tries.append("faux faux")
        return tries[-1]

    monkeypatch.setattr(getpass, "getpass", type_it)
    said = pcsol(monkeypatch, "certificate", "destroyed", "S99", "--how", "other", "--model", "Q", typed=["", ""])
    assert (said.status, len(tries)) == (ExitCode.KEY_LOCKED, 3)


def test_a_pin_comes_from_a_file_or_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path, tmp_path: Path, stick: None
) -> None:
    (tmp_path / "pin").write_text(f"{PIN}\n", "utf-8")
    args = ("certificate", "destroyed", "S99", "--how", "other", "--model", "Q", "--json")
    assert pcsol(monkeypatch, *args, "--pin-file", str(tmp_path / "pin")).status == ExitCode.OK
    assert pcsol(monkeypatch, *args).status == ExitCode.KEY_LOCKED
    monkeypatch.setenv("PCSOL_PIN", PIN)
    assert pcsol(monkeypatch, *args).status == ExitCode.OK
    assert pcsol(monkeypatch, *args, "--pin-file", str(tmp_path / "none")).status == ExitCode.KEY_LOCKED
