"""What a signed paper says of the other disks of the tower: never that nobody asked, of one that was asked for."""

from types import SimpleNamespace
from typing import Any

import pytest

from pcsol.commands.wipe.conduct import around
from pcsol.commands.wipe.conduct.fault import Fault
from pcsol.errors import (
    DiskBusyError,
    DiskChangedError,
    DiskFailedError,
    JournalFaultyError,
    NotErasedError,
    PCSolError,
    WipeRefusedError,
)
from tests.unit.certificate.erasures import erasure
from tests.unit.erasure import made

ERASED, OTHER = made.candidate(), made.candidate(name="sdb", path="/dev/sdb", serial="OTHER")


def became(candidates: tuple[Any, ...], *faults: Fault) -> dict[str | None, str]:
    gathered: Any = SimpleNamespace(candidates=candidates)
    return {one.id: one.became for one in around._disks_seen(gathered, [erasure(ERASED.disk)], faults)}


@pytest.mark.usefixtures("pcsol_home")
@pytest.mark.parametrize(
    ("error", "word"),
    [
        (DiskBusyError("x"), "refused"), (WipeRefusedError("x"), "refused"), (DiskChangedError("x"), "not-erased"),
        (DiskFailedError("x"), "not-erased"), (JournalFaultyError("x"), "not-erased"),
        (NotErasedError("x"), "not-erased"), (PCSolError("x"), "not-erased"),
    ],
)  # fmt: skip
def test_a_disk_that_was_asked_for_and_failed_is_never_one_that_nobody_asked_for(error: PCSolError, word: str) -> None:
    assert became((ERASED, OTHER), Fault("/dev/sdb", error)) == {"Z2AX1": "erased", "OTHER": word}


def test_a_disk_that_nobody_named_is_one_that_nobody_asked_for() -> None:
    assert became((ERASED, OTHER)) == {"Z2AX1": "erased", "OTHER": "not-asked"}


def test_a_file_is_listed_where_it_was_asked_for_and_only_there() -> None:
    loop = made.loop()
    assert became((ERASED, loop)) == {"Z2AX1": "erased"}
    assert became((ERASED, loop), Fault("/dev/loop0", DiskBusyError("x")))["disque.img"] == "refused"
