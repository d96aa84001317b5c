"""All rooms together, on made-up albums."""

from datetime import UTC, datetime

import pytest

from pcsol.i18n import speaking
from pcsol.model.probe import Probe
from pcsol.probe import gather as gathering
from pcsol.probe.gather import ROOMS, Room, gather
from pcsol.probe.notebook import Finding
from pcsol.probe.tower import tower
from tests.unit.disks.machine import machine, smartctl

JUDGED_LATER = {"schema_", "taken_at", "pcsol", "source", "unknown", "identity", "verdict"}
ONLY_WHEN_ASKED_FOR = {"load", "sockets"}  # pcsol.probe.guided


def test_every_part_of_the_contract_has_its_room():
    assert {room.name for room in ROOMS} == set(Probe.model_fields) - JUDGED_LATER - ONLY_WHEN_ASKED_FOR


def test_an_album_of_one_file_is_a_whole_probe(tmp_path):
    world = machine(tmp_path, {"smartctl-sda.json": smartctl("PCSOL HDD 500", "PCSOL0001")})
    with speaking("en"):
        found = gather(world)
    assert [disk.serial for disk in found.disks] == ["PCSOL0001"]
    assert (found.source, found.graphics, found.hidden_storage) == ("album", None, None)
    assert {"machine", "processor", "graphics", "hidden_storage"} <= {
        one.what.partition(".")[0] for one in found.unknown
    }
    assert all(one.why for one in found.unknown)
    assert Probe.from_json(found.to_json()) == found


def test_what_is_unknown_is_told_in_the_order_of_the_rooms(tmp_path):
    order = [room.name for room in ROOMS]
    for _again in range(3):
        places = [one.what.partition(".")[0] for one in gather(machine(tmp_path, {"cpuinfo.txt": ""})).unknown]
        assert places == sorted(places, key=order.index)


def test_an_album_was_taken_when_its_clock_says(tmp_path):
    clock = {"now": "2026-11-20T09:30:00+01:00", "rtc": None, "synchronised": None}
    found = gather(machine(tmp_path, {"clock.json": clock}))
    assert found.taken_at == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert found.clock.source == "album"


@pytest.mark.parametrize("now", [None, "yesterday", 5, "0001-01-01T00:00:00+14:00"])
def test_a_clock_that_cannot_be_read_does_not_stop_the_probe(tmp_path, now):
    found = gather(machine(tmp_path, {"clock.json": {"now": now}}))
    assert found.taken_at.tzinfo is not None


def test_each_room_is_heard_as_it_ends(tmp_path):
    heard: list[str] = []
    gather(machine(tmp_path, {"cpuinfo.txt": ""}), heard.append)
    assert sorted(heard) == sorted(room.name for room in ROOMS)


def broken(_world):
    raise ZeroDivisionError


def test_a_room_that_breaks_takes_no_other_along(tmp_path, monkeypatch):
    rooms = (Room("disks", broken, 5), Room("optical", lambda _world: Finding(()), 5))
    monkeypatch.setattr(gathering, "ROOMS", rooms)
    with speaking("en"):
        found = gather(machine(tmp_path, {"cpuinfo.txt": ""}))
    assert (found.disks, found.optical) == (None, ())
    assert [(one.what, "own fault" in one.why) for one in found.unknown] == [("disks", True)]


def test_a_tower_has_an_identity_and_a_verdict(tmp_path):
    found = tower(machine(tmp_path, {"cpuinfo.txt": ""}), ())
    assert (found.identity.confidence, found.identity.marks) == ("weak", ())
    assert (found.verdict.destination, found.verdict.profiles) == (None, ())
