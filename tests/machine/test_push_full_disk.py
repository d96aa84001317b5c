"""A medium without room: sending goes on, it is said, and nothing is lost or doubled."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.errors import StoreFullError
from pcsol.push.books import Books
from pcsol.push.round import Round
from pcsol.push.wire.line import Line
from pcsol.store.post import enrolled, ledger, outbox
from tests.letters import enrol, several
from tests.post_office import open_office

pytestmark = pytest.mark.device


@pytest.fixture
def full_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> Iterator[Path]:
    """A home on a medium of 1 MB in memory."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(place)], check=True)
    monkeypatch.setenv("PCSOL_HOME", str(place / "pcsol"))
    yield place / "pcsol"
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(home: Path) -> Path:
    file = home.parent / "filler"
    with file.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 512)
        except OSError:
            return file


@pytest.mark.parametrize("read_only", [True, False])
def test_sending_goes_on_where_nothing_can_be_noted(full_home: Path, read_only: bool) -> None:
    ids = several(full_home, 12)
    with open_office() as office:
        here = enrol(full_home, office.url)
        mark = enrolled.mark(here)
        office.at[ids[0]] = "409"
        filler = fill(full_home)
        if read_only:
            subprocess.run(["mount", "-o", "remount,ro", str(full_home.parent)], check=True)
        books = Books(full_home, mark)
        with Line(here.url, None, here.token) as line:
            tally = Round(books, line).run()
            assert (tally.state, tally.delivered, tally.left) == ("done", 11, 0)
            assert books.fault is not None
            assert isinstance(books.fault, StoreFullError) is not read_only
            assert books.unnoted == set(ids[1:])
            assert len(outbox.waiting(full_home, mark).letters) == 12
            if read_only:
                subprocess.run(["mount", "-o", "remount,rw", str(full_home.parent)], check=True)
            filler.unlink()
            assert Round(books, line).run().delivered == 0
        assert ledger.delivered(full_home, mark) == set(ids[1:])
        assert outbox.listed(full_home).refused[0].id == ids[0]
        assert len(office.arrived) == 11
        assert office.changed == set()


def _note_until_it_fails(home: Path, mark: str, number: str) -> None:
    for _time in range(1000):
        ledger.note(home, mark, [number] * 20)


def test_a_line_of_the_ledger_that_found_no_room_is_written_whole_later(full_home: Path) -> None:
    ids = several(full_home, 40)
    mark = "0123456789abcdef"
    ledger.note(full_home, mark, ids[:1])
    filler = fill(full_home)
    with pytest.raises(StoreFullError):
        _note_until_it_fails(full_home, mark, ids[1])
    filler.unlink()
    ledger.note(full_home, mark, ids[2:])
    assert ledger.delivered(full_home, mark) == set(ids)
