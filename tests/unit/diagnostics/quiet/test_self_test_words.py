"""Where a self-test stands, in smartctl's JSON for each kind of disk."""

import json
from pathlib import Path
from typing import Any

import pytest

from pcsol.errors import NotPermittedError, ToolFailedError, ToolUnreadableError
from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart import self_test
from tests.unit.diagnostics.quiet.bench import Ended, MadeUpHand, MadeUpWorld

SMART_JSON = "smart-json"


def _nvme(operation: int, done: int | None = None, *results: int, **more: Any) -> str:
    log: dict[str, Any] = {
        "current_self_test_operation": {"value": operation, "string": "in progress"},
        "table": [
            {"self_test_code": {"string": "Short"}, "self_test_result": {"value": one, "string": f"result {one}"}}
            for one in results
        ],
    }
    if done is not None:
        log["current_self_test_completion_percent"] = done
    return json.dumps({"device": {"protocol": "NVMe"}, "nvme_self_test_log": log, **more})


def test_an_nvme_disk_tells_how_far_it_is_and_how_it_ended() -> None:
    going = self_test.parse(_nvme(1, 30, 0))
    assert (going.running, going.remaining_percent, going.supported) == (True, 70, True)
    assert self_test.parse(_nvme(0, None, 0)).outcome == "passed"
    assert [self_test.parse(_nvme(0, None, code)).outcome for code in (5, 6, 7)] == ["failed"] * 3
    assert [self_test.parse(_nvme(0, None, code)).outcome for code in (1, 2, 3, 4, 8, 9)] == ["broken-off"] * 6
    assert self_test.parse(_nvme(0)).outcome is None


def test_an_nvme_disk_that_cannot_says_so() -> None:
    assert self_test.parse(_nvme(0, nvme_optional_admin_commands={"self_test": False})).supported is False


def test_a_scsi_disk_tells_that_it_tests_itself_and_for_how_long() -> None:
    plain = {
        "device": {"protocol": "SCSI"},
        "scsi_extended_self_test_seconds": 18_001,
        "scsi_self_test_0": {
            "code": {"string": "Background long"},
            "result": {"value": 15},
            "self_test_in_progress": True,
        },
    }
    going = self_test.parse(json.dumps(plain))
    assert (going.running, going.remaining_percent, going.extended_minutes) == (True, None, 301)
    ended = {
        **plain,
        "scsi_self_test_0": {"code": {"string": "Background long"}, "result": {"value": 7, "string": "x"}},
    }
    assert (self_test.parse(json.dumps(ended)).running, self_test.parse(json.dumps(ended)).outcome) == (False, "failed")


@pytest.mark.parametrize("text", ["", "smartctl 7.3", "[]", '{"device": {"protocol": "ATA"'])
def test_what_is_no_json_is_an_error(text: str) -> None:
    with pytest.raises(ToolUnreadableError):
        self_test.parse(text)


def test_a_disk_of_an_unknown_kind_tells_nothing() -> None:
    state = self_test.parse('{"device": {"protocol": "?"}}')
    assert (state.running, state.outcome, state.supported) == (False, None, None)


def test_behind_a_usb_bridge_the_kind_that_was_understood_is_told_again() -> None:
    unknown = {"smartctl": {"messages": [{"string": "/dev/sdb: Unknown USB bridge [0x152d:0x0583]"}], "exit_status": 1}}
    known = {"device": {"protocol": "ATA", "type": "sat"}, "model_name": "ST500DM002"}
    world = MadeUpWorld(programs={"smartctl": lambda asked: json.dumps(known if "sat" in asked.argv else unknown)})
    look = self_test.look(world, "sdb", "usb")
    hand = MadeUpHand()
    self_test.start(hand, "sdb", "extended", look.kind)
    self_test.abort(hand, "sdb", look.kind)
    assert hand.started == [
        ("smartctl", "--json=c", "-t", "long", "-d", "sat", "/dev/sdb"),
        ("smartctl", "--json=c", "-X", "-d", "sat", "/dev/sdb"),
    ]


def test_a_disk_that_would_not_begin_is_an_error_and_a_finding_of_its_report_is_none() -> None:
    with pytest.raises(ToolFailedError):
        self_test.start(MadeUpHand(lambda argv: Ended(4, "refused")), "sda", "short")
    with pytest.raises(NotPermittedError):
        self_test.start(MadeUpHand(lambda argv: Ended(2, "Permission denied")), "sda", "short")
    self_test.start(MadeUpHand(lambda argv: Ended(0b11001000, "{}")), "sda", "short")


@pytest.mark.real_data
def test_real_disks_tell_their_minutes_and_where_their_last_test_stands(shared_data: Path) -> None:
    going = (shared_data / SMART_JSON / "scrutiny__smart-ata.json").read_text("utf-8")
    state = self_test.parse(going)
    assert (state.running, state.remaining_percent) == (True, 10)
    smart = smartctl.parse(going).smart
    assert (smart.short_test_minutes, smart.extended_test_minutes) == (2, 1479)
    idle = self_test.parse((shared_data / SMART_JSON / "scrutiny__smart-ata2.json").read_text("utf-8"))
    assert (idle.running, idle.outcome) == (False, "passed")
    extended = (shared_data / SMART_JSON / "telegraf__testcases_device_scsi_extended_response.json").read_text("utf-8")
    assert self_test.parse(extended).outcome == "passed"


@pytest.mark.real_data
def test_no_real_answer_of_smartctl_is_a_fault_here(shared_data: Path) -> None:
    files = sorted((shared_data / SMART_JSON).glob("*.json"))
    states = [self_test.parse(text) for file in files if (text := file.read_text("utf-8", "replace")).startswith("{")]
    assert len(states) > 60
    assert sum(state.running for state in states) == 3
