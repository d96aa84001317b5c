"""The progress of an erasure fits a small screen, and says nothing that it does not know."""

import io
from unittest.mock import Mock

import pytest

from pcsol.i18n import speaking
from pcsol.model.erasure.progress import Progress
from pcsol.render.erasure.race import Race, line

HALF = Progress(
    disk="/dev/sda", phase="write", done_bytes=5 * 10**11, of_bytes=10**12, bytes_per_second=98e6,
    mean_bytes_per_second=101.4e6, seconds_left=4930.0, errors=3,
)  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_line_says_how_far_how_fast_and_how_long_in_58_columns(language: str) -> None:
    with speaking(language):
        shown = line(HALF)
    assert "50 %" in shown
    assert "98 M" in shown
    assert "101 M" in shown
    assert "1 h 22 min" in shown
    assert len(shown) <= 58


def test_what_is_not_known_is_a_question_mark_and_no_number() -> None:
    with speaking("en"):
        shown = line(Progress(disk="/dev/sda", phase="firmware", done_bytes=0, of_bytes=10**12))
    assert "? left" in shown
    assert "/s" not in shown


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_two_disks_stand_on_a_screen_of_60_by_20(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    stream = _Terminal()
    with (
        speaking("fr"),
        Race({"/dev/sda": "sda, ST500DM002, 500 Go", "/dev/sdb": "sdb, SSD 850, 250 Go"}, stream) as race,
    ):
        race.tell(HALF)
        race._live.refresh()  # type: ignore[union-attr]  # it is live: a terminal
        shown = stream.getvalue()
    assert "sda, ST500DM002, 500 Go - écriture - erreurs : 3" in shown
    assert "sdb, SSD 850, 250 Go - attend" in shown


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("speed", [0.0, 400.0, 60e3, 95e3, 999_499.0, 999_600.0, 1.2e6, 9.96e6, 123e6, 12.3e9])
def test_a_speed_of_any_size_leaves_room_for_the_time_that_is_left(language: str, speed: float) -> None:
    slow = HALF.model_copy(
        update={"bytes_per_second": speed, "mean_bytes_per_second": speed, "seconds_left": 47 * 3600.0 + 59 * 60}
    )
    with speaking(language):
        shown = line(slow)
    assert "47 h 59 min" in shown
    assert len(shown) <= 58


def test_a_slow_disk_is_told_in_thousands() -> None:
    with speaking("fr"):
        assert "95 ko/s" in line(HALF.model_copy(update={"bytes_per_second": 95e3}))


def _many(count: int, monkeypatch: pytest.MonkeyPatch, ended: tuple[str, ...] = ()) -> str:
    """The last picture of so many disks on a screen of 60 by 20."""
    for name, value in (("COLUMNS", "60"), ("LINES", "20"), ("TERM", "linux")):
        monkeypatch.setenv(name, value)
    stream, names = _Terminal(), {f"/dev/sd{letter}": f"sd{letter}, WD" for letter in "abcdefghijklmnopqrst"[:count]}
    with speaking("fr"), Race(names, stream) as race:
        for path in names:
            race.tell(HALF.model_copy(update={"disk": path, "phase": "done" if path in ended else "write"}))
        stream.truncate(0)
        race._live.refresh()  # type: ignore[union-attr]  # it is live: a terminal
        return stream.getvalue()


@pytest.mark.parametrize(
    ("count", "shown", "rest"), [(8, 8, ""), (9, 9, ""), (10, 8, "2"), (12, 8, "4"), (20, 8, "12")]
)
def test_many_disks_leave_room_for_how_to_stop_and_say_who_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, count: int, shown: int, rest: str
) -> None:
    picture = _many(count, monkeypatch)
    assert picture.count(", WD") == shown
    assert "Ctrl-C" in picture
    assert (f"et {rest} autres disques" in picture) if rest else ("autre" not in picture)


def test_where_not_all_have_room_those_at_work_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _many(12, monkeypatch, ended=("/dev/sda", "/dev/sdb", "/dev/sdc"))
    assert "sda, WD" not in picture
    assert "sdk, WD" in picture


def test_nobody_looking_on_gets_nothing() -> None:
    stream = io.StringIO()
    with Race({"/dev/sda": "sda"}, stream) as race:
        race.tell(HALF)
    assert stream.getvalue() == ""


def test_a_terminal_that_cannot_move_its_cursor_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    stream = _Terminal()
    with speaking("fr"), Race({"/dev/sda": "sda"}, stream) as race:
        race.tell(HALF)
        race.tell(HALF)
    assert stream.getvalue().count("50 %") == 1
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_that_is_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    monkeypatch.setenv("TERM", term)
    terminal = _Terminal()
    with Race({"/dev/sda": "sda"}, terminal) as race:
        monkeypatch.setattr(terminal, "write", Mock(side_effect=OSError(5, "Input/output error")))
        race.tell(HALF)
