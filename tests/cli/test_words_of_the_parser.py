"""What the argument parser says is wholly in the language of the moment.

Two ways to look: French is searched for English words, and in a made-up language, in which every text that goes
through the catalogue loses its letters, no word may be left that a person did not type.
"""

import re
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from pcsol import cli, i18n
from pcsol.commands.contents import CONTENTS, FAMILIES, every
from pcsol.i18n import speaking

ENGLISH = (
    "the a an is are was this that for with without and or not no of to in on at by from it its what where which who"
    " show print write read use used usage error missing invalid try help exit value required default such did mean"
    " you unexpected extra argument does exist command names wanted needs takes file folder done be may"
)
# Words that are also French, or names that stay.
FRENCH_TOO = {"a", "on", "no", "or"}
USAGE_ERRORS = [
    ["nonsense"],
    ["prob"],
    ["--nonsense"],
    ["--versio"],
    ["--machine"],
    ["--version=3"],
    ["probe", "--jsn"],
    ["probe", "--html"],
    ["probe", "--json=1"],
    ["probe", "zzz"],
    ["probe", "-z"],
    ["--show-completion", "zzz"],
]


class MadeUp(NullTranslations):
    """A language whose words have no letters; places for values stay."""

    def gettext(self, message: str) -> str:
        return "".join(part if part.startswith("{") else re.sub(r"\w", "#", part) for part in _parts(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _parts(message: str) -> list[str]:
    return re.split(r"(\{[^}]*\})", message)


@pytest.fixture
def _made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(i18n, "_catalogue", lambda _wanted: MadeUp())
    with speaking("fr"):
        yield


def _said(argv: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    cli.run(argv)
    captured = capsys.readouterr()
    assert captured.out + captured.err
    return captured.out + captured.err


def _lines() -> list[list[str]]:
    helps = [["--help"], [], *([*line, "--help"] for line in every())]
    return [*helps, *USAGE_ERRORS]


def _words(said: str) -> set[str]:
    """The words that are not options, commands, places or what was typed."""
    bare = re.sub(r"`[^`]*`|--?[\w-]+|/[\w/]+|\bpcsol\b|zzz|nonsense|bash|zsh|fish|\bprob\b", " ", said)
    return set(re.findall(r"[a-z]{2,}", bare)) - {*CONTENTS, *(part for parts in FAMILIES.values() for part in parts)}


@pytest.mark.parametrize("argv", _lines(), ids=" ".join)
def test_no_english_word_is_left_in_french(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        said = _said(argv, capsys)
    assert not _words(said.lower()) & {*ENGLISH.split()} - FRENCH_TOO, said


@pytest.mark.usefixtures("_made_up")
@pytest.mark.parametrize("argv", _lines(), ids=" ".join)
def test_no_word_goes_round_the_catalogue(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(argv, capsys)
    assert not _words(said), said


@pytest.mark.parametrize("argv", _lines(), ids=" ".join)
def test_no_french_word_is_left_in_english(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("en"):
        said = _said(argv, capsys)
    assert not _words(said.lower()) & {"le", "la", "les", "une", "est", "cette", "commande", "utilisation", "option:"}


def test_one_process_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        assert "Utilisation : pcsol" in _said(["--help"], capsys)
    with speaking("en"):
        assert "Usage: pcsol" in _said(["--help"], capsys)


@pytest.mark.parametrize("line", every(), ids=" ".join)
def test_every_command_has_a_help_that_says_more_than_its_name(
    line: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with speaking("fr"):
        said = _said([*line, "--help"], capsys)
    assert f"pcsol {' '.join(line)}" in said
    assert len(said.splitlines()) > 5


def test_a_mistyped_command_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        assert "Vouliez-vous dire probe ?" in _said(["prob"], capsys)


def test_a_mistyped_option_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("fr"):
        assert "Vouliez-vous dire --json ?" in _said(["probe", "--jsn"], capsys)
