"""The page of the park."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request, Response

from pcsol.i18n import _, language
from pcsol.model.profile.needs import Words
from pcsol.server.access.guards import TheHub, Volunteer
from pcsol.server.pages.frame import address, page
from pcsol.server.park import figures
from pcsol.server.park.board import Board
from pcsol.server.park.figures import Bar
from pcsol.server.people.pages import structures
from pcsol.server.towers.pages import shown
from pcsol.server.towers.rows import UNKNOWN
from pcsol.server.towers.states import STATES
from pcsol.store.profiles import load_profiles

router = APIRouter(include_in_schema=False)


@router.get("/park")
def park_page(
    request: Request, hub: TheHub, caller: Volunteer, state: Annotated[str, Query(max_length=20)] = "",
    structure: Annotated[str, Query(max_length=20)] = "",
) -> Response:  # fmt: skip
    """Show how many towers are where; `state` and `structure` (its number) show a part of them."""
    counted = cast("Board", request.app.state.park).figures(hub.now())
    with hub.database.reading() as connection:
        names = {row.number: row.name for row in structures(connection, caller)}
    chosen = int(structure) if structure.isdecimal() and int(structure) in names else None
    state = state if state in STATES else ""

    def sees(number: int) -> bool:
        return caller.sees(number) and (chosen is None or number == chosen)

    mine = [group for group in counted.groups if sees(group.structure)]
    some = [group for group in mine if not state or group.state == state]
    states = {name: _(one.title) for name, one in STATES.items()}
    asked = {"structure": chosen, "state": state or None}
    return page(
        request, "park/park.html", counted_at=counted.at, state=state, chosen=chosen, names=names, states=STATES,
        total=sum(group.number for group in some), weeks=figures.weeks(counted.weeks, sees),
        by_state=_chart(figures.bars(mine, "state", STATES), "state", {"structure": chosen}, states),
        charts=[
            (title, _chart(figures.bars(some, column, names_of), column, asked, names_of))
            for title, column, names_of in (
                (_("By destination"), "destination", _destinations()),
                (_("By health of the disks"), "health", _said(shown.HEALTH)),
                (_("By function"), "function", _said(shown.FUNCTION)),
                (_("By erasure"), "erasure", _said(shown.ERASURE)),
            )
        ],
        by_structure=_chart(figures.bars(some, "structure", names), "structure", asked, names),
    )  # fmt: skip


def _chart(
    bars: list[Bar], column: str, asked: Mapping[str, object], titles: Mapping[Any, str]
) -> list[tuple[Bar, str, str]]:
    """Return each bar with its title and the list that it leads to."""
    return [
        (
            bar, _unknown(column) if bar.key is None else titles.get(bar.key, str(bar.key)),
            address("/towers", **{**asked, column: UNKNOWN if bar.key is None else bar.key}),
        )
        for bar in bars
    ]  # fmt: skip


def _unknown(column: str) -> str:
    return {"erasure": shown.erasure(None), "function": shown.function(None)}.get(column) or _("unknown")


def _said(texts: dict[str, str]) -> dict[str, str]:
    return {key: _(text) for key, text in texts.items()}


@cache
def _shipped() -> dict[str, Words]:
    return {one.id: one.title for one in load_profiles().destinations}


def _destinations() -> dict[str, str]:
    """Return the titles of the shipped destinations, the best first; a structure's own is shown by its id."""
    return {key: title.said(language()) for key, title in _shipped().items()}
