"""What is shown of a sending, and how far it is."""

import io

from pcsol.i18n import speaking
from pcsol.model.inventory.sending import RefusedTower, Sending, SentTower
from pcsol.render.console import Screen
from pcsol.render.inventories.counting import counter
from pcsol.render.inventories.sent import show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_has_to_be_looked_at_stands_there_with_what_to_do_and_without_signs_of_a_server() -> None:
    done = Sending(
        inventory="parc",
        kind="snipeit",
        sent=(SentTower(tower="VAL-0042-D", ignored=("Grade\x1b[31m",)),),
        unchanged=("VAL-0001-P",),
        pending=("VAL-0003-X",),
        refused=(RefusedTower(tower="VAL-0004-Y", what="model: odd\x1b]0;", remedy="Corrigez."),),
    )
    stream = io.StringIO()
    with speaking("fr"):
        show(Screen(stream, width=60), done)
    said = stream.getvalue()
    assert "\x1b" not in said
    for words in ("1 tour envoyée à parc", "PAS GARDÉ", "VAL-0003-X", "PAS ENVOYÉE. model: odd", "Corrigez."):
        assert words in said
    assert max(map(len, said.splitlines())) <= 60


def test_the_count_is_for_a_terminal_and_is_taken_away() -> None:
    screen, pipe = Terminal(), io.StringIO()
    with speaking("fr"):
        for told in (counter(screen), counter(pipe)):
            told(1, 2)
            told(2, 2)
    assert "1 sur 2" in screen.getvalue()
    assert screen.getvalue().endswith("\r")
    assert pipe.getvalue() == ""
