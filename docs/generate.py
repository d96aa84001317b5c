"""Write the pages of docs/reference that are made from the program itself: JSON Schemas, exit codes, commands.

`make reference` runs it; a test fails when a page is out of date.
"""

import json
from pathlib import Path
from typing import Literal

from typer._click import Command
from typer.main import get_command

from pcsol import cli
from pcsol.commands.contents import CONTENTS
from pcsol.commands.parser.hall import door
from pcsol.errors import PCSolError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.model.comparison import Comparison
from pcsol.model.intake import Intake
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.model.profile.destination import Destination, System
from pcsol.model.record import Record

COLUMNS = 78
HEAD_OF_COMMANDS = """\
# Commandes / Commands

Made by `make reference` from the program itself; do not edit. Each command first in French, then in English, as
`pcsol COMMAND --help` says it.

Partout : `--machine DOSSIER` se place *avant* la commande ; `--json` écrit un seul objet JSON, erreurs comprises ;
[codes de sortie](exit-codes.md).
Everywhere: `--machine FOLDER` stands *before* the command; `--json` writes one JSON object, errors included.

| variable | |
| --- | --- |
| `PCSOL_LANG` | `fr` ou / or `en` ; sinon la langue du système / else the locale |
| `PCSOL_HOME` | où sont les fiches / where records lie ([détails](record-and-store.md)) |
| `NO_COLOR`, `TERM=dumb` | sans couleur / no colour |
| `COLUMNS` | largeur / width |
"""
# What `--help` leaves out.
MORE = {
    "probe": (
        "`--svg FILE`, not in `--help`: write a picture of the first screen instead of showing the sheet "
        "(the pictures of these pages are made so)."
    )
}
REFERENCE = Path(__file__).parent / "reference"
SCHEMAS: dict[str, type[Noun]] = {"probe-1": Probe, "record-1": Record, "compare-1": Comparison, "intake-1": Intake}
PROFILES: dict[str, type[Noun]] = {"destination-1": Destination, "system-1": System}


def pages() -> dict[Path, str]:
    """Return every generated page: where it lies, and its text."""
    with speaking("en"):
        written = {name: _schema(name, noun, "serialization") for name, noun in SCHEMAS.items()}
        read = {name: _schema(name, noun, "validation") for name, noun in PROFILES.items()}
        schemas = {REFERENCE / "schemas" / f"{name}.json": text for name, text in {**written, **read}.items()}
        return {**schemas, REFERENCE / "exit-codes.md": _exit_codes(), REFERENCE / "commands.md": _commands()}


def _schema(name: str, noun: type[Noun], mode: Literal["serialization", "validation"]) -> str:
    schema = noun.model_json_schema(mode=mode, by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"pcsol/{name.replace('-', '/')}"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def _exit_codes() -> str:
    rows = {
        ExitCode.OK: "done",
        ExitCode.FINDINGS: "done, but look: a finding (a failing disk, a tower below its profile)",
        ExitCode.USAGE: "wrong usage: an unknown command, option or value",
        **{kind.code: (kind.__doc__ or "").splitlines()[0].rstrip(".") for kind in _below(PCSolError)},
        ExitCode.OURS: "an unforeseen fault of PCSol itself; it says where its log is",
    }
    lines = [f"| {int(code)} | {text} |" for code, text in sorted(rows.items())]
    return "\n".join(
        [
            "# Exit codes",
            "",
            "Made by `make reference` from `pcsol/errors.py`; do not edit.",
            "",
            "| code | meaning |",
            "| --- | --- |",
            *lines,
            "| 128+n | ended by signal n (130: Ctrl-C) |",
            "",
        ]
    )


def _commands() -> str:
    parts = [HEAD_OF_COMMANDS, "## pcsol\n", *_helps("pcsol", get_command(cli.app))]
    for name in CONTENTS:
        parts += [f"## {name}\n", *_helps(f"pcsol {name}", door(name))]
        parts += [MORE[name] + "\n"] if name in MORE else []
    return "\n".join(parts)


def _helps(path: str, command: Command) -> list[str]:
    """The help of a command in both languages, each in a block of its own, as wide whatever the terminal is."""
    blocks = []
    for language in ("fr", "en"):
        with speaking(language):
            context = command.context_class(command, info_name=path, terminal_width=COLUMNS, max_content_width=COLUMNS)
            blocks.append(f"```text\n{command.get_help(context)}\n```\n")
    return blocks


def _below(kind: type[PCSolError]) -> list[type[PCSolError]]:
    own = [kind] if "code" in vars(kind) else []
    return own + [deeper for child in kind.__subclasses__() for deeper in _below(child)]


if __name__ == "__main__":
    for place, text in pages().items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
