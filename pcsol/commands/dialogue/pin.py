"""The PIN of the station's key: from a file, from PCSOL_PIN, or asked on the terminal, unseen, in this order."""

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pcsol.commands.dialogue import asking
from pcsol.errors import KeyLockedError
from pcsol.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pcsol.store.papers.keys import Need, StationKey
    from pcsol.store.records import Moment

VARIABLE = "PCSOL_PIN"
_TRIES = 3
_LARGEST_BYTES = 1000


def station_key(
    home: Path, pin_file: Path | None = None, *, may_ask: bool, moment: "Moment | None" = None
) -> "StationKey":
    """Return this station's key, made now where there is none; a person has three tries at its PIN.

    Ask for it before a long work whose end it has to sign. Raises KeyLockedError, StoreError or RecordUnreadableError.
    """
    from pcsol.store.papers import keys

    given = _given(pin_file)
    asks = may_ask and given is None and asking.is_a_person_there()
    now = moment.taken_at if moment and moment.clock.trusted else None
    for left in range(_TRIES - 1, -1, -1):
        try:
            return keys.station_key(
                home, lambda need: given or (asked(need, _hidden, asking.tell) if asks else None), now
            )
        except KeyLockedError as err:
            if not asks or not left:
                raise
            asking.tell(err.what)
    raise AssertionError  # the last try raises


def _given(pin_file: Path | None) -> str | None:
    if pin_file is None:
        return os.environ.get(VARIABLE) or None
    from pcsol.tools import regular_file

    try:
        lines = regular_file.read(pin_file, _LARGEST_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as err:
        raise KeyLockedError(
            _("The PIN could not be read from {file}.").format(file=pin_file),
            remedy=_("Give a text file whose first line is the PIN."),
            details=type(err).__name__,
        ) from err
    return lines[0] if lines else ""


def asked(need: "Need", hidden: "Callable[[str], str | None]", tell: "Callable[[str], None]") -> str | None:
    """Return the PIN that a person types; a new one is typed twice; on a fixed disk nobody is bothered with choosing
    one. `hidden`: asks, and shows nothing of the answer."""
    if need == "may-choose":
        return None
    if need == "enter":
        return hidden(_("PIN of this station's key?"))
    tell(_("This station's key will lie on a medium that can be lost. Choose a PIN of six signs or more."))
    first = hidden(_("New PIN?"))
    if first and first != hidden(_("The same PIN again?")):
        tell(_("These two are not the same."))
        return asked(need, hidden, tell)
    return first


def _hidden(question: str) -> str | None:
    from pcsol.render.signs import plain

    return getpass.getpass(plain(f"{question} > "), stream=sys.stderr) or None
