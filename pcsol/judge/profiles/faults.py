"""What is wrong with a profile, and what to write instead, in the words of whoever wrote it."""

import types
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from pcsol.i18n import N_, _
from pcsol.judge.profiles.marked_yaml import Place
from pcsol.model.profile.quantity import DISK_UNITS

_NEAR = 0.6
_LONGEST_SHOWN = 40
# What a text must look like, where it is neither an id nor a date: the pattern of the noun, and how to say it.
_SHAPES = {
    r"^[A-Z][0-9]{1,2}$": N_("Write a capital letter and a number, such as C8."),
    r"^[A-Z][A-Z0-9]{0,2}$": N_("Write one to three capital letters or digits, a letter first, such as C."),
}

Explained = tuple[str, str]


def explained(error: ErrorDetails, place: Place, kind: type[BaseModel]) -> Explained:
    """Return the problem and its remedy. `kind` is the noun that the whole file should be."""
    if error["type"] == "extra_forbidden" and " " in str(place[-1]):
        return _("unknown key"), _('A text with a comma stands between quotes: fr: "one, two".')
    if error["type"] == "extra_forbidden":
        return _("unknown key"), meant(str(place[-1]), _keys_beside(place, kind))
    if error["type"] == "missing":
        return _("this key is missing"), _("Add it; a shipped profile shows how.")
    if error["input"] is None:
        return _("there is nothing after the colon"), _("Write a value there, or take the key away.")
    problem, remedy = _EXPLAIN.get(error["type"], _any_other)(error)
    return problem.format(value=_short(error["input"])), remedy


def meant(word: str, known: Iterable[str]) -> str:
    """Return the remedy for a word that is not known."""
    near = get_close_matches(word[:_LONGEST_SHOWN].lower(), known := list(known), n=1, cutoff=_NEAR)
    if near:
        return _("Did you mean `{word}`?").format(word=near[0])
    return _("Known here: {words}.").format(words=", ".join(known))


def _size(_error: ErrorDetails) -> Explained:
    return _("{value} is not a size"), _("Write a number and a unit, such as 8 GB. Units: {units}.").format(
        units=_units()
    )


def _unit(error: ErrorDetails) -> Explained:
    unit = f"`{error.get('ctx', {}).get('unit', '')}`"
    remedy = _("Units: {units} (in French Mo, Go, To).").format(units=_units())
    return _("the unit {unit} is not known").format(unit=unit), remedy


def _literal(error: ErrorDetails) -> Explained:
    allowed = error.get("ctx", {}).get("expected", "").replace(" or ", ", ").replace("'", "`")
    return _("{value} is not allowed"), _("Allowed: {allowed}.").format(allowed=allowed)


def _range(error: ErrorDetails) -> Explained:
    bounds = error.get("ctx", {})
    if "ge" in bounds:
        return _("{value} is too small"), _("Write at least {bound}.").format(bound=bounds["ge"])
    return _("{value} is too large"), _("Write at most {bound}.").format(bound=bounds.get("le"))


def _number(_error: ErrorDetails) -> Explained:
    return _("{value} is not a whole number"), _("Write a whole number, without quotes.")


def _keys(_error: ErrorDetails) -> Explained:
    return _("keys are wanted here, not {value}"), _("Indent them under it, two spaces deeper.")


def _list(_error: ErrorDetails) -> Explained:
    return _("a list is wanted here, not {value}"), _("Write one item per line after a hyphen.")


def _length(_error: ErrorDetails) -> Explained:
    return _("the list is empty or too long"), _("Write one item per line after a hyphen.")


def _pattern(error: ErrorDetails) -> Explained:
    remedy = _SHAPES.get(error.get("ctx", {}).get("pattern", ""))
    if remedy is not None:
        return _("{value} is not allowed"), _(remedy)
    if error["loc"][-1] in ("until", "seen"):
        return _("{value} is not a date"), _("Write year and month: 2029-04.")
    if error["loc"][-1] == "id" or "systems" in error["loc"]:
        remedy = _("Use small letters a to z, digits and hyphens, at most 40, a letter first.")
        return _("{value} cannot be an id"), remedy
    return _text(error)


def _text(_error: ErrorDetails) -> Explained:
    remedy = _("Write 1 to 600 characters; put them between quotes if in doubt.")
    return _("a text is wanted here, not {value}"), remedy


def _secret(_error: ErrorDetails) -> Explained:
    """What stands there is never shown."""
    return _("a secret is wanted here, as a text"), _("Put it between straight quotes, on one line.")


def _url(_error: ErrorDetails) -> Explained:
    remedy = _("Write it as https://glpi.exemple.fr, without a user or a password in it.")
    return _("this is not the address of a server"), remedy


def _yes_or_no(_error: ErrorDetails) -> Explained:
    return _("{value} is neither true nor false"), _("Write true or false.")


def _any_other(_error: ErrorDetails) -> Explained:
    return _("{value} is not allowed"), _("Compare it with the file that came with PCSol.")


_EXPLAIN: dict[str, Callable[[ErrorDetails], Explained]] = {
    "size": _size,
    "unit": _unit,
    "literal_error": _literal,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "int_type": _number,
    "model_type": _keys,
    "model_attributes_type": _keys,
    "dict_type": _keys,
    "tuple_type": _list,
    "too_short": _length,
    "too_long": _length,
    "string_pattern_mismatch": _pattern,
    "string_type": _text,
    "string_too_short": _text,
    "string_too_long": _text,
    "secret": _secret,
    "url": _url,
    "bool_type": _yes_or_no,
    "bool_parsing": _yes_or_no,
}


def _units() -> str:
    return ", ".join(DISK_UNITS)


def _short(value: object) -> str:
    """A file may hold anything: the message shows its beginning."""
    if isinstance(value, dict):
        return _("a group of keys")
    if isinstance(value, list | tuple):
        return _("a list")
    text = str(value)
    return f"`{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}`"


def _keys_beside(place: Place, kind: type[BaseModel]) -> list[str]:
    """Return the keys that are known where an unknown one stands."""
    for step in place[:-1]:
        if isinstance(step, str):
            field = next(f for name, f in kind.model_fields.items() if (f.alias or name) == step)
            kind = _noun_within(field.annotation) or kind
    return [field.alias or name for name, field in kind.model_fields.items()]


def _noun_within(annotation: object) -> type[BaseModel] | None:
    """Return the noun inside `Noun | None`, `tuple[Noun, ...]` or `Annotated[Noun, …]`."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    if get_origin(annotation) in (Union, types.UnionType, tuple, Annotated):
        return next((noun for inner in get_args(annotation) if (noun := _noun_within(inner))), None)
    return None
