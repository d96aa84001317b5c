"""Two records of one tower, side by side."""

from fastapi import APIRouter, Request, Response

from pcsol.i18n import speaking
from pcsol.judge.compare import compare as judged
from pcsol.report.compared import compared
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.pages.frame import page
from pcsol.server.towers import rows
from pcsol.server.towers.pages import opened

router = APIRouter(include_in_schema=False)


@router.get("/towers/{name}/compare")
def compare(request: Request, hub: TheHub, caller: Volunteer, name: str, a: str = "", b: str = "") -> Response:
    """Compare two probes, by default the last two; the earlier one is always *before*."""
    with hub.database.reading() as connection:
        row = opened.tower(connection, caller, name)
        probes = opened.probes(connection, row.number)
        chosen = _chosen([one.id for one in probes], a, b)
        looks = [opened.probe(connection, row.number, id_) for id_ in chosen]
    with speaking(caller.language):
        found = compared(judged(looks[0], looks[1], *chosen)) if len(looks) == 2 else None
    ids = [*chosen, "", ""]
    return page(
        request, "towers/compare.html", row=row, called=rows.called(caller, row), probes=probes, found=found,
        before=ids[0], after=ids[1],
    )  # fmt: skip


def _chosen(ids: list[str], *asked: str) -> list[str]:
    """Return two of these ids (the newest first in the list), the earlier one first; [] where there are no two."""
    wanted = [id_ for id_ in dict.fromkeys(asked) if id_ in ids]
    wanted += [id_ for id_ in ids if id_ not in wanted][: max(0, 2 - len(wanted))]
    return sorted(wanted, key=ids.index, reverse=True) if len(wanted) == 2 else []
