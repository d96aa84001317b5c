"""Hatchling's hook: compile each catalogue of messages (.po) beside its source, for wheels and for editable set-ups."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = Path(__file__).parent / "pcsol" / "locale"


def compile_all() -> None:
    """Write pcsol.mo beside every pcsol.po."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,misc]  # hatchling is not typed for mypy
    """Called by hatchling before it collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's names
        """Compile the messages."""
        compile_all()


if __name__ == "__main__":
    compile_all()
