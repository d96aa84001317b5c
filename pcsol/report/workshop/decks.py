"""Cards to cut out: roles, parts, words, internet. One shape for all: each set is cut and kept like the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pcsol.i18n import _
from pcsol.model.workshop.booklets import Cards, Glossary, Roles
from pcsol.report.certificate.ink import Style, stacked
from pcsol.report.workshop.content import Drawings, said
from pcsol.report.workshop.paper import EDGE, SHAPE, Paper

_PAD = 5.0
_LEAST_PT = 5.0


@dataclass(frozen=True, slots=True)
class Face:
    """A card: `lines` of (what it is, text); without the first the text stands alone behind no label."""

    title: str
    lines: tuple[tuple[str, str], ...]
    drawing: str | None = None
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A set of cards, so many side by side and below one another on a page; `size`: of the text in points."""

    title: str
    faces: tuple[Face, ...]
    columns: int = 2
    rows: int = 4
    size: float = 10.5


def roles(found: Roles) -> Deck:
    """Return a card per role: what it does."""
    faces = tuple(Face(said(one.title), tuple(("", said(does)) for does in one.does)) for one in found.roles)
    return Deck(said(found.title), faces, 2, 2, 22)


def parts(words: Glossary) -> Deck:
    """Return a card per word that has a drawing: its name, and what it is for."""
    faces = tuple(
        Face(said(one.word), (("", said(one.short)),), one.drawing) for one in words.entries if one.drawing is not None
    )
    return Deck(_("The parts"), faces, 2, 3, 15)


def words(found: Glossary) -> Deck:
    """Return a card per word, with the pupils' rubrics."""
    faces = tuple(
        Face(
            said(one.word),
            (
                ("", " ".join(said(text) for text in (one.short, one.long) if text is not None)),
                *([(_("Also called"), ", ".join(said(other) for other in one.synonyms))] if one.synonyms else []),
                *([(_("One says"), said(one.uses))] if one.uses is not None else []),
                (_("Dangerous at times"), said(one.dangerous)),
                (_("Cool at the same time"), said(one.cool)),
            ),
            foot=one.by or "",
        )
        for one in found.entries
    )
    return Deck(said(found.title), faces, 2, 3, 13.5)


def internet(found: Cards) -> Deck:
    """Return a card per subject to talk about; its foot says when its numbers were last looked at."""
    faces = tuple(
        Face(
            said(one.title),
            tuple(
                (label, text)
                for label, text in (
                    ("", said(one.question)),
                    (_("Dangerous at times"), said(one.dangerous)),
                    (_("Cool at the same time"), said(one.cool)),
                    (_("My reflex"), said(one.reflex)),
                    (_("Whom to turn to"), said(one.call)),
                )
                if text
            ),
            foot=_("Looked at: {month}").format(month=found.seen),
        )
        for one in found.cards
    )
    return Deck(said(found.title), faces, 2, 2, 14)


def cut_out(deck: Deck, drawings: Drawings, made_at: datetime, copies: int = 1) -> bytes:
    """Return the cards of a set, each `copies` times, the sets one after the other."""
    paper = Paper(deck.title, made_at, drawings)
    per_page = deck.columns * deck.rows
    width, height = paper.inner / deck.columns, (paper.height - 2 * EDGE) / deck.rows
    for place, face in enumerate(deck.faces * copies):
        if place % per_page == 0:
            paper.page()
        row, column = divmod(place % per_page, deck.columns)
        _draw(paper, face, (EDGE + column * width, EDGE + row * height, width, height), deck.size)
    return paper.done()


def _draw(paper: Paper, face: Face, room: tuple[float, float, float, float], size: float) -> None:
    x, y, width, height = room
    inside = width - 2 * _PAD
    paper.cut(x, y, width, height)
    title = paper.text(face.title, inside, Style(size * 1.35, "B"))
    title.draw(x + _PAD, y + _PAD)
    top = y + _PAD + title.height + 2
    if paper.has(face.drawing):
        wide = min(inside, (height * 0.5) / SHAPE)
        paper.picture(str(face.drawing), x + (width - wide) / 2, top, wide)
        top += wide * SHAPE + 2
    left = y + height - _PAD - (4 if face.foot else 0) - top
    _fitting(paper, face.lines, inside, left, size, (x + _PAD, top))
    if face.foot:
        paper.ink.write(x + _PAD, y + height - _PAD - 2, face.foot, Style(7, grey=70))


def _fitting(
    paper: Paper, lines: Sequence[tuple[str, str]], width: float, height: float, size: float, at: tuple[float, float]
) -> None:
    """Write smaller until all fits: a centre's own card may be longer than ours."""
    while True:
        blocks = []
        for label, text in lines:
            if label:
                blocks.append(paper.text(label, width, Style(size * 0.82, "B", 60)))
            blocks += [paper.text(text, width, Style(size)), paper.text("", width, Style(size * 0.35))]
        whole = stacked(blocks)
        if whole.height <= height or size <= _LEAST_PT:
            whole.draw(*at)
            return
        size -= 0.5
