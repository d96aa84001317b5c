import json

import pytest

from pcsol.errors import NotPermittedError, ToolFailedError, ToolUnreadableError, UnrecordedError
from pcsol.i18n import speaking
from pcsol.tools.programs import smartctl
from pcsol.tools.world import eye
from pcsol.tools.world.album import AlbumWorld
from tests.unit.smart.pages import HEAD, UNKNOWN_BRIDGE, ScriptedWorld, ata_json


def failed(message, status=2):
    return json.dumps({"smartctl": {"exit_status": status, "messages": [{"string": message}]}}), status


@pytest.mark.parametrize(("disk", "kind"), [("sda", None), ("nvme0n1", None), ("sdd", "sat"), ("sdd", "sat,12")])
def test_every_question_is_one_that_the_eye_lets_pass(disk, kind):
    eye.check(smartctl.question(disk, kind).argv)


def test_an_nvme_disk_may_be_recorded_under_either_name():
    names = {"smartctl-nvme0.json", "smartctl-nvme0n1.json", "smartctl-nvme0.txt", "smartctl-nvme0n1.txt"}
    assert set(smartctl.question("nvme0n1").files) == names == set(smartctl.question("nvme0").files)
    assert smartctl.question("nvme0n1").files[0] == "smartctl-nvme0n1.json"


def test_a_finding_in_the_exit_status_is_not_a_failure():
    report = smartctl.read(ScriptedWorld({"": (ata_json(smartctl=None), 0b11111100)}), "sda")
    assert report.answered
    assert report.smart.passed is False
    assert report.smart.exit_status == 0b11111100


@pytest.mark.parametrize("first", [(UNKNOWN_BRIDGE, 1), failed("/dev/sdd: Unknown USB bridge [0x46f4:0x0001]", 1)])
def test_behind_an_unknown_bridge_it_asks_again(first):
    world = ScriptedWorld({"": first, "sat": failed("Read Device Identity failed"), "sat,12": (ata_json(), 0)})
    assert smartctl.read(world, "sdd").model == "ST500DM002-1BD142"
    assert world.asked == ["", "sat", "sat,12"]


def test_a_disk_on_usb_is_asked_again_whatever_the_words():
    world = ScriptedWorld({"": failed("Device open failed"), "sat": (ata_json(), 0)})
    assert smartctl.read(world, "sdd", bus_hint="usb").answered


def test_a_disk_that_answers_is_asked_once():
    world = ScriptedWorld({"": (ata_json(), 0)})
    smartctl.read(world, "sda", bus_hint="usb")
    assert world.asked == [""]


def test_a_bridge_that_understands_nothing_says_so_with_the_disks_name():
    silent = failed("Read Device Identity failed")
    world = ScriptedWorld({"": (UNKNOWN_BRIDGE, 1), "sat": silent, "sat,12": silent})
    with speaking("en"), pytest.raises(ToolFailedError, match="sdd") as caught:
        smartctl.read(world, "sdd")
    assert "USB case" in caught.value.remedy


@pytest.mark.parametrize(("answer", "error"), [
    (failed("Smartctl open device: /dev/sda failed: Permission denied"), NotPermittedError),
    (failed("Smartctl open device: /dev/sda failed: No such device"), ToolFailedError),
    (failed("Device is in STANDBY mode, exit(2)"), ToolFailedError),
    ((HEAD + "Smartctl open device: /dev/sda failed: Permission denied\n", 2), NotPermittedError),
    (("", 2), ToolFailedError),
    (("Segmentation fault\n", 0), ToolUnreadableError),
    (('{"devices": []}', 0), ToolUnreadableError),
    ((ata_json()[:-40], 0), ToolUnreadableError),
])  # fmt: skip
def test_each_kind_of_silence_is_its_own_error(answer, error):
    with pytest.raises(error):
        smartctl.read(ScriptedWorld({"": answer}), "sda")


@pytest.mark.parametrize("answer", [
    failed("/dev/vda: Unable to detect device type", 1),
    (HEAD + "/dev/vda: Unable to detect device type\nPlease specify device type with the -d option.\n", 1),
])  # fmt: skip
def test_a_disk_without_smart_is_not_called_broken(answer):
    with (
        speaking("en"),
        pytest.raises(ToolFailedError, match="vda is of a kind that does not tell its health") as caught,
    ):
        smartctl.read(ScriptedWorld({"": answer}), "vda")
    assert caught.value.remedy == ""


def test_an_album_with_one_answer_is_not_asked_in_circles(tmp_path):
    (tmp_path / "smartctl-sdd.txt").write_text(UNKNOWN_BRIDGE)
    with pytest.raises(ToolFailedError):
        smartctl.read(AlbumWorld(tmp_path), "sdd")
    with pytest.raises(UnrecordedError):
        smartctl.read(AlbumWorld(tmp_path), "sda")
