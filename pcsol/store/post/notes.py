"""Small notes beside the records, each a noun in a file written whole. One that is damaged is as good as none."""

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pcsol.model.letters.outbox import Pause, Refusals
from pcsol.model.noun import Noun
from pcsol.store import medium
from pcsol.store.post.ledger import FOLDER
from pcsol.tools import regular_file

N = TypeVar("N", bound=Noun)
_LARGEST_BYTES = 50_000_000
_REFUSED, _PAUSE = "refused.json", "pause.json"


def refusals(home: Path, hub: str) -> Refusals:
    """Return what this hub (its mark) would not take."""
    found = _read(home / FOLDER / _REFUSED, Refusals)
    return found if found and found.hub == hub else Refusals(hub=hub)


def keep_refusals(home: Path, found: Refusals) -> None:
    """Write down what the hub would not take. Raises StoreFullError, StoreReadOnlyError or StoreGoneError."""
    _keep(home, _REFUSED, found)


def pause(home: Path, hub: str) -> Pause | None:
    """Return how long this hub is to be left alone; None: not at all."""
    found = _read(home / FOLDER / _PAUSE, Pause)
    return found if found and found.hub == hub else None


def keep_pause(home: Path, found: Pause) -> None:
    """Write down how long to leave the hub alone. Raises as `keep_refusals` does."""
    _keep(home, _PAUSE, found)


def forget_pause(home: Path) -> None:
    """Leave no hub alone any more: a person has just spoken with it."""
    with suppress(OSError):
        (home / FOLDER / _PAUSE).unlink(missing_ok=True)


def _keep(home: Path, name: str, found: Noun) -> None:
    folder = home / FOLDER
    try:
        medium.make_folder(folder)
    except OSError as err:
        raise medium.not_saved(err, home) from err
    medium.write_whole(folder / name, found.model_dump_json(by_alias=True, indent=1).encode())


def _read(file: Path, noun: type[N]) -> N | None:
    try:
        return noun.model_validate_json(regular_file.read(file, _LARGEST_BYTES))
    except (OSError, ValidationError):
        return None
