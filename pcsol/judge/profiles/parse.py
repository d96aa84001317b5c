"""A profile file as text -> a noun, or an error that names file, line, key and remedy. Pure."""

from collections.abc import Collection
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pcsol.errors import ProfileError
from pcsol.i18n import _
from pcsol.judge.profiles.faults import explained, meant
from pcsol.judge.profiles.marked_yaml import Marked, Place, faulty, read_marked
from pcsol.model.profile.batch import BatchProfile
from pcsol.model.profile.destination import Destination, System
from pcsol.model.profile.testing import TestProfile
from pcsol.model.profile.wipe import WipeProfile

Shape = TypeVar("Shape", bound=BaseModel)


def parse_destination(text: str, file: str, systems: Collection[str] | None = None) -> Destination:
    """Return the destination that a file describes; `systems`: the ids it may name. Raises ProfileError."""
    marked = read_marked(text, file)
    destination = shaped(marked, Destination, file)
    for index, wanted in enumerate(destination.systems):
        if systems is not None and wanted not in systems:
            place = ("systems", index)
            problem = _("there is no system `{id}`").format(id=wanted)
            raise faulty(file, marked.line(place), "systems", problem, meant(wanted, systems))
    return destination


def parse_system(text: str, file: str) -> System:
    """Return the operating system that a file describes. Raises ProfileError."""
    return shaped(read_marked(text, file), System, file)


def parse_wipe(text: str, file: str) -> WipeProfile:
    """Return the way of overwriting that a file describes. Raises ProfileError."""
    return shaped(read_marked(text, file), WipeProfile, file)


def parse_test(text: str, file: str) -> TestProfile:
    """Return the tests that a file describes. Raises ProfileError."""
    return shaped(read_marked(text, file), TestProfile, file)


def parse_batch(text: str, file: str) -> BatchProfile:
    """Return the way of a batch that a file describes. Raises ProfileError."""
    return shaped(read_marked(text, file), BatchProfile, file)


def shaped(marked: Marked, kind: type[Shape], file: str) -> Shape:
    """Return the noun that the file describes; the first fault by line is the one that is told. Raises ProfileError."""
    found = shape_or_faults(marked, kind, file)
    if not isinstance(found, list):
        return found
    first = found[0]
    first.details = "\n".join(fault.details for fault in found)
    raise first


def shape_or_faults(marked: Marked, kind: type[Shape], file: str) -> Shape | list[ProfileError]:
    """Return the noun that the file describes, or every fault, those first that others follow from."""
    try:
        return kind.model_validate(marked.plain)
    except ValidationError as err:
        return [_fault(error, marked, kind, file) for error in _weighed(err.errors(), marked)]


def _weighed(errors: list[ErrorDetails], marked: Marked) -> list[ErrorDetails]:
    """Put mistyped keys first (a key is often missing because of them), the rest by line; drop what only follows."""
    follows = [e for e in errors if e["type"] == "too_short" and any(_inside(other, e) for other in errors)]
    causes = [e for e in errors if e not in follows]
    return sorted(causes, key=lambda e: (e["type"] != "extra_forbidden", marked.line(tuple(e["loc"]))))


def _inside(inner: ErrorDetails, outer: ErrorDetails) -> bool:
    depth = len(outer["loc"])
    return len(inner["loc"]) > depth and inner["loc"][:depth] == outer["loc"]


def _fault(error: ErrorDetails, marked: Marked, kind: type[BaseModel], file: str) -> ProfileError:
    place: Place = tuple(error["loc"])
    problem, remedy = explained(error, place, kind)
    return faulty(file, marked.line(place), ".".join(map(str, place)), problem, remedy)
