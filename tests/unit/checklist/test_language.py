"""Plain language: each rule finds its fault, and leaves alone what is plain."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from pcsol.checklist.language import (
    Finding,
    abbreviations,
    findings,
    fixed_words,
    large_numbers,
    long_sentences,
    percentages,
    remarks,
    too_long,
)
from pcsol.checklist.language.address import Readers, address
from pcsol.i18n import speaking
from tests.unit.checklist.files import LIST, STEPS, read

WORDS = "un deux trois quatre cinq six sept huit neuf dix onze douze"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def _french(text: str) -> Iterable[Finding]:
    return fixed_words(text, "fr")


def _english_words(text: str) -> Iterable[Finding]:
    return fixed_words(text, "en")


def _young(text: str) -> Iterable[Finding]:
    return long_sentences(text, 15)


BROKEN: list[tuple[Callable[[str], Iterable[Finding]], str, str]] = [
    (too_long, f"{WORDS} treize.", "13 words"),
    (_young, f"{WORDS} treize quatorze quinze seize.", "a sentence of 16 words (“un deux trois quatre …”)"),
    (_french, "Enlever la RAM.", "“RAM”"),
    (_french, "Sortir les disques durs.", "“disques durs”"),
    (_french, "Ouvrir le Boîtier.", "“Boîtier”"),
    (_english_words, "Take the hard drive out.", "“hard drive”"),
    (_english_words, "Two CPUs.", "“CPUs”"),
    (abbreviations, "Demander à la CAF.", "“CAF”"),
    (abbreviations, "L’ENT est lent.", "“ENT”"),
    (percentages, "La moitié, soit 50 %.", "a percentage"),
    (percentages, "Fifty per cent of them.", "a percentage"),
    (large_numbers, "Il y en a 1001.", "1001"),
    (large_numbers, "Il y en a 12 000 ici.", "12 000"),
    (large_numbers, "There are 12,000 here.", "12,000"),
]  # fmt: skip
PLAIN: list[tuple[Callable[[str], Iterable[Finding]], str]] = [
    (too_long, f"{WORDS}."), (too_long, "« Un » : deux !"),
    (_young, f"{WORDS}. {WORDS}."), (_young, f"Dire : « {WORDS} treize. »"), (_young, f"{WORDS} ?\n{WORDS} !"),
    (_french, "La mémoire, le disque et la tour. Un programme, un transport."),
    (_english_words, "A framework, the screen."),
    (abbreviations, "La Caisse d’allocations familiales (CAF) aide."), (abbreviations, "Le CRCN (un cadre) aide."),
    (abbreviations, "Une clé USB, un CD. STOP !"), (abbreviations, "L’étape C8 de PCSol."),
    (percentages, "Beaucoup de gens, cent personnes."),
    (large_numbers, "Le 3018, le 119, et 1000 vis."), (large_numbers, "1, 2, 3, 4 et 5."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "said"), BROKEN)
def test_each_rule_finds_its_fault(rule: Callable[[str], Iterable[Finding]], text: str, said: str) -> None:
    told = list(rule(text))
    assert len(told) == 1
    assert said in told[0][0]
    assert told[0][1]


@pytest.mark.parametrize(("rule", "text"), PLAIN)
def test_what_is_plain_is_left_alone(rule: Callable[[str], Iterable[Finding]], text: str) -> None:
    assert list(rule(text)) == []


def test_the_word_to_write_instead_is_said() -> None:
    assert next(iter(fixed_words("La RAM.", "fr")))[1] == "Write “mémoire”."
    assert next(iter(fixed_words("The RAM.", "en")))[1] == "Write “memory”."


def test_an_abbreviation_that_has_a_word_is_told_once() -> None:
    assert len(list(findings("Enlever la RAM.", "fr", readers="young"))) == 1


def test_adults_read_longer_sentences_and_larger_numbers() -> None:
    text = f"{WORDS} treize quatorze quinze seize en 2026."
    assert len(list(findings(text, "fr", readers="young"))) == 2
    assert list(findings(text, "fr", readers="adults")) == []


@pytest.mark.parametrize(
    ("text", "word", "not_for"),
    [
        ("Prends ta photo.", "ta", {"adults", "everybody"}),
        ("Un site laisse une note chez toi.", "toi", {"adults", "everybody"}),
        ("Cela t’aide.", "t’", {"adults", "everybody"}),
        ("La tour est là. Éteins, puis sors.", "Éteins", {"adults", "everybody"}),
        ("N’ouvre pas la tour.", "N’ouvre", {"adults", "everybody"}),
        ("C’est fini ? Remets-la.", "Remets", {"adults", "everybody"}),
        *(
            (f"{verb} la vis.", verb, {"adults", "everybody"})
            for verb in ("Vérifie", "Serre", "Pose", "Retire", "Enlève", "Compte", "Rebranche", "Coche")
        ),
        ("Voici votre code.", "votre", {"young", "everybody"}),
        ("Éteignez la tour.", "Éteignez", {"young", "everybody"}),
        ("Dites-le.", "Dites", {"young", "everybody"}),
        ("Refaites l’étape.", "Refaites", {"young", "everybody"}),
    ],
)
def test_a_text_speaks_to_its_readers_in_one_form(text: str, word: str, not_for: set[Readers]) -> None:
    told: dict[Readers, list[Finding]] = {one: list(address(text, one)) for one in ("young", "adults", "everybody")}
    assert {one for one, found in told.items() if found} == not_for
    assert all(f"“{word}”" in found[0][0] and len(found) == 1 for found in told.values() if found)


@pytest.mark.parametrize(
    "text",
    [
        "Éteindre la tour.", "On éteint la tour, chez soi aussi, et c’est assez.", "Les étapes sont faites.",
        "« Votre colis attend, payez. » Qui écrit cela ?", "Ni photo, ni rendez-vous.", "Dire : « Que vois-tu ? »",
        "Reste-t-il une clé ?", "le ton monte", "demande de l’aide",
        "Demande d’aide : un adulte vient.", "Montre à la main.", "Lave-linge", "Compte rendu de la séance.",
    ],
)  # fmt: skip
def test_what_speaks_to_nobody_is_for_everybody(text: str) -> None:
    assert list(address(text, "everybody")) == []


def test_who_reads_a_file_decides_in_which_form_it_speaks() -> None:
    text = LIST.replace("text: Ouvrir une tour.", "text: Ouvrez votre tour.")
    assert [one.problem for one in remarks(read(text).noun)] == ["“Ouvrez” in a text for young people"]
    assert remarks(read(text.replace("people: young", "people: families")).noun) == []
    assert len(remarks(read(text.replace("people: young", "people: everybody")).noun)) == 1
    assert [one.language for one in remarks(read(STEPS.replace("Poser la tour.", "Posez la tour.")).noun)] == ["fr"]


def test_a_remark_names_the_place_and_the_language() -> None:
    short = f"    short: {{fr: Poser la RAM., en: {WORDS} thirteen.}}"
    found = remarks(read(STEPS.replace("    short: Poser la tour.", short)).noun)
    assert [(one.place, one.language) for one in found] == [
        (("steps", 0, "short", "fr"), "fr"),
        (("steps", 0, "short", "en"), "en"),
    ]


def test_who_reads_a_list_decides_how_long_its_sentences_are() -> None:
    text = LIST.replace("text: Ouvrir une tour.", f"text: {WORDS} treize quatorze quinze seize.")
    assert len(remarks(read(text).noun)) == 1
    assert remarks(read(text.replace("people: young", "people: volunteers")).noun) == []
