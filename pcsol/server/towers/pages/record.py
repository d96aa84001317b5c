"""A record of a tower: as a page that can be read, and as the file that was sent."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Row

from pcsol.i18n import _, speaking
from pcsol.model.intake import Intake
from pcsol.model.probe import Probe
from pcsol.report import words
from pcsol.report.testing.words import summary
from pcsol.report.tower_sheet import tower_sheet
from pcsol.report.words import said
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.pages.frame import page
from pcsol.server.stations.signers import signers
from pcsol.server.towers import rows
from pcsol.server.towers.pages import opened, papers, shown
from pcsol.server.towers.results import grades, runs
from pcsol.server.towers.results import words as results

router = APIRouter(include_in_schema=False)
_MOST_FACTS = 60
_MOST_RAW = 60_000


@router.get("/towers/{name}/records/{id_}.json")
def record_json(hub: TheHub, caller: Volunteer, name: str, id_: str) -> Response:
    """Return a record as it was sent, signature included."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = opened.record_of(connection, row.number, id_)
    content = json.dumps(opened.plain(found), ensure_ascii=False, indent=1) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{found.kind}-{found.id}.json"'}
    return Response(content, media_type="application/json", headers=headers)


@router.get("/towers/{name}/records/{id_}")
def record(request: Request, hub: TheHub, caller: Volunteer, name: str, id_: str) -> Response:
    """Show a record; one of a newer PCSol by what every version has, and whole as it was sent."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        found = opened.record_of(connection, row.number, id_)
        known = signers(connection, row.structure)
    plain = opened.plain(found)
    with speaking(caller.language):
        facts = _facts(found.kind, found.newer, plain)
        facts |= _results(found)
        if not found.newer and isinstance(plain.get("body"), dict):
            facts["papers"] = papers.of_record(found.kind, found.id, plain["body"], known)
    raw = json.dumps(plain, ensure_ascii=False, indent=1)
    return page(
        request, "towers/record.html", row=row, called=rows.called(caller, row), record=found, shown=shown,
        judged=results, raw=raw[:_MOST_RAW], cut=len(raw) > _MOST_RAW, clock=plain.get("clock"), **facts,
    )  # fmt: skip


def _facts(kind: str, newer: bool, plain: dict[str, Any]) -> dict[str, Any]:  # noqa: FBT001  # a fact, no switch
    body = plain.get("body")
    found: dict[str, Any] = {"sheet": None, "facts": [], "papers": []}
    if newer:
        return found
    if kind == "probe":
        return {**found, "sheet": tower_sheet(Probe.from_json(body))}
    if kind == "intake":
        return {**found, "facts": list(_intake(Intake.from_json(body)))}
    return {**found, "facts": [] if kind in ("wipe", "destruction") else list(_flat(body))[:_MOST_FACTS]}


def _results(found: Row[Any]) -> dict[str, Any]:
    """Return a run of tests, or a grade, as it is shown."""
    run = runs.read(found) if found.kind == "test" and not found.newer else None
    grading = grades.read(found) if found.kind == "grade" and not found.newer else None
    return {"run": run, "run_summary": summary(run) if run else None, "grading": grading}


def _intake(found: Intake) -> Iterator[tuple[str, str]]:
    """Return what a person saw and said when the tower arrived."""
    missing = None if found.missing is None else words.joined(*found.missing or (_("nothing"),))
    locks = None if found.locks_seen is None else words.joined(*found.locks_seen or (_("none"),))
    yield _("Code"), found.code
    yield _("Lot"), words.known(found.lot)
    yield _("Donor’s number"), words.known(found.donor_asset_number)
    yield _("Form"), words.known(found.form, words.form)
    yield _("Starts"), words.yes_no(found.starts)
    yield _("Drives counted"), words.known(found.drives_counted)
    yield _("Missing"), words.known(missing)
    yield _("Locks seen"), words.known(locks)
    yield _("Note"), words.known(found.note, words.told)


def _flat(found: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Return what a body says, a line per fact: what no page of its own shows better."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key not in ("schema", "paper", "signature"):
                yield from _flat(value, f"{name} › {key}" if name else str(key))
    elif isinstance(found, list):
        for place, value in enumerate(found[:_MOST_FACTS], 1):
            yield from _flat(value, f"{name} {place}")
    else:
        yield said(name), _("unknown") if found is None else said(str(found), 400)
