"""A certificate exists for an accepted erasure, and for nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import NotErasedError
from pcsol.i18n import speaking
from pcsol.judge.certificate import doubts, make, not_erased
from pcsol.judge.certificate.levels import highest
from pcsol.model.erasure.outcome import Canaries, Erasure, SectorRange, SpeedPoint
from pcsol.model.erasure.plan import FIRMWARE
from pcsol.model.hardware.disk import Disk, HiddenStorage
from pcsol.model.papers.certificate import Certificate, NotErased
from pcsol.model.probe import Clock
from pcsol.report.certificate.deeds import rows
from tests.unit.certificate import erasures
from tests.unit.certificate.erasures import ATA, HDD, SSD, context, erasure, failed, outcome, purged
from tests.unit.erasure import made

BAD = (SectorRange(first=4, last=7),)
Change = Callable[[Erasure], Erasure]


def with_proof(**changes: Any) -> Change:
    def change(before: Erasure) -> Erasure:
        return before.model_copy(update={"verification": before.verification.model_copy(update=changes)})

    return change


def with_it(**changes: Any) -> Change:
    return lambda before: before.model_copy(update=changes)


def with_canaries(**counts: Any) -> Change:
    return with_proof(canaries=Canaries(**counts))


def _that_keeps_its_overlay(found: Erasure) -> Erasure:
    """It has a DCO, and a firmware that froze it: it does not answer what lies behind."""
    ata = ATA.model_copy(update={"has_dco": True, "dco_sectors": None})
    abilities = found.plan.abilities.model_copy(update={"ata": ata})
    return found.model_copy(update={"plan": found.plan.model_copy(update={"abilities": abilities})})


FLAWS: dict[str, tuple[Change, str]] = {
    "repeat": (with_it(validation="repeat"), "not-accepted"),
    "escalate": (with_it(validation="escalate"), "not-accepted"),
    "destroy": (with_it(validation="destroy"), "not-accepted"),
    "interrupted": (with_it(interrupted=True), "interrupted"),
    "no level": (with_it(level="none"), "no-level"),
    "no step": (with_it(steps=()), "not-complete"),
    "a step that failed": (with_it(steps=(outcome("random", HDD, completed=False),)), "not-complete"),
    "another step than planned": (with_it(steps=(outcome("zero", HDD),)), "not-complete"),
    "unwritten sectors": (with_it(steps=(outcome("random", HDD, unwritten=BAD),)), "unwritten"),
    "no verification": (with_proof(depth="none"), "not-read-back"),
    "a verification that failed": (with_proof(passed=False), "not-read-back"),
    "a read that ended early": (with_proof(read_bytes=512), "not-read-back"),
    "a read of less than the disk": (with_proof(read_bytes=512, of_bytes=512), "not-read-back"),
    "a sample of no place": (with_proof(depth="sample", places=0), "not-read-back"),
    "unread sectors": (with_proof(unread=BAD), "strange-sectors"),
    "mismatched sectors": (with_proof(mismatched=BAD), "strange-sectors"),
    "mixed content": (with_proof(content="mixed"), "content-unknown"),
    "unknown content": (with_proof(content=None), "content-unknown"),
    "a canary that survived": (with_canaries(written=9, survived=1), "survivors"),
    "canaries nobody looked for": (with_canaries(written=9), "survivors"),
    "a pre-image that survived": (with_canaries(pre_images=9, pre_images_survived=1), "survivors"),
    "pre-images nobody looked for": (with_canaries(pre_images=9), "survivors"),
    "an area that stays hidden": (with_it(hidden=made.hidden("kept")), "hidden"),
    "an area that a power cycle must show": (with_it(hidden=made.hidden("opened", power_cycle=True)), "hidden"),
    "a purge of a disk that did not tell what it hides": (
        lambda _: purged().model_copy(update={"hidden": made.hidden("unknown")}),
        "level-too-high",
    ),
    "a purge of a disk whose overlay was not told": (lambda _: _that_keeps_its_overlay(purged()), "level-too-high"),
    "another disk afterwards": (with_it(after=HDD.model_copy(update={"serial": "WD-OTHER"})), "another-disk"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_an_erasure_with_a_flaw_gets_no_certificate(flaw: str) -> None:
    change, code = FLAWS[flaw]
    flawed = change(erasure())
    with pytest.raises(NotErasedError) as refusal:
        make(flawed, context())
    assert code in refusal.value.details
    assert not_erased(flawed, context()).level == "none"


def test_a_command_that_nothing_shows_the_effect_of_is_not_believed() -> None:
    bare = with_canaries()(purged())
    assert [doubt.code for doubt in doubts(bare)] == ["command-believed"]


def test_a_write_before_a_command_shows_nothing_of_the_command() -> None:
    both = with_canaries()(erasure(SSD, ("random", "ata-sanitize-block"), "purge"))
    assert [doubt.code for doubt in doubts(both)] == ["command-believed"]


def test_a_stream_of_ours_after_a_command_shows_that_the_command_did_nothing() -> None:
    both = with_proof(content="keystream")(erasure(SSD, ("random", "ata-sanitize-block"), "purge"))
    assert [doubt.code for doubt in doubts(both)] == ["content-wrong"]


@pytest.mark.parametrize(
    ("technique", "content"), [("zero", "noise"), ("zero", "ones"), ("random", "zeros"), ("pattern", "noise")]
)
def test_what_is_read_back_must_be_what_the_last_step_leaves(technique: Any, content: str) -> None:
    assert "content-wrong" in {doubt.code for doubt in doubts(with_proof(content=content)(erasure(HDD, (technique,))))}


def test_a_disk_that_grew_when_a_hidden_area_was_lifted_must_be_read_to_its_new_end() -> None:
    larger = HDD.model_copy(update={"size_bytes": erasures.SIZE + 4096 * 512})
    assert [doubt.code for doubt in doubts(erasure(after=larger))] == ["not-read-back"]
    whole = {"read_bytes": larger.size_bytes, "of_bytes": larger.size_bytes}
    lifted = with_proof(**whole)(erasure(after=larger))
    assert doubts(lifted) == ()
    assert make(lifted, context()).device.size_bytes == larger.size_bytes


def test_what_a_disk_did_not_tell_of_stands_among_what_was_not_checked() -> None:
    assert "hidden-areas" not in make(erasure(), context()).not_checked
    assert "hidden-areas" in make(_that_keeps_its_overlay(erasure()), context()).not_checked
    late = make(erasure(hidden=made.hidden("unknown")), context())
    assert "hidden-areas" in late.not_checked
    assert [(area.kind, area.state) for area in late.hidden_areas or ()] == [("hpa", "unknown")]


def test_what_was_lifted_stands_on_the_paper() -> None:
    paper = make(erasure(hidden=made.hidden("opened")), context())
    assert [(a.kind, a.state, a.visible_sectors, a.whole_sectors) for a in paper.hidden_areas or ()] == [
        ("hpa", "opened", 10, 99)
    ]
    with speaking("en"):
        assert ("Hidden areas", "HPA: 89 sectors made visible first") in rows(paper)
        assert "Hidden areas" not in dict(rows(make(erasure(hidden=made.hidden("none")), context())))
    assert make(erasure(), context()).hidden_areas is None


def test_hidden_areas_that_were_lifted_and_read_are_not_named_as_unchecked() -> None:
    hidden = ATA.model_copy(update={"native_sectors": erasures.SIZE // 512 + 2048})
    base = erasure()
    abilities = base.plan.abilities.model_copy(update={"ata": hidden})
    found = base.model_copy(update={"plan": base.plan.model_copy(update={"abilities": abilities})})
    assert "hidden-areas" in make(found, context()).not_checked
    size = erasures.SIZE + 2048 * 512
    assert "hidden-areas" not in make(with_proof(read_bytes=size, of_bytes=size)(found), context()).not_checked


def test_a_speed_that_is_no_number_makes_no_paper_fail() -> None:
    points = (SpeedPoint(offset_bytes=0, bytes_per_second=float("inf")),)
    make(erasure(steps=(outcome("random", HDD, speed=points, seconds=float("nan")),)), context())


def test_sectors_left_out_by_a_write_are_erased_by_the_command_after_it() -> None:
    steps = (outcome("random", SSD, unwritten=BAD), outcome("ata-sanitize-block", SSD))
    assert doubts(erasure(SSD, ("random", "ata-sanitize-block"), "purge", steps=steps)) == ()


_FLAWLESS = {"hdd": erasure(), "ssd": purged()}


@given(
    st.sampled_from(sorted(_FLAWLESS)),
    st.lists(st.sampled_from(sorted(FLAWS)), max_size=3),
    st.sampled_from(["accepted", "repeat", "escalate", "destroy"]),
)
def test_whatever_it_says_of_itself_only_a_flawless_accepted_erasure_is_certified(
    which: str, flaws: list[str], validation: str
) -> None:
    found = _FLAWLESS[which].model_copy(update={"validation": validation})
    for flaw in flaws:
        change, _code = FLAWS[flaw]
        found = change(found)
    try:
        paper: Certificate | NotErased = make(found, context())
    except NotErasedError:
        paper = not_erased(found, context())
    assert isinstance(paper, Certificate) is (not flaws and validation == "accepted")


@given(
    st.sampled_from(["hdd", "ssd", "flash", None]),
    st.sampled_from(["sata", "nvme", "usb", "mmc", "sas", None]),
    st.lists(st.sampled_from(["zero", "random", "pattern"]), min_size=1, max_size=4),
)
def test_what_was_overwritten_is_clear_and_never_purged(medium: Any, bus: Any, techniques: Any) -> None:
    disk = HDD.model_copy(update={"medium": medium, "bus": bus})
    liar = erasure(disk, tuple(techniques), "purge")
    assert "level-too-high" in {doubt.code for doubt in doubts(liar)}
    assert make(erasure(disk, tuple(techniques), "clear"), context()).level == "clear"


@pytest.mark.parametrize(
    ("technique", "medium", "level"),
    [
        ("ata-sanitize-block", "ssd", "purge"),
        ("ata-security-erase-enhanced", "hdd", "purge"),
        ("ata-security-erase-enhanced", "ssd", "clear"),
        ("ata-security-erase-enhanced", None, "clear"),
        ("ata-security-erase", "hdd", "clear"),
        ("nvme-format-user-data", "ssd", "clear"),
        ("nvme-format-crypto", "ssd", "clear"),
        ("nvme-sanitize-crypto", "ssd", "purge"),
        ("scsi-sanitize-overwrite", "hdd", "purge"),
        ("secure-discard", "flash", "clear"),
        ("ata-sanitize-block", "flash", "clear"),
    ],
)
def test_each_technique_has_its_highest_level(technique: str, medium: Any, level: str) -> None:
    assert highest([technique], Disk(name="sda", medium=medium), direct=True, told_all=True) == level


@pytest.mark.parametrize("technique", FIRMWARE)
def test_nothing_is_purged_through_a_bridge(technique: str) -> None:
    assert highest([technique], Disk(name="sda", medium="hdd"), direct=False, told_all=True) == "clear"
    assert highest([technique], Disk(name="sda", medium="hdd", bus="usb"), direct=None, told_all=True) == "clear"


def test_an_erasure_may_not_claim_more_than_its_plan() -> None:
    found = purged()
    humble = found.model_copy(update={"plan": found.plan.model_copy(update={"level": "clear"})})
    assert [doubt.code for doubt in doubts(humble)] == ["level-too-high"]


def test_an_accepted_erasure_that_is_doubted_gets_a_report_that_says_repeat_and_why() -> None:
    report = not_erased(with_canaries(written=9, survived=1)(purged()), context())
    assert (report.validation, report.next) == ("repeat", "repeat")
    assert "survivors" in {reason.code for reason in report.reasons}


def test_an_interrupted_erasure_is_to_be_resumed() -> None:
    assert not_erased(erasure(validation="repeat", interrupted=True, level="none"), context()).next == "resume"


def test_a_report_is_not_made_of_what_may_have_a_certificate() -> None:
    with pytest.raises(ValueError, match="certificate"):
        not_erased(erasure(), context())


def test_the_paper_says_what_the_standard_asks_for() -> None:
    paper = make(erasure(), context())
    assert (paper.device.model, paper.device.serial, paper.device.wwn) == (HDD.model, HDD.serial, HDD.wwn)
    assert (paper.source.asset_number, paper.source.tower_code) == ("INV-2013-0815", "VAL-0042-D")
    assert (paper.tool, paper.tool_version, paper.operator) == ("PCSol", "0.3.0", "Camille")
    assert (paper.device.sectors, paper.deeds[0].technique) == (erasures.SIZE // 512, "random")
    assert (paper.proof.depth, paper.proof.passed, paper.validation) == ("full", True, "accepted")


def test_what_was_not_checked_is_said() -> None:
    assert {"spare-sectors", "second-program", "other-storage"} <= set(make(erasure(), context()).not_checked)
    assert "spare-cells" in make(erasure(SSD), context()).not_checked
    assert "firmware-honesty" in make(purged(), context()).not_checked
    assert "spare-cells" not in make(purged(), context()).not_checked
    sampled = with_proof(depth="sample", places=2002, read_bytes=10**9)(erasure())
    assert "rest-of-sample" in make(sampled, context()).not_checked
    assert "clock" in make(erasure(clock=Clock(source="rtc", trusted=False)), context()).not_checked


def test_other_storage_is_unchecked_unless_what_was_counted_was_seen_and_nothing_is_hidden() -> None:
    assert "other-storage" not in make(erasure(), context(hidden_storage=())).not_checked
    for more in (
        {"disks_seen": None},
        {"hidden_storage": None},
        {"hidden_storage": (HiddenStorage(kind="rst", text="."),)},
    ):
        assert "other-storage" in make(erasure(), context(**({"hidden_storage": ()} | more))).not_checked


def test_pre_images_leave_the_engine_as_a_number_alone() -> None:
    assert make(purged(), context()).proof.canaries == Canaries(
        written=2048, survived=0, pre_images=2048, pre_images_survived=0
    )


def test_sectors_that_two_passes_missed_are_counted_once() -> None:
    twice = failed().model_copy(update={"steps": failed().steps * 2})
    assert not_erased(twice, context()).map.unwritten_sectors == 2056


def test_a_disk_that_is_full_of_holes_makes_no_endless_paper() -> None:
    holes = tuple(SectorRange(first=n * 10, last=n * 10) for n in range(3000))
    paper = not_erased(with_proof(unread=holes, passed=False)(failed()), context())
    assert (len(paper.map.unread), paper.map.unread_sectors, paper.map.ranges_left_out) == (500, 3000, 2500)


def test_a_long_curve_is_shortened_to_means() -> None:
    points = tuple(SpeedPoint(offset_bytes=n, bytes_per_second=float(n % 2)) for n in range(1000))
    speed = make(erasure(steps=(outcome("random", HDD, speed=points),)), context()).deeds[0].speed
    assert len(speed) <= 120
    assert [point.offset_bytes for point in speed[:2]] == [0, 9]


def test_a_sentence_that_was_told_twice_stands_in_both_languages() -> None:
    french = failed()
    english = french.model_copy(
        update={"reasons": (french.reasons[0].model_copy(update={"text": "2056 sectors could not be written."}),)}
    )
    (reason,) = [one for one in not_erased(french, context(also_told=english)).reasons if "2056" in one.text.en]
    assert (reason.text.fr[:12], reason.text.en) == ("2056 secteur", "2056 sectors could not be written.")


def test_doubts_are_said_in_both_languages() -> None:
    with speaking("fr"):
        report = not_erased(with_canaries(written=9, survived=1)(purged()), context())
    (reason,) = [one for one in report.reasons if one.code == "survivors"]
    assert reason.text.fr != reason.text.en


def test_the_same_erasure_has_the_same_paper_and_another_one_another() -> None:
    assert make(erasure(), context()) == make(erasure(), context())
    assert make(erasure(), context()).id != make(purged(), context()).id
