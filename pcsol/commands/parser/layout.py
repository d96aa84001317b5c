"""A command's help: usage, what it does, arguments, options, commands."""

from collections.abc import Iterable, Mapping

from typer._click import Command, Context, Parameter
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperOption

from pcsol.i18n import N_, _

# Typer's own text of its own option, which must stand in the catalogue.
_HELP_OF_HELP = N_("Show this message and exit.")


def write(command: Command, ctx: Context, formatter: HelpFormatter, contents: Mapping[str, str] | None = None) -> None:
    """Write the help of a command, or of the front door with its contents."""
    _write_usage(command, ctx, formatter, group=contents is not None)
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(told(command.help))
    parameters = command.get_params(ctx)
    _write_section(formatter, _("Arguments"), (_argument(p) for p in parameters if isinstance(p, TyperArgument)))
    options = [p for p in parameters if isinstance(p, TyperOption) and not p.hidden]
    _write_section(formatter, _("Options"), map(_option, options))
    if contents:
        _write_section(formatter, _("Commands"), [(name, _(text)) for name, text in contents.items()])


def usage(command: Command, ctx: Context, *, group: bool = False) -> str:
    """Return the usage line alone."""
    formatter = ctx.make_formatter()
    _write_usage(command, ctx, formatter, group=group)
    return formatter.getvalue().rstrip("\n")


def _write_usage(command: Command, ctx: Context, formatter: HelpFormatter, *, group: bool) -> None:
    arguments = [_place(p) for p in command.get_params(ctx) if isinstance(p, TyperArgument) and not p.hidden]
    named = f"[{_('COMMAND ...')}]" if getattr(command, "invoke_without_command", False) else _("COMMAND ...")
    rest = [named] if group else arguments
    formatter.write_usage(ctx.command_path, " ".join([_("[OPTIONS]"), *rest]), prefix=_("Usage: "))


def _write_section(formatter: HelpFormatter, title: str, rows: Iterable[tuple[str, str]]) -> None:
    found = list(rows)
    if found:
        formatter.write_paragraph()
        formatter.write(_("{title}:").format(title=title) + "\n")
        with formatter.indentation():
            formatter.write_dl(found)


def _argument(argument: TyperArgument) -> tuple[str, str]:
    return _place(argument), told(argument.help)


def _place(argument: TyperArgument) -> str:
    name = name_of(argument) + ("..." if argument.nargs != 1 else "")
    return name if argument.required else f"[{name}]"


def _option(option: TyperOption) -> tuple[str, str]:
    names = ", ".join(sorted([*option.opts, *option.secondary_opts], key=len))
    takes_value = not option.is_flag and not option.count
    return f"{names} {told(option.metavar)}".strip() if takes_value else names, told(option.help)


def told(text: str | None) -> str:
    """Return a marked text in the language of the moment; nothing for nothing."""
    return _(text) if text else ""


def name_of(parameter: Parameter) -> str:
    """Return how a parameter is called on the screen."""
    if isinstance(parameter, TyperArgument):
        return told(parameter.metavar) or parameter.name.upper()
    return max(parameter.opts, key=len)
