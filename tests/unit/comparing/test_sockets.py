"""USB sockets with one test stick: what people plug in is what is seen, and nothing else."""

from pathlib import Path

import pytest

from pcsol.checklist.redo import advise
from pcsol.errors import FactMissingError
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Socket
from pcsol.model.probe import Probe
from pcsol.probe.guided.sockets import look_socket, wait_until_gone
from pcsol.tools.world.album import AlbumWorld
from tests.replay.machines import MACHINES
from tests.unit.comparing.scripted import Clockwork, PluggedWorld
from tests.unit.comparing.test_fifteen_ways import BOOK, FULL
from tests.unit.comparing.towers import TOWER, against, changed, changes, found, later

ALBUM = MACHINES / "made-up-optiplex-7010"


def tried(*plugged: tuple[float, str | None, str], clock: Clockwork | None = None) -> tuple[Socket, Clockwork]:
    clock = clock or Clockwork()
    world = PluggedWorld(ALBUM, clock, plugged)
    return look_socket(world, "front", 1, now=clock.now, sleep=clock.sleep), clock


def test_the_stick_is_seen_where_it_was_plugged_in_with_its_speed() -> None:
    assert tried((9.0, "1-4", "480"))[0] == Socket(place="front", number=1, path="1-4", speed_mbps=480)


def test_a_socket_that_sees_nothing_is_given_up_after_a_minute() -> None:
    socket, clock = tried()
    assert socket == Socket(place="front", number=1)
    assert 60 <= clock.now() < 62


def test_what_was_plugged_in_before_is_not_the_test_stick() -> None:
    assert tried((0.0, "1-4", "480"))[0].path is None


def test_a_stick_that_comes_back_on_the_quick_bus_counts_as_there() -> None:
    assert tried((3.0, "1-4", "480"), (4.0, "2-4", "5000"))[0] == Socket(
        place="front", number=1, path="2-4", speed_mbps=5000
    )


def test_a_hub_is_walked_through_and_is_no_stick_itself() -> None:
    assert tried((3.0, "1-1.4", "12"))[0].path == "1-1.4"


def test_the_stick_has_to_be_out_before_the_next_socket() -> None:
    clock = Clockwork()
    world = PluggedWorld(ALBUM, clock, [(0.0, "1-4", "480"), (20.0, None, "")])
    seen = Socket(place="front", number=1, path="1-4", speed_mbps=480)
    assert wait_until_gone(world, seen, now=clock.now, sleep=clock.sleep)
    assert clock.now() == 20.0
    stays = PluggedWorld(ALBUM, clock, [(0.0, "1-4", "480")])
    assert not wait_until_gone(stays, seen, now=clock.now, sleep=clock.sleep)


def test_a_machine_without_usb_says_so() -> None:
    with pytest.raises(FactMissingError):
        look_socket(AlbumWorld(ALBUM), "front", 1)


def front_and_rear(front: tuple[float, str | None, str] | None) -> tuple[Socket, ...]:
    """Front 1 with what happens there; rear 1 works."""
    sockets = []
    for place, plugged in (("front", front), ("rear", (5.0, "1-6", "480"))):
        clock = Clockwork()
        world = PluggedWorld(ALBUM, clock, [plugged] if plugged else [])
        sockets.append(look_socket(world, place, 1, now=clock.now, sleep=clock.sleep))  # type: ignore[arg-type]
    return tuple(sockets)


def with_sockets(front: tuple[float, str | None, str] | None, probe: Probe = TOWER) -> Probe:
    return changed(probe, sockets=front_and_rear(front))


def test_a_dead_socket_in_front_is_found_and_named() -> None:
    with speaking("fr"):
        comparison = against(with_sockets(None, later()), with_sockets((4.0, "1-4", "480")))
        lines = advise(comparison, {}, BOOK, FULL)
    assert changes(comparison) == [("ports", "missing")]
    assert (lines[0].part, lines[0].step, lines[0].drawing) == ("ports", "C10", "front-wires")
    assert lines[0].subject == "Prise USB 1 devant"


def test_a_socket_that_falls_back_to_the_slow_bus_is_slower() -> None:
    assert changes(against(with_sockets((4.0, "1-4", "480"), later()), with_sockets((4.0, "2-4", "5000")))) == [
        ("ports", "slower")
    ]


def test_sockets_as_before_are_right_whatever_number_their_bus_has_now() -> None:
    comparison = against(with_sockets((9.0, "3-2", "480"), later()), with_sockets((4.0, "1-4", "480")))
    assert {one.state for one in found(comparison, "ports")} == {"ok"}


def test_a_socket_that_was_dead_before_is_no_fault_of_the_workshop() -> None:
    comparison = against(with_sockets(None, later()), with_sockets(None))
    assert changes(comparison) == []
    assert [one.state for one in found(comparison, "ports")] == ["not-measurable", "ok"]


def test_sockets_that_were_tried_one_time_only_are_not_measurable_and_never_tried_is_no_question() -> None:
    assert [one.state for one in found(against(with_sockets((4.0, "1-4", "480"), later())), "ports")] == [
        "not-measurable"
    ]
    assert [one.state for one in found(against(later(), with_sockets((4.0, "1-4", "480"))), "ports")] == [
        "not-measurable"
    ]
    assert found(against(later()), "ports") == []


def test_sockets_survive_a_record(tmp_path: Path) -> None:
    probe = with_sockets(None)
    assert Probe.from_json(probe.to_json()) == probe
