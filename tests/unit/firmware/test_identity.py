import pytest

from pcsol.i18n import speaking
from pcsol.judge.identity import identify, same
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.hardware.machine import Board, Machine

UUID = "6f1c2b60-1111-11e3-9f0a-2c56dc3b7a10"
OTHER_UUID = "7a2d3c71-2222-11e3-8e1b-2c56dc3b7a11"
TOWER = Machine(model="ThinkCentre M99", uuid=UUID, serial="PBX7R2Q", board=Board(serial="1ZX9QK77"))


def port(mac: str, *, on_board: bool | None = True) -> NetworkPort:
    return NetworkPort(mac=mac, on_board=on_board)


def test_a_tower_with_a_uuid_and_serials_is_sure() -> None:
    identity = identify(TOWER, (port("2c:56:dc:3b:7a:10"),))
    assert identity.confidence == "sure"
    assert [mark.kind for mark in identity.marks] == ["system-uuid", "system-serial", "board-serial", "mac"]
    assert all(mark.usable and not mark.why for mark in identity.marks)


def test_two_marks_are_sure_and_one_is_likely() -> None:
    assert identify(Machine(uuid=UUID, serial="PBX7R2Q")).confidence == "sure"
    assert identify(Machine(uuid=UUID)).confidence == "likely"


def test_one_number_written_twice_is_one_mark() -> None:
    assert identify(Machine(serial="PBX7R2Q", chassis_serial="PBX7R2Q")).confidence == "likely"


def test_a_tower_without_a_usable_mark_is_weak() -> None:
    assert identify(Machine()).confidence == "weak"
    assert identify(Machine(uuid="03000200-0400-0500-0006-000700080009")).confidence == "weak"


@pytest.mark.parametrize(
    "machine",
    [
        Machine(uuid="03000200-0400-0500-0006-000700080009"),
        Machine(uuid="00000000-0000-0000-0000-000000000000"),
        Machine(uuid="not a uuid"),
        Machine(serial="To Be Filled By O.E.M."),
        Machine(serial="A1"),
        Machine(serial="0000000"),
        Machine(serial="optiplex 780", model="OptiPlex 780"),
        Machine(board=Board(serial="MB-1234567890")),
        Machine(chassis_serial="Chassis Serial Number"),
    ],
)
def test_a_shared_value_is_a_mark_that_cannot_be_used_and_says_why(machine: Machine) -> None:
    (mark,) = identify(machine).marks
    assert not mark.usable
    assert mark.why
    assert same(identify(machine), identify(machine)) is None


@pytest.mark.parametrize(
    ("mac", "on_board"),
    [
        ("00:00:00:00:00:00", True),
        ("ff:ff:ff:ff:ff:ff", True),
        ("00:e0:4c:68:00:01", True),
        ("02:42:ac:11:00:02", True),
        ("2c:56:dc:3b:7a:10", False),
        ("2c:56:dc:3b:7a:10", None),
        ("2c:56:dc", True),
    ],
)
def test_a_port_that_is_not_the_boards_own_is_no_usable_mark(mac: str, on_board: bool | None) -> None:
    (mark,) = identify(Machine(), (port(mac, on_board=on_board),)).marks
    assert not mark.usable
    assert mark.why


def test_why_is_said_in_the_language_of_the_moment() -> None:
    with speaking("en"):
        assert identify(Machine(serial="A1")).marks[0].why == "too short to belong to one machine only"


def test_a_tower_is_the_same_after_its_network_card_was_taken_out() -> None:
    before = identify(TOWER, (port("2c:56:dc:3b:7a:10"), port("68:05:ca:11:22:33", on_board=False)))
    after = identify(TOWER, (port("2c:56:dc:3b:7a:10"),))
    assert same(before, after) is True


def test_letters_may_be_large_or_small() -> None:
    large = Machine(uuid=UUID.upper(), serial="pbx7r2q")
    assert same(identify(TOWER), identify(large)) is True


def test_two_towers_of_one_model_are_two() -> None:
    other = TOWER.model_copy(update={"uuid": OTHER_UUID, "serial": "PBX7R2R", "board": Board(serial="1ZX9QK78")})
    assert same(identify(TOWER), identify(other)) is False


def test_two_towers_are_never_one_by_a_placeholder() -> None:
    one = Machine(uuid="03000200-0400-0500-0006-000700080009", board=Board(serial="1ZX9QK77"))
    other = Machine(uuid="03000200-0400-0500-0006-000700080009", board=Board(serial="1ZX9QK78"))
    assert same(identify(one), identify(other)) is False


def test_some_marks_for_and_some_against_do_not_tell() -> None:
    new_board = TOWER.model_copy(update={"board": Board(serial="9NEWBOARD")})
    assert same(identify(TOWER), identify(new_board)) is None


def test_nothing_in_common_to_compare_does_not_tell() -> None:
    assert same(identify(Machine(uuid=UUID)), identify(Machine(serial="PBX7R2Q"))) is None
    assert same(identify(Machine()), identify(TOWER)) is None


def test_a_case_alone_does_not_make_a_tower() -> None:
    one, other = Machine(chassis_serial="CASE-77A1"), Machine(chassis_serial="CASE-77A1")
    assert same(identify(one), identify(other)) is None


def test_other_ports_are_another_tower_unless_a_stronger_mark_agrees() -> None:
    one, other = (port("2c:56:dc:3b:7a:10"),), (port("2c:56:dc:3b:7a:99"),)
    assert same(identify(Machine(), one), identify(Machine(), other)) is False
    assert same(identify(TOWER, one), identify(TOWER, other)) is True
