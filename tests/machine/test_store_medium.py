"""The store on a real stick (a file behind a loop device): full, locked, pulled, dying, and a cut of the power."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from pcsol.errors import StoreError, StoreFullError, StoreGoneError, StoreReadOnlyError
from pcsol.model.noun import Noun
from pcsol.model.probe import Clock
from pcsol.model.record import Record, TowerRef
from pcsol.store import find, medium, records

pytestmark = pytest.mark.device

MOMENT = records.Moment(datetime(2026, 11, 23, tzinfo=UTC), Clock())
MAKE = {"vfat": ("mkfs.vfat", "-n", "PCSOL"), "ext4": ("mkfs.ext4", "-q", "-m", "0")}
# ext4 is everywhere; FAT only where the kernel has it: a guest of the live medium does.
KINDS = {"ext4", *(line.split()[-1] for line in Path("/proc/filesystems").read_text("ascii").splitlines())}


class Body(Noun):
    """A body of the size of a probe's."""

    text: str = "é" * 30_000


def run(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)


def keep(home: Path) -> Record:
    return records.keep(home, "probe", Body(), TowerRef(code="VAL-0042-D"), MOMENT)


def until_it_fails(home: Path, said: set[str]) -> NoReturn:
    """Save records, and note each one that was said to be saved."""
    while len(said) < 1000:
        said.add(keep(home).id)
    pytest.fail("the stick never filled")


def ids(home: Path) -> set[str]:
    kept = find.everything(home)
    assert kept.faults == ()
    return {record.id for record in kept.records}


def half_written(home: Path) -> list[Path]:
    return list(home.rglob(f"{medium.PART}*"))


@pytest.fixture(params=sorted(KINDS & set(MAKE)))
def image(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A stick of 8 MB, as a file."""
    kind = request.param
    file = tmp_path / "stick.img"
    file.touch()
    with file.open("r+b") as stream:
        stream.truncate(8 << 20)
    run(*MAKE[kind], str(file))
    return file


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mount an image, and take all of them off at the end."""
    mounted: list[Path] = []

    def mount(image: Path, options: str = "loop", at: str = "stick") -> Path:
        place = tmp_path / at
        place.mkdir(exist_ok=True)
        run("mount", "-o", options, str(image), str(place))
        mounted.append(place)
        return place

    yield mount
    for place in mounted:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


@pytest.fixture
def stick(image: Path, plug: Callable[..., Path], pcsol_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PCSOL_HOME on a stick that is plugged in; `pcsol_home` keeps what is remembered until power-off apart."""
    home = plug(image) / "pcsol"
    monkeypatch.setenv("PCSOL_HOME", str(home))
    return home


def test_a_full_stick_keeps_all_that_was_saved_and_nothing_half_written(stick: Path) -> None:
    said: set[str] = set()
    with pytest.raises(StoreFullError):
        until_it_fails(stick, said)
    assert len(said) > 20
    assert ids(stick) == said
    assert half_written(stick) == []
    next((stick / "towers").rglob("*.json")).unlink()
    assert keep(stick).id in ids(stick)


def test_a_full_stick_leaves_no_empty_tower_behind(stick: Path) -> None:
    with pytest.raises(StoreFullError):
        until_it_fails(stick, set())
    with pytest.raises(StoreFullError):
        records.keep(stick, "probe", Body(), TowerRef(code="VAL-0001-P"), MOMENT)
    assert [folder.name for folder in (stick / "towers").iterdir()] == ["val-0042-d"]


def test_a_locked_stick_is_said_to_be_and_what_it_holds_is_read(stick: Path) -> None:
    first = keep(stick).id
    run("mount", "-o", "remount,ro", str(stick.parent))
    with pytest.raises(StoreReadOnlyError):
        keep(stick)
    assert ids(stick) == {first}


def test_a_pulled_stick_is_missed_and_nothing_goes_into_memory(
    stick: Path, image: Path, plug: Callable[..., Path]
) -> None:
    first = keep(stick).id
    run("umount", "-l", str(stick.parent))
    with pytest.raises(StoreGoneError):
        keep(stick)
    assert list(stick.parent.iterdir()) == []
    plug(image)
    second = keep(stick).id
    assert ids(stick) == {first, second}


def test_a_stick_that_dies_under_the_hand_is_an_error_and_never_a_saved_record(
    image: Path, plug: Callable[..., Path], tmp_path: Path, pcsol_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The image lies where there is less room than it says: the kernel answers with I/O errors, or, where a block of
    data meets the end before the journal does, with the reason below: no space."""
    (tmp_path / "flash").mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=2m", "none", str(tmp_path / "flash"))
    try:
        dying = tmp_path / "flash" / "dying.img"
        run("cp", "--sparse=always", str(image), str(dying))
        home = plug(dying) / "pcsol"
        monkeypatch.setenv("PCSOL_HOME", str(home))
        said: set[str] = set()
        with pytest.raises(StoreError) as refused:
            until_it_fails(home, said)
        assert isinstance(refused.value, StoreGoneError | StoreReadOnlyError | StoreFullError)
        assert os.statvfs(home).f_bavail > 1000  # it is the store below that has no room, not the stick
        assert said
    finally:
        run("umount", "-l", str(home.parent))
        run("umount", "-l", str(tmp_path / "flash"))


def test_a_record_said_to_be_saved_survives_a_cut_of_the_power(
    stick: Path, image: Path, plug: Callable[..., Path], tmp_path: Path
) -> None:
    """The image holds what was flushed, and only that: a copy of it is the stick after the cut."""
    said: set[str] = set()
    for cut in range(5):
        said.add(keep(stick).id)
        shutil.copy(image, tmp_path / f"cut-{cut}.img")
        after = plug(tmp_path / f"cut-{cut}.img", at=f"cut-{cut}") / "pcsol"
        assert said <= ids(after)
