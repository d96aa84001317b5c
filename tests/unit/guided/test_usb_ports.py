"""USB sockets on a simulated tree of the kernel that changes while a person plugs the stick in and out."""

import shutil
from pathlib import Path

import pytest

from pcsol.tools.kernel import usb
from tests.unit.guided.bench import TreeWorld, tried

USB = "/sys/bus/usb/devices"


@pytest.fixture
def tower(tmp_path: Path) -> TreeWorld:
    """Two buses that share port 4 (a USB 3 socket); port 2 is USB 2 alone, port 3 not wired; a keyboard in port 1."""
    world = TreeWorld(tmp_path)
    for bus, port, kind in (
        (1, 1, "hotplug"), (1, 2, "hotplug"), (1, 3, "not used"), (1, 4, "hotplug"), (2, 4, "hotplug"),
    ):  # fmt: skip
        world.write(f"{USB}/{bus}-0:1.0/usb{bus}-port{port}/connect_type", f"{kind}\n")
    for bus, other in ((1, 2), (2, 1)):
        peer = tmp_path / f"{USB[1:]}/{bus}-0:1.0/usb{bus}-port4/peer"
        peer.symlink_to(f"../../{other}-0:1.0/usb{other}-port4")
    plug(world, "1-1", "1.5", "1.10")
    return world


def plug(world: TreeWorld, path: str, speed: str = "480", version: str = "2.00") -> None:
    for file, text in (("speed", speed), ("version", f" {version}"), ("bDeviceClass", "00")):
        world.write(f"{USB}/{path}/{file}", f"{text}\n")


def put(world: TreeWorld, path: str, speed: str = "480", version: str = "2.00"):
    """A person plugs the stick in, and it stays; then takes it out."""
    out = lambda: shutil.rmtree(world.root / f"{USB[1:]}/{path}")  # noqa: E731
    return [lambda: plug(world, path, speed, version), *[None] * 8, out]


def test_the_kernel_tells_ports_with_their_kind_and_their_peer(tower: TreeWorld) -> None:
    found = usb.ports(tower)
    assert {path: (one.kind, one.peer) for path, one in found.items()} == {
        "1-1": ("hotplug", None), "1-2": ("hotplug", None), "1-3": ("not used", None),
        "1-4": ("hotplug", "2-4"), "2-4": ("hotplug", "1-4"),
    }  # fmt: skip


def test_ports_of_a_hub_are_counted_below_it(tmp_path: Path) -> None:
    world = TreeWorld(tmp_path)
    world.write(f"{USB}/1-4:1.0/1-4-port2/connect_type", "unknown\n")
    assert list(usb.ports(world)) == ["1-4.2"]


def test_sockets_that_see_the_stick_pass_with_port_and_speed(tower: TreeWorld) -> None:
    found, script = tried("usb-ports", tower, ["1", "1", *put(tower, "1-2"), *put(tower, "2-4", "5000", "3.20")])
    assert found.result == "passed"
    ports = [one for one in found.evidence if one.code == "port"]
    assert [(one.value, one.text) for one in ports] == [
        (480, "front 1: port 1-2, 480 Mb/s"), (5000, "back 1: port 2-4, 5000 Mb/s"),
    ]  # fmt: skip
    assert "This tower announces 3 in all" in script.shown
    assert [one.text for one in found.evidence if one.code == "used-port"] == [
        "Something was plugged in before: port 1-1"
    ]


def test_a_dead_socket_fails_and_names_itself(tower: TreeWorld) -> None:
    found, _script = tried("usb-ports", tower, ["2", "0", *put(tower, "1-2"), "next", "1"])
    assert found.result == "failed"
    assert [(one.code, one.value) for one in found.reasons] == [("dead-port", "front 2")]


def test_a_silent_socket_is_asked_about_by_itself_after_a_minute(tower: TreeWorld) -> None:
    found, script = tried("usb-ports", tower, ["1", "0", *[None] * 700, "1"])
    assert found.result == "failed"
    assert "Nothing was seen in socket front 1." in script.shown


def test_a_socket_that_is_not_there_is_no_dead_one(tower: TreeWorld) -> None:
    found, _script = tried("usb-ports", tower, ["2", "0", *put(tower, "1-2"), "next", "2"])
    assert (found.result, found.reasons) == ("passed", ())


def test_trying_again_may_find_it_after_all(tower: TreeWorld) -> None:
    assert tried("usb-ports", tower, ["1", "0", "next", "3", *put(tower, "1-2")])[0].result == "passed"


def test_a_usb_3_socket_that_is_slow_with_a_usb_3_stick_is_to_be_looked_at(tower: TreeWorld) -> None:
    found, _script = tried("usb-ports", tower, ["0", "1", *put(tower, "1-4", "480", "2.10")])
    assert found.result == "to-look-at"
    assert [(one.code, one.value, one.limit) for one in found.reasons] == [("slow-port", 480, 5000)]


def test_a_usb_2_stick_says_nothing_of_usb_3_sockets_and_that_is_said(tower: TreeWorld) -> None:
    found, _script = tried("usb-ports", tower, ["0", "1", *put(tower, "1-4")])
    assert found.result == "passed"
    assert "slow-stick" in {one.code for one in found.evidence}


def test_the_same_socket_twice_is_told_also_on_its_other_bus(tower: TreeWorld) -> None:
    answers = ["2", "0", *put(tower, "1-4", "480", "2.10"), *put(tower, "2-4", "5000"), *put(tower, "1-2")]
    found, script = tried("usb-ports", tower, answers)
    assert "This is the socket of before: front 1." in script.shown
    assert [one.text[:19] for one in found.evidence if one.code == "port"] == [
        "front 1: port 1-4, ", "front 2: port 1-2, ",
    ]  # fmt: skip


def test_back_while_the_stick_is_in_takes_the_same_socket_once_more(tower: TreeWorld) -> None:
    into, *stays, out = put(tower, "1-2")
    found, _script = tried("usb-ports", tower, ["1", "0", into, *stays, "back", out, *put(tower, "2-4", "5000")])
    assert [one.text for one in found.evidence if one.code == "port"] == ["front 1: port 2-4, 5000 Mb/s"]


def test_back_at_a_socket_asks_for_the_number_again(tower: TreeWorld) -> None:
    found, _script = tried("usb-ports", tower, ["3", "0", "back", "back", "0", "0"])
    assert (found.result, found.reasons[0].code) == ("not-tested", "none-tried")


def test_a_machine_without_usb_cannot_be_tried(tmp_path: Path) -> None:
    found, _script = tried("usb-ports", TreeWorld(tmp_path), [])
    assert (found.result, [one.code for one in found.reasons]) == ("not-testable", ["no-usb"])
