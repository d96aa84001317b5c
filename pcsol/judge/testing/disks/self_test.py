"""What a disk's self-test amounts to."""

from pcsol.i18n import _
from pcsol.judge.testing.disks import counters
from pcsol.judge.testing.weighed import Weighed, worst
from pcsol.model.hardware.disk import Disk, Smart
from pcsol.model.reason import Reason
from pcsol.model.testing.disks import SelfTestState
from pcsol.model.testing.run import Evidence, Result


def condemned(disk: Disk) -> Weighed | None:
    """Return "failed" for a disk whose own report has condemned it: a test would tell nothing new, and might cost the
    last reads that it has in it. None for every other disk."""
    if disk.health.grade != "D":
        return None
    text = _("The disk's own report already condemns it. It was not tested any further.")
    seen = tuple(Evidence(**one.model_dump()) for one in disk.health.reasons)
    return Weighed("failed", (Reason(code="condemned", text=text), *disk.health.reasons), seen)


def ended(state: SelfTestState, before: Smart | None, after: Smart | None, restarts: int = 0) -> Weighed:
    """Return what a self-test that came to its end amounts to. `restarts`: how often its progress went back."""
    own = _outcome(state)
    grown = tuple(counters.rises(before, after))
    again = _restarted(restarts)
    reasons = [*((own,) if own else ()), *((again,) if again else ()), *(reason for _result, reason in grown)]
    results: list[Result] = [result for result, _reason in grown]
    results += [_result_of(state)] + (["to-look-at"] if again else [])
    return Weighed(worst(results), tuple(reasons), (*_seen(state, restarts), *counters.evidence(before, after)))


def never_ended(seconds: float, state: SelfTestState | None) -> Weighed:
    """Return what a self-test amounts to that did not end in its time. `state`: the last that was seen."""
    left = state.remaining_percent if state else None
    text = _("The disk's self-test did not end in {minutes} minutes.").format(minutes=round(seconds / 60))
    reason = Reason(code="self-test-endless", value=round(seconds), text=text)
    if left is None:
        return Weighed("failed", (reason,))
    still = Evidence(
        code="remaining", value=left, unit="percent", text=_("Still to do: {percent} %").format(percent=left)
    )
    return Weighed("failed", (reason,), (still,))


def silent(details: str) -> Weighed:
    """Return what a disk amounts to that stopped answering during its self-test."""
    reason = Reason(code="self-test-silent", text=_("The disk stopped answering during its self-test."))
    return Weighed("failed", (reason,), (Evidence(code="said", text=details),) if details else ())


def _outcome(state: SelfTestState) -> Reason | None:
    if state.outcome == "passed":
        return None
    if state.outcome == "failed" and state.read_failure:
        text = _("The disk's self-test found a place that cannot be read.")
        return Reason(code="self-test-read-failure", value=state.words, text=text)
    if state.outcome == "failed":
        text = _("The disk's self-test failed: {words}.").format(words=state.words or "?")
        return Reason(code="self-test-failed", value=state.words, text=text)
    if state.outcome == "broken-off":
        text = _("The disk broke its self-test off: {words}. Start it again.").format(words=state.words or "?")
        return Reason(code="self-test-broken-off", value=state.words, text=text)
    return Reason(code="self-test-untold", text=_("The disk did not tell how its self-test ended."))


def _result_of(state: SelfTestState) -> Result:
    return {"passed": "passed", "failed": "failed"}.get(state.outcome or "", "to-look-at")  # type: ignore[return-value]


def _restarted(restarts: int) -> Reason | None:
    if restarts < 1:
        return None
    text = _("The disk began its self-test again {count} times. Look at its cables.").format(count=restarts)
    return Reason(code="self-test-restarted", value=restarts, text=text)


def _seen(state: SelfTestState, restarts: int) -> tuple[Evidence, ...]:
    words = state.words or _("nothing")
    said = Evidence(code="self-test", value=state.outcome, text=_("The disk says: {words}").format(words=words))
    return (said, Evidence(code="restarts", value=restarts, text=_("Restarts: {count}").format(count=restarts)))
