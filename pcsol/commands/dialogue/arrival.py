"""The questions about a tower that arrives; what was given on the command line is not asked again."""

from dataclasses import dataclass, replace
from typing import get_args

from pcsol.commands.dialogue import said
from pcsol.commands.dialogue.asking import ask, tell
from pcsol.i18n import _
from pcsol.model.hardware.machine import FormFactor


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person saw. None: not known, or not said yet."""

    lot: str | None = None
    asset: str | None = None
    form: str | None = None
    starts: bool | None = None
    drives: int | None = None
    missing: tuple[str, ...] | None = None
    locks: tuple[str, ...] | None = None
    note: str | None = None


def complete(seen: Seen) -> Seen:
    """Ask for what is not known yet, one thing at a time; Enter leaves it unknown."""
    names = forms()
    tell(_("Answer what you know. Enter alone means: I do not know."))
    if seen.lot is None:
        seen = replace(seen, lot=ask(_("Lot or donor?"), str))
    if seen.asset is None:
        seen = replace(seen, asset=ask(_("The donor's own number on the case?"), str))
    if seen.form is None:
        choices = ", ".join(f"{number} {name}" for number, name in enumerate(names.values(), 1))
        seen = replace(seen, form=ask(_("Form? {choices}").format(choices=choices), lambda a: said.choice(a, names)))
    if seen.starts is None:
        seen = replace(seen, starts=ask(_("Does it start? (yes/no)"), said.yes_or_no))
    if seen.drives is None:
        seen = replace(seen, drives=ask(_("How many drives do you see inside? (0 for none)"), said.count))
    return _complete_lists(seen)


def forms() -> dict[str, str]:
    """Return the forms that a case can have: each one's id, and its name in the language of the moment."""
    from pcsol.report import words

    return {form: words.form(form) for form in get_args(FormFactor)}


def _complete_lists(seen: Seen) -> Seen:
    if seen.missing is None:
        question = _("What is missing? (with commas, or: nothing)")
        seen = replace(seen, missing=ask(question, _several))
    if seen.locks is None:
        question = _("Any lock seen: password at start, padlock…? (with commas, or: none)")
        seen = replace(seen, locks=ask(question, _several))
    if seen.note is None:
        seen = replace(seen, note=ask(_("Anything to add?"), str))
    return seen


def _several(answer: str) -> tuple[str, ...]:
    return said.several([answer])
