"""--progress-json: a line when something happens, and at least one a second."""

import json
import os
import time
from pathlib import Path

import pytest
import typer

from pcsol.commands.wipe.conduct.telling import ProgressLines
from pcsol.model.erasure.progress import Progress

NOW = Progress(disk="/dev/loop0", phase="write", done_bytes=1, of_bytes=10)
CONTRACT = {"disk", "phase", "done_bytes", "of_bytes", "bytes_per_second", "seconds_left", "errors"}


def test_each_line_is_one_object_of_the_contract(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    with ProgressLines(str(file)) as lines:
        lines.tell(NOW)
        lines.tell(NOW.model_copy(update={"done_bytes": 5}))
    found = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [one["done_bytes"] for one in found] == [1, 5]
    assert all(set(one) >= CONTRACT for one in found)


def test_a_disk_that_says_nothing_new_is_repeated_each_second(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    with ProgressLines(str(file)) as lines:
        lines.tell(NOW)
        time.sleep(3.2)
    assert len(file.read_text("utf-8").splitlines()) >= 3


def test_a_quiet_disk_has_its_line_each_second_beside_one_that_tells_all_the_time(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    with ProgressLines(str(file)) as lines:
        lines.tell(NOW)
        for number in range(40):
            time.sleep(0.1)
            lines.tell(NOW.model_copy(update={"disk": "/dev/loop1", "done_bytes": number}))
    told = [json.loads(line)["disk"] for line in file.read_text("utf-8").splitlines()]
    assert told.count("/dev/loop0") >= 4
    assert told.count("/dev/loop1") == 40


def test_a_disk_that_has_ended_is_told_once_and_repeated_no_more(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    with ProgressLines(str(file)) as lines:
        lines.tell(NOW)
        lines.tell(NOW.model_copy(update={"phase": "done"}))
        time.sleep(2.2)
    told = [json.loads(line)["phase"] for line in file.read_text("utf-8").splitlines()]
    assert told == ["write", "done"]


def test_a_descriptor_is_written_to_and_left_open() -> None:
    reading, writing = os.pipe()
    with ProgressLines(str(writing)) as lines:
        lines.tell(NOW)
    os.write(writing, b"still open\n")
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        assert stream.read().splitlines()[1] == "still open"


def test_nobody_reading_on_does_not_stop_the_erasure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with ProgressLines(str(writing)) as lines:
        lines.tell(NOW)
        lines.tell(NOW)
    os.close(writing)


def test_a_reader_that_does_not_read_holds_nothing_up() -> None:
    reading, writing = os.pipe()
    began = time.monotonic()
    with ProgressLines(str(writing)) as lines:
        for _number in range(5000):
            lines.tell(NOW)
    assert time.monotonic() - began < 10
    os.close(reading)
    time.sleep(0.2)
    os.close(writing)


def test_a_pipe_without_a_reader_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (str(tmp_path / "pipe"), "/dev/null", str(tmp_path)):
        with pytest.raises(typer.BadParameter):
            ProgressLines(place)


def test_what_stands_in_a_file_already_stays(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text("mine\n", "utf-8")
    with ProgressLines(str(file)) as lines:
        lines.tell(NOW)
    assert file.read_text("utf-8").splitlines()[0] == "mine"


@pytest.mark.parametrize("place", ["999999", "/nowhere/at/all", "99999999999999999999"])
def test_a_place_that_cannot_be_written_is_said_before_anything_begins(place: str) -> None:
    with pytest.raises(typer.BadParameter):
        ProgressLines(place)
