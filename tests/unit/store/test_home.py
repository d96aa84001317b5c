"""Where things are kept, and what is gone at power-off."""

import json
import os
from contextlib import suppress
from pathlib import Path

import pytest

from pcsol.errors import CodeTakenError, ProfileError, RecordNewerError, RecordUnreadableError, StoreError
from pcsol.model.probe import Probe
from pcsol.store import find, session, stickers
from pcsol.store.home import Settings, home, make, nearest, seen, settings
from pcsol.store.operator import operator, set_operator


def test_pcsol_home_decides(pcsol_home: Path) -> None:
    assert home() == pcsol_home


def test_else_it_is_the_platforms_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PCSOL_HOME", raising=False)
    monkeypatch.delenv("SUDO_UID", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "relative/paths/do/not/count")
    assert home() == tmp_path / ".local/share/pcsol"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "data/pcsol"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can have been called by sudo")
def test_under_sudo_it_is_the_one_of_who_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PCSOL_HOME", raising=False)
    monkeypatch.setenv("SUDO_UID", "65534")  # nobody
    assert home().parts[-3:] == (".local", "share", "pcsol")
    assert not home().is_relative_to("/root")


@pytest.mark.parametrize("name", ["~nobody-has-this-name/home", "x" * 300, "/" + "x/" * 3000, "caf\udce9"])
def test_a_home_that_cannot_be_is_an_error_of_the_store_or_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pcsol_home: Path, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PCSOL_HOME", name)
    for look in (find.everything, make):
        with suppress(StoreError):
            look(home())
    assert settings(home()) == Settings()
    seen(home())


def test_the_home_is_made_in_the_nearest_folder_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pcsol_home: Path
) -> None:
    assert nearest(pcsol_home) == tmp_path
    assert nearest(tmp_path / "not" / "there") is None  # of a path that was given, only the last part is made
    monkeypatch.delenv("PCSOL_HOME")
    assert nearest(tmp_path / "not" / "there") == tmp_path
    assert nearest(tmp_path / ("x" * 300)) is None


def test_a_pipe_among_the_records_is_not_waited_for(pcsol_home: Path) -> None:
    folder = pcsol_home / "towers" / "val-0001-x"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "2026-probe.json")
    os.mkfifo(pcsol_home / "settings.yaml")
    assert [fault.file.name for fault in find.everything(pcsol_home).faults] == ["2026-probe.json"]
    assert settings(pcsol_home) == Settings()


def test_a_version_of_5000_digits_is_a_newer_one() -> None:
    with pytest.raises(RecordNewerError):
        find.printed({"schema": "pcsol/probe/" + "9" * 5000}, Probe, "file")


def test_a_station_without_settings_has_none(pcsol_home: Path) -> None:
    assert settings(pcsol_home) == Settings()


def test_settings_are_read_as_text(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text("station: 2\nprefix: VAL\n", "utf-8")
    assert settings(pcsol_home) == Settings(station="2", prefix="VAL")


@pytest.mark.parametrize("text", ["stattion: banc 2", "- a\n- b", "station: [", "just words", "\0", "a: &a [*a]"])
def test_faulty_settings_are_refused_with_their_file(pcsol_home: Path, text: str) -> None:
    pcsol_home.mkdir()
    (pcsol_home / "settings.yaml").write_text(text, "utf-8")
    with pytest.raises(ProfileError) as refused:
        settings(pcsol_home)
    assert "settings.yaml" in refused.value.what


def test_the_operator_is_remembered_until_somebody_else_works_here(pcsol_home: Path) -> None:
    assert operator() is None
    set_operator("Jeanne\tÉ.\u202e\x1b[31m")
    assert operator() == "Jeanne É.[31m"
    set_operator("")
    assert operator() is None


def test_the_operator_of_an_earlier_start_of_the_machine_is_forgotten(pcsol_home: Path) -> None:
    set_operator("Jeanne")
    (file,) = Path(os.environ["XDG_RUNTIME_DIR"]).glob("pcsol/operator.json")
    assert file.parent.stat().st_mode & 0o077 == 0
    plain = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(plain | {"boot_id": "another-start"}), "utf-8")
    assert operator() is None
    assert not file.exists()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"kept": {"name": "Eve"}}', "\0"])
def test_what_cannot_be_read_is_not_remembered(pcsol_home: Path, content: str) -> None:
    set_operator("Jeanne")
    (file,) = Path(os.environ["XDG_RUNTIME_DIR"]).glob("pcsol/operator.json")
    file.write_text(content, "utf-8")
    assert operator() is None


def test_a_folder_that_is_a_link_is_not_trusted(pcsol_home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (Path(os.environ["XDG_RUNTIME_DIR"]) / "pcsol").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Exception, match="pcsol"):
        session.remember("operator", {"name": "Jeanne"})
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_sticker_is_given_out_twice(pcsol_home: Path) -> None:
    first = stickers.give_out(pcsol_home, "VAL", 21)
    second = stickers.give_out(pcsol_home, "VAL", 3)
    other = stickers.give_out(pcsol_home, "LYON", 1)
    assert (first[0], first[-1]) == ("VAL-0001-P", "VAL-0021-R")
    assert second[0].startswith("VAL-0022-")
    assert other[0].startswith("LYON-0001-")
    assert len({*first, *second, *other}) == 25


def test_a_number_may_be_skipped_but_never_taken_back(pcsol_home: Path) -> None:
    stickers.give_out(pcsol_home, "VAL", 1, first=100)
    with pytest.raises(CodeTakenError) as refused:
        stickers.give_out(pcsol_home, "VAL", 1, first=50)
    assert "VAL-0101-" in refused.value.remedy


def test_a_damaged_memory_of_numbers_is_not_taken_for_an_empty_one(pcsol_home: Path) -> None:
    pcsol_home.mkdir()
    for content in ("", "{", "[]", '{"VAL": "many"}'):
        (pcsol_home / "stickers.json").write_text(content)
        with pytest.raises(RecordUnreadableError):
            stickers.give_out(pcsol_home, "VAL", 1)
