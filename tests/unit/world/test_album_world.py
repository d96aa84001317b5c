"""An album stands for a machine, and never falls through to this one."""

import json

import pytest

from pcsol.errors import FactMissingError, NotAnAlbumError, ToolUnreadableError, UnrecordedError
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.question import Question

LSBLK = Question(("lsblk", "--json"), ("lsblk.json",))
SMART = Question(("smartctl", "-x", "/dev/sda"), ("smartctl-sda.json", "smartctl-sda.txt"))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lsblk.json").write_text("{}")
    return tmp_path


def test_a_folder_that_is_not_there_is_no_album(tmp_path):
    with pytest.raises(NotAnAlbumError) as told:
        AlbumWorld(tmp_path / "nowhere")
    assert told.value.remedy


def test_a_folder_of_other_files_is_no_album(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(NotAnAlbumError):
        AlbumWorld(tmp_path)


def test_a_file_is_no_album(tmp_path):
    (tmp_path / "lsblk.json").write_text("{}")
    with pytest.raises(NotAnAlbumError):
        AlbumWorld(tmp_path / "lsblk.json")


def test_any_subset_is_an_album(folder):
    assert AlbumWorld(folder).ask(LSBLK).stdout == "{}"


def test_what_was_never_recorded_is_said_so_and_remembered(folder):
    world = AlbumWorld(folder)
    with pytest.raises(UnrecordedError):
        world.ask(SMART)
    with pytest.raises(FactMissingError):
        world.read("/proc/cpuinfo")
    assert world.misses == ["smartctl -x /dev/sda", "/proc/cpuinfo"]


def test_the_best_of_two_files_is_taken(folder):
    (folder / "smartctl-sda.txt").write_text("text")
    assert AlbumWorld(folder).ask(SMART).file == "smartctl-sda.txt"
    (folder / "smartctl-sda.json").write_text("json")
    assert AlbumWorld(folder).ask(SMART).stdout == "json"


def test_the_index_tells_file_status_and_stderr_by_argv(folder):
    call = {"argv": ["smartctl", "-x", "/dev/sda"], "status": 4, "file": "odd.json", "stderr": "careful"}
    (folder / "index.json").write_text(json.dumps({"calls": [call]}))
    (folder / "odd.json").write_text("odd")
    answer = AlbumWorld(folder).ask(SMART)
    assert (answer.status, answer.stdout, answer.stderr) == (4, "odd", "careful")


def test_without_an_index_the_status_is_zero(folder):
    assert AlbumWorld(folder).ask(LSBLK).status == 0


@pytest.mark.parametrize("text", ["{", "\x00", "[" * 5000])
def test_an_index_that_cannot_be_read_is_an_error_with_a_way_out(folder, text):
    (folder / "index.json").write_text(text)
    with pytest.raises(NotAnAlbumError, match="index") as told:
        AlbumWorld(folder).ask(LSBLK)
    assert "index.json" in told.value.remedy


@pytest.mark.parametrize("text", ['{"calls": [3, {"argv": 4}], "links": []}', '{"calls": 3}', "[]", "3"])
def test_an_absurd_index_is_passed_over(folder, text):
    (folder / "index.json").write_text(text)
    world = AlbumWorld(folder)
    assert world.ask(LSBLK).stdout == "{}"
    assert world.names("/sys") is None


def test_the_index_cannot_point_out_of_the_album(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("secret")
    call = {"argv": list(SMART.argv), "file": str(outside)}
    (folder / "index.json").write_text(json.dumps({"calls": [call]}))
    with pytest.raises(UnrecordedError):
        AlbumWorld(folder).ask(SMART)


def test_an_answer_of_50_mb_is_refused_unread(folder):
    with (folder / "lsblk.json").open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(ToolUnreadableError):
        AlbumWorld(folder).ask(LSBLK)


def test_a_kernel_file_of_50_mb_is_read_up_to_its_limit(folder):
    (folder / "proc").mkdir()
    with (folder / "proc/cpuinfo").open("wb") as stream:
        stream.truncate(50_000_000)
    assert len(AlbumWorld(folder).read_bytes("/proc/cpuinfo", 1000)) == 1000


def test_what_is_not_utf8_is_marked_and_kept(folder):
    (folder / "smartctl-sda.txt").write_bytes(b"caf\xe9")
    assert AlbumWorld(folder).ask(SMART).stdout == "caf\ufffd"


def test_cpuinfo_may_lie_at_the_top(folder):
    (folder / "cpuinfo.txt").write_text("processor : 0")
    assert AlbumWorld(folder).read("/proc/cpuinfo") == "processor : 0"


def test_links_inside_the_album_are_followed(folder):
    real = folder / "sys/devices/pci0000:00/ata1/block/sda"
    real.mkdir(parents=True)
    (real / "size").write_text("8\n")
    (folder / "sys/block").mkdir()
    (folder / "sys/block/sda").symlink_to("../devices/pci0000:00/ata1/block/sda")
    world = AlbumWorld(folder)
    assert world.link("/sys/block/sda") == "/sys/devices/pci0000:00/ata1/block/sda"
    assert world.read("/sys/block/sda/size") == "8\n"
    assert world.names("/sys/block/sda") == ("size",)


def test_absolute_links_stay_in_the_album(folder):
    (folder / "sys").mkdir()
    (folder / "sys/passwd").symlink_to("/etc/passwd")
    with pytest.raises(FactMissingError):
        AlbumWorld(folder).read("/sys/passwd")


def test_links_out_of_the_album_lead_nowhere(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("secret")
    (folder / "sys").mkdir()
    (folder / "sys/up").symlink_to("../../../../../../../../../../../" + str(outside))
    (folder / "sys/etc").symlink_to("../../../../../../../../../../../etc")
    world = AlbumWorld(folder)
    for path in ("/sys/up", "/sys/etc/passwd", "/sys/../../../../../etc/passwd"):
        with pytest.raises(FactMissingError):
            world.read(path)
    assert world.names("/sys/etc") is None


def test_links_that_turn_in_a_circle_lead_nowhere(folder):
    (folder / "sys").mkdir()
    (folder / "sys/a").symlink_to("b")
    (folder / "sys/b").symlink_to("a")
    world = AlbumWorld(folder)
    assert world.link("/sys/a") is None
    with pytest.raises(FactMissingError):
        world.read("/sys/a/x")


def test_the_index_keeps_links_for_a_stick_that_cannot(folder):
    real = folder / "sys/devices/x/block/sda"
    real.mkdir(parents=True)
    (real / "size").write_text("8")
    (folder / "index.json").write_text(json.dumps({"links": {"/sys/block/sda": "/sys/devices/x/block/sda"}}))
    world = AlbumWorld(folder)
    assert world.link("/sys/block/sda") == "/sys/devices/x/block/sda"
    assert world.read("/sys/block/sda/size") == "8"


def test_a_recorded_link_leads_somewhere_even_when_nothing_there_was_kept(folder):
    (folder / "sys/bus").mkdir(parents=True)
    (folder / "sys/bus/driver").symlink_to("../drivers/ahci")
    world = AlbumWorld(folder)
    assert world.link("/sys/bus/driver") == "/sys/drivers/ahci"
    assert world.link("/sys/bus/device") is None


def test_the_names_of_files_tell_which_disks_were_asked(folder):
    for name in ("smartctl-sda.json", "smartctl-sdb.txt", "smartctl-sda.txt", "hdparm-sdc.txt"):
        (folder / name).write_text("")
    assert AlbumWorld(folder).targets("smartctl") == ("sda", "sdb")


def test_sensors_and_clock_are_objects_or_unreadable(folder):
    (folder / "sensors.json").write_text('{"fans": {}}')
    (folder / "clock.json").write_text("[]")
    world = AlbumWorld(folder)
    assert world.sensors() == {"fans": {}}
    with pytest.raises(ToolUnreadableError):
        world.clock()
