"""What the fans' speeds before, under and after a load amount to. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pcsol.i18n import _
from pcsol.judge.testing.heat import Watched, thinned
from pcsol.model.hardware.devices import Fan
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result

# Speeds waver by themselves: a reaction is more than this share, and more than so many turns a minute.
_SHARE, _RPM = 0.05, 60
# Fans follow heat, and heat comes slowly.
LEAST_SECONDS = 30
# What drivers and boards call the processor's own ("CPU_FAN", "Processor Fan").
_OF_THE_PROCESSOR = ("cpu", "processor")

Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Course:
    """One fan's turns a minute: before the load, at its quickest and slowest under it, now; None: not readable."""

    name: str
    before: int
    most: int
    least: int
    after: int | None
    series: tuple[tuple[float, float], ...] = ()

    @property
    def reacts(self) -> bool:
        """Tell whether the load made it quicker."""
        return self.most - self.before > max(_RPM, self.before * _SHARE)

    @property
    def stopped(self) -> bool:
        """Tell whether it turned, and stood still under load."""
        return self.before > 0 and self.least == 0

    @property
    def stands(self) -> bool:
        """Tell whether it never turned: or nothing is plugged in there."""
        return self.most == 0


def courses(watched: Watched, after: Iterable[Fan]) -> tuple[Course, ...]:
    """Follow each fan that was there before the load. Chips name two fans alike: they are told apart by their order."""
    rows = [(sample.at, _by_key(sample.fans or ())) for sample in watched.samples]
    now = _by_key(after)
    return tuple(_course(key, rows, now.get(key)) for key in (rows[0][1] if rows else {}))


def _course(key: Key, rows: list[tuple[float, dict[Key, int]]], after: int | None) -> Course:
    series = [(at, float(fans[key])) for at, fans in rows if key in fans]
    under = [int(rpm) for _at, rpm in series[1:]] or [int(series[0][1])]
    name = " ".join(filter(None, (key[1] or key[0], str(key[2]) if key[2] > 1 else "")))
    return Course(name, int(series[0][1]), max(under), min(under), after, thinned(series))


def _by_key(fans: Iterable[Fan]) -> dict[Key, int]:
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[Key, int] = {}
    for fan in fans:
        seen[fan.chip, fan.label] += 1
        found[fan.chip, fan.label, seen[fan.chip, fan.label]] = fan.rpm
    return found


def judge(fans: tuple[Course, ...], watched: Watched) -> tuple[Result, tuple[Reason, ...]]:
    """Say what it amounts to. A fan that turns steadily is one without control, which old towers have."""
    if not fans:
        return "not-testable", (no_fan(),)
    stopped = ", ".join(one.name for one in fans if one.stopped)
    if stopped:
        text = _("This fan stopped while the processor worked: {names}.").format(names=stopped)
        return "failed", (Reason(code="fan-stopped", value=stopped, text=text),)
    if watched.seconds < LEAST_SECONDS and watched.ended != "limit":
        text = _("The processor worked for {seconds} seconds only: too short for the fans to follow.")
        return "not-tested", (Reason(code="load-too-short", text=text.format(seconds=round(watched.seconds))),)
    standing = _standing(fans)
    if standing is None and watched.ended == "limit" and not any(one.reacts for one in fans):
        text = _("The processor became too hot, and no fan turned faster.")
        return "to-look-at", (Reason(code="fan-does-not-react", text=text),)
    return standing or ("passed", ())


def _standing(fans: tuple[Course, ...]) -> tuple[Result, tuple[Reason, ...]] | None:
    """Boards have more connectors than fans; but the processor's own is wanted, and one of all at least."""
    if any(one.stands and any(word in one.name.lower() for word in _OF_THE_PROCESSOR) for one in fans):
        text = _("The processor’s fan does not turn. Look whether it is plugged in, and turns when it is pushed.")
        return "failed", (Reason(code="fan-stands", value=0, text=text),)
    if all(one.stands for one in fans):
        text = _("No fan that Linux can read turns. Look at the fans yourself.")
        return "to-look-at", (Reason(code="fan-stands", value=0, text=text),)
    return None


def evidence(fans: tuple[Course, ...]) -> tuple[Evidence, ...]:
    """Return each fan's course."""
    return tuple(
        Evidence(code="fan", value=one.most, unit="rpm", series=one.series, text=f"{one.name}: {_said(one)}")
        for one in fans
    )


def _said(one: Course) -> str:
    if one.stands:
        return _("stands still, or nothing is plugged in there.")
    if one.after is None:
        return _("{before} turns a minute before the load, {most} under it.").format(before=one.before, most=one.most)
    text = _("{before} turns a minute before the load, {most} under it, {after} afterwards.")
    return text.format(before=one.before, most=one.most, after=one.after)


def no_fan() -> Reason:
    """There is none, or no driver for the chip that counts."""
    return Reason(
        code="no-fan", text=_("This machine has no fan whose speed Linux can read. Look at the fans yourself.")
    )


def no_load() -> Reason:
    """The processor's test did not come that far."""
    text = _("The fans are watched while the processor is tested, and it was not tested in this run.")
    return Reason(code="no-load", text=text)
