"""Whatever goes wrong when an erasure is kept: its verdict and its papers are told, and the record is not lost."""

import gc
import json
from pathlib import Path
from typing import Any

import pytest

from pcsol import cli
from pcsol.commands.wipe.conduct import abreast, keeping
from pcsol.errors import ProfileError, StoreFullError
from pcsol.exitcodes import ExitCode
from pcsol.store import medium
from pcsol.wipe.execute.done import Done
from tests.device.eraser import journal_of
from tests.device.loops import Loops

pytestmark = pytest.mark.device
MIB = 1 << 20
FAULTY = "structure: [Centre\n"


@pytest.fixture
def disk(pcsol_home: Path, loops: Loops) -> str:
    pcsol_home.mkdir()
    file = loops.file("kept.img", 9 * MIB)
    file.write_bytes(b"Dupont, " * (9 * MIB // 8))
    return loops.attach(file)


def _wipe(disk: str, *options: str) -> int:
    return cli.run(["wipe", "run", disk, "--allow-loop", "--confirm", "kept.img", *options])


def _records(home: Path) -> list[Path]:
    return list((home / "towers").glob("*/*-wipe-*.json"))


def test_faulty_settings_are_said_before_anything_is_written(
    pcsol_home: Path, loops: Loops, disk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (pcsol_home / "settings.yaml").write_text(FAULTY, "utf-8")
    before = (loops.folder / "kept.img").read_bytes()
    assert _wipe(disk, "--json") == ExitCode.PROFILE_FAULTY
    told = json.loads(capsys.readouterr().out)["error"]
    assert "settings.yaml" in told["what"]
    assert told["remedy"]
    assert (loops.folder / "kept.img").read_bytes() == before


def test_settings_that_become_faulty_meanwhile_keep_no_record_back(
    pcsol_home: Path, disk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    erase = abreast.erase

    def somebody_writes(*what: Any) -> Done:
        (pcsol_home / "settings.yaml").write_text(FAULTY, "utf-8")
        return erase(*what)

    monkeypatch.setattr(abreast, "erase", somebody_writes)
    assert _wipe(disk, "--json") == ExitCode.OK
    told = capsys.readouterr()
    [record] = _records(pcsol_home)
    assert json.loads(record.read_text("utf-8"))["body"] == json.loads(told.out)
    assert "settings.yaml" in told.err
    assert not list((pcsol_home / "journal").iterdir())


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (ProfileError("no"), ExitCode.PROFILE_FAULTY),
        (StoreFullError("no"), ExitCode.STORE_FULL),
        (RuntimeError("ours"), ExitCode.OURS),
    ],
)
def test_verdict_and_papers_are_told_whatever_keeps_the_record_back(
    pcsol_home: Path, disk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    raised: Exception, code: ExitCode,
) -> None:  # fmt: skip
    def fails(*_what: object) -> None:
        raise raised

    monkeypatch.setattr(keeping.records, "keep", fails)
    assert _wipe(disk, "--json") == code
    answer = json.loads(capsys.readouterr().out)
    assert answer["results"][0]["validation"] == "accepted"
    assert Path(answer["results"][0]["certificate"]).is_file()
    assert [(one["disk"], one["code"]) for one in answer["errors"]] == [(disk, code)]
    assert list((pcsol_home / "journal").glob("*.json"))  # the same command keeps it later


def test_a_store_that_cannot_be_looked_at_afterwards_hides_no_end(
    pcsol_home: Path, disk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    erase = abreast.erase

    def pulled(*what: Any) -> Done:
        done = erase(*what)
        monkeypatch.setattr(keeping.find, "everything", lambda _home: (_ for _ in ()).throw(StoreFullError("gone")))
        return done

    monkeypatch.setattr(abreast, "erase", pulled)
    assert _wipe(disk, "--json") == ExitCode.OK
    [one] = json.loads(capsys.readouterr().out)["results"]
    assert json.loads(Path(one["certificate"]).read_text("utf-8"))["clock"]["trusted"] is False
    [record] = _records(pcsol_home)
    assert json.loads(record.read_text("utf-8"))["clock"]["trusted"] is False


def test_a_record_of_a_fault_alone_that_cannot_be_kept_is_told_too(
    pcsol_home: Path, loops: Loops, disk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = journal_of(pcsol_home, str(loops.folder / "kept.img")).file
    notes.parent.mkdir()
    notes.write_text("half a no", "utf-8")
    monkeypatch.setattr(keeping.records, "keep", lambda *_what: (_ for _ in ()).throw(StoreFullError("no room")))
    assert _wipe(disk, "--json") == ExitCode.STORE_FULL
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert [one["code"] for one in errors] == [ExitCode.JOURNAL_FAULTY, ExitCode.STORE_FULL]


def test_notes_that_cannot_be_kept_are_told_at_once_and_on_record_and_end_nothing(
    pcsol_home: Path, disk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole = medium.write_whole
    written: list[Path] = []

    def is_full(file: Path, content: bytes, mode: int = 0o666) -> None:
        if file.parent.name == "journal" and file.suffix == ".json":
            written.append(file)
            if len(written) > 1:
                raise StoreFullError("No space is left.")
        write_whole(file, content, mode)

    monkeypatch.setattr(medium, "write_whole", is_full)
    assert _wipe(disk, "--json") == ExitCode.OK
    told = capsys.readouterr()
    assert told.err.count("No space is left.") == 1
    [one] = json.loads(told.out)["results"]
    assert one["validation"] == "accepted"
    assert [reason["code"] for reason in one["reasons"]] == ["effective", "notes-not-kept"]
    [record] = _records(pcsol_home)
    assert json.loads(record.read_text("utf-8"))["body"]["results"] == [one]


def test_cut_off_between_its_certificate_and_its_record_it_has_one_certificate(
    pcsol_home: Path, disk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_what: Any) -> None:
        raise StoreFullError("The medium is full.", remedy="Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(keeping.records, "keep", power_cut)
        _wipe(disk)
    gc.collect()  # a process that was cut off holds its disk no more
    (first,) = pcsol_home.glob("certificates/*/*.json")
    assert _records(pcsol_home) == []
    assert _wipe(disk) == ExitCode.OK
    (second,) = pcsol_home.glob("certificates/*/*.json")
    (record,) = _records(pcsol_home)
    assert first != second
    assert json.loads(second.read_text("utf-8"))["id"] in record.read_text("utf-8")
    assert [one.stem for one in pcsol_home.glob("certificates/*/*.pdf")] == [second.stem]
