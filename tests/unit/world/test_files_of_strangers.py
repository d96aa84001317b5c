"""What lies in an album was put there by others: a pipe, a device, a link out, numbers that no machine counts to."""

import json
import os
import signal

import pytest

from pcsol.errors import FactMissingError, NotAnAlbumError, PCSolError, ToolUnreadableError
from pcsol.tools import plain_json, regular_file
from pcsol.tools.programs import lsblk
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.question import Question

LSBLK = Question(("lsblk", "--json"), ("lsblk.json",))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "meminfo.txt").write_text("MemTotal: 1 kB\n")
    return tmp_path


@pytest.fixture
def _ten_seconds():
    """What hangs is ended, and fails (SIGALRM would end the whole run)."""

    def give_up(_number, _frame):
        pytest.fail("it hangs")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def asked_everything(world):
    """Ask for every kind of file that an album has; return the errors."""
    faults = []
    for ask in (lambda: world.ask(LSBLK), world.sensors, world.clock, lambda: world.read("/proc/cpuinfo")):
        with pytest.raises(PCSolError) as told:
            ask()
        faults.append(told.value)
    return faults


NAMES = ("lsblk.json", "sensors.json", "clock.json", "cpuinfo.txt")


@pytest.mark.usefixtures("_ten_seconds")
def test_a_pipe_in_an_album_is_not_waited_for(folder):
    for name in NAMES:
        os.mkfifo(folder / name)
    asked_everything(AlbumWorld(folder))


@pytest.mark.usefixtures("_ten_seconds")
def test_a_pipe_in_place_of_the_index_is_not_waited_for(folder):
    os.mkfifo(folder / "index.json")
    with pytest.raises(NotAnAlbumError):
        AlbumWorld(folder).ask(LSBLK)


@pytest.mark.usefixtures("_ten_seconds")
def test_a_device_that_never_ends_is_not_read(folder):
    for name in NAMES:
        (folder / name).symlink_to("/dev/zero")
    asked_everything(AlbumWorld(folder))


def test_a_file_of_the_album_that_is_a_link_out_of_it_is_not_read(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "other"
    outside.write_text("{}")
    for name in NAMES:
        (folder / name).symlink_to(outside)
    asked_everything(AlbumWorld(folder))


def test_a_link_inside_the_album_is_read(folder):
    (folder / "kept.json").write_text("{}")
    (folder / "lsblk.json").symlink_to("kept.json")
    assert AlbumWorld(folder).ask(LSBLK).stdout == "{}"


@pytest.mark.parametrize("name", ["sensors.json", "clock.json"])
def test_50_mb_of_sensors_are_not_read(folder, name):
    with (folder / name).open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(ToolUnreadableError):
        getattr(AlbumWorld(folder), name.removesuffix(".json"))()


def test_names_that_no_file_can_have_lead_nowhere(folder):
    links = {"/sys/long": "/sys/" + "x" * 5000, "/sys/nul": "/sys/a\0b"}
    (folder / "index.json").write_text(json.dumps({"links": links, "names": {"/sys": 3}, "present": [[], {}]}))
    world = AlbumWorld(folder)
    for path in links:
        with pytest.raises(FactMissingError):
            world.read(f"{path}/file")
        assert world.names(path) is None
        world.link(path)


def test_a_regular_file_is_read_up_to_the_limit(tmp_path):
    (tmp_path / "file").write_bytes(b"abcdef")
    assert regular_file.read(tmp_path / "file", 4) == b"abcd"


def test_a_folder_is_no_regular_file(tmp_path):
    with pytest.raises(OSError, match="directory"):
        regular_file.read(tmp_path, 4)


@pytest.mark.parametrize("absurd", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 40, "9" * 5000])
def test_a_number_that_no_machine_counts_to_is_unknown(absurd):
    assert plain_json.loads(f'{{"a": {absurd}}}') == {"a": None}


def test_the_largest_counter_of_128_bits_is_read():
    assert plain_json.loads(str(2**128 - 1)) == 2**128 - 1


def test_half_a_sign_becomes_a_question_mark():
    assert plain_json.loads(r'{"a": "x\ud800y", "b": "\ud83d\ude00"}') == {"a": "x?y", "b": "\U0001f600"}


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, "\ufeff{}"])
def test_what_is_no_json_is_one_kind_of_error(text):
    with pytest.raises(ValueError, match=r"Expecting|nested|BOM"):
        plain_json.loads(text)


def test_a_disk_of_5000_digits_is_a_disk_of_unknown_size():
    row = '{"name": "sda", "type": "disk", "size": ' + "9" * 5000 + "}"
    assert lsblk.parse(f'{{"blockdevices": [{row}]}}')[0].size_bytes is None
