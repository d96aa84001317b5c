"""One paper in the words of the moment's language: every string that reaches a page or a screen stands in a `Page`."""

from dataclasses import dataclass

from pcsol.model.papers.certificate import Certificate, ErasurePaper, NotErased, Paper, SectorMap, SpeedAt
from pcsol.model.papers.destruction import Destruction
from pcsol.report.certificate import deeds, limits, proofs, subject, verdicts


@dataclass(frozen=True, slots=True)
class Part:
    """Facts that belong together: `rows` of label and value, `lines` of whole sentences, a `table` with its head."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        """A part that says nothing is left out."""
        return bool(self.rows or self.lines or self.table)


@dataclass(frozen=True, slots=True)
class Curve:
    """Speed over the disk, from its first byte to its last, one per kind of pass."""

    name: str
    points: tuple[SpeedAt, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`verdict` and `level` are what is seen from afar. `pairs` stand side by side, `parts` below one
    another, then the figures, then `why` and `law` beside `health`; `annex` is what is left."""

    kind: str
    title: str
    subtitle: str
    verdict: str
    level: str
    summary: str
    pairs: tuple[tuple[Part, Part], ...]
    parts: tuple[Part, ...]
    why: Part
    health: Part
    annex: tuple[Part, ...]
    curves: tuple[Curve, ...]
    map: SectorMap | None
    sectors: int | None
    law: Part
    hands: tuple[tuple[str, tuple[str, ...]], ...]
    marks: tuple[str, ...]


def page(paper: Paper, digest: str) -> Page:
    """Return a paper in words. `digest`: the SHA-256 of its signed bytes, in hex."""
    if isinstance(paper, Destruction):
        return _destruction(paper, digest)
    if isinstance(paper, Certificate | NotErased):
        return _erasure(paper, digest)
    raise TypeError(type(paper).__name__)


def _erasure(paper: Certificate | NotErased, digest: str) -> Page:
    head = verdicts.of(paper)
    why = Part(head.reasons, lines=verdicts.reasons(paper))
    what_next = Part(head.next_title, lines=verdicts.what_next(paper)) if isinstance(paper, NotErased) else None
    not_checked = Part(limits.title(paper), lines=limits.unchecked(paper))
    seen = Part(subject.seen_title(), table=subject.seen(paper.storage), lines=subject.storage(paper.storage))
    return Page(
        kind=head.kind,
        title=head.title,
        subtitle=head.subtitle,
        verdict=head.verdict,
        level=head.level,
        summary=head.summary,
        pairs=(
            (Part(subject.device_title(), subject.device(paper.device)), Part(subject.source_title(), _where(paper))),
            (Part(deeds.title(), deeds.rows(paper)), Part(proofs.title(), proofs.rows(paper))),
        ),
        parts=tuple(part for part in ((what_next, why) if what_next else ()) + (not_checked, seen) if part),
        why=Part("") if what_next else why,
        health=Part(subject.smart_title(), table=subject.smart(paper)),
        annex=tuple(part for part in _annex(paper) if part),
        curves=tuple(Curve(name, points) for name, points in proofs.curves(paper)),
        map=paper.map,
        sectors=paper.device.sectors,
        law=Part(limits.law_title(), lines=limits.law(paper.law)),
        hands=verdicts.hands(paper),
        marks=verdicts.marks(paper, digest),
    )


def _where(paper: ErasurePaper) -> tuple[tuple[str, str], ...]:
    return (*subject.source(paper.source), *subject.people(paper))


def _annex(paper: ErasurePaper) -> tuple[Part, ...]:
    return (
        Part(proofs.sectors_title(), lines=proofs.sectors(paper.map)),
        Part(deeds.attempts_title(), lines=deeds.attempts(paper)),
        Part(deeds.evidence_title(), lines=deeds.evidence(paper)),
        Part(limits.remarks_title(), lines=limits.remarks(paper)),
    )


def _destruction(paper: Destruction, digest: str) -> Page:
    head = verdicts.of(paper)
    where = (*subject.source(paper.source), *subject.people(paper))
    return Page(
        kind=head.kind,
        title=head.title,
        subtitle=head.subtitle,
        verdict=head.verdict,
        level=head.level,
        summary=head.summary,
        pairs=((Part(subject.device_title(), subject.device(paper.device)), Part(subject.source_title(), where)),),
        parts=(
            Part(verdicts.destroyed_title(), verdicts.destroyed(paper)),
            Part(limits.title(paper), lines=limits.unchecked(paper)),
        ),
        why=Part(""),
        health=Part(""),
        annex=(),
        curves=(),
        map=None,
        sectors=None,
        law=Part(limits.law_title(), lines=limits.law(paper.law)),
        hands=verdicts.hands(paper),
        marks=verdicts.marks(paper, digest),
    )
