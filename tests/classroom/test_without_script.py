"""A group's page in a browser that runs no script: forms do it all."""

import re

from tests.classroom.house import SHELF, House, screen, seen


def test_the_page_shows_one_step_and_the_next_when_it_is_done(house: House) -> None:
    assert screen(house.page()) == "step-A1"
    assert house.does(do="tick", step="A1", n="1") == 303
    assert screen(house.page()) == "step-A2"
    assert house.kinds() == ["tick"]


def test_a_form_that_is_sent_twice_is_one_event(house: House) -> None:
    house.does(do="help", n="1")
    house.does(do="help", n="1")
    assert house.kinds() == ["help"]


def test_two_windows_of_one_browser_that_counted_as_far_both_count(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.does(do="help", n="1")
    assert house.kinds() == ["tick", "help"]


def test_a_gate_opens_with_the_adults_code_alone(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    assert "shut:A2" in seen(house.page())
    assert house.does(do="tick", step="A2", n="2") == 409
    assert house.does(do="gate", step="A2", n="2") == 409
    wrong = f"{(int(house.code) + 1) % 10_000:04d}"
    assert house.does(do="gate", step="A2", n="2", code=wrong) == 409
    assert house.does(do="gate", step="A2", n="2", who="adult") == 409
    assert house.does(do="gate", step="A2", n="2", code=house.code) == 303
    assert "gated:A2" in seen(house.page())
    assert house.kinds() == ["tick", "gate"]


def test_no_browser_is_asked_to_keep_the_adults_digits(house: House) -> None:
    """A password field over plain HTTP makes a browser warn, and offer to fill it in at the next gate."""
    fields = re.findall(r"<input class=\"code\"[^>]*>", house.page())
    assert fields
    for one in fields:
        assert 'type="text" inputmode="numeric"' in one
        assert 'autocomplete="one-time-code"' in one
    style = house.client.get("/classroom/static/classroom.css").text
    assert re.search(r"input\.code \{[^}]*-webkit-text-security: disc", style), "nobody reads them over a shoulder"


def test_whoever_guesses_at_the_code_is_not_let_in_any_more(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    for _try in range(5):
        house.does(do="gate", step="A2", n="2", code="no")
    answer = house.client.post(
        f"/g/{house.link}/do", data={"do": "gate", "step": "A2", "n": "2", "code": house.code}
    )  # fmt: skip
    assert answer.status_code == 409
    assert "aucun code n’est bon" in answer.text, "whoever types the right one looks for no fault in it"
    house.passes(11)
    assert house.does(do="gate", step="A2", n="2", code=house.code) == 303


def test_stop_fills_the_page_until_an_adult_says_go_on(house: House) -> None:
    house.does(do="stop", n="1")
    assert screen(house.page()) == "stop"
    assert house.does(do="tick", step="A1", n="2") == 409
    house.does(do="go-on", n="2", code=house.code)
    assert screen(house.page()) == "step-A1"


def test_what_was_done_last_can_be_taken_back_but_not_what_an_adult_said(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    last = house.kept()[-1].id
    assert house.does(do="undo", n="2", of=last) == 303
    assert screen(house.page()) == "step-A1"
    assert house.does(do="undo", n="3", of=last) == 409
    house.facilitator(do="skip", step="A1", n="3")
    assert house.does(do="undo", n="4", of=house.kept()[-1].id) == 409
    assert screen(house.page()) == "step-A2"


def test_back_that_is_pressed_twice_takes_one_thing_back(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.does(do="stop", n="2")
    house.facilitator(do="go-on", n="3")
    house.facilitator(do="gate", step="A2", n="4")
    house.does(do="tick", step="A2", n="5")
    page = house.page()
    form = re.search(
        r'name="do" value="undo"><input type="hidden" name="n" value="(\d+)">.*?name="of" value="([^"]+)"', page, re.S
    )
    assert form
    for _press in range(2):
        assert house.does(do="undo", n=form[1], of=form[2]) == 303
    assert house.does(do="undo", n="", of=form[2]) == 409, "sent by a page that was loaded in between"
    assert screen(house.page()) == "step-A2"
    assert house.kinds().count("undo") == 1


def test_a_break_is_shown_before_the_next_part_and_ended_by_the_group(house: House) -> None:
    _up_to_the_break(house)
    assert screen(house.page()) == "rest-P"
    assert "Dire non." in house.page()
    assert screen(house.page("?passed=P")) == "step-C1"
    answer = house.client.post(f"/g/{house.link}/do?passed=P", data={"do": "count", "pot-1": "4", "n": "9"})
    assert answer.headers["location"].endswith("?passed=P")


def test_counts_and_faces_are_numbers(house: House) -> None:
    _up_to_the_break(house)
    house.does(do="count", n="10", **{"pot-1": "4", "parts": "7", "pot-2": ""})
    house.does(do="count", n="20", **{"pot-1": "4", "parts": "8"})
    house.does(do="face", n="30", **{"face-3": "2", "face-1": "0"})
    events = house.desk.events("g1")[3:]
    assert [(one.pot, one.choice, one.number) for one in events] == [
        ("pot-1", None, 4), ("parts", None, 7), ("parts", None, 8), (None, 3, 2),
    ]  # fmt: skip


def test_a_quiz_says_why_whatever_was_chosen_then_asks_the_next(house: House) -> None:
    _up_to_the_break(house)
    for number, step in enumerate(("C1", "F1")):
        house.does(do="tick", step=step, n=str(10 + number))
    first = next(one for one in seen(house.page("?passed=P")) if one.startswith("ask:"))[4:]
    house.does(do="answer", question=first, choice="2", n="20")
    now = seen(house.page("?passed=P"))
    assert {f"why:{first}", f"chose:{first}:2"} <= now
    assert f"ask:{first}" not in now
    assert sum(one.startswith("ask:") for one in now) == 1


def test_the_whole_list_can_be_done_and_ended(house: House) -> None:
    _up_to_the_break(house)
    for number, step in enumerate(("C1", "F1", "G1", "G2")):
        assert house.does(do="tick", step=step, n=str(10 + number)) == 303
    assert screen(house.page()) == "end"
    assert house.does(do="close", n="20") == 409
    assert house.does(do="close", n="20", code=house.code) == 303
    assert screen(house.page()) == "closed"


def test_a_tower_to_be_given_ends_with_a_comparison_and_a_second_reader(given: House) -> None:
    _up_to_the_break(given)
    for number, step in enumerate(("C1", "F1", "G1", "G2")):
        given.does(do="tick", step=step, n=str(10 + number))
    assert given.does(do="close", n="20", code=given.code) == 409
    assert given.does(do="compared", found="ok", n="20") == 409
    given.sends(given.event("seen", 20, part="memory", found="to-look-at"))
    given.does(do="compared", found="to-look-at", n="21", code=given.code)
    assert {"compared:to-look-at", "seen:memory"} <= seen(given.page())
    given.does(do="compared", found="ok", n="22", code=given.code)
    assert given.does(do="close", n="23", code=given.code) == 409
    given.does(do="reader", n="23", code=given.code)
    assert "closable" in seen(given.page())
    assert given.does(do="close", n="24", code=given.code) == 303


def test_what_no_form_of_ours_says_is_refused(house: House) -> None:
    assert house.does(do="dance") == 400
    assert house.does(do="answer", question="q1", choice="x") == 409
    assert house.does(do="answer", question="a-name", choice="1") == 409
    assert house.does(do="tick", step="A1", n="1", place="x" * 70_000) == 413
    assert house.kinds() == []


def _up_to_the_break(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.does(do="gate", step="A2", n="2", code=house.code)
    house.does(do="tick", step="A2", n="3")


def test_a_session_without_a_tower_speaks_of_none(house: House) -> None:
    small = SHELF.checklists["small"]
    SHELF.checklists["small"] = small.model_copy(update={"tower": "none", "people": "families"})
    try:
        page = house.page()
        assert "La séance est finie. Merci" in page
        assert "ordinateur" not in page
        assert "Pilote" not in page
    finally:
        SHELF.checklists["small"] = small
    assert "Pilote" in house.page()
