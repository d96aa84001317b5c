"""Plain language, as rules that a text keeps or breaks: length, fixed words, abbreviations, numbers. Pure.

After the European rules for easy-to-read texts (known words, the same word for the same thing, one idea a sentence, no
unexplained abbreviation, no percentages, no large numbers). A text that keeps them is *plain*; "easy to read" may only
be called what people concerned have read and found so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from pcsol.checklist.language.address import Readers, address
from pcsol.checklist.language.fixed_words import ALLOWED, FIXED, TELEPHONE_NUMBERS
from pcsol.i18n import _
from pcsol.judge.profiles.marked_yaml import Place
from pcsol.model.profile.needs import Words
from pcsol.model.workshop.booklets import AnyFile
from pcsol.model.workshop.steps import Checklist

Language = Literal["fr", "en"]
MOST_WORDS_OF_A_STEP = 12
MOST_WORDS_FOR_YOUNG, MOST_WORDS = 15, 20
LARGEST_NUMBER = 1000
_YOUNG_KINDS = ("steps", "quiz", "cards", "glossary", "roles", "advice", "signals")
# What names other words, or where something was read, speaks as others do.
_QUOTED = ("synonyms", "source")
_WORD = re.compile(r"[^\W_]")
_SENTENCE = re.compile(r"[.!?…]+(?=\s|$|[»”\"])|[«»“”;\n]")
_CAPITALS = re.compile(r"(?<![\w.-])[A-ZÀ-Þ]{2,}(?![\w-])")
_NUMBER = re.compile(r"\d{1,3}(?:[    ,.]\d{3})+(?!\d)|\d+")
_PERCENT = re.compile(r"%|\bpour cent\b|\bpourcents?\b|\bper ?cent(?:age)?\b", re.IGNORECASE)

Finding = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule that a text breaks: where, in which language, what, and what to write instead."""

    place: Place
    language: Language
    problem: str
    remedy: str


def remarks(noun: AnyFile) -> list[Remark]:
    """Return every rule that the texts of a file break; who reads them decides how long they are, and their form."""
    who = readers(noun)
    return [
        Remark((*place, language), language, problem, remedy)
        for place, words in _texts(noun, ())
        if not any(key in place for key in _QUOTED)
        for language, text in _said(words)
        for problem, remedy in findings(text, language, readers=who, step="short" in place)
    ]


def readers(noun: AnyFile) -> Readers:
    """Say who reads a file's texts."""
    if isinstance(noun, Checklist):
        return noun.people if noun.people in ("young", "everybody") else "adults"
    return "young" if noun.kind in _YOUNG_KINDS else "adults"


def findings(text: str, language: Language, *, readers: Readers, step: bool = False) -> Iterator[Finding]:
    """Return what is wrong with one text, and what to write instead. `step`: one screen shows it."""
    young = readers != "adults"
    if step:
        yield from too_long(text)
    yield from long_sentences(text, MOST_WORDS_FOR_YOUNG if young else MOST_WORDS)
    yield from fixed_words(text, language)
    yield from abbreviations(text)
    yield from percentages(text)
    if young:
        yield from large_numbers(text)
    if language == "fr":
        yield from address(text, readers)


def too_long(text: str) -> Iterator[Finding]:
    """One step per screen, in large letters: at most 12 words."""
    if (count := _count(text)) > MOST_WORDS_OF_A_STEP:
        yield (
            _("{count} words").format(count=count),
            _("At most {most}; put the rest into `detail`.").format(most=MOST_WORDS_OF_A_STEP),
        )


def long_sentences(text: str, most: int) -> Iterator[Finding]:
    """One idea a sentence. What stands between quotes is a sentence of its own."""
    for sentence in _SENTENCE.split(text):
        if (count := _count(sentence)) > most:
            begin = " ".join(sentence.split()[:4])
            problem = _("a sentence of {count} words (“{begin} …”)").format(count=count, begin=begin)
            yield problem, _("At most {most}: make two of it.").format(most=most)


def fixed_words(text: str, language: Language) -> Iterator[Finding]:
    """Use the same word for the same thing, everywhere."""
    for pattern, instead in FIXED[language]:
        for found in pattern.finditer(text):
            yield _("the word “{word}”").format(word=found[0]), _("Write “{word}”.").format(word=instead)


def abbreviations(text: str) -> Iterator[Finding]:
    """No abbreviation, unless everybody knows it or the same text explains it: “… (ABC)” or “ABC (…)”."""
    for short in dict.fromkeys(_CAPITALS.findall(text)):
        explained = re.search(rf"\({short}\b|\b{short} \(", text)
        fixed = any(pattern.search(short) for patterns in FIXED.values() for pattern, _instead in patterns)
        if short not in ALLOWED and not explained and not fixed:
            yield (
                _("the abbreviation “{word}” is not explained").format(word=short),
                _("Write what it means, or take it away."),
            )


def percentages(text: str) -> Iterator[Finding]:
    """Nobody sees a percentage."""
    if _PERCENT.search(text):
        yield _("a percentage"), _("Write “few”, “half”, “many”, or a number of people.")


def large_numbers(text: str) -> Iterator[Finding]:
    """Nobody sees a large number either; telephone numbers are names."""
    for found in _NUMBER.findall(text):
        if int(re.sub(r"\D", "", found)) > LARGEST_NUMBER and found not in TELEPHONE_NUMBERS:
            yield _("the number {number}").format(number=found), _("Write “many”, or compare it with something known.")


def _count(text: str) -> int:
    return sum(1 for word in text.split() if _WORD.search(word))


def _said(words: Words) -> Iterator[tuple[Language, str]]:
    yield "fr", words.fr
    if words.en is not None:
        yield "en", words.en


def _texts(thing: object, place: Place) -> Iterable[tuple[Place, Words]]:
    """Return every text of a noun, with its place in the file."""
    if isinstance(thing, Words):
        yield place, thing
    elif isinstance(thing, BaseModel):
        for name, value in thing:
            yield from _texts(value, (*place, name))
    elif isinstance(thing, tuple):
        for index, value in enumerate(thing):
            yield from _texts(value, (*place, index))
