"""One way, step by step: written by us, or done by the disk itself with marks planted around it; then read back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pcsol.errors import DiskBusyError, DiskChangedError, DiskFailedError, StoreError
from pcsol.i18n import _
from pcsol.model.erasure.journal import CanarySheet
from pcsol.model.erasure.outcome import Canaries, StepOutcome, Verification
from pcsol.model.erasure.plan import BUDGET, FIRMWARE, Depth, Plan, Step
from pcsol.tools.block.device import BlockDevice
from pcsol.tools.block.stream import ZEROS, Keystream, Pattern, Stream
from pcsol.tools.firmware.wire import Wire
from pcsol.wipe import canary
from pcsol.wipe.execute.desk import Desk
from pcsol.wipe.execute.spent import Reading, Spent, errors_of
from pcsol.wipe.firmware.at_work import work_of
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.firmware.run import run as run_firmware
from pcsol.wipe.journal import Journal
from pcsol.wipe.passes.reins import Reins, StoppedError
from pcsol.wipe.readback.read_back import ERASED, read_back
from pcsol.wipe.write.overwrite import overwrite
from pcsol.wipe.write.written import Span

_SMALL_BYTES = 16 << 20  # read whole in less time than 2,000 places take
_LEAST_MARKS, _BYTES_OF_A_MARK = 64, 4 << 20  # fewer marks than usual on less than 4 GB
_NOT_READ = Verification(depth="none", passed=False)
_SCRAMBLES = ("ata-sanitize-crypto", "nvme-sanitize-crypto", "nvme-format-crypto", "scsi-sanitize-crypto")


@dataclass(slots=True)
class Way:
    """One plan on one disk. `look_again` raises DiskChangedError when it is another disk by now."""

    plan: Plan
    path: str
    desk: Desk
    journal: Journal
    look_again: Callable[[], None]
    steps: list[StepOutcome] = field(default_factory=list)
    canaries: Canaries = field(default_factory=Canaries)
    verification: Verification = _NOT_READ
    fault: str | None = None
    is_at_work: bool = False  # the drive goes on erasing itself: nothing else may be asked of it

    @property
    def interrupted(self) -> bool:
        """Somebody stopped it, or the disk or the station's medium was gone before its end."""
        return self.desk.stop.is_set() or self.fault is not None

    def go(self) -> None:
        """Do all of it, as far as it goes. What it could not do stands in `steps`, `verification` and `fault`."""
        entry = self.journal.entry
        self.steps = list(entry.finished) if entry else []
        self.canaries = (entry.looked if entry else None) or Canaries()
        depth = self._depth()
        try:
            if self._erased():
                self._verify(depth)
        except (DiskBusyError, DiskChangedError, DiskFailedError, StoreError) as err:
            self.fault = err.what
        except StoppedError:
            pass  # the stop is set: that says it all
        if self.verification.depth == "none":
            self.verification = self.verification.model_copy(update={"canaries": self.canaries})

    def _depth(self) -> Depth:
        """All is read of what was written or erased before an interruption: nobody knows what it met meanwhile."""
        entry, is_erased_anew = self.journal.entry, len(self.steps) < len(self.plan.steps)
        if entry and entry.resumed and not (is_erased_anew and self.plan.steps[-1].technique in FIRMWARE):
            return "full"
        size = self.plan.candidate.disk.size_bytes
        return "full" if size is not None and size <= _SMALL_BYTES else self.plan.verify

    def _erased(self) -> bool:
        """Do the steps that are left; say whether all were seen to end well, and no mark of before lived on."""
        with BlockDevice.open(self.path, write=True) as device:
            self.look_again()  # it was closed since the last look
            while len(self.steps) < len(self.plan.steps):
                step = self.plan.steps[len(self.steps)]
                outcome = self._command(device, step) if step.technique in FIRMWARE else self._write(device, step)
                self.steps.append(outcome)
                if not outcome.completed:
                    return False
                self.journal.step_ended(tuple(self.steps), self.canaries)
                if outcome.unwritten or self._lives() or self.desk.stop.is_set():
                    return False
        return True

    def _lives(self) -> bool:
        found = self.canaries
        return bool(found.survived or found.pre_images_survived)

    def _write(self, device: BlockDevice, step: Step) -> StepOutcome:
        self.look_again()
        entry, number, started = self.journal.entry, len(self.steps), self.desk.now()
        resume = entry.offset_bytes if entry and entry.step == number and entry.offset_bytes else None
        unwritten = entry.unwritten if entry and resume is not None else ()
        spent = Spent.on(self.journal, number)
        span = Span(0, device.size_bytes, resume, unwritten, spent.errors_before + spent.errors)
        reins = replace(self._reins(), keep=spent.keep)
        written = overwrite(device, self._stream(number, step), span, reins)
        return spent.added_to(written.as_outcome(step, started))

    def _command(self, device: BlockDevice, step: Step) -> StepOutcome:
        """Plant marks, let the disk erase itself, and look for what is still there."""
        self.look_again()
        key = self.journal.key(f"canaries {len(self.steps)}")
        noted = self._marks_at_work(device, step)
        resumes, sheet = noted is not None, noted or self._planted(device, key)
        outcome = run_firmware(step, self._job(device, resumes=resumes))
        if outcome.completed:
            self.canaries = canary.look(device, sheet, key, self._reins())
        elif self.is_at_work or work_of(step, self._job(device, resumes=False)) == "another":
            self.fault, self.is_at_work = outcome.fault, True
        return outcome

    def _marks_at_work(self, device: BlockDevice, step: Step) -> CanarySheet | None:
        """Return the marks that were planted before what the drive is still at; None where it is at nothing.

        Once it is over, marks of that time prove nothing: that erase may have taken them half-way.
        """
        entry = self.journal.entry
        noted = entry.canaries if entry and entry.at_work else None
        work = work_of(step, self._job(device, resumes=noted is not None))
        if work == "another":
            raise DiskBusyError(_("The disk is erasing itself already. Wait until it is done."))
        return noted if work == "ours" else None

    def _planted(self, device: BlockDevice, key: bytes) -> CanarySheet:
        marks = min(canary.CANARIES, max(_LEAST_MARKS, device.size_bytes // _BYTES_OF_A_MARK))
        sheet = canary.plant(device, key, self._reins(), marks)
        self.journal.must_note(canaries=sheet, at_work=False)
        return sheet

    def _verify(self, depth: Depth) -> None:
        last = self.plan.steps[-1]
        expected = None if last.technique in FIRMWARE else self._stream(len(self.plan.steps) - 1, last)
        accepted = ERASED | {"noise"} if last.technique in _SCRAMBLES else ERASED
        with BlockDevice.open(self.path, write=False) as device:
            self.look_again()
            entry = self.journal.entry
            rest = BUDGET.less(errors_of(entry)) if entry else BUDGET
            reins = replace(self._reins(), lost=Reading(self.journal).lost)
            seen = read_back(device, expected, depth, reins, accepted, rest)
        if self.desk.stop.is_set():
            return
        self.verification = seen.model_copy(update={"canaries": self.canaries})

    def _stream(self, number: int, step: Step) -> Stream:
        if step.technique == "zero":
            return ZEROS
        if step.technique == "pattern":
            return Pattern(bytes.fromhex(step.pattern_hex or ""))
        entry = self.journal.entry
        return Keystream(self.journal.key(f"step {number}"), entry.cipher if entry else "aes-256-ctr")

    def _reins(self) -> Reins:
        return Reins(disk=self.path, tell=self.desk.tell, stop=self.desk.stop, at_once=self.desk.at_once)

    def _job(self, device: BlockDevice, *, resumes: bool) -> Job:
        return Job(
            disk=self.plan.candidate.disk,
            wire=Wire(device.fileno()),
            look_again=self.look_again,
            tell=lambda progress: self.desk.tell(progress.model_copy(update={"disk": self.path})),
            stop=self.desk.stop,
            password_set=self._password_comes,
            password_gone=self.journal.password_gone,
            begun=lambda: self.journal.note(at_work=True),
            left_behind=self._left_behind,
            resumes=resumes,
        )

    def _left_behind(self) -> None:
        self.is_at_work = True

    def _password_comes(self, password: str) -> None:
        self.journal.password_comes(password)
        self.desk.say_password(self.path, password)
