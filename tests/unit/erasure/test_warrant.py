"""No warrant unless every rule holds; and it is spent once."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import DiskChangedError, WipeRefusedError
from pcsol.model.erasure.candidate import Refusal
from pcsol.wipe.identity import demand
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Wish
from pcsol.wipe.warrant import Warrant, authorise
from tests.unit.erasure.made import ata, candidate, identity, loop

HDD = candidate()
PLAN = choose(HDD, ata(), Wish())
HERE = identity(HDD)
WHY = Refusal(code="mounted", text="Il est utilisé.")


def test_a_disk_without_refusals_whose_id_was_typed_gets_one() -> None:
    assert authorise(PLAN, (), HERE, typed=" z2ax1 ").plan == PLAN


def test_a_warrant_is_spent_once() -> None:
    warrant = authorise(PLAN, (), HERE, typed="Z2AX1")
    warrant.spend()
    with pytest.raises(WipeRefusedError):
        warrant.spend()


def test_nobody_else_can_make_one() -> None:
    with pytest.raises(TypeError):
        Warrant(PLAN, HERE, object())


@given(typed=st.text().filter(lambda text: text.strip().casefold() != "z2ax1"))
def test_anything_else_than_the_id_is_a_no(typed: str) -> None:
    with pytest.raises(WipeRefusedError):
        authorise(PLAN, (), HERE, typed=typed)


@pytest.mark.parametrize("typed", ["", "oui", "yes", "all", "tout", "Z2AX", "Z2AX11", "/dev/sda"])
def test_yes_is_no_identity(typed: str) -> None:
    with pytest.raises(WipeRefusedError):
        authorise(PLAN, (), HERE, typed=typed)


def test_one_refusal_is_enough() -> None:
    with pytest.raises(WipeRefusedError, match="Il est utilisé"):
        authorise(PLAN, (WHY,), HERE, typed="Z2AX1")


def test_a_disk_without_an_id_cannot_be_named() -> None:
    nameless = choose(candidate(serial=None), ata(), Wish())
    with pytest.raises(WipeRefusedError):
        authorise(nameless, (), HERE, typed="")


@pytest.mark.parametrize("change", [{"serial": "Z2AX2"}, {"size_bytes": 1}, {"serial": None}])
def test_another_disk_in_its_place_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(WipeRefusedError):
        authorise(PLAN, (), replace(HERE, **change), typed="Z2AX1")  # type: ignore[arg-type]  # one fact each


def test_a_usb_disk_that_tells_no_serial_is_known_by_its_appearance() -> None:
    stick = candidate(bus="usb", medium=None, removable=True).model_copy(update={"sequence": "7"})
    plan = choose(stick, ata(), Wish())
    authorise(plan, (), replace(identity(stick), serial=None), typed="Z2AX1")
    with pytest.raises(WipeRefusedError):
        authorise(plan, (), replace(identity(stick), serial=None, sequence="8"), typed="Z2AX1")
    with pytest.raises(WipeRefusedError):
        authorise(plan, (), replace(identity(stick), serial=None, sequence=None), typed="Z2AX1")


def test_a_loop_device_is_known_by_its_whole_backing_file() -> None:
    file = loop("/srv/a/disque.img")
    plan = choose(file, ata(), Wish())
    authorise(plan, (), identity(file), typed="disque.img")
    with pytest.raises(WipeRefusedError):
        authorise(plan, (), replace(identity(file), backing_file="/srv/b/disque.img"), typed="disque.img")


def test_a_plan_without_a_way_gets_none() -> None:
    plan = choose(HDD, ata(), Wish(method="firmware"))
    with pytest.raises(WipeRefusedError):
        authorise(plan, (), HERE, typed="Z2AX1")


class _Kernel:
    """A /sys/block with one disk, as the kernel would show it."""

    def __init__(self, **facts: str) -> None:
        self.files = {"dev": "8:0", "size": "976562500", "device/serial": "Z2AX1", "diskseq": "7", **facts}

    def read(self, path: str, limit_bytes: int = 0) -> str:
        from pcsol.errors import FactMissingError

        fact = path.removeprefix("/sys/block/sda/")
        if fact not in self.files:
            raise FactMissingError(path)
        return self.files[fact] + "\n"

    def read_bytes(self, path: str, limit_bytes: int = 0) -> bytes:
        return self.read(path).encode()

    def link(self, path: str) -> str | None:
        return None

    def names(self, path: str) -> None:
        return None


def test_the_same_disk_is_let_through_and_one_plugged_in_since_is_not() -> None:
    demand(_Kernel(), HERE)  # type: ignore[arg-type]  # all that is asked of it
    for change in ({"diskseq": "8"}, {"device/serial": "Z2AX2"}, {"dev": "8:16"}, {"size": "976562496"}):
        with pytest.raises(DiskChangedError):
            demand(_Kernel(**change), HERE)  # type: ignore[arg-type]  # as above


def test_a_disk_that_shows_more_is_the_same_only_after_its_hidden_area_was_opened() -> None:
    larger = _Kernel(size="976773168")
    demand(larger, HERE, resized=True)  # type: ignore[arg-type]  # as above
    with pytest.raises(DiskChangedError):
        demand(larger, HERE)  # type: ignore[arg-type]  # as above
