"""Which numbers were printed on stickers: a number is given out once, or two towers would bear one code."""

import json
from contextlib import suppress
from pathlib import Path

from pcsol.errors import CodeFaultyError, CodeTakenError, RecordUnreadableError
from pcsol.i18n import _
from pcsol.judge import codes
from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.home import TOWERS

_FILE = "stickers.json"


def give_out(home: Path, prefix: str, wanted: int, first: int | None = None) -> tuple[str, ...]:
    """Return so many new codes in a row, after it is safe on the medium that they are given out.

    They follow the last one that was printed or received here; `first` begins higher. Raises CodeTakenError for a
    `first` that was given out, and StoreError when this cannot be remembered: then nothing may be printed.
    """
    house.make(home)
    try:
        with medium.alone_in(home):
            given = _given(home)
            last = max(given.get(prefix, 0), _highest(home, prefix))
            start = last + 1 if first is None else first
            if start <= last:
                raise _taken(prefix, last)
            found = tuple(codes.compose(prefix, number) for number in range(start, start + wanted))
            content = json.dumps(given | {prefix: start + wanted - 1}, indent=1)
            medium.write_whole(home / _FILE, content.encode())
            return found
    except OSError as err:
        raise medium.not_saved(err, home) from err


def last_prefix(home: Path) -> str | None:
    """Return the prefix printed here, where there is only one."""
    given = _given(home)
    return next(iter(given)) if len(given) == 1 else None


def _given(home: Path) -> dict[str, int]:
    """A damaged file is not an empty one: numbers would be given out a second time."""
    file = home / _FILE
    try:
        plain = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as err:
        raise _unreadable(file, str(err)) from err
    except OSError as err:
        raise medium.not_saved(err, home) from err
    if not isinstance(plain, dict) or not all(isinstance(number, int) for number in plain.values()):
        raise _unreadable(file, "not an object of numbers")
    return plain


def _highest(home: Path, prefix: str) -> int:
    """Return the highest number that a tower bears here; its folder says it even where its records are damaged."""
    highest = 0
    for folder in (home / TOWERS).iterdir():
        with suppress(CodeFaultyError):  # a folder named by a mark
            code = codes.parts(folder.name)
            highest = max(highest, code.number if code.prefix == prefix else 0)
    return highest


def _taken(prefix: str, last: int) -> CodeTakenError:
    return CodeTakenError(
        _("Stickers up to {code} exist already, and no number is printed twice.").format(
            code=codes.compose(prefix, last)
        ),
        remedy=_("Leave out --first: the sheet then begins with {code}.").format(code=codes.compose(prefix, last + 1)),
    )


def _unreadable(file: Path, details: str) -> RecordUnreadableError:
    return RecordUnreadableError(
        _("{file} is damaged: PCSol does not know which stickers were printed.").format(file=file.name),
        remedy=_("Delete it, and print with --first and a number higher than any that was printed."),
        details=f"{file}: {details}",
    )
