"""Write the pages of docs/reference that are made from the program itself: JSON Schemas and exit codes.

`make reference` runs it; a test fails when a page is out of date.
"""

import json
from pathlib import Path

from pcsol.errors import PCSolError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.model.comparison import Comparison
from pcsol.model.intake import Intake
from pcsol.model.noun import Noun
from pcsol.model.probe import Probe
from pcsol.model.record import Record

REFERENCE = Path(__file__).parent / "reference"
SCHEMAS: dict[str, type[Noun]] = {"probe-1": Probe, "record-1": Record, "compare-1": Comparison, "intake-1": Intake}


def pages() -> dict[Path, str]:
    """Return every generated page: where it lies, and its text."""
    with speaking("en"):
        schemas = {REFERENCE / "schemas" / f"{name}.json": _schema(name, noun) for name, noun in SCHEMAS.items()}
        return {**schemas, REFERENCE / "exit-codes.md": _exit_codes()}


def _schema(name: str, noun: type[Noun]) -> str:
    schema = noun.model_json_schema(mode="serialization", by_alias=True)
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


def _below(kind: type[PCSolError]) -> list[type[PCSolError]]:
    own = [kind] if "code" in vars(kind) else []
    return own + [deeper for child in kind.__subclasses__() for deeper in _below(child)]


if __name__ == "__main__":
    for place, text in pages().items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
