"""No message lacks French, no French lost a placeholder, and what is compiled is what is written."""

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

PCSOL = Path(__file__).resolve().parents[2] / "pcsol"
PO = PCSOL / "locale/fr/LC_MESSAGES/pcsol.po"


@cache
def _french() -> Catalog:
    with PO.open("rb") as stream:
        return read_po(stream, locale="fr")


@cache
def _texts() -> frozenset[str | tuple[str, ...]]:
    found = extract_from_dir(
        str(PCSOL),
        method_map=[
            ("**.py", "python"),
            ("server/pages/templates/**.html", "jinja2"),
            ("classroom/templates/**.html", "jinja2"),
        ],
        keywords={"_": None, "N_": None, "ngettext": (1, 2)},
    )
    return frozenset(row[2] for row in found)


def _translation(text: str | tuple[str, ...]) -> tuple[str, ...]:
    message = _french().get(text if isinstance(text, str) else text[0])
    if message is None or message.fuzzy:
        return ("",)
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def french(text: str) -> str:
    """Return a message in French."""
    return _translation(text)[0]


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)", text))


def test_the_search_finds_the_texts() -> None:
    assert len(_texts()) >= 20


def test_every_text_has_french() -> None:
    assert sorted(str(text) for text in _texts() if not all(_translation(text))) == []


def test_french_keeps_every_placeholder() -> None:
    lost = [
        text
        for text in _texts()
        for french in _translation(text)
        if _places(french) - _places(text if isinstance(text, str) else text[1])
        or (isinstance(text, str) and _places(french) != _places(text))
    ]
    assert lost == []


def test_french_has_one_kind_of_apostrophe() -> None:
    french = (part for text in _texts() for part in _translation(text))
    assert [text for text in french if re.search(r"\w'\w", re.sub(r"`[^`]*`", "", text))] == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    ids = {message.id if isinstance(message.id, str) else tuple(message.id) for message in _french() if message.id}
    assert sorted(map(str, ids - _texts())) == []


def _both(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """Return each id (of a plural, its first form) with all forms of its French."""
    rows = [(m.id if isinstance(m.id, str) else m.id[0], m.string) for m in catalogue if m.id and not m.fuzzy]
    forms = {text: (french,) if isinstance(french, str) else tuple(french) for text, french in rows}
    return {text: french for text, french in forms.items() if all(french)}


def test_what_is_compiled_is_what_is_written() -> None:
    with PO.with_suffix(".mo").open("rb") as stream:
        assert _both(read_mo(stream)) == _both(_french()), "run `make messages`"
