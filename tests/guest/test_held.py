"""What holds a disk, and what dm makes of one: the set-up of the guard's guest cases, seen without PCSol."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.guest.guest import Ended
from tests.guest.held import BOOT, STEPS

pytestmark = [pytest.mark.qemu, pytest.mark.boot(BOOT)]
_EACH = ("swap", "ext4", "vfat", "raid-a", "raid-b", "lvm", "linear", "btrfs")


@pytest.fixture
def held(boot: Callable[[str], Ended]) -> Ended:
    return boot(BOOT)


@pytest.mark.parametrize("step", [step["id"] for step in STEPS if "run" in step])
def test_the_usual_tools_set_it_up(step: str, held: Ended) -> None:
    assert held.told[step].get("status") == 0, held.told[step]


def test_lsblk_shows_who_holds_each_disk(held: Ended) -> None:
    paths = held.told["places"]["result"]
    rows = {row["path"]: row for row in json.loads(held.told["overview"]["stdout"])["blockdevices"]}
    told = {name: json.dumps(rows[paths[name]]) for name in (*_EACH, "free", "part")}
    mapped = "/dev/mapper/"
    wanted = {name: f"/mnt/{name}" for name in ("ext4", "vfat", "btrfs", "part")} | {"swap": "[SWAP]"}
    wanted |= {"raid-a": "raid1", "raid-b": "raid1", "lvm": mapped + "vg0-data", "linear": mapped + "held"}
    assert {name: words in told[name] for name, words in wanted.items()} == dict.fromkeys(wanted, True), told
    assert "children" not in told["free"]


def test_the_kernel_gives_none_of_them_to_another_user(held: Ended) -> None:
    paths = held.told["places"]["result"]
    told = dict(line.split() for line in held.told["busy"]["stdout"].splitlines())
    assert {name: told[paths[name]] for name in (*_EACH, "free")} == dict.fromkeys(_EACH, "busy") | {"free": "free"}


def test_a_loop_device_over_dm_has_bad_sectors_at_exact_places(held: Ended) -> None:
    told: dict[str, Any] = held.told["write-bad"]["result"]
    assert told["bad"] == list(range(5000, 5008))
    assert held.old("bad-below") == list(range(5000, 5008))


def test_a_forgetful_cache_is_shown_as_a_plain_scsi_disk(held: Ended) -> None:
    [shown] = json.loads(held.told["shown"]["stdout"])["blockdevices"]
    assert (shown["path"], shown["type"]) == (held.told["places"]["result"]["forgets"], "disk")
    assert shown["serial"] == "PCSOLFORGETS1"
    assert shown["rm"] is False


def test_a_forgetful_cache_takes_every_write_and_keeps_none(held: Ended) -> None:
    assert held.told["write-forgets"]["result"]["bad_count"] == 0
    assert len(held.old("forgets-below")) == 16384
