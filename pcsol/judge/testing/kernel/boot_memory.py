"""What the kernel's own test of the memory amounts to."""

from pcsol.i18n import _
from pcsol.judge.criteria.wording import spoken_memory
from pcsol.judge.testing.weighed import Weighed
from pcsol.model.reason import Reason
from pcsol.model.testing.kernel import BadRange, BootMemoryTest
from pcsol.model.testing.run import Evidence

_MOST_SHOWN = 20


def judge(test: BootMemoryTest, *, log_was_read: bool) -> Weighed:
    """Return what it amounts to. A machine that was started without it is *not tested*."""
    if test.bad or test.bad_bytes:
        return _bad(test)
    if test.patterns is not None or test.bad_bytes is not None:
        return _good(test)
    if test.wanted is None:
        text = _("The memory was not tested at the start. For that, start the tower with the entry for the memory.")
        return Weighed("not-tested", (Reason(code="no-memtest", text=text),))
    if not log_was_read:
        return Weighed("not-testable", (Reason(code="log-unread", text=_("Only root may read the kernel's log.")),))
    text = _("The memory was to be tested at the start, but the kernel's log does not tell of it.")
    return Weighed("not-testable", (Reason(code="memtest-untold", text=text),))


def _bad(test: BootMemoryTest) -> Weighed:
    count = len(test.bad)
    size = test.bad_bytes or sum(one.end - one.start for one in test.bad)
    text = _("The memory did not keep what was written to it: {count} bad places.").format(count=count)
    if not count:
        text = _("The memory did not keep what was written to it: {kilobytes} kB.").format(kilobytes=-(-size // 1024))
    reason = Reason(code="bad-memory", value=count or size, limit=0, text=text)
    return Weighed("failed", (reason,), (*_done(test), *map(_place, test.bad[:_MOST_SHOWN])))


def _good(test: BootMemoryTest) -> Weighed:
    return Weighed("passed", (), _done(test))


def _done(test: BootMemoryTest) -> tuple[Evidence, ...]:
    found = []
    if test.patterns is not None:
        text = _("Patterns: {count}").format(count=test.patterns)
        found.append(Evidence(code="patterns", value=test.patterns, text=text))
    if test.tested_bytes:
        text = _("Tested by each: {size}").format(size=spoken_memory(test.tested_bytes))
        found.append(Evidence(code="tested", value=test.tested_bytes, unit="bytes", text=text))
    return tuple(found)


def _place(one: BadRange) -> Evidence:
    text = _("Bad: {start} to {end}, pattern {pattern}")
    text = text.format(start=f"{one.start:#x}", end=f"{one.end:#x}", pattern=one.pattern)
    return Evidence(code="bad-place", value=f"{one.start:#x}", text=text)
