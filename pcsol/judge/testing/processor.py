"""What a test of the processor amounts to. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Literal

from pcsol.i18n import _, ngettext
from pcsol.judge.testing.heat import Watched, heat_evidence, thinned
from pcsol.judge.testing.weighed import worst
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

# A load that has to end sooner than this shows a heat sink that does not sit, or paste that has dried.
SOON_SECONDS = 60
# Frequencies are read while they change, and the clock that they come from is not exact.
_TOLERANCE = 0.95
# A processor is quick for a moment even where it cannot stay so.
_SETTLED_SECONDS = 5
_SHOWN_FAULTS = 5

Judged = tuple[Result, Reason]


@dataclass(frozen=True, slots=True)
class Calculated:
    """What a load that checks its answers found. `work`: how much it calculated, in units of its own."""

    verdict: Literal["right", "wrong", "broken-off"]
    faults: tuple[str, ...] = ()
    work: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A test of the processor: by which program, on how many threads, and what came of it.

    `calculated`: None where it was too hot to begin; `base_mhz`: what the maker promises, None where nobody says it.
    """

    program: str
    threads: int
    calculated: Calculated | None
    watched: Watched
    base_mhz: float | None = None

    @property
    def mhz(self) -> float | None:
        """The frequency under load, in the middle of all that was read."""
        return median([mhz for _at, mhz in self.frequencies]) if self.frequencies else None

    @property
    def frequencies(self) -> list[tuple[float, float]]:
        """What was read once the load had settled."""
        return [(one.at, one.mhz) for one in self.watched.samples if one.mhz and one.at >= _SETTLED_SECONDS]


def judge(seen: Seen) -> tuple[Result, tuple[Reason, ...]]:
    """Say what it amounts to: the worst of all that was found, with every reason."""
    found = list(_findings(seen))
    return worst(result for result, _why in found), tuple(why for _result, why in found)


def evidence(seen: Seen) -> tuple[Evidence, ...]:
    """Return what was seen: the load, its answers, heat, frequency, slowing down."""
    if seen.calculated is None:
        return heat_evidence(seen.watched)
    seconds = round(seen.watched.seconds)
    load = _("{program} kept {threads} threads busy for {seconds} seconds and checked each answer.").format(
        program=seen.program, threads=seen.threads, seconds=seconds
    )
    wrong = (Evidence(code="processor-fault", value=fault, text=fault) for fault in seen.calculated.faults)
    return (
        Evidence(code="processor-load", value=seconds, unit="seconds", text=load),
        *tuple(wrong)[:_SHOWN_FAULTS],
        *heat_evidence(seen.watched),
        *_frequency(seen),
        *_slowed_down(seen),
    )


def _findings(seen: Seen) -> Iterator[Judged]:
    calculated = seen.calculated
    if calculated is None:
        text = _(
            "The processor is too hot though nothing loads it. Look at its fan, its heat sink and the paste between."
        )
        yield "failed", _reason("too-hot-at-rest", text, _peak(seen), _limit(seen))
        return
    if calculated.verdict == "wrong":
        text = _("The processor calculated wrong. It must not be used: the processor, its memory or its supply is bad.")
        yield "failed", _reason("wrong-answers", text, len(calculated.faults) or None, 0)
    yield from _heat(seen)
    if seen.watched.ended == "silent":
        text = _("The temperature could not be read any more, so the load was ended after {seconds} seconds.")
        yield "to-look-at", _reason("sensor-silent", text.format(seconds=round(seen.watched.seconds)))
    elif seen.watched.ended == "time":
        text = _("{program} did not end when it should have.").format(program=seen.program)
        yield "to-look-at", _reason("program-hangs", text)
    elif seen.watched.ended == "program" and calculated.verdict == "broken-off":
        text = _("{program} ended before its time: {why}").format(program=seen.program, why=calculated.why)
        yield "to-look-at", _reason("program-ended", text, calculated.why)
    if seen.base_mhz and seen.mhz and seen.mhz < seen.base_mhz * _TOLERANCE:
        text = _(
            "Under load it ran at {mhz:.0f} MHz; its maker promises {base:.0f} MHz. Look at its heat and its settings."
        )
        text = text.format(mhz=seen.mhz, base=seen.base_mhz)
        yield "to-look-at", _reason("slow", text, round(seen.mhz), round(seen.base_mhz))


def _heat(seen: Seen) -> Iterator[Judged]:
    watched = seen.watched
    if watched.peak is None:
        text = _("No sensor tells how warm the processor became. Feel whether its heat sink gets hot when it works.")
        yield "to-look-at", _reason("no-temperature", text)
    if watched.ended == "limit":
        text = _("A temperature limit was reached after {seconds} seconds, so the load was ended.")
        yield _by_time(watched.seconds), _reason(
            "too-hot", f"{text.format(seconds=round(watched.seconds))} {_cooling()}", _peak(seen), _limit(seen)
        )  # fmt: skip
    if watched.throttled_at is not None:
        text = _("After {seconds} seconds the processor slowed itself down because of its heat.")
        text = f"{text.format(seconds=round(watched.throttled_at))} {_cooling()}"
        yield _by_time(watched.throttled_at), _reason("throttled", text, round(watched.throttled_at), SOON_SECONDS)


def _cooling() -> str:
    return _("Clean its fan and heat sink, and renew the paste between.")


def _by_time(seconds: float) -> Result:
    return "failed" if seconds < SOON_SECONDS else "to-look-at"


def _reason(code: str, text: str, value: float | str | None = None, limit: float | None = None) -> Reason:
    return Reason(code=code, value=value, limit=limit, text=text)


def _peak(seen: Seen) -> float | None:
    return seen.watched.peak.celsius if seen.watched.peak else None


def _limit(seen: Seen) -> float | None:
    return seen.watched.peak.limit_celsius if seen.watched.peak else None


def _frequency(seen: Seen) -> tuple[Evidence, ...]:
    if seen.mhz is None:
        return ()
    text = _("Under load it ran at {mhz:.0f} MHz.").format(mhz=seen.mhz)
    if seen.base_mhz:
        text = _("Under load it ran at {mhz:.0f} MHz; its maker promises {base:.0f} MHz.").format(
            mhz=seen.mhz, base=seen.base_mhz
        )
    limit = round(seen.base_mhz) if seen.base_mhz else None
    series = thinned(seen.frequencies)
    return (
        Evidence(code="processor-frequency", value=round(seen.mhz), limit=limit, unit="mhz", series=series, text=text),
    )  # fmt: skip


def _slowed_down(seen: Seen) -> tuple[Evidence, ...]:
    counted = [one.throttles for one in seen.watched.samples if one.throttles is not None]
    if not counted:
        return ()
    text = ngettext(
        "It slowed itself down because of its heat {count} time.",
        "It slowed itself down because of its heat {count} times.",
        counted[-1],
    )
    return (Evidence(code="processor-throttled", value=counted[-1], text=text.format(count=counted[-1])),)
