"""The files of workshops: those that PCSol ships, and a centre's own in its PCSOL_HOME, which come first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pcsol.checklist import outline as outlines
from pcsol.checklist import redo
from pcsol.checklist.drawings import is_safe
from pcsol.checklist.load import Read, read_workshop
from pcsol.checklist.load.serving import that_serve
from pcsol.checklist.redo import Redo
from pcsol.errors import ProfileError, WorkshopError
from pcsol.i18n import _
from pcsol.judge.profiles.marked_yaml import faulty
from pcsol.model.workshop import booklets
from pcsol.model.workshop.room import Plan
from pcsol.model.workshop.steps import Checklist, Level, StepsFile
from pcsol.store.profiles import profile_files, profile_text, shipped_folder, twice

FOLDER = "workshops"
DRAWINGS = "drawings"
Noun = TypeVar("Noun", bound=booklets.AnyFile)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that can be used, by id, and what is wrong with the rest."""

    checklists: dict[str, Checklist] = field(default_factory=dict)
    steps: dict[str, StepsFile] = field(default_factory=dict)
    quizzes: dict[str, booklets.Quiz] = field(default_factory=dict)
    cards: dict[str, booklets.Cards] = field(default_factory=dict)
    glossaries: dict[str, booklets.Glossary] = field(default_factory=dict)
    signals: dict[str, booklets.Signals] = field(default_factory=dict)
    roles: dict[str, booklets.Roles] = field(default_factory=dict)
    names: dict[str, booklets.Names] = field(default_factory=dict)
    badges: dict[str, booklets.Badges] = field(default_factory=dict)
    advice: dict[str, booklets.AdviceBook] = field(default_factory=dict)
    material: dict[str, booklets.Material] = field(default_factory=dict)
    faults: tuple[ProfileError, ...] = ()
    drawings: dict[str, Path] = field(default_factory=dict)

    def outline(self, id_: str, level: Level | None = None, supplements: Iterable[str] = ()) -> outlines.Outline:
        """Return a list with its steps. Raises KeyError for an id that is not here."""
        more = [self.checklists[one] for one in supplements]
        return outlines.outline(self.checklists[id_], self.steps.values(), more, level)

    def outline_of(self, plan: Plan) -> outlines.Outline:
        """Return the list of a plan, at its level. Raises WorkshopError where it is not here any more."""
        try:
            return self.outline(plan.checklist, plan.level, plan.supplements)
        except KeyError as err:
            raise WorkshopError(
                _("The list of this workshop is not here any more: {name}.").format(name=err.args[0]),
                remedy=_("Put its file back into profiles/workshops, then start PCSol again."),
            ) from err

    def no_start(self, plan: outlines.Outline) -> tuple[Redo, ...]:
        """Return what to try when a tower does not start, in order, with the steps of a list."""
        return tuple(one for book in self.advice.values() for one in redo.no_start(book, plan))

    def makers(self) -> tuple[booklets.MakerSignals, ...]:
        """Return what beeps and lights mean, by maker."""
        return tuple(maker for book in self.signals.values() for maker in book.makers)

    def drawing(self, name: str) -> str | None:
        """Return a drawing as SVG text, without script and without anything from outside; None: there is none."""
        file = self.drawings.get(name)
        text = None if file is None else _svg(file)
        return text if text is not None and is_safe(text) else None


def load_workshops(home: Path | None = None) -> Shelf:
    """Return what PCSol ships and the centre's own under `home`/profiles/workshops; the same id replaces a shipped one.

    Never raises for a faulty file: it is left out (a shipped one of that id serves), and its faults stand in `faults`.
    A drawing that is not there is a fault as well; the file serves without it.
    """
    faults: list[ProfileError] = []
    shipped_at, own_at = _places(home)
    drawings = _drawings(shipped_at) | _safe(_drawings(own_at), faults)
    shipped, own = _read_all(shipped_at, faults), _read_all(own_at, faults)
    files, others = that_serve(shipped, own, set(drawings) or None)
    return Shelf(
        checklists=_of(Checklist, files),
        steps=_of(StepsFile, files),
        quizzes=_of(booklets.Quiz, files),
        cards=_of(booklets.Cards, files),
        glossaries=_of(booklets.Glossary, files),
        signals=_of(booklets.Signals, files),
        roles=_of(booklets.Roles, files),
        names=_of(booklets.Names, files),
        badges=_of(booklets.Badges, files),
        advice=_of(booklets.AdviceBook, files),
        material=_of(booklets.Material, files),
        faults=(*faults, *others),
        drawings=drawings,
    )


def read_all(home: Path | None) -> tuple[dict[str, Read], set[str] | None]:
    """Return every file that can be read, by id, and the names of drawings; a centre's own come first."""
    faults: list[ProfileError] = []
    shipped_at, own_at = _places(home)
    drawings = _drawings(shipped_at) | _safe(_drawings(own_at), faults)
    return _read_all(shipped_at, faults) | _read_all(own_at, faults), set(drawings) or None


def _places(home: Path | None) -> tuple[Path, Path | None]:
    return shipped_folder() / FOLDER, home / "profiles" / FOLDER if home else None


def _of(kind: type[Noun], files: Iterable[Read]) -> dict[str, Noun]:
    return {one.noun.id: one.noun for one in files if isinstance(one.noun, kind)}


def _read_all(folder: Path | None, faults: list[ProfileError]) -> dict[str, Read]:
    found: dict[str, Read] = {}
    for file in _files(folder, faults) if folder else ():
        try:
            read = read_workshop(profile_text(file), str(file))
        except ProfileError as err:
            faults.append(err)
            continue
        if isinstance(read, list):
            faults.extend(read)
        elif read.noun.id in found:
            faults.append(twice(file, read.noun.id, found[read.noun.id].file))
        else:
            found[read.noun.id] = read
    return found


def _files(folder: Path, faults: list[ProfileError]) -> list[Path]:
    """Return the files of the folder, then those of its subfolders, one level deep."""
    try:
        below = sorted(one for one in folder.iterdir() if one.is_dir() and one.name != DRAWINGS and one.name[0] != ".")
    except OSError:  # it is not there, or `profile_files` says what is wrong
        below = []
    return [file for place in (folder, *below) for file in profile_files(place, faults)]


def _drawings(folder: Path | None) -> dict[str, Path]:
    if folder is None or not (folder / DRAWINGS).is_dir():
        return {}
    return {file.stem: file for file in sorted((folder / DRAWINGS).glob("[!.]*.svg"))}


def _safe(drawings: dict[str, Path], faults: list[ProfileError]) -> dict[str, Path]:
    """Pages show drawings: one that could do something there is left out."""
    kept = {}
    for name, file in drawings.items():
        text = _svg(file)
        if text is not None and is_safe(text):
            kept[name] = file
        else:
            problem = _("this drawing cannot be read, or holds a script, a picture or a link")
            faults.append(faulty(str(file), 1, "", problem, _("Save it as plain SVG, with shapes and texts only.")))
    return kept


def _svg(file: Path) -> str | None:
    try:
        return profile_text(file)
    except ProfileError:
        return None
