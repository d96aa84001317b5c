"""What weighs against a disk: each finding with the best grade it still allows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.judge.disk_limits import (
    HDD_LIMITS,
    NVME_FAILING,
    NVME_LIMITS,
    NVME_WARNINGS,
    SCSI_LIMITS,
    SSD_LIMITS,
    TEMPERATURE_ATTRIBUTES,
    WEAR_LIMIT,
    WORN_OUT_PERCENT,
    Limit,
)
from pcsol.model.hardware.disk import Attribute, Grade, Medium, NvmeHealth, SelfTest, Smart
from pcsol.model.noun import Noun
from pcsol.model.reason import Reason


@dataclass(frozen=True, slots=True)
class Weight:
    """One finding, and the grade that it allows at best."""

    grade: Grade
    reason: Reason


def findings(medium: Medium | None, smart: Smart) -> tuple[Weight, ...]:
    """Return everything that weighs, worst first. A medium that is not known is held to the rules of a hard disk."""
    found = [*_verdict(smart), *_attributes(smart.attributes or ()), *_self_tests(smart.self_tests or ())]
    found += _counted(smart, SSD_LIMITS if medium == "ssd" else HDD_LIMITS)
    if medium == "ssd":
        found += _wear(smart)
    if smart.scsi is not None:
        found += _counted(smart.scsi, SCSI_LIMITS)
    if smart.nvme is not None:
        found += [*_nvme(smart.nvme), *_counted(smart.nvme, NVME_LIMITS)]
    return tuple(sorted(found, key=lambda weight: weight.grade, reverse=True))


def _verdict(smart: Smart) -> Iterator[Weight]:
    """FAILED means D; an NVMe disk says it of heat alone as well, and there the warning bits tell."""
    if smart.passed is False:
        warning = smart.nvme.critical_warning if smart.nvme else None
        mild = bool(warning) and not (warning or 0) & NVME_FAILING
        text = _("The disk itself says that it is failing.")
        yield Weight("C" if mild else "D", Reason(code="smart-failed", value=False, limit=True, text=text))


def _counted(facts: Noun, limits: Iterable[Limit]) -> Iterator[Weight]:
    for limit in limits:
        count = getattr(facts, limit.field)
        if count is not None and limit.grade(count) != "A":
            yield Weight(limit.grade(count), _reason(limit, count))


def _reason(limit: Limit, count: int) -> Reason:
    """`limit` is the most that an A disk may have."""
    starts = [start for start in (limit.b, limit.c, limit.d) if start is not None]
    return Reason(code=limit.code, value=count, limit=min(starts) - 1, text=_(limit.text).format(count=count))


def _wear(smart: Smart) -> Iterator[Weight]:
    used = smart.wear_percent_used
    if used is None:
        return
    if used >= WORN_OUT_PERCENT and _has_errors(smart):
        text = _("The writing life is used up ({count} %), and data were lost.").format(count=used)
        yield Weight("D", Reason(code="worn-out", value=used, limit=WORN_OUT_PERCENT, text=text))
    elif WEAR_LIMIT.grade(used) != "A":
        yield Weight(WEAR_LIMIT.grade(used), _reason(WEAR_LIMIT, used))


def _has_errors(smart: Smart) -> bool:
    counts = [smart.reported_uncorrectable, smart.offline_uncorrectable]
    counts += [smart.nvme.media_errors] if smart.nvme else []
    counts += [smart.scsi.uncorrected_read, smart.scsi.uncorrected_write] if smart.scsi else []
    return any(counts)


def _nvme(nvme: NvmeHealth) -> Iterator[Weight]:
    warning = nvme.critical_warning or 0
    for bit, code, grade, text in NVME_WARNINGS:
        if warning >> bit & 1:
            yield Weight(grade, Reason(code=code, value=warning, limit=0, text=_(text)))
    spare, least = nvme.available_spare, nvme.available_spare_threshold
    if spare is not None and least is not None and spare < least:
        text = _("Reserve left: {spare} %; the disk wants {least} %.").format(spare=spare, least=least)
        yield Weight("D", Reason(code="spare-below-threshold", value=spare, limit=least, text=text))


def _attributes(attributes: Iterable[Attribute]) -> Iterator[Weight]:
    """Attributes at or below the maker's own threshold; a temperature there is heat, and no fault of the disk."""
    for attribute in attributes:
        hot = attribute.id in TEMPERATURE_ATTRIBUTES and "Temp" in attribute.name
        grade = _threshold_grade(attribute, hot=hot)
        if grade is not None:
            now = attribute.failed == "now"
            text = _("{name} is below the maker's limit.") if now else _("{name} was once below the maker's limit.")
            yield Weight(
                grade,
                Reason(
                    code=f"attribute-failed-{attribute.failed}",
                    value=attribute.value if now else attribute.worst,
                    limit=attribute.threshold,
                    text=text.format(name=f"{attribute.id} {attribute.name}"),
                ),
            )


def _threshold_grade(attribute: Attribute, *, hot: bool) -> Grade | None:
    if attribute.failed is None or (hot and attribute.failed == "past"):
        return None
    if hot:
        return "B"
    now = attribute.failed == "now"
    if attribute.prefailure:
        return "D" if now else "C"
    return "C" if now else "B"


def _self_tests(tests: Iterable[SelfTest]) -> Iterator[Weight]:
    """The newest failure counts; less, when a later test of the whole disk passed (what smartctl calls outdated)."""
    mended = False
    for test in tests:
        if test.passed is False:
            yield _self_test(test, mended=mended)
            return
        mended = mended or bool(test.passed and _whole(test))


def _whole(test: SelfTest) -> bool:
    return any(word in (test.kind or "").lower() for word in ("extended", "long"))


def _self_test(test: SelfTest, *, mended: bool) -> Weight:
    code = "self-test-read-failure" if test.read_failure else "self-test-failure"
    if mended:
        text = _("A self-test failed once; a later full one passed.")
        return Weight("B", Reason(code=f"{code}-outdated", value=test.status, text=text))
    if test.read_failure:
        return Weight(
            "D", Reason(code=code, value=test.status, text=_("A self-test found a place that cannot be read."))
        )
    return Weight("C", Reason(code=code, value=test.status, text=_("A self-test did not succeed.")))
