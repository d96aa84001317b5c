"""Have one disk test itself, from its first look to its last.

A self-test that is going on already was begun by somebody else, or by a PCSol that ended meanwhile. It is never
interrupted: it is followed, and counts where it looks as deep as was wanted.
"""

from contextlib import suppress
from dataclasses import dataclass

from pcsol.diagnostics.bench import Bench, Found, Tell
from pcsol.diagnostics.disks import tested
from pcsol.diagnostics.missing import not_testable, recorded
from pcsol.diagnostics.unattended.disk_self_test.following import Followed, follow
from pcsol.errors import PCSolError, ToolFailedError, ToolMissingError, ToolTimeoutError
from pcsol.i18n import _
from pcsol.judge.testing.disks import self_test as judge
from pcsol.model.hardware.disk import Disk
from pcsol.model.reason import Reason
from pcsol.model.testing.disks import SelfTestState
from pcsol.tools.programs.smart import self_test
from pcsol.tools.programs.smart.self_test import Depth, Look


@dataclass(frozen=True, slots=True)
class SelfTest:
    """The self-test of one disk. `seconds`: how long it takes by plan; it is given up well after that."""

    disk: Disk
    depth: Depth
    seconds: int

    @property
    def longest_seconds(self) -> int:
        """Return after how long it is given up: drives state what they need without other work."""
        return tested.longest_seconds(self.seconds)

    def run(self, bench: Bench, tell: Tell) -> Found:
        """Test the disk."""
        if bench.world.source == "album":
            return recorded()
        if bench.hand.find("smartctl") is None:
            return not_testable("smartctl-missing", ToolMissingError("smartctl").what)
        until = bench.now() + self.longest_seconds
        try:
            before = self_test.look(bench.world, self.disk.name, self.disk.bus)
        except ToolTimeoutError as err:
            return Found(*judge.silent(err.what))
        except PCSolError as err:
            return not_testable("no-answer", err.what)
        if before.state.running:
            followed = follow(self.disk, before, (self.seconds, until), bench, tell)
            found = self._of_others(before, followed)
            if found is not None:
                return found
            before = followed.last
        return self._own(before, until, bench, tell)

    def _of_others(self, before: Look, followed: Followed) -> Found | None:
        """Judge a test that was going on; None when it ended and was not what is wanted."""
        if followed.end == "silent":
            return Found(*judge.silent(followed.details))
        if followed.end == "late":
            left = followed.last.state.remaining_percent
            text = _("The disk {name} is busy with a self-test that PCSol did not begin; it is not interrupted.")
            text = text.format(name=self.disk.name)
            return Found("not-tested", (Reason(code="self-test-of-others", value=left, text=text),))
        return _judged(before, followed) if _looks_as_deep(followed.last.state, self.depth) else None

    def _own(self, before: Look, until: float, bench: Bench, tell: Tell) -> Found:
        """Begin one, follow it, and leave none behind."""
        if before.state.supported is False:
            return not_testable("no-self-test", _("The disk {name} cannot test itself.").format(name=self.disk.name))
        try:
            self_test.start(bench.hand, self.disk.name, self.depth, before.kind)
        except ToolFailedError as err:
            return not_testable("no-self-test", f"{err.what} {err.details}".strip()[:400])
        except PCSolError as err:
            return not_testable("no-answer", err.what)
        is_over = False
        try:
            followed = follow(self.disk, before, (self.seconds, until), bench, tell)
            is_over = followed.end == "ended"
        finally:
            if not is_over:  # a person ended the run, its time is over, or it stopped answering
                with suppress(PCSolError):
                    self_test.abort(bench.hand, self.disk.name, before.kind)
        if followed.end == "silent":
            return Found(*judge.silent(followed.details))
        if followed.end == "late":
            return Found(*judge.never_ended(self.longest_seconds, followed.last.state))
        return _judged(before, followed)


def _looks_as_deep(state: SelfTestState, depth: Depth) -> bool:
    """The newest entry of the disk's log names the kind of test that just ended."""
    kind = (state.log[0].kind or "").lower() if state.log else ""
    deep = "extended" in kind or "long" in kind
    return state.outcome in ("passed", "failed") and (deep or (depth == "short" and "short" in kind))


def _judged(before: Look, followed: Followed) -> Found:
    return Found(*judge.ended(followed.last.state, before.smart, followed.last.smart, followed.restarts))
