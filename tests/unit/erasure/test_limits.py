"""How long a command is waited for that answers when it is over: the plan says it beforehand."""

import pytest

from pcsol.i18n import speaking
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.report.erasure import sheets
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Wish
from tests.unit.erasure.made import ata, candidate, nvme

SILENT = "The disk tells nothing of its progress meanwhile: PCSol waits for at most {} minutes."
MAY_TELL = "Not every disk tells its progress meanwhile: PCSol waits for at most {} minutes."
HDD = candidate()
NVME = candidate(name="nvme0n1", medium="ssd", bus="nvme")
SECURE = {"security": True, "security_enhanced": True}


def notes(disk: Candidate, abilities: Abilities) -> tuple[str, ...]:
    plan = choose(disk, abilities, Wish(method="firmware"))
    with speaking("en"):
        [time] = [row for row in sheets.plan(plan).rows if row.label == "Time"]
    return tuple(note for note in time.notes if "PCSol waits" in note)


@pytest.mark.parametrize(
    ("disk", "abilities", "said"),
    [
        (HDD, ata(**SECURE, enhanced_minutes=300), (SILENT.format(600),)),
        (HDD, ata(**SECURE), (SILENT.format(308),)),
        (NVME, nvme(format=True), (MAY_TELL.format(120),)),
        (NVME, nvme(sanitize_block=True, format=True), ()),
        (HDD, ata(sanitize=True, sanitize_overwrite=True), ()),
    ],
    ids=["twice what is stated", "a slow pass", "format", "nvme sanitize", "ata sanitize"],
)
def test_the_plan_says_how_long_a_silent_command_is_waited_for(
    disk: Candidate, abilities: Abilities, said: tuple[str, ...]
) -> None:
    assert notes(disk, abilities) == said
