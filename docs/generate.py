"""Write the pages of docs/reference that are made from the program itself: JSON Schemas, exit codes, commands.

`make reference` runs it; a test fails when a page is out of date.
"""

import json
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import TypeAdapter
from typer._click import Command
from typer.main import get_command

from pcsol import cli
from pcsol.commands.contents import every
from pcsol.commands.parser.hall import door
from pcsol.i18n import speaking
from pcsol.model.batch.notes import BatchPlan, BatchRun
from pcsol.model.batch.progress import Answered, BatchProgress
from pcsol.model.comparison import Comparison
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.intake import Intake
from pcsol.model.letters.carried import OutboxEnd, OutboxHead, Receipt
from pcsol.model.letters.outbox import Exported, Outbox, Pushed
from pcsol.model.noun import Noun
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.papers.context import CheckedFiles
from pcsol.model.papers.destruction import Destruction
from pcsol.model.papers.signers import Signers
from pcsol.model.probe import Probe
from pcsol.model.profile.batch import BatchProfile
from pcsol.model.profile.destination import Destination, System
from pcsol.model.profile.testing import TestProfile
from pcsol.model.profile.wipe import WipeProfile
from pcsol.model.record import Record
from pcsol.model.testing.grade import Grading
from pcsol.model.testing.run import Plan, TestRun
from pcsol.model.workshop.booklets import AnyFile
from pcsol.model.workshop.listing import CheckedWorkshop, Checklists, ShownChecklist
from pcsol.model.workshop.run import ChecklistRun
from pcsol.report import exit_codes

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
| `PCSOL_PIN` | code PIN de la clé de ce poste, sans personne au clavier / PIN of this station's key, unattended |
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
ERASING = Path(__file__).parent / "explanation/erasing.md"
GUEST = Path(__file__).parents[1] / "tests/guest"
MARKS = ("<!-- simulated disks: made by `make reference` -->", "<!-- end of the simulated disks -->")
ENDS = {
    "accepted": "certificat / certificate",
    "not-erased": "rapport NON EFFACÉ",
    "refused": "refusé, intact / refused",
}
REFERENCE = Path(__file__).parent / "reference"
SCHEMAS: dict[str, type[Noun]] = {
    "probe-1": Probe,
    "record-1": Record,
    "compare-1": Comparison,
    "intake-1": Intake,
    "checklist-run-1": ChecklistRun,
    "test-plan-1": Plan,
    "test-run-1": TestRun,
    "grade-1": Grading,
    "batch-plan-1": BatchPlan,
    "batch-run-1": BatchRun,
    "wipe-run-1": WipeRun,
    "certificate-1": Certificate,
    "not-erased-1": NotErased,
    "destruction-1": Destruction,
    "signers-1": Signers,
    "progress-1": BatchProgress,
    "progress-answer-1": Answered,
    "certificate-check-1": CheckedFiles,
    "outbox-1": OutboxHead,
    "outbox-end-1": OutboxEnd,
    "receipt-1": Receipt,
    "outbox-list-1": Outbox,
    "outbox-export-1": Exported,
    "push-1": Pushed,
    "checklist-list-1": Checklists,
    "checklist-1": ShownChecklist,
    "checklist-check-1": CheckedWorkshop,
}
PROFILES: dict[str, type[Noun]] = {
    "destination-1": Destination,
    "system-1": System,
    "wipe-profile-1": WipeProfile,
    "test-profile-1": TestProfile,
    "batch-profile-1": BatchProfile,
}


def pages() -> dict[Path, str]:
    """Return every generated page: where it lies, and its text."""
    with speaking("en"):
        written = {name: _schema(name, noun, "serialization") for name, noun in SCHEMAS.items()}
        read = {name: _schema(name, noun, "validation") for name, noun in PROFILES.items()}
        schemas = {REFERENCE / "schemas" / f"{name}.json": text for name, text in {**written, **read}.items()}
        return {
            **schemas,
            REFERENCE / "schemas" / "workshop-1.json": _of_kinds("workshop-1"),
            REFERENCE / "exit-codes.md": _exit_codes(),
            REFERENCE / "commands.md": _commands(),
            ERASING: _erasing(),
        }


def _schema(name: str, noun: type[Noun], mode: Literal["serialization", "validation"]) -> str:
    return _headed(name, noun.model_json_schema(mode=mode, by_alias=True))


def _of_kinds(name: str) -> str:
    """The files of workshops: one of several nouns, by `kind`."""
    return _headed(name, TypeAdapter(AnyFile).json_schema(mode="validation", by_alias=True))


def _headed(name: str, schema: dict[str, Any]) -> str:
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"pcsol/{name.replace('-', '/')}"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def _erasing() -> str:
    """Put the table of the simulated disks and of their ends (tests/guest/cases.yaml) between its two marks."""
    page = ERASING.read_text("utf-8")
    head, rest = page.split(MARKS[0])
    tail = rest.split(MARKS[1])[1]
    cases = yaml.safe_load((GUEST / "cases.yaml").read_text("utf-8"))["cases"]
    rows = dict.fromkeys(_row(case) for case in cases)
    table = "\n".join(["| disque / disk | fin / end | niveau / level |", "| --- | --- | --- |", *rows])
    return f"{head}{MARKS[0]}\n{table}\n{MARKS[1]}{tail}"


def _row(case: dict[str, Any]) -> str:
    expects = case["expects"]
    options = " ".join(case.get("arguments", ()))
    disk = f"`{case.get('mode') or case['disk']}`" + (f" `{options}`" if options else "")
    return f"| {disk} | {ENDS[expects['end']]} | {expects.get('level', '')} |"


def _exit_codes() -> str:
    head = "# Exit codes\n\nMade by `make reference` from `pcsol/report/exit_codes.py`; do not edit.\n\n"
    return head + exit_codes.table()


def _commands() -> str:
    parts = [HEAD_OF_COMMANDS, "## pcsol\n", *_helps("pcsol", get_command(cli.app))]
    for line in every():
        name = " ".join(line)
        parts += [f"## {name}\n", *_helps(f"pcsol {name}", door(*reversed(line)))]
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


if __name__ == "__main__":
    for place, text in pages().items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
