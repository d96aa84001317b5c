"""The decision table: which technique for which disk, and what it may claim."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.i18n import speaking
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.plan import FIRMWARE
from pcsol.model.profile.wipe import Pass, WipeProfile
from pcsol.wipe.plan.choose import choose
from pcsol.wipe.plan.wish import Doubt, Wish
from tests.unit.erasure.made import ata, candidate, loop, nvme, scsi

HDD, SSD = candidate(), candidate(medium="ssd")
NVME = candidate(name="nvme0n1", medium="ssd", bus="nvme")
SAS, SAS_SSD = candidate(bus="sas"), candidate(bus="sas", medium="ssd")
SECURE = {"security": True, "security_enhanced": True}
ALL_SANITIZE = {"sanitize": True, "sanitize_block": True, "sanitize_crypto": True, "sanitize_overwrite": True}

TABLE = [
    ("a hard disk that can scramble is written over as well", HDD, ata(**ALL_SANITIZE),
     ("ata-sanitize-crypto", "random"), "purge", "full"),
    ("a hard disk with overwrite", HDD, ata(sanitize=True, sanitize_overwrite=True),
     ("ata-sanitize-overwrite",), "purge", "sample"),
    ("a hard disk with the enhanced erase", HDD, ata(**SECURE), ("ata-security-erase-enhanced",), "purge", "sample"),
    ("a hard disk with the normal erase alone is written over", HDD, ata(security=True), ("random",), "clear", "full"),
    ("a frozen hard disk is written over", HDD, ata(**SECURE, security_frozen=True), ("random",), "clear", "full"),
    ("a frozen hard disk that sleep unfreezes", HDD, ata(**SECURE, security_frozen=True, deep_sleep=True),
     ("ata-security-erase-enhanced",), "purge", "sample"),
    ("frozen security does not stop sanitize", HDD, ata(**SECURE, **ALL_SANITIZE, security_frozen=True),
     ("ata-sanitize-crypto", "random"), "purge", "full"),
    ("a hard disk that can do nothing", HDD, ata(), ("random",), "clear", "full"),
    ("an SSD erases its blocks", SSD, ata(**ALL_SANITIZE), ("ata-sanitize-block",), "purge", "sample"),
    ("an SSD that can only scramble is written over", SSD, ata(sanitize=True, sanitize_crypto=True),
     ("ata-sanitize-crypto", "random"), "purge", "full"),
    ("flash with SECURITY ERASE is clear", SSD, ata(**SECURE),
     ("random", "ata-security-erase-enhanced"), "clear", "sample"),
    ("flash with the normal erase", SSD, ata(security=True), ("random", "ata-security-erase"), "clear", "sample"),
    ("flash with nothing gets two keys", SSD, ata(), ("random", "random"), "clear", "full"),
    ("NVMe block", NVME, nvme(sanitize_block=True, sanitize_crypto=True), ("nvme-sanitize-block",), "purge", "sample"),
    ("NVMe crypto", NVME, nvme(sanitize_crypto=True), ("nvme-sanitize-crypto",), "purge", "sample"),
    ("NVMe overwrite", NVME, nvme(sanitize_overwrite=True), ("nvme-sanitize-overwrite",), "purge", "sample"),
    ("NVMe format is clear", NVME, nvme(format=True), ("random", "nvme-format-user-data"), "clear", "sample"),
    ("NVMe format with crypto is clear", NVME, nvme(format=True, format_crypto=True),
     ("random", "nvme-format-crypto"), "clear", "sample"),
    ("NVMe with nothing", NVME, nvme(), ("random", "random"), "clear", "full"),
    ("SAS hard disk", SAS, scsi(sanitize_overwrite=True), ("scsi-sanitize-overwrite",), "purge", "sample"),
    ("SAS SSD", SAS_SSD, scsi(sanitize_block=True), ("scsi-sanitize-block",), "purge", "sample"),
    ("a SAS disk of a kind nobody knows", candidate(bus="sas", medium=None), scsi(sanitize_overwrite=True),
     ("scsi-sanitize-overwrite",), "purge", "sample"),
    ("SAS hard disk without", SAS, scsi(), ("random",), "clear", "full"),
    ("a card with secure discard", candidate(bus="mmc", medium="flash"), Abilities(secure_discard=True),
     ("random", "secure-discard"), "clear", "full"),
    ("a card without", candidate(bus="mmc", medium="flash"), Abilities(secure_discard=False),
     ("random", "zero"), "clear", "full"),
    ("a USB stick", candidate(bus="usb", medium=None), Abilities(direct=False), ("random", "zero"), "clear", "full"),
    ("a hard disk behind USB, whatever it says", candidate(bus="usb"),
     ata(**SECURE, **ALL_SANITIZE).model_copy(update={"direct": False}), ("random",), "clear", "full"),
    ("a loop device", loop(), Abilities(), ("random",), "clear", "full"),
    ("what nobody knows is treated as flash", candidate(bus=None, medium=None), Abilities(),
     ("random", "random"), "clear", "full"),
]  # fmt: skip


@pytest.mark.parametrize(("_what", "disk", "abilities", "steps", "level", "verify"), TABLE, ids=[r[0] for r in TABLE])
def test_the_decision_table(
    _what: str, disk: Candidate, abilities: Abilities, steps: tuple[str, ...], level: str, verify: str
) -> None:
    plan = choose(disk, abilities, Wish())
    assert (tuple(step.technique for step in plan.steps), plan.level, plan.verify) == (steps, level, verify)
    assert plan.reasons
    assert plan.not_covered


@pytest.mark.parametrize("namespaces", [None, (1, 2), ()])
def test_an_nvme_disk_with_other_namespaces_is_written_over(namespaces: tuple[int, ...] | None) -> None:
    plan = choose(NVME, nvme(sanitize_block=True, format=True, namespaces=namespaces), Wish())
    assert ([step.technique for step in plan.steps], plan.level) == (["random", "random"], "clear")
    assert "more-namespaces" in {reason.code for reason in plan.reasons}


@pytest.mark.parametrize(
    ("disk", "abilities"),
    [(HDD, ata(**ALL_SANITIZE)), (SSD, ata(sanitize=True, sanitize_crypto=True)), (SSD, ata(**SECURE))],
)
def test_a_command_with_a_pass_beside_it_is_not_called_a_disk_without_a_command(
    disk: Candidate, abilities: Abilities
) -> None:
    with speaking("en"):
        first = choose(disk, abilities, Wish()).reasons[0]
    assert first.code == "highest-level"
    assert "no erase command" not in first.text
    assert "written over as well" in first.text


@pytest.mark.parametrize("kept", [{"has_dco": True}, {"has_dco": None}, {"native_sectors": None}])
def test_a_disk_that_does_not_tell_what_it_hides_is_cleared_at_most_and_the_plan_says_so(kept: dict[str, Any]) -> None:
    with speaking("en"):
        plan = choose(SSD, ata(**ALL_SANITIZE, **kept), Wish())
    assert plan.steps[0].technique == "ata-sanitize-block"
    assert {one.level for one in (plan, *plan.fallbacks)} == {"clear"}
    assert "hidden-unknown" in [reason.code for reason in plan.reasons]
    assert "Whether the disk hides an area (HPA, DCO): it did not tell." in plan.not_covered


def test_a_disk_that_told_what_its_overlay_hides_may_be_purged() -> None:
    plan = choose(SSD, ata(**ALL_SANITIZE, has_dco=True, dco_sectors=976773168), Wish())
    assert plan.level == "purge"


def test_a_locked_disk_has_no_way() -> None:
    plan = choose(HDD, ata(**SECURE, security_enabled=True, security_locked=True), Wish())
    assert (plan.steps, plan.level) == ((), "none")
    assert plan.reasons[0].code == "locked"


def test_the_password_of_a_locked_disk_may_be_ours_set_under_another_stick() -> None:
    with speaking("en"):
        locked = choose(HDD, ata(**SECURE, security_enabled=True, security_locked=True), Wish())
        enabled = choose(HDD, ata(**SECURE, security_enabled=True), Wish())
    assert "another stick" in locked.reasons[0].text
    assert "PCSOL" in locked.reasons[0].text
    assert "did not set" not in "".join(one.text for one in enabled.reasons)


def test_somebody_elses_password_is_no_way_in() -> None:
    plan = choose(HDD, ata(**SECURE, security_enabled=True), Wish())
    assert plan.steps[0].technique == "random"
    assert "locked" in {reason.code for reason in plan.reasons}


def test_a_doubted_purge_goes_behind_one_that_is_believed_and_claims_less() -> None:
    doubt = Doubt("ata-sanitize-crypto", "clear", "clé faible")
    plan = choose(SSD, ata(sanitize=True, sanitize_crypto=True), Wish(doubts=(doubt,)))
    assert plan.level == "clear"
    assert "clé faible" in [reason.text for reason in plan.reasons]
    both = choose(HDD, ata(**ALL_SANITIZE), Wish(doubts=(doubt,)))
    assert both.steps[0].technique == "ata-sanitize-overwrite"


def test_a_command_that_bricks_is_never_sent() -> None:
    doubt = Doubt("nvme-sanitize-block", "never", "reste bloqué")
    plan = choose(NVME, nvme(sanitize_block=True, format=True), Wish(doubts=(doubt,)))
    every = [step.technique for one in (plan, *plan.fallbacks) for step in one.steps]
    assert "nvme-sanitize-block" not in every


@pytest.mark.parametrize("method", ["zero", "random"])
def test_a_method_by_name_is_one_pass_and_clear_even_where_the_disk_could_do_better(method: str) -> None:
    plan = choose(SSD, ata(**ALL_SANITIZE), Wish(method=method))  # type: ignore[arg-type]  # both are methods
    assert ([step.technique for step in plan.steps], plan.level, plan.fallbacks) == ([method], "clear", ())


def test_firmware_by_name_never_falls_back_to_writing() -> None:
    assert choose(HDD, ata(), Wish(method="firmware")).steps == ()
    plan = choose(SSD, ata(**SECURE), Wish(method="firmware"))
    assert all({step.technique for step in one.steps} & set(FIRMWARE) for one in (plan, *plan.fallbacks))


def test_a_profile_gives_its_passes_and_no_more_than_clear() -> None:
    passes = (Pass(write="pattern", pattern="FF"), Pass(write="random"))
    profile = WipeProfile(schema="pcsol/wipe-profile/1", id="x", title="Deux", passes=passes, verify="sample")
    plan = choose(HDD, ata(**ALL_SANITIZE), Wish(profile=profile))
    assert [(step.technique, step.pattern_hex) for step in plan.steps] == [("pattern", "FF"), ("random", None)]
    assert (plan.level, plan.verify, plan.profile) == ("clear", "sample", "x")


def test_a_measured_disk_gets_its_own_time() -> None:
    slow, quick = (choose(HDD, ata(), Wish(bytes_per_second=rate)).seconds for rate in (50e6, 150e6))
    assert slow is not None
    assert quick is not None
    assert slow == pytest.approx(3 * quick)


def test_a_time_that_nobody_knows_is_not_made_up() -> None:
    assert choose(candidate(size_bytes=None), ata(), Wish()).seconds is None
    plan = choose(HDD, ata(**SECURE), Wish())
    assert plan.steps[0].seconds is None
    assert choose(HDD, ata(**SECURE, enhanced_minutes=90), Wish()).steps[0].seconds == 5400


_BOOL = st.sampled_from([True, False, None])
_ATA = st.fixed_dictionaries(
    dict.fromkeys((*ALL_SANITIZE, *SECURE, "security_enabled", "security_locked", "security_frozen"), _BOOL)
)


@given(
    said=_ATA, medium=st.sampled_from(["hdd", "ssd", "flash", None]), direct=_BOOL, bus=st.sampled_from(["sata", "usb"])
)
def test_no_plan_ever_rests_on_what_is_not_known(
    said: dict[str, bool | None], medium: str | None, direct: bool | None, bus: str
) -> None:
    disk = candidate(medium=medium, bus=bus)
    abilities = ata(**said).model_copy(update={"direct": direct})
    plan = choose(disk, abilities, Wish())
    for one in (plan, *plan.fallbacks):
        for step in one.steps:
            if step.technique.startswith("ata-"):
                assert direct is True
                assert bus != "usb"
                assert said["security_locked"] is not True
            if step.technique.startswith("ata-sanitize"):
                assert said["sanitize"] is True
                assert said[step.technique.removeprefix("ata-").replace("-", "_")] is True
            if step.technique.startswith("ata-security"):
                assert said["security"] is True
                assert said["security_enabled"] is False
        if one.level == "purge":
            assert any(step.technique in FIRMWARE for step in one.steps)
            if medium != "hdd":
                assert any("sanitize" in step.technique for step in one.steps)


@given(said=_ATA, medium=st.sampled_from(["hdd", "ssd", None]))
def test_the_first_way_reaches_the_highest_level_of_all(said: dict[str, bool | None], medium: str | None) -> None:
    plan = choose(candidate(medium=medium), ata(**said), Wish())
    levels = [one.level for one in (plan, *plan.fallbacks)]
    assert levels == sorted(levels, key=["purge", "clear", "none"].index)
