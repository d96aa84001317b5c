"""Who asks: a person with a role, or a station; and whose towers they see (pure)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, true

from pcsol.i18n import N_


class Role(IntEnum):
    """What a person may do; each role may do what the ones before it may."""

    VOLUNTEER = 1
    TECHNICIAN = 2
    COORDINATOR = 3
    ADMINISTRATOR = 4

    @property
    def word(self) -> str:
        """The name that is kept and shown: a text of the catalogue."""
        return _WORDS[self]


# Who stands in the hub's log for what is done on the command line of its own machine.
AT_THE_MACHINE = "pcsol hub"
_WORDS = {
    Role.VOLUNTEER: N_("volunteer"),
    Role.TECHNICIAN: N_("technician"),
    Role.COORDINATOR: N_("coordinator"),
    Role.ADMINISTRATOR: N_("administrator"),
}
ROLES = {role.word: role for role in Role}


@dataclass(frozen=True, slots=True)
class Caller:
    """`structure` None: the federation, which sees all. `number` is that of the person or the station;
    `letters_key` (hex) is a station's, as `token`: the digest of the one that let it in, "" where none did."""

    kind: Literal["person", "station"]
    number: int
    name: str
    structure: int | None
    role: Role
    language: str = "fr"
    form_key: str = ""
    must_change: bool = False
    letters_key: str = ""
    token: str = ""

    @property
    def who(self) -> str:
        """The words that stand beside what was done."""
        return self.name

    def may(self, role: Role) -> bool:
        """Say whether the caller has this role, or more. A station has none: what it may is said route by route."""
        return self.kind == "person" and self.role >= role

    def sees(self, structure: int | None) -> bool:
        """Say whether what belongs to this structure is the caller's to see."""
        return self.structure is None or self.structure == structure

    def called(self, code: str | None, number: int) -> str:
        """Return a tower's name in this caller's addresses. Two structures may have one code: the federation goes by
        number."""
        return code if code and self.structure is not None else f"n-{number}"

    def within(self, column: Any) -> ColumnElement[bool]:  # noqa: ANN401  # a column
        """Return the condition that keeps a query within what the caller sees."""
        if self.structure is None:
            return true()
        found: ColumnElement[bool] = column == self.structure
        return found
