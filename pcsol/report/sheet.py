"""The tower sheet: everything a probe found, in words, for a screen or a page. Pure: a probe in, a sheet out."""

from dataclasses import dataclass

from pcsol.report.words import Tone


@dataclass(frozen=True, slots=True)
class Row:
    """One fact: a short label, its value in words, and the reasons under it. `badge` is a grade's letter."""

    label: str
    value: str
    tone: Tone = "plain"
    notes: tuple[str, ...] = ()
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Facts that belong together, and a sentence about them all. `wide`: its reasons are long."""

    title: str
    rows: tuple[Row, ...]
    note: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What a volunteer needs at one glance."""

    name: str
    kind: str
    verdict: str
    tone: Tone
    next_step: str
    disks: tuple[Row, ...]
    memory: Row
    processor: Row
    taken: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cover, then the details."""

    cover: Cover
    sections: tuple[Section, ...]
