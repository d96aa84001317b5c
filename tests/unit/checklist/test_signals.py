"""Beeps and lights are looked up at the tower's own maker, and never at another's."""

from pcsol.checklist.redo.signals import likely, meaning, patterns
from pcsol.model.workshop.booklets import Signals


def signal(pattern: str, means: str, by: str = "beeps", redo: str | None = None) -> dict[str, object]:
    return {"by": by, "pattern": pattern, "meaning": {"fr": means}, "redo": redo}


BOOK = Signals.model_validate({
    "schema": "pcsol/workshop/1", "kind": "signals", "id": "signals", "title": "Bips",
    "makers": [
        {"maker": "HP, Hewlett-Packard", "family": "dc7900", "source": "X",
         "signals": [signal("5", "mémoire", redo="E2"), signal("5", "rouge", "light"), signal("3", "processeur")]},
        {"maker": "Dell", "family": "Precision", "source": "X", "signals": [signal("1-3-1", "mémoire", redo="E2")]},
    ],
})  # fmt: skip


def test_the_maker_of_the_earlier_record_comes_first_and_the_others_can_be_chosen() -> None:
    assert [one.maker for one in likely(BOOK, "Dell Inc.")] == ["Dell", "HP, Hewlett-Packard"]
    assert [one.maker for one in likely(BOOK, "Hewlett-Packard")] == ["HP, Hewlett-Packard", "Dell"]
    assert len(likely(BOOK, None)) == len(likely(BOOK, "ASUSTeK")) == 2


def test_a_pattern_leads_to_its_meaning_and_its_step() -> None:
    hp = BOOK.makers[0]
    assert patterns(hp, "beeps") == ("5", "3")
    assert patterns(hp, "light") == ("5",)
    found = meaning(hp, "beeps", "5")
    assert found is not None
    assert (found.meaning.fr, found.redo) == ("mémoire", "E2")


def test_what_is_not_in_the_book_of_this_maker_has_no_meaning() -> None:
    assert meaning(BOOK.makers[0], "beeps", "1-3-1") is None
