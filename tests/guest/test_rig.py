"""The rig cannot lie: each mode was seen to do what its name says, by raw commands and by the backing store."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.guest import boots
from tests.guest.boots import Proof
from tests.guest.guest import Ended

pytestmark = pytest.mark.qemu
_ROWS = [pytest.param(row, id=row.id, marks=pytest.mark.boot(row.boot)) for row in boots.proofs()]


@pytest.mark.parametrize("row", _ROWS)
def test_a_mode_does_what_its_name_says(row: Proof, boot: Callable[[str], Ended]) -> None:
    told = boot(row.boot).told[row.id]
    assert "result" in told, told.get("error")
    seen = {name: _find(told["result"], name) for name in row.sees}
    sectors = boot(row.boot).stores[row.disk].stat().st_size // 512
    assert seen == {name: sectors if wanted == "all" else wanted for name, wanted in row.sees.items()}, told


@pytest.mark.parametrize("row", _ROWS)
def test_the_backing_store_holds_what_the_mode_leaves(row: Proof, boot: Callable[[str], Ended]) -> None:
    old, sectors = len(boot(row.boot).old(row.disk)), boot(row.boot).stores[row.disk].stat().st_size // 512
    least, most = row.left if isinstance(row.left, list) else (row.left, row.left)
    assert (sectors if least == "all" else least) <= old <= (sectors if most == "all" else most)


@pytest.mark.boot("suspend")
def test_the_tower_really_slept(boot: Callable[[str], Ended]) -> None:
    ended = boot("suspend")
    assert ended.told["suspend"]["status"] == 0, ended.told["suspend"]
    slept = {"command": "POWER CYCLE", "ended": "done"}
    rows = [row for row in boots.proofs() if row.boot == "suspend"]
    assert [row.id for row in rows if slept not in ended.seen(row.disk)] == []


def test_every_mode_is_proven() -> None:
    assert {row.mode for row in boots.proofs()} == set(boots.table("modes"))


def _find(told: Any, dotted: str) -> Any:
    for name in dotted.split("."):
        told = (told or {}).get(name, "(not told)") if isinstance(told, dict) else "(not told)"
    return told
