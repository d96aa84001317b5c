"""Words that groups tell about: chosen by the group, written by an adult, seen by others once accepted."""

from pcsol.model.profile.needs import Words
from tests.classroom.house import SECRET, WORKSHOP, House, seen

W = f"/f/{SECRET}/w/{WORKSHOP}/words"
TOLD = {"group": "g1", "word": "w", "short": "Garde un moment.", "dangerous": "Oublie <tout>.", "cool": "Va vite."}


def _at_the_break(house: House) -> None:
    house.does(do="tick", step="A1", n="1")
    house.does(do="gate", step="A2", n="2", code=house.code)
    house.does(do="tick", step="A2", n="3")
    assert house.does(do="answer", question="word-w", choice="1", n="4") == 303
    assert "told:word-w" in seen(house.page())


def _others_see(house: House) -> bool:
    return "Garde un moment." in house.client.get(f"/g/{house.desk.link('g2')}").text


def test_nobody_sees_a_word_before_an_adult_has_accepted_it(house: House) -> None:
    _at_the_break(house)
    assert "Les Puces · Mémoire" in house.client.get(W).text
    assert not _others_see(house)
    assert house.client.post(W, data={**TOLD, "do": "accept"}).status_code == 303
    assert _others_see(house)
    assert "Oublie &lt;tout&gt;." in house.page()
    assert "Les Puces disent" in house.page()


def test_what_was_accepted_can_be_mended_and_withdrawn(house: House) -> None:
    _at_the_break(house)
    house.client.post(W, data={**TOLD, "do": "accept"})
    house.client.post(W, data={**TOLD, "do": "accept", "cool": "Va très vite."})
    assert house.page().count("Va très vite.") == 1
    assert "Va vite." not in house.page()
    house.client.post(W, data={**TOLD, "do": "withdraw"})
    assert not _others_see(house)


def test_an_adult_writes_only_what_a_group_has_proposed_and_writes_all_of_it(house: House) -> None:
    assert house.client.post(W, data={**TOLD, "do": "accept"}).status_code == 400
    _at_the_break(house)
    assert house.client.post(W, data={**TOLD, "do": "accept", "cool": " "}).status_code == 400
    assert house.client.post("/f/other/w/" + WORKSHOP + "/words", data=TOLD).status_code == 404
    assert not _others_see(house)


def test_a_word_is_shown_with_all_that_its_file_says(house: House) -> None:
    book = house.room.shelf.glossaries["glossary"]
    more = book.entries[0].model_copy(update={
        "long": Words(fr="Ce sont des barrettes."), "synonyms": (Words(fr="RAM"),), "uses": Words(fr="« Ajoute-en. »"),
    })  # fmt: skip
    house.room.shelf.glossaries["glossary"] = book.model_copy(update={"entries": (more,)})
    try:
        page = house.page().replace("\u00a0", " ")
    finally:
        house.room.shelf.glossaries["glossary"] = book
    for text in ("Ce sont des barrettes.", "On l’appelle aussi :</b> RAM", "On dit :</b> « Ajoute-en. »"):
        assert text in page
