"""From what was asked for to a file: look it up on the shelf, have it drawn, write it whole."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import typer

from pcsol.commands.checklist import choosing
from pcsol.commands.dialogue import files
from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.checklist.outline import Outline
    from pcsol.report.workshop.content import Drawings
    from pcsol.store.workshops.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Asked:
    """What an attestation or a badge is told besides. `old`: it was said that the person is 15 or older."""

    on: date | None = None
    place: str = ""
    tower: str = ""
    draft: str | None = None
    old: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    id: str
    what: str
    level: choosing.AtLevelOf | None
    supplements: tuple[str, ...]
    copies: int
    asked: Asked


def file_of(wish: Wish) -> Path:
    """Return the name of a file for which none was given. A draft says that it is one."""
    if wish.what == "badges":
        return Path(
            _("{badge}-unsigned-draft.json").format(badge=wish.asked.draft) if wish.asked.draft else "badges.json"
        )
    return Path(f"{wish.id}-{wish.what}.pdf")


def write(wish: Wish, file: Path) -> None:
    """Draw and write. Raises typer.BadParameter for what is not there, StoreError."""
    from pcsol.classroom.papers import NotOnShelfError
    from pcsol.store import home, medium

    _refuse_kind(wish, file)
    if not files.may_hold(file) or not file.parent.is_dir():
        raise typer.BadParameter(_("{file} cannot be written there.").format(file=file), param_hint="--out")
    found = choosing.shelf()
    structure = home.settings(home.home()).structure or ""
    plan = _plan(wish, found)
    try:
        content = (
            _badges(wish, found, structure) if wish.what == "badges" else _drawn(wish, found, plan, file, structure)
        )
    except NotOnShelfError as err:
        raise typer.BadParameter(_unknown(err.name, err.known), param_hint="--what") from err
    medium.write_whole(file, content)


def _refuse_kind(wish: Wish, file: Path) -> None:
    """The name of a file says what it is."""
    kinds = {"badges": (".json",), "sheet": (".pdf", ".html")}.get(wish.what, (".pdf",))
    if file.suffix.lower() not in kinds:
        problem = _("This is written as {kinds}.").format(kinds=" / ".join(kinds))
        raise typer.BadParameter(problem, param_hint="--out")


def _plan(wish: Wish, shelf: "Shelf") -> "Outline":
    choosing.refuse_unknown(shelf, wish.id)
    for name in wish.supplements:
        choosing.refuse_unknown(shelf, name, "--with")
        if shelf.checklists[name].supplement_of != wish.id:
            problem = _("{supplement} is no supplement of {id}.").format(supplement=name, id=wish.id)
            raise typer.BadParameter(problem, param_hint="--with")
    return shelf.outline(wish.id, wish.level.value if wish.level else None, wish.supplements)


def _unknown(name: str, known: list[str]) -> str:
    return _("There is no `{name}`. There are: {known}.").format(name=name, known=", ".join(known))


def _drawn(wish: Wish, shelf: "Shelf", plan: "Outline", file: Path, structure: str) -> bytes:
    from pcsol.classroom import papers
    from pcsol.report.workshop.attestation import Occasion
    from pcsol.report.workshop.sheets import page

    if file.suffix.lower() == ".html":
        return page.page(plan, shelf.drawing).encode()
    press = papers.Press(shelf, plan, _printable(shelf), datetime.now(UTC))
    occasion = Occasion(structure, wish.asked.on, wish.asked.place, wish.asked.tower)
    return papers.paper(press, wish.what, wish.copies, occasion)


def _printable(shelf: "Shelf") -> "Drawings":
    """Return the drawings that can stand in a PDF; what is left out is told once."""
    from pcsol.render import console
    from pcsol.report.workshop.paper import drawable

    def told(name: str) -> None:
        console.aside().say(
            _("Left out: the drawing {name} cannot be printed. Draw it with simple shapes.").format(name=name)
        )

    return drawable(shelf.drawing, told)


def _badges(wish: Wish, shelf: "Shelf", structure: str) -> bytes:
    from pcsol.classroom.papers import on_shelf
    from pcsol.report.workshop import badges

    found = on_shelf(shelf.badges, "badges")
    if wish.asked.draft is None:
        return _json(badges.definitions(found))
    known = {one.id: one for one in found.achievements}
    if wish.asked.draft not in known:
        raise typer.BadParameter(_unknown(wish.asked.draft, list(known)), param_hint="--draft")
    if not wish.asked.old:
        raise typer.BadParameter(_("A draft is for adults and from 15 on: say which, with --age."), param_hint="--age")
    return _json(badges.draft(known[wish.asked.draft], structure, datetime.now(UTC), (uuid4(), uuid4())))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
