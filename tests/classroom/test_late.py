"""What a group did before the workshop was ended, on a device that had no network then."""

import re

import pytest

from tests.classroom.house import SECRET, WORKSHOP, House

W = f"/f/{SECRET}/w/{WORKSHOP}"


def ends(house: House) -> None:
    assert house.client.post(f"{W}/end", data={"present-11-14": "6"}).status_code == 303


def test_what_comes_in_some_hours_after_the_end_is_taken_and_nothing_else_is_told(house: House) -> None:
    house.sends(house.event("tick", 1, step="A1"))
    late = house.event("seen", 2, "bbbbbbbb", part="usb", found="to-look-at")
    ends(house)
    house.passes(11 * 60)
    answer = house.sends(late)
    assert (answer["over"], answer["refused"]) == (True, [])
    assert [one["id"] for one in answer["events"]] == ["bbbbbbbb-2"], "no plan, and nobody else's story"
    assert "plan" not in answer
    assert house.kinds() == ["tick", "seen"]
    assert house.client.get(f"/g/{house.link}/story").status_code == 410
    assert house.client.post(f"/g/{house.link}/do", data={"do": "help"}).status_code == 410
    house.passes(2 * 60)
    too_late = house.client.post(f"/g/{house.link}/events", json={"events": [house.event("help", 3)]})
    assert too_late.status_code == 410


def test_after_the_end_no_code_opens_anything(house: House) -> None:
    house.sends(house.event("tick", 1, step="A1"))
    ends(house)
    gate = house.event("gate", 2, step="A2", who="adult")
    assert house.sends(gate, adult=house.code)["refused"] == [{"id": "aaaaaaaa-2", "why": "only-an-adult"}]
    assert house.desk.adult(house.code, "g1") == 1
    assert house.kinds() == ["tick"]


def test_the_end_page_tells_of_groups_that_are_not_done_and_of_what_came_later(house: House) -> None:
    assert "Pas encore fini" not in house.client.get(f"{W}/end").text
    house.sends(house.event("tick", 1, step="A1"))
    page = house.client.get(f"{W}/end").text
    assert "étapes restantes" in page
    assert "Plus de nouvelles" not in page
    house.passes(20)
    page = house.client.get(f"{W}/end").text
    assert re.search(r"<b>Les Puces</b> : étapes restantes : 5\. Plus de nouvelles depuis 20 min", _plain(page))
    assert "<b>Les Écrans</b>" not in page, "that group did not begin"
    ends(house)
    page = house.client.get(f"{W}/end").text
    assert "Pas encore fini" not in page
    assert "après la fin" not in page
    house.passes(5)
    house.sends(house.event("seen", 2, part="usb", found="to-look-at"))
    assert "après la fin" in house.client.get(f"{W}/end").text
    ends(house)
    assert "après la fin" not in house.client.get(f"{W}/end").text
    closing = house.desk.closed()
    assert closing
    assert closing.faults == ("usb",)


@pytest.mark.parametrize(("hours", "status"), [(38, 200), (40, 410)])
def test_links_end_after_the_next_day_if_nobody_ends_them(house: House, hours: int, status: int) -> None:
    """It began at nine: the next day ends 39 hours later."""
    house.passes(hours * 60)
    assert house.client.get(f"/g/{house.link}").status_code == status


def _plain(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_workshop_that_nobody_ended_stands_so_in_the_list(house: House) -> None:
    assert "pas terminé" not in house.client.get(f"/f/{SECRET}").text
    house.passes(40 * 60)
    assert "personne ne l’a terminé" in house.client.get(f"/f/{SECRET}").text
    ends(house)
    assert "personne ne l’a terminé" not in house.client.get(f"/f/{SECRET}").text
