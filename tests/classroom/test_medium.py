"""A stick that is pulled ends no link: an open page gives up on 410 alone."""

import asyncio
from pathlib import Path

import pytest

from pcsol.classroom import live
from pcsol.errors import StoreGoneError
from tests.classroom.house import SECRET, WORKSHOP, House


@pytest.mark.parametrize("path", ["", "/story", "/no-start", "/live"])
def test_a_pulled_medium_is_said_with_a_remedy_and_comes_back(house: House, path: str) -> None:
    away = house.home.with_name("in-a-pocket")
    house.home.rename(away)
    answer = house.client.get(f"/g/{house.link}{path}")
    assert answer.status_code == 503
    assert "Rebranchez" in answer.text
    sent = house.client.post(f"/g/{house.link}/events", json={"events": [house.event("help", 1)]})
    assert sent.status_code == 503
    away.rename(house.home)
    assert house.sends(house.event("help", 1))["refused"] == []


def test_the_facilitators_board_is_not_gone_either(house: House) -> None:
    house.home.rename(house.home.with_name("in-a-pocket"))
    assert house.client.get(f"/f/{SECRET}/w/{WORKSHOP}").status_code == 503
    listed = house.client.get(f"/f/{SECRET}")
    assert listed.status_code == 503, "that the stick is away is not that none is planned"
    assert "Rebranchez" in listed.text


def test_a_workshop_that_cannot_be_read_hides_no_other(house: House) -> None:
    _damaged(house.home)
    assert house.client.get(f"/g/{house.link}").status_code == 200
    assert house.client.get("/g/somebody-elses").status_code == 503, "it might be that one's"


def test_a_link_that_has_ended_says_so_to_people_and_to_programs(house: House) -> None:
    house.client.post(f"/f/{SECRET}/w/{WORKSHOP}/end", data={})
    assert "Ce lien est terminé" in house.client.get(f"/g/{house.link}").text
    for path in ("", "/story", "/live", "/no-start"):
        assert house.client.get(f"/g/{house.link}{path}").status_code == 410
    assert house.client.post(f"/g/{house.link}/do", data={"do": "help"}).status_code == 410
    assert house.client.get("/g/never-made").status_code == 404


def test_an_open_line_ends_with_its_link() -> None:
    told = _lines([1, 1, None])
    assert told == ["retry: 2000\n\n", "event: story\ndata: 1\n\n", "event: over\ndata: 0\n\n"]


def test_an_open_line_ends_without_a_word_where_the_medium_is_away() -> None:
    assert _lines([1, StoreGoneError("Parti.", remedy="Rebranchez.")]) == [
        "retry: 2000\n\n",
        "event: story\ndata: 1\n\n",
    ]


def _lines(versions: list[int | StoreGoneError | None]) -> list[str]:
    left, rung = iter(versions), iter(range(1000))

    def version() -> int | None:
        found = next(left)
        if isinstance(found, StoreGoneError):
            raise found
        return found

    async def all_of_it() -> list[str]:
        answer = live.stream(lambda: next(rung), version)
        return [str(piece) async for piece in answer.body_iterator]

    return asyncio.run(asyncio.wait_for(all_of_it(), 20))


def _damaged(home: Path) -> None:
    folder = home / "workshops" / "ba9876543210"
    folder.mkdir()
    (folder / "plan.json").write_text("{")
    (folder / "secret.json").write_text("{")
