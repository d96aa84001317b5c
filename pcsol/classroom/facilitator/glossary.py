"""Words of the glossary: a group says by a choice that it has something to tell; an adult writes it down, or not.

Groups type nothing. What an adult wrote is seen by the other groups only once that adult has accepted it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pcsol.checklist.desk import Desk
from pcsol.classroom.classroom import Classroom
from pcsol.classroom.group.place import WORD
from pcsol.model.profile.needs import Words
from pcsol.model.workshop.booklets import Entry

_LONGEST = 300


@dataclass(frozen=True)
class Proposal:
    """A group wants to tell something about a word. `kind`: 1 what is dangerous at times, 2 what is cool about it.

    `accepted`: as it was written down and accepted, None while it was not.
    """

    group: str
    nickname: str
    entry: Entry
    kind: int
    accepted: Entry | None


def proposals(room: Classroom, desk: Desk) -> list[Proposal]:
    """Return them, group by group."""
    plan = desk.plan()
    entries = {entry.id: entry for book in room.shelf.glossaries.values() for entry in book.entries}
    accepted = {entry.id: entry for entry in room.words.accepted(plan.id)}
    found = []
    for group in plan.groups:
        place = room.place(desk, group.id)
        for question, kind in place.course.answers.items() if place else ():
            name = question.removeprefix(WORD)
            if question.startswith(WORD) and name in entries:
                own = accepted.get(_id(group.id, name))
                found.append(Proposal(group.id, group.nickname, entries[name], kind, own))
    return found


def decide(room: Classroom, desk: Desk, fields: Mapping[str, str]) -> None:
    """Accept what an adult wrote for a group, or withdraw it. Raises ValueError, and StoreError."""
    plan = desk.plan()
    meant = [
        one for one in proposals(room, desk) if (one.group, one.entry.id) == (fields.get("group"), fields.get("word"))
    ]
    if not meant:
        raise ValueError(fields.get("word"))
    name = _id(meant[0].group, meant[0].entry.id)
    if fields.get("do") == "withdraw":
        room.words.withdraw(plan.id, name)
    else:
        text = {field: Words(fr=_line(fields.get(field, ""))) for field in ("short", "dangerous", "cool")}
        entry = meant[0].entry.model_copy(update={**text, "id": name, "long": None, "by": meant[0].nickname})
        room.words.accept(plan.id, entry)
    room.ring(plan.id)


def _id(group: str, word: str) -> str:
    return f"{group}-{word}"[:40]


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]
