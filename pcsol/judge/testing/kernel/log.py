"""What the kernel's log amounts to: which faults it tells of, before the tests began and since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pcsol.i18n import _
from pcsol.judge.testing.kernel.signs import Sign, sign_of
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.reason import Reason
from pcsol.model.testing.kernel import Crash, LogLine
from pcsol.model.testing.run import Evidence, Result

# The log's clock and the system's run apart by some seconds in a day.
_SLACK_SECONDS = 5.0
_LONGEST_LINE = 240


@dataclass(slots=True)
class _Seen:
    """One fault of one device: how often before the tests, how often since, and the first line of each."""

    sign: Sign
    on: str
    before: int = 0
    since: int = 0
    lines: list[LogLine] = field(default_factory=list)


def judge(lines: Sequence[LogLine], began: float, crashes: Iterable[Crash] | None, mediums: Iterable[str]) -> Weighed:
    """Return what the log amounts to. `began`: when the tests did (seconds since the start).

    `crashes`: what earlier ones left, None when nobody could look; `mediums`: disks that are no part of the tower.
    """
    seen = _sorted(lines, began - _SLACK_SECONDS)
    foreign = frozenset(mediums)
    found = [(_result(one, foreign), _reason(one)) for one in seen]
    found += [("to-look-at", _crash(one)) for one in crashes or ()]
    if lines and lines[0].seconds > began:
        text = _("The kernel's log was so full that its lines from the beginning of the tests are lost.")
        found.append(("to-look-at", Reason(code="log-overrun", value=lines[0].seconds, text=text)))
    result = worst(result for result, _why in found)
    return Weighed(result, tuple(reason for _result, reason in found), _evidence(lines, seen))


def _sorted(lines: Sequence[LogLine], began: float) -> list[_Seen]:
    seen: dict[tuple[str, str], _Seen] = {}
    for line in lines:
        known = sign_of(line.text)
        if known is None:
            continue
        one = seen.setdefault((known[0].code, known[1]), _Seen(*known))
        is_since = line.seconds >= began
        one.since += is_since
        one.before += not is_since
        if not one.lines or (is_since and one.since == 1):
            one.lines.append(line)
    return list(seen.values())


def _result(one: _Seen, foreign: frozenset[str]) -> Result:
    """A stick that fails is to be looked at; it is not the tower."""
    return "to-look-at" if one.on in foreign else one.sign.result


def _reason(one: _Seen) -> Reason:
    return Reason(code=one.sign.code, value=one.before + one.since, text=_(one.sign.text).format(on=one.on))


def _crash(crash: Crash) -> Reason:
    text = _("The tower crashed earlier, and kept the end of its log ({name}).").format(name=crash.name)
    if crash.line:
        text = _("The tower crashed earlier: {line}").format(line=crash.line)
    return Reason(code="crashed-earlier", value=crash.name, text=text)


def _evidence(lines: Sequence[LogLine], seen: Iterable[_Seen]) -> tuple[Evidence, ...]:
    counted = [Evidence(code="lines", value=len(lines), text=_("Lines of the log: {count}").format(count=len(lines)))]
    for one in seen:
        text = _("{before} before the tests, {since} since").format(before=one.before, since=one.since)
        about = f"{one.sign.code} {one.on}".strip()
        counted.append(Evidence(code=one.sign.code, value=one.since, limit=one.before, text=f"{about}: {text}"))
        counted += [Evidence(code="line", value=line.seconds, unit="seconds", text=_shown(line)) for line in one.lines]
    return tuple(counted)


def _shown(line: LogLine) -> str:
    return f"[{line.seconds:.1f}] {line.text[:_LONGEST_LINE]}"
