"""Long work says what is being done and the time left; a pipe hears nothing of it."""

import io

from pcsol.i18n import speaking
from pcsol.render.progress import Progress


def test_the_line_says_what_runs_how_far_it_is_and_the_time_left() -> None:
    with speaking("fr"):
        progress = Progress("Examen", {"disques": 60.0, "mémoire": 20.0})
        progress.done("mémoire")
        assert progress.line(10.4) == "Examen : 1 sur 2, encore 50 s au plus. En attente : disques"


def test_the_time_left_never_falls_below_nothing() -> None:
    with speaking("fr"):
        assert "encore 0 s" in Progress("Examen", {"disques": 5.0}).line(9.0)


def test_a_pipe_gets_no_progress() -> None:
    stream = io.StringIO()
    with Progress("Examen", {"disques": 5.0}, stream) as progress:
        progress.done("disques")
    assert stream.getvalue() == ""
