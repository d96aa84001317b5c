"""The front door: global options, the table of contents, errors to a sentence and an exit code."""

import typer

app = typer.Typer(no_args_is_help=True)


def main() -> None:
    """Run PCSol."""
    app()
