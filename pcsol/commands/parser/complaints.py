"""Wrong usage, said in the language of the moment.

Typer's Click words its complaints in English where they arise. What it found wrong is taken from the exception where it
keeps that, and from its sentence where it does not.
"""

import re

from typer._click.exceptions import (
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

from pcsol.commands.parser.layout import name_of
from pcsol.i18n import N_, _

# Click's sentences (typer 0.29: _click/parser.py, _click/core.py, core.py, _param_types.py), and ours.
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"Got unexpected extra argument\(s\) \((?P<given>.*)\)", N_('"{given}" is too much here.')),
    (r"Option '(?P<given>.*)' requires an argument\.", N_("The option {given} needs a value.")),
    (r"Option '(?P<given>.*)' does not take a value\.", N_("The option {given} takes no value.")),
    (r"Missing command\.", N_("A command is missing.")),
    (r"(?P<given>.*) is not one of (?P<known>.*)\.", N_("{given} is not one of {known}.")),
    (r"(?:path|file|dir) (?P<given>.*) does not exist\.", N_("{given} does not exist.")),
    (r"(?:path|file|dir) (?P<given>.*) is a file\.", N_("{given} is a file, and a folder is wanted.")),
    (r"(?:path|file|dir) (?P<given>.*) is a directory\.", N_("{given} is a folder, and a file is wanted.")),
    (r"(?:path|file|dir) (?P<given>.*) is not readable\.", N_("{given} may not be read.")),
    (r"(?:path|file|dir) (?P<given>.*) is not writable\.", N_("{given} may not be written.")),
)
# Pydantic's kinds of error (docs.pydantic.dev, "Validation Errors"), for values with a type.
_KINDS = {
    "int_parsing": N_("a whole number is wanted"),
    "int_type": N_("a whole number is wanted"),
    "float_parsing": N_("a number is wanted"),
    "greater_than_equal": N_("at least {ge} is wanted"),
    "less_than_equal": N_("at most {le} is wanted"),
    "datetime_parsing": N_("a date is wanted"),
    "datetime_from_date_parsing": N_("a date is wanted"),
}


def sentence(complaint: ClickException) -> str:
    """Return what is wrong with the command line, as one sentence."""
    if isinstance(complaint, NoSuchOption):
        near = _(" Did you mean {name}?").format(name=complaint.possibilities[0]) if complaint.possibilities else ""
        return _("There is no option {name}.").format(name=complaint.option_name) + near
    if isinstance(complaint, MissingParameter):
        return _("{name} is missing.").format(name=_subject(complaint))
    said = _kind_of_value(complaint) or _known(complaint.message)
    subject = _subject(complaint) if isinstance(complaint, BadParameter) else ""
    return _("{subject}: {said}").format(subject=subject, said=said) if subject else said


def remedy(complaint: ClickException) -> str:
    """Return where the right usage stands."""
    if not isinstance(complaint, UsageError):
        return ""
    command = complaint.ctx.command_path if complaint.ctx is not None else "pcsol"
    return _("`{command} --help` shows how it is used.").format(command=command)


def is_help(complaint: ClickException) -> bool:
    """Tell whether this is no complaint but the help, for a command line that says nothing."""
    return isinstance(complaint, NoArgsIsHelpError)


def _subject(complaint: BadParameter) -> str:
    if complaint.param_hint is not None:
        hint = complaint.param_hint
        return hint if isinstance(hint, str) else " / ".join(hint)
    return name_of(complaint.param) if complaint.param is not None else ""


def _kind_of_value(complaint: ClickException) -> str:
    errors = getattr(complaint.__cause__, "errors", None)
    if errors is None:
        return ""
    first = errors()[0]
    wanted = _(_KINDS.get(first["type"], N_("this value cannot be used")))
    return _('"{given}": {wanted}.').format(given=first.get("input"), wanted=wanted.format(**first.get("ctx", {})))


def _known(said: str) -> str:
    for shape, ours in _SENTENCES:
        found = re.fullmatch(shape, said, re.DOTALL)
        if found:
            return _(ours).format(**found.groupdict())
    return said
