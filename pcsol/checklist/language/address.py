"""Whom a French text speaks to: a page that says “tu” here and “vous” there speaks to nobody. Pure.

A group's pages, screens and sheets say « tu », or nothing of it, as steps do (« Éteindre la tour. »). Adults read
« vous ». What both read side by side has neither.
"""

import re
from collections.abc import Iterator
from typing import Literal

from pcsol.i18n import _

Readers = Literal["young", "adults", "everybody"]

_SENTENCE = r"(?:^|(?<=[.!?…:] )|(?<=\n))"
_VOUS = re.compile(
    rf"\b(?:vous|votre|vos|vôtres?|êtes|dites)\b|\b(?!(?:assez|chez|nez|rez)\b)\w{{2,}}ez\b|{_SENTENCE}(?:re)?faites\b",
    re.IGNORECASE,
)
_TU = re.compile(r"\b(?:tu|te|toi|ta|tes)\b|(?<!\bun )(?<!\b[lc]e )\bton\b|\bt[’'](?=\w)", re.IGNORECASE)
# A verb says « tu » without the word, where a sentence begins with it. The commonest of what is done to a tower,
# but for those that are a noun there more often (« Demande d’aide », « Montre »); a « lave-linge » is a thing as well.
_TU_VERB = re.compile(
    rf"{_SENTENCE}(?=[A-ZÉ])(?i:(?:N[’']|Ne )?(?:appelle|appuie|attends|branche|cherche|coche|compare|"
    r"compte(?! rendus?\b)|débranche|dis|écoute|écris|enlève|essaie|éteins|fais|ferme|laisse|lave|lis|mets|ouvre|pose|"
    r"pousse|prends|rallume|rebranche|refais|regarde|remets|retire|rouvre|scanne|serre|sors|suis|tape|vérifie)"
    r"\b(?!-(?!(?:les?|la|lui|leur|moi|toi|nous|en|y)\b)))"
)
# What stands between quotes is said by others; a « rendez-vous » is a thing.
_OTHERS = re.compile(r"«[^»]*»|“[^”]*”|`[^`]*`|\brendez-vous\b", re.IGNORECASE)


def address(text: str, readers: Readers) -> Iterator[tuple[str, str]]:
    """Return the first word that speaks to its readers in the form that is not theirs, and what to write instead."""
    own = _OTHERS.sub("", text)
    vous = _VOUS.search(own) if readers != "adults" else None
    tu = (_TU.search(own) or _TU_VERB.search(own)) if readers != "young" else None
    for found in filter(None, (vous, tu)):
        yield _said(found[0], readers)


def _said(word: str, readers: Readers) -> tuple[str, str]:
    if readers == "young":
        return (
            _("“{word}” in a text for young people").format(word=word),
            _("Write “tu” to them, or neither “tu” nor “vous”: “Éteindre la tour.”"),
        )
    if readers == "adults":
        return (
            _("“{word}” in a text for adults").format(word=word),
            _("Write “vous” to them, or neither “tu” nor “vous”: “Éteindre la tour.”"),
        )
    return (
        _("“{word}” in a text that young people and adults read").format(word=word),
        _("Write neither “tu” nor “vous”: “Éteindre la tour.”"),
    )
