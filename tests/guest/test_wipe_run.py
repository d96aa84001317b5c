"""What the installed `pcsol wipe run` makes of each disk, by cases.yaml; and what must never be."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.guest import boots
from tests.guest.boots import Case
from tests.guest.guest import Ended

pytestmark = pytest.mark.qemu
_ROWS = [pytest.param(row, id=row.id, marks=pytest.mark.boot(row.boot)) for row in boots.cases()]
_ACCEPTED, _REFUSED = "accepted", "refused"


def _result(row: Case, ended: Ended) -> dict[str, Any] | None:
    """The disk's line of the answer, or None where the run was refused as a whole, with a reason for this disk."""
    told = ended.told[row.step]
    assert told.get("status") is not None, told
    answer = json.loads(told["stdout"])
    path = row.at or ended.told["places"]["result"][row.seen_as]
    if "error" in answer:
        assert path in answer["error"]["what"] + answer["error"]["details"], answer
        return None
    return next(dict(one) for one in answer["results"] if one["disk"] == path)


def _why(row: Case, ended: Ended) -> str:
    """What is to be known when a row ends otherwise: a CI run is seen only by what its test prints."""
    path, result = row.at or ended.told["places"]["result"][row.seen_as], _result(row, ended)
    told = ended.told[row.step]
    said = [line for line in told["stderr"].splitlines() if path in line][-10:]
    shown = json.dumps(result, indent=1) if result else told["stdout"]
    return "\n".join((f"status {told['status']}", *said, *ended.kernel(path.rpartition("/")[2]), shown[:8000]))


def _end(result: dict[str, Any] | None) -> str:
    if result is None:
        return _REFUSED
    return _ACCEPTED if result["validation"] == _ACCEPTED else "not-erased"


@pytest.mark.parametrize("row", _ROWS)
def test_a_run_ends_as_the_table_says(row: Case, boot: Callable[[str], Ended]) -> None:
    ended, wanted = boot(row.boot), row.expects
    result, status = _result(row, ended), ended.told[row.step]["status"]
    assert _end(result) == wanted["end"], _why(row, ended)
    for name in ("level", "technique"):
        if name in wanted:
            assert result is not None
            assert result[name] == wanted[name], _why(row, ended)
    if "status" in wanted:
        assert status == wanted["status"], _why(row, ended)


@pytest.mark.parametrize("row", _ROWS)
def test_no_certificate_over_a_single_old_sector(row: Case, boot: Callable[[str], Ended]) -> None:
    """The test of tests: the host counts in the backing store, and asks nobody."""
    ended = boot(row.boot)
    result, old = _result(row, ended), ended.old(row.disk)
    if old and result is not None:
        assert result["validation"] != _ACCEPTED, f"{len(old)} old sectors, the first {old[:3]}"
        assert result["level"] == "none"
        assert result["certificate"] is None
    if result is not None and result["validation"] == _ACCEPTED:
        assert old == []
        assert result["certificate"]


@pytest.mark.parametrize("row", _ROWS)
def test_the_store_holds_what_the_table_says(row: Case, boot: Callable[[str], Ended]) -> None:
    ended, wanted = boot(row.boot), row.expects.get("left")
    if wanted is None:
        return
    old, sectors = len(ended.old(row.disk)), ended.stores[row.disk].stat().st_size // 512
    least, most = wanted if isinstance(wanted, list) else (wanted, wanted)
    assert (sectors if least == "all" else least) <= old <= (sectors if most == "all" else most)


@pytest.mark.parametrize("row", _ROWS)
def test_a_disk_was_told_what_it_may_be_told(row: Case, boot: Callable[[str], Ended]) -> None:
    told = [one["command"] for one in boot(row.boot).seen(row.disk)]
    assert [words for words in row.expects.get("sent", ()) if words not in told] == []
    assert [words for words in row.expects.get("never", ()) if words in told] == []


@pytest.mark.parametrize("row", [row for row in _ROWS if row.values[0].expects.get("unlocked")])  # type: ignore[union-attr]
def test_no_password_is_left_on_a_disk(row: Case, boot: Callable[[str], Ended]) -> None:
    """From what the disk was told: after the last SET PASSWORD came an erase or a DISABLE that ended well."""
    done = [one["command"] for one in boot(row.boot).seen(row.disk) if one["ended"] == "done"]
    last = max((at for at, words in enumerate(done) if words == "SECURITY SET PASSWORD"), default=-1)
    frees = ("SECURITY ERASE UNIT", "SECURITY DISABLE PASSWORD")
    assert last == -1 or any(words.startswith(frees) for words in done[last:])


def test_every_mode_has_a_case() -> None:
    assert set(boots.table("modes")) - {row.mode for row in boots.cases()} == set()
