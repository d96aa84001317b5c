"""Whatever an erasure holds: where a certificate can be made of it, it was accepted and proven."""

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from pcsol.errors import NotErasedError
from pcsol.judge.certificate import make, not_erased
from pcsol.model.erasure.outcome import Canaries, Erasure, SectorRange, StepOutcome, Validation, Verification
from pcsol.model.erasure.plan import FIRMWARE, Level, Step, Technique
from pcsol.model.papers.certificate import Content
from tests.unit.certificate.erasures import BEGAN, HDD, SIZE, SSD, context, erasure

SECTORS = st.lists(st.builds(SectorRange, first=st.integers(0, 99), last=st.integers(100, 200)), max_size=1).map(tuple)
COUNTS = st.one_of(st.none(), st.just(0), st.integers(0, 9))
CANARIES = st.builds(
    Canaries, written=st.integers(0, 9), survived=COUNTS, pre_images=st.integers(0, 9), pre_images_survived=COUNTS
)
TECHNIQUES = st.lists(st.sampled_from(get_args(Technique)), min_size=0, max_size=2)
PROOFS = st.builds(
    Verification,
    depth=st.sampled_from(["full", "full", "sample", "none"]),
    passed=st.sampled_from([True, True, True, False]),
    read_bytes=st.sampled_from([SIZE, SIZE, 0, 512]),
    of_bytes=st.sampled_from([SIZE, SIZE, 0, 512]),
    places=st.sampled_from([0, 2002]),
    content=st.one_of(st.none(), st.sampled_from(get_args(Content))),
    mismatched=st.one_of(st.just(()), SECTORS),
    unread=st.one_of(st.just(()), SECTORS),
    canaries=CANARIES,
)


@st.composite
def erasures(draw: st.DrawFn) -> Erasure:
    planned, disk = draw(TECHNIQUES), draw(st.sampled_from([HDD, SSD.model_copy(update={"size_bytes": SIZE})]))
    done = draw(st.one_of(st.just(planned), TECHNIQUES))
    level = draw(st.sampled_from(get_args(Level)))
    steps = tuple(
        StepOutcome(
            step=Step(technique=name),
            started_at=BEGAN,
            seconds=1.0,
            completed=draw(st.sampled_from([True, True, True, False])),
            unwritten=draw(st.one_of(st.just(()), SECTORS)),
        )
        for name in done
    )
    whole = erasure(
        disk,
        tuple(planned) or ("zero",),
        draw(st.sampled_from(["purge", "purge", level])),
        steps=steps,
        validation=draw(st.sampled_from(["accepted", "accepted", "accepted", *get_args(Validation)])),
        interrupted=draw(st.sampled_from([False, False, False, True])),
    )
    proof = draw(PROOFS)
    changed = draw(st.sets(st.sampled_from(sorted(Verification.model_fields)), max_size=2))
    mixed = whole.verification.model_copy(update={name: getattr(proof, name) for name in changed})
    return whole.model_copy(update={"level": level, "verification": draw(st.sampled_from([mixed, mixed, proof]))})


def _is_proven(found: Erasure) -> bool:
    """What a donor would ask, told without the judge's own words."""
    proof, techniques = found.verification, [one.step.technique for one in found.steps]
    gone = (proof.canaries.survived or 0) == 0 and (proof.canaries.pre_images_survived or 0) == 0
    commands = [name for name in techniques if name in FIRMWARE]
    return (
        found.validation == "accepted"
        and not found.interrupted
        and bool(techniques)
        and all(one.completed for one in found.steps)
        and proof.passed
        and proof.depth != "none"
        and (proof.depth == "sample" or proof.read_bytes >= SIZE)
        and not proof.unread
        and not proof.mismatched
        and gone
        and (not commands or proof.canaries.written + proof.canaries.pre_images > 0)
        and (found.level == "clear" or (found.level == "purge" and bool(commands)))
    )


@settings(max_examples=400)
@given(erasures())
def test_a_certificate_is_made_of_a_proven_erasure_only(found: Erasure) -> None:
    try:
        paper = make(found, context())
    except NotErasedError:
        report = not_erased(found, context())
        assert report.level == "none"
        return
    assert _is_proven(found)
    assert paper.level == found.level
