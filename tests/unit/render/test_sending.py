"""How far the sending is."""

import io

from pcsol.i18n import speaking
from pcsol.render.post.sending import Sending


def test_the_line_counts_and_says_how_long_it_may_still_take() -> None:
    with speaking("en"):
        line = Sending(io.StringIO())
        assert line.line(1.0) == "Asking the hub..."
        line.told(0, 40)
        assert line.line(1.0) == "Sending: 0 of 40"
        line.told(10, 40)
        assert line.line(5.0) == "Sending: 10 of 40, about 15 s left"


def test_nothing_is_shown_where_nobody_looks_on() -> None:
    heard = io.StringIO()
    with Sending(heard) as line:
        line.told(1, 2)
    assert heard.getvalue() == ""
