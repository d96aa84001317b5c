"""What a workshop begins with: which list, which tower, how old, how many, which nickname. Nobody types a name."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import SystemRandom, token_hex
from typing import get_args

from pcsol.checklist.planning import crowded
from pcsol.commands.dialogue import asking
from pcsol.errors import CodeFaultyError, WorkshopError
from pcsol.i18n import N_, _, language
from pcsol.judge import codes
from pcsol.model.workshop.room import Band, Group, People, Plan, Voucher
from pcsol.model.workshop.steps import LEVELS, Checklist, Level
from pcsol.store.workshops import door
from pcsol.store.workshops.shelf import Shelf

MOST_PEOPLE = 6
_OFFERED = 6  # nicknames, of which one is chosen
_WHO_SAYS = N_("A school tower: who says that it is one? 1 = the facilitator, 2 = the coordinator, 3 = a technician")
_AGES: tuple[tuple[Level, Band, str], ...] = (
    ("discovery", "8-10", N_("8 to 10 years")),
    ("explorer", "11-14", N_("11 to 14 years")),
    ("expert", "15-17", N_("15 to 17 years")),
    ("adults", "adults", N_("adults")),
    ("technician", "adults", N_("technicians")),
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was given on the command line; None is asked."""

    checklist: str
    supplements: tuple[str, ...] = ()
    tower: str | None = None
    level: str | None = None
    nickname: str | None = None
    people: int | None = None
    school: bool = False
    vouched: str | None = None
    adults: int = 1


def plan(wishes: Wishes, shelf: Shelf, home: Path) -> Plan:
    """Ask for what is missing, and return the plan of a workshop that may begin. Raises WorkshopError or EOFError."""
    wanted = _list(wishes.checklist, shelf)
    supplements = tuple(_supplement(one, wanted, shelf) for one in wishes.supplements)
    tower = _tower(wishes, wanted)
    vouched = _voucher(wishes) if tower is not None and wishes.school else None
    refuse_at_the_door(tower, wanted, home, school=vouched is not None)
    level = _level(wishes.level, wanted)
    people = wishes.people or asking.ask(_("How many of you are at the table? (1 to 6)"), _few) or 1
    nickname = _nickname(wishes.nickname, shelf)
    if tower is None and wanted.tower != "none":
        vouched = _voucher(wishes)
    group = Group(
        id="g1", nickname=nickname, tower=tower, school=wishes.school, vouched=vouched, people=people
    )  # fmt: skip
    now = datetime.now(UTC).replace(microsecond=0)
    return Plan(
        id=token_hex(6),
        checklist=wanted.id,
        supplements=supplements,
        level=level,
        on=now.astimezone().date(),
        adults=wishes.adults,
        groups=(group,),
        registered=People(bands={band_of(level): people}),
        made_at=now,
    )


def band_of(level: Level) -> Band:
    """Return the age band of a level."""
    return next(band for one, band, _text in _AGES if one == level)


def refuse_at_the_door(tower: str | None, wanted: Checklist, home: Path, *, school: bool) -> None:
    """Raise WorkshopError for a tower that may not be opened. `school`: somebody stands for it that it is a school
    tower; that a list is for school towers makes none of a donor's."""
    if tower is None or wanted.tower == "none":
        return
    found = door.at_the_door(home, tower, school=school)
    if found is not None:
        raise WorkshopError(found.what, remedy=found.remedy)


def _list(name: str, shelf: Shelf) -> Checklist:
    found = shelf.checklists.get(name)
    if found is None:
        raise WorkshopError(
            _("There is no list “{name}”.").format(name=name),
            remedy=_("`pcsol checklist list` shows them all. They are: {known}.").format(
                known=", ".join(shelf.checklists)
            ),
        )
    if found.supplement_of:
        raise WorkshopError(
            _("“{name}” goes along with another list.").format(name=name),
            remedy=_("Start it so: `pcsol checklist run {list} --with {name}`.").format(
                list=found.supplement_of, name=name
            ),
        )
    if (too_many := crowded(found, 1, 1)) is not None:
        raise WorkshopError(too_many)
    return found


def _supplement(name: str, wanted: Checklist, shelf: Shelf) -> str:
    found = shelf.checklists.get(name)
    if found is None or found.supplement_of != wanted.id:
        raise WorkshopError(
            _("“{name}” does not go along with “{list}”.").format(name=name, list=wanted.id),
            remedy=_("`pcsol checklist list` shows which list goes along with which."),
        )
    return name


def _tower(wishes: Wishes, wanted: Checklist) -> str | None:
    if wishes.tower:
        return codes.read(wishes.tower)
    if wanted.tower == "none" or (wishes.school or wanted.tower == "school"):
        return None
    found = asking.ask(_("The code on the tower's sticker?"), _code)
    if found is None:
        raise WorkshopError(
            _("Without its code nobody knows whether the tower's disks are erased."),
            remedy=_("Give it: --tower CODE. For a school tower: --school."),
        )
    return found


def _voucher(wishes: Wishes) -> Voucher:
    """Who says that this is a school tower: a task is kept, never a name."""
    known: dict[str, Voucher] = {str(number): one for number, one in enumerate(get_args(Voucher), 1)}
    known |= {one: one for one in get_args(Voucher)}
    if wishes.vouched is not None and wishes.vouched not in known:
        raise WorkshopError(
            _("“{word}” is not who says that a tower is a school tower.").format(word=wishes.vouched),
            remedy=_("Give one of them: {known}.").format(known=", ".join(get_args(Voucher))),
        )
    found: Voucher | None = known[wishes.vouched] if wishes.vouched else asking.ask(_(_WHO_SAYS), known.get)
    if found is None:
        raise WorkshopError(
            _("Nobody says that this is a school tower."),
            remedy=_("Give its code: --tower CODE. Or say who knows it: --vouched facilitator."),
        )
    return found


def _code(typed: str) -> str | None:
    try:
        return codes.read(typed)
    except CodeFaultyError as err:
        asking.tell(f"{err.what} {err.remedy}")
        return None


def _level(given: str | None, wanted: Checklist) -> Level:
    """A list is for its level and those above it: a younger group takes another list."""
    found: Level | None = next((one for one in LEVELS if one == given), None) if given else asking.ask(_ages(), _by_age)
    if given and found is None:
        raise WorkshopError(
            _("There is no level “{level}”.").format(level=given),
            remedy=_("The levels are: {known}.").format(known=", ".join(get_args(Level))),
        )
    level = found or wanted.level
    if LEVELS.index(level) < LEVELS.index(wanted.level):
        raise WorkshopError(
            _("“{list}” is not for {age}.").format(list=wanted.title.said(language()), age=_age(level)),
            remedy=_("It is for {age} and older. Take the list `discovery`, on a school tower.").format(
                age=_age(wanted.level)
            ),
        )
    return level


def _ages() -> str:
    rows = [f"{number} = {_(text)}" for number, (_for, _band, text) in enumerate(_AGES, 1)]
    return _("How old is the group?") + " " + ", ".join(rows)


def _age(level: Level) -> str:
    return next(_(text) for one, _band, text in _AGES if one == level)


def _by_age(typed: str) -> Level | None:
    numbers = {str(number): level for number, (level, _band, _text) in enumerate(_AGES, 1)}
    return numbers.get(typed) or next((one for one in LEVELS if one == typed.lower()), None)


def _few(typed: str) -> int | None:
    return int(typed) if typed in {str(number) for number in range(1, MOST_PEOPLE + 1)} else None


def _nickname(given: str | None, shelf: Shelf) -> str:
    """A name of the list, chosen by its number: a person's name cannot be typed."""
    known = [name for names in shelf.names.values() for name in names.names]
    if given is not None:
        return _of_list(given, known)
    offered = SystemRandom().sample(known, min(_OFFERED, len(known)))
    question = _("Which nickname?") + " " + ", ".join(f"{number} = {name}" for number, name in enumerate(offered, 1))
    numbers = {str(number): name for number, name in enumerate(offered, 1)}
    return asking.ask(question, numbers.get) or offered[0]


def _of_list(given: str, known: list[str]) -> str:
    found = next((name for name in known if name.casefold() == given.strip().casefold()), None)
    if found is None:
        raise WorkshopError(
            _("“{name}” is not a nickname of the list.").format(name=given),
            remedy=_("Choose one, so that nobody's name is kept: {known}.").format(known=", ".join(known[:12])),
        )
    return found
