"""The sheet as a page: one file that needs nothing else, whatever a machine says of itself."""

import re
import unicodedata
from html.parser import HTMLParser

import pytest

from pcsol.i18n import speaking
from pcsol.report.sheet_html import page
from tests.towers import FAILING, HOSTILE, TOWERS

VOID = {"meta", "br", "link", "img", "hr"}


class Reader(HTMLParser):
    """Keeps every tag and the text, and sees whether each opened tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _page(name: str, language: str = "fr") -> str:
    with speaking(language):
        return page(TOWERS[name])


@pytest.mark.parametrize("name", TOWERS)
def test_a_page_is_whole_and_asks_nothing_of_the_network(name: str) -> None:
    written = _page(name)
    read = Reader(written)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object"} & set(read.tags)
    assert not [value for key, value in read.attributes if key in ("src", "href") or key.startswith("on")]
    assert not re.search(r"url\(|@import|https?://", written)


@pytest.mark.parametrize(("language", "wanted"), [("fr", "Bon pour : School desktop"), ("en", "Good for: School")])
def test_a_page_speaks_the_language_of_the_moment(language: str, wanted: str) -> None:
    written = _page("failing", language)
    assert f'<html lang="{language}">' in written
    assert wanted in written.replace("\xa0", " ")


def test_what_a_machine_says_of_itself_stays_text() -> None:
    written = page(HOSTILE)
    assert "<script" not in written
    assert "&lt;script&gt;" in written
    assert "7006652" not in "".join(Reader(written).words), "a template inside a name is not run"


def test_control_characters_do_not_reach_the_page() -> None:
    written = page(HOSTILE)
    assert not [sign for sign in written if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf")]


def test_every_grade_stands_there_in_words_too() -> None:
    with speaking("fr"):
        words = " ".join(Reader(page(FAILING)).words)
    assert "D\xa0: à ne pas donner" in words, "a colon stays with its word"
    assert "A\xa0: bon" in words
