"""What an erasure is worth: anything that speaks against it is enough."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.model.erasure.outcome import Canaries, SectorRange, Verification
from pcsol.model.erasure.plan import FIRMWARE, Plan
from pcsol.model.hardware.disk import Disk, Health
from pcsol.model.probe import Clock
from pcsol.wipe.execute.done import Done
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Wish
from pcsol.wipe.validate import validate
from tests.unit.erasure.made import ata, attempt, candidate, done, hidden, plan, seen

RANDOM = plan("random", level="clear")
BLOCK = plan("ata-sanitize-block")
NOT_READ = Verification(depth="none", passed=False)
BAD = (SectorRange(first=8, last=15),)
ENDING = Disk(name="sda", health=Health(smart_passed=False))
CABLE = Disk(name="sda", health=Health(smart_passed=True, crc_errors=4))
NOISY = seen(content="noise")


@pytest.mark.parametrize("techniques", [("random",), ("ata-sanitize-block",), ("random", "ata-security-erase")])
def test_an_erasure_at_which_nothing_is_wrong_is_accepted_at_its_level(techniques: tuple[str, ...]) -> None:
    verdict = validate(attempt(plan(*techniques, level="clear")))
    assert (verdict.validation, verdict.level) == ("accepted", "clear")


AGAINST: list[tuple[str, Any, dict[str, Any], str]] = [
    ("no way", plan(level="none"), {"steps": ()}, "destroy"),
    ("a step that was not done", plan("random", "zero"), {"steps": done(RANDOM)}, "destroy"),
    ("a command not seen to end well", BLOCK, {"steps": done(BLOCK, completed=False)}, "escalate"),
    ("sectors that cannot be written", RANDOM, {"steps": done(RANDOM, unwritten=BAD)}, "destroy"),
    ("sectors that cannot be read", RANDOM, {"verification": seen(unread=BAD)}, "destroy"),
    ("not read back", RANDOM, {"verification": NOT_READ}, "repeat"),
    ("a firmware erase that was not read back", BLOCK, {"verification": NOT_READ}, "repeat"),
    ("a lying cache", RANDOM, {"verification": seen(passed=False, mismatched=BAD)}, "repeat"),
    ("a liar over old data", BLOCK, {"verification": seen(content="mixed")}, "escalate"),
    ("a canary that lives", BLOCK, {"verification": seen(canaries=Canaries(written=64, survived=1))}, "escalate"),
    ("an old block that lives", BLOCK,
     {"verification": seen(canaries=Canaries(written=64, survived=0, pre_images=9, pre_images_survived=2))},
     "escalate"),
    ("no canaries", BLOCK, {"verification": seen(canaries=Canaries())}, "escalate"),
    ("canaries nobody looked for", BLOCK, {"verification": seen(canaries=Canaries(written=64))}, "escalate"),
    ("noise where an overwrite was asked for", plan("ata-sanitize-overwrite"), {"verification": NOISY}, "escalate"),
    ("content nobody recognised", BLOCK, {"verification": seen(content=None)}, "escalate"),
    ("a hidden area that stays", RANDOM, {"hidden": hidden("kept")}, "destroy"),
    ("a hidden area just opened", RANDOM, {"hidden": hidden("opened", power_cycle=True)}, "repeat"),
    ("a disk that announces its end", RANDOM, {"before": ENDING}, "destroy"),
    ("transfer errors that rise", RANDOM, {"after": CABLE}, "repeat"),
    ("stopped halfway", RANDOM, {"interrupted": True, "verification": NOT_READ, "steps": ()}, "repeat"),
]  # fmt: skip


def test_what_broke_it_off_is_told_once_by_its_step_or_by_itself() -> None:
    for of_step, told in ((None, ["broken-off"]), ("It is gone.", ["step-failed"])):
        steps = done(RANDOM, completed=of_step is None, fault=of_step)
        found = validate(attempt(RANDOM, steps=steps, verification=NOT_READ, interrupted=True, fault="It is gone."))
        assert found.validation == "repeat"
        assert [one.code for one in found.reasons if one.text == "It is gone."] == told


def test_what_a_step_said_of_a_password_is_told_though_somebody_stopped_it() -> None:
    steps = done(BLOCK, completed=False, fault="It may be locked by the password PCSOL.")
    found = validate(attempt(BLOCK, interrupted=True, verification=NOT_READ, steps=steps))
    assert found.validation == "repeat"
    assert "It may be locked by the password PCSOL." in [reason.text for reason in found.reasons]


@pytest.mark.parametrize(("_what", "of", "wrong", "verdict"), AGAINST, ids=[row[0] for row in AGAINST])
def test_one_thing_wrong_is_enough(_what: str, of: Any, wrong: dict[str, Any], verdict: str) -> None:
    found = validate(attempt(of, **wrong))
    assert (found.validation, found.level) == (verdict, "none")
    assert found.reasons


def test_a_disk_that_does_not_tell_what_it_hides_is_cleared_at_most() -> None:
    """The plan may have known: what it says when it is erased counts."""
    found = validate(attempt(BLOCK, hidden=hidden("unknown")))
    assert (found.validation, found.level) == ("accepted", "clear")
    assert [reason.code for reason in found.reasons] == ["effective", "hidden-unknown"]


def test_what_a_disk_did_not_tell_when_it_was_erased_stands_among_what_is_not_proven() -> None:
    known, kept = (Done((attempt(BLOCK, hidden=hidden(state)),), 0, None) for state in ("none", "unknown"))  # type: ignore[arg-type]
    sentence = "Whether the disk hides an area (HPA, DCO): it did not tell."
    with speaking("en"):
        assert sentence not in known.told(Clock()).not_checked
        assert sentence in kept.told(Clock()).not_checked


def test_a_liar_is_escalated_where_another_way_is_left() -> None:
    survived = seen(canaries=Canaries(written=64, survived=64))
    assert validate(attempt(BLOCK, verification=survived, more_ways=True)).validation == "escalate"


def test_a_disk_that_was_never_written_over_is_not_destroyed_for_the_lie_of_its_command() -> None:
    """`--method firmware` has no way behind its commands; writing over the disk is still one."""
    only = choose(candidate(medium="ssd"), ata(sanitize=True, sanitize_block=True), Wish(method="firmware"))
    survived = seen(canaries=Canaries(written=64, survived=64), content="mixed", passed=False)
    with speaking("en"):
        found = validate(attempt(only, verification=survived, more_ways=bool(only.fallbacks)))
    assert (only.fallbacks, found.validation, found.level) == ((), "escalate", "none")
    assert "--method random" in found.reasons[-1].text


@pytest.mark.parametrize("of", [RANDOM, plan("random", "ata-security-erase", level="clear")])
def test_a_disk_that_could_not_be_written_is_destroyed_where_no_other_way_is_left(of: Plan) -> None:
    failed = done(plan("random"), completed=False, fault="It broke.")
    assert validate(attempt(of, steps=failed, verification=NOT_READ)).validation == "destroy"


def test_crypto_scramble_may_leave_noise_and_a_repeated_pattern_is_an_erased_disk() -> None:
    assert validate(attempt(plan("ata-sanitize-crypto"), verification=seen(content="noise"))).validation == "accepted"
    enhanced = plan("ata-security-erase-enhanced")
    periodic = seen(content="periodic", pattern_hex="33cc55aa")
    assert validate(attempt(enhanced, verification=periodic)).validation == "accepted"


_VERIFICATIONS = st.builds(
    Verification,
    depth=st.sampled_from(["full", "sample", "none"]),
    passed=st.booleans(),
    content=st.sampled_from(["zeros", "ones", "uniform", "periodic", "keystream", "noise", "mixed", None]),
    mismatched=st.sampled_from([(), BAD]),
    unread=st.sampled_from([(), BAD]),
    canaries=st.builds(
        Canaries, written=st.integers(0, 2), survived=st.sampled_from([None, 0, 1]),
        pre_images=st.just(2), pre_images_survived=st.sampled_from([None, 0, 1]),
    ),
)  # fmt: skip


@given(
    techniques=st.lists(st.sampled_from([*FIRMWARE, "zero", "random", "pattern"]), min_size=1, max_size=3),
    verification=_VERIFICATIONS,
    completed=st.booleans(),
    more_ways=st.booleans(),
)
def test_nothing_is_accepted_over_old_data(
    techniques: list[str], verification: Verification, completed: bool, more_ways: bool
) -> None:
    of = plan(*techniques)
    found = validate(attempt(of, steps=done(of, completed=completed), verification=verification, more_ways=more_ways))
    if found.validation == "accepted":
        assert completed
        assert verification.depth != "none"
        assert not verification.unread
        if set(techniques) & set(FIRMWARE):
            assert verification.canaries.written > 0
            assert verification.canaries.survived == 0
            assert not verification.canaries.pre_images_survived
        if techniques[-1] not in FIRMWARE:
            assert verification.passed
            assert not verification.mismatched
    else:
        assert found.level == "none"
