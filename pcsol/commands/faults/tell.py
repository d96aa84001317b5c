"""What a person or a program is told when something goes wrong, and the exit code that says it."""

import errno
import shutil
import sys
import textwrap
from contextlib import suppress

from typer._click.exceptions import ClickException
from typer.exceptions import Exit

from pcsol.commands import answer
from pcsol.commands.faults import streams
from pcsol.commands.parser import complaints
from pcsol.errors import PCSolError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import _
from pcsol.render.signs import plain

INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def tell(fault: BaseException, argv: list[str]) -> int:
    """Say what happened, once, where the command line wants to hear it; return the exit code."""
    try:
        return _no_room(fault) if _is_of_the_answer(fault) else _tell(fault, argv)
    except OSError as err:
        return _nobody_listens() if isinstance(err, BrokenPipeError) else _no_room(err)


def _is_of_the_answer(fault: BaseException) -> bool:
    """Whatever else is written says itself what went wrong (`StoreError`): what is left is stdout."""
    return isinstance(fault, OSError) and fault.errno in _UNWRITABLE


def _no_room(fault: BaseException) -> int:
    for part in (
        _("The answer could not be written."),
        str(fault),
        _("Make room where it is to go, then start again."),
    ):
        _print(part)
    streams.drop()
    return ExitCode.STORE_FULL


def _tell(fault: BaseException, argv: list[str]) -> int:
    if isinstance(fault, Exit):
        return fault.exit_code
    if isinstance(fault, BrokenPipeError):
        return _nobody_listens()
    if isinstance(fault, KeyboardInterrupt | EOFError):
        _print(_("Interrupted."))
        return INTERRUPTED
    if isinstance(fault, ClickException):
        return _usage(fault, argv)
    if isinstance(fault, PCSolError):
        return _say(fault, argv)
    return _say(ours(fault), argv)


def _usage(complaint: ClickException, argv: list[str]) -> int:
    if complaints.is_help(complaint):
        _print(complaint.format_message())
        return ExitCode.USAGE
    wrong = PCSolError(complaints.sentence(complaint), remedy=complaints.remedy(complaint))
    wrong.code = ExitCode.USAGE
    return _say(wrong, argv)


def ours(fault: BaseException) -> PCSolError:
    """Write an unforeseen fault down; return it as what a person can be told."""
    from pcsol.commands.faults import logbook

    where = logbook.keep(fault)
    return PCSolError(
        _("PCSol failed. This is its own fault, not yours and not the machine's."),
        remedy=_("Please send us this file: {file}").format(file=where) if where else _("Please tell us."),
        details=f"{type(fault).__name__}: {fault}",
    )


def _say(error: PCSolError, argv: list[str]) -> int:
    if "--json" in argv:
        answer.as_json(
            {"error": {"code": int(error.code), "what": error.what, "remedy": error.remedy, "details": error.details}}
        )
        return error.code
    for part in (error.what, error.remedy, error.details):
        if part:
            _print(part)
    return error.code


def _print(text: str) -> None:
    """Write to stderr; an error must show even where rich cannot be imported."""
    with suppress(OSError, ValueError):
        for line in plain(text).splitlines():
            print(_folded(line), file=sys.stderr, flush=True)  # noqa: T201  # the one place


def _folded(line: str) -> str:
    """Fold between words on a terminal; what a program reads stays in one piece."""
    columns = shutil.get_terminal_size().columns
    if not sys.stderr.isatty() or len(line) <= columns:
        return line
    return textwrap.fill(line, columns, break_on_hyphens=False)


def _nobody_listens() -> int:
    streams.drop()
    return PIPE_CLOSED
