"""The one place that knows which language we speak.

`_` looks its text up when it is called, in the language of the moment, so that one process may print a French sheet
and an English one. Texts that are defined at import are marked with `N_` and given to `_` when they are shown.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

_VARIABLES = ("PCSOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_LOCALE = Path(__file__).parent / "locale"


def _of_environment() -> str:
    """The first variable that names a language decides; "C" names none, and benches speak French."""
    for name in _VARIABLES:
        value = os.environ.get(name, "").lower().partition(".")[0]
        if value not in ("", "c", "posix"):
            return "fr" if value.startswith("fr") else "en"
    return "fr"


# Read once, at import: pySMART sets LANG=C in os.environ when it is imported.
_of_process = _of_environment()
_of_moment: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """Return the language of the moment: "fr" or "en"."""
    return _of_moment.get() or _of_process


def catalogue_is_here(wanted: str) -> bool:
    """Tell whether the texts of a language were compiled; without them everything shows in English."""
    return (_LOCALE / wanted / "LC_MESSAGES" / "pcsol.mo").is_file()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak another language inside a `with` block."""
    token = _of_moment.set(wanted)
    try:
        yield
    finally:
        _of_moment.reset(token)


def speak(wanted: str) -> None:
    """Speak another language from here to the end of this task, as one request is one."""
    _of_moment.set(wanted)


@cache
def _catalogue(wanted: str) -> NullTranslations:
    file = _LOCALE / wanted / "LC_MESSAGES" / "pcsol.mo"
    if wanted == "en" or not file.is_file():
        return NullTranslations()
    with file.open("rb") as stream:
        return GNUTranslations(stream)


def _(message: str) -> str:
    """Return the message in the language of the moment."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of the message that goes with count."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802  # the customary name of the mark
    """Mark a text for translation where it is defined; `_` translates it where it is shown."""
    return message
