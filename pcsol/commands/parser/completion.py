"""Completion in the shell: Tab proposes commands and options."""

import os
from typing import Annotated

import typer
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script, install
from typer.core import TyperGroup

from pcsol.i18n import N_, _

_VARIABLE = "_PCSOL_COMPLETE"
_SHELLS = ("bash", "zsh", "fish")


def serve(hall: TyperGroup) -> None:
    """Answer the shell and end, when it is the shell that asks."""
    if os.environ.get(_VARIABLE):
        completion_init()
        hall._main_shell_completion({}, "pcsol", _VARIABLE)  # noqa: SLF001  # typer is pinned


def _install(shell: str | None) -> None:
    if shell:
        _known(shell)
        _shell, file = install(shell=shell, prog_name="pcsol", complete_var=_VARIABLE)
        print(_("{file} is written. Open a new terminal, and Tab completes pcsol.").format(file=file))  # noqa: T201
        raise typer.Exit


def _show(shell: str | None) -> None:
    if shell:
        _known(shell)
        print(get_completion_script(prog_name="pcsol", complete_var=_VARIABLE, shell=shell))  # noqa: T201
        raise typer.Exit


def _known(shell: str) -> None:
    if shell not in _SHELLS:
        raise typer.BadParameter(_("PCSol knows these shells: {names}").format(names=", ".join(_SHELLS)))


Install = Annotated[
    str | None,
    typer.Option(
        "--install-completion",
        metavar=N_("SHELL"),
        callback=_install,
        help=N_("Let Tab complete pcsol in this shell: bash, zsh or fish."),
    ),
]
Show = Annotated[
    str | None,
    typer.Option(
        "--show-completion", metavar=N_("SHELL"), callback=_show, help=N_("Show what that would add to the shell.")
    ),
]
