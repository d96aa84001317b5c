"""settings.yaml as people write it: a fault is told with its line, and PCSol goes on without."""

from pathlib import Path

import pytest

from pcsol.errors import ProfileError
from pcsol.i18n import speaking
from pcsol.model.settings import Settings
from pcsol.store.home import settings, settled
from pcsol.store.live.stick import spoken


def written(home: Path, raw: bytes) -> Path:
    home.mkdir()
    (home / "settings.yaml").write_bytes(raw)
    return home


@pytest.mark.parametrize(
    ("raw", "line", "said"),
    [
        (b"# comment\n\nlangage: fr\n", 3, "language"),
        (b"structure: A\nlanguage: de\n", 2, "`de`"),
        (b"station: bench 2\nstructure: [a, b]\n", 2, "structure"),
        (b"station: ok\nstructure: \"open\nlanguage: fr\n", 2, "YAML"),
        (b"station: ok\n\tlanguage: fr\n", 2, "YAML"),
        (b"station: ok\nstructure: [Centre\n", 2, "YAML"),
        (b"station: ok\nstructure: {a: b\nlanguage: fr\n", 2, "YAML"),
        (b"station: a\nstation: b\n", 2, "deux fois"),
        ("station: a\r\nstructure: Échirolles\r\n".encode("cp1252"), 2, "UTF-8"),
        ("station: a\r\n".encode("utf-16"), 1, "UTF-8"),
        (b"station: true\n", 1, "station"),
        (b"- a\n- b\n", 1, ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_nothing_of_the_file_counts(
    pcsol_home: Path, raw: bytes, line: int, said: str
) -> None:
    with speaking("fr"):
        found, fault = settled(written(pcsol_home, raw))
    assert found == Settings()
    assert fault is not None
    assert f"settings.yaml est faux, ligne {line}" in fault.what
    assert said in f"{fault.what} {fault.remedy}"
    assert fault.remedy
    with pytest.raises(ProfileError):
        settings(pcsol_home)


def test_what_windows_notepad_writes_is_read(pcsol_home: Path) -> None:
    text = "# réglages\r\nlanguage: FR\r\nstructure:  Centre social d'Échirolles \r\nstation: 2\r\n"
    found = settings(written(pcsol_home, b"\xef\xbb\xbf" + text.encode()))
    assert found == Settings(language="fr", structure="Centre social d'Échirolles", station="2")


@pytest.mark.parametrize("raw", [b"", b"\r\n", b"# language: en\r\n# structure: X\r\n", b"---\n# x\n", b"station:\n"])
def test_a_file_of_comments_settles_nothing(pcsol_home: Path, raw: bytes) -> None:
    assert settled(written(pcsol_home, raw)) == (Settings(), None)


@pytest.mark.parametrize(
    ("live", "settled_in", "chosen", "expected"),
    [
        (True, "fr", "en", None),
        (True, "en", "fr", "en"),
        (True, None, "fr", None),
        (False, "en", "fr", None),
        (False, "en", "", "en"),
    ],
)
def test_english_of_the_start_menu_goes_before_the_settings_and_those_before_french(
    monkeypatch: pytest.MonkeyPatch, live: bool, settled_in: str, chosen: str, expected: str | None
) -> None:
    monkeypatch.setenv("PCSOL_LIVE", "/nowhere/live" if live else "")
    assert spoken(Settings(language=settled_in), chosen) == expected
