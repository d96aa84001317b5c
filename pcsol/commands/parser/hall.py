"""The hall: a group whose commands are imported when they are asked for, not before."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer._click import Command, Context
from typer._click.exceptions import UsageError
from typer._click.formatting import HelpFormatter
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command as built_by_typer

from pcsol.commands.contents import ALONE, CONTENTS, FAMILIES
from pcsol.commands.parser import layout
from pcsol.i18n import _

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: Callable[..., Any]) -> Callable[..., Any]:
        """Stand in for what Python has from 3.12 on; the real one would cost `--help` 10 ms."""
        return method


class Door(TyperCommand):
    """One command, whose help speaks the language of the moment."""

    @override
    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Lay the whole help out."""
        layout.write(self, ctx, formatter)

    @override
    def get_usage(self, ctx: Context) -> str:
        """Return the usage line."""
        return layout.usage(self, ctx)

    @override
    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Complete options, each with its help in the language of the moment."""
        return [_translated(item) for item in super().shell_complete(ctx, incomplete)]


class Hall(TyperGroup):
    """The front door's table of contents, or that of a family of commands. `--help` imports no command."""

    contents: Mapping[str, str] = CONTENTS
    family: str = ""

    @override
    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002  # Click's
        """Return the names in the order of the contents."""
        return list(self.contents)

    @override
    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002  # Click's
        """Import the command's file and build its parser."""
        return door(cmd_name, self.family) if cmd_name in self.contents else None

    @override
    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command, or suggest the nearest."""
        name = args[0]
        if name in self.contents or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        near = get_close_matches(name, self.contents, n=1)
        what = _('There is no command "{name}".').format(name=f"{self.family} {name}".strip())
        raise UsageError(what + _(" Did you mean {name}?").format(name=near[0]) if near else what, ctx)

    @override
    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Complete the names of commands from the contents, and options."""
        contents = self.contents.items()
        names = [CompletionItem(name, help=_(text)) for name, text in contents if name.startswith(incomplete)]
        options = [_translated(item) for item in TyperCommand.shell_complete(self, ctx, incomplete)]
        return [*names, *options]

    @override
    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Lay the whole help out."""
        layout.write(self, ctx, formatter, self.contents)

    @override
    def get_usage(self, ctx: Context) -> str:
        """Return the usage line."""
        return layout.usage(self, ctx, group=True)


def door(name: str, family: str = "") -> Command:
    """Import one command's file and return its parser; a family's parser is its table of contents."""
    if name in FAMILIES and not family:
        return _family(name)
    place = ".".join(filter(None, (family, name.replace("-", "_"))))
    module = import_module(f"pcsol.commands.{place}")
    function: Callable[..., Any] = getattr(module, place.replace(".", "_"))
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Door, help=module.HELP)(function)
    return built_by_typer(app)


def _family(name: str) -> Hall:
    group = (
        _alone(name)
        if name in ALONE
        else Hall(name=name, help=CONTENTS[name], no_args_is_help=True, rich_markup_mode=None)
    )
    group.contents, group.family = FAMILIES[name], name
    return group


def _alone(name: str) -> Hall:
    """A family that does something without one of its commands being named."""
    module = import_module(f"pcsol.commands.{name}.alone")
    app = typer.Typer(name=name, cls=Hall, add_completion=False, rich_markup_mode=None)
    app.callback(invoke_without_command=True, help=module.HELP)(getattr(module, f"{name}_alone"))
    group = built_by_typer(app)
    assert isinstance(group, Hall)  # noqa: S101  # for the type checker: its cls
    return group


def _translated(item: CompletionItem) -> CompletionItem:
    return CompletionItem(item.value, item.type, layout.told(item.help))
