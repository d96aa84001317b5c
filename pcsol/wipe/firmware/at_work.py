"""What a drive does at this moment, before anything is planted on it or sent to it: it may still be erasing itself."""

from collections.abc import Callable
from typing import Literal

from pcsol.model.erasure.plan import Step
from pcsol.tools.firmware.ata import sanitize as ata
from pcsol.tools.firmware.nvme import sanitize as nvme
from pcsol.tools.firmware.scsi import sanitize as scsi
from pcsol.wipe.firmware.job import Job

Work = Literal["none", "ours", "another"]


def work_of(step: Step, job: Job) -> Work:
    """Say whether the drive erases itself, and whether that is this step, which PCSol began (`job.resumes`).

    ATA and SCSI do not tell which kind of SANITIZE runs: there the notes that the drive took PCSol's are all. A drive
    that stands in the failure of an earlier SANITIZE is brought back: nothing could be written to it. SECURITY ERASE,
    Format NVM and discard end with their command, or with the power: they are never found running.
    """
    family, _, kind = step.technique.rpartition("-sanitize-")
    if family not in _ASKED:
        return "none"
    state = _ASKED[family](job)
    if state == "failed":
        job.look_again()
        _BROUGHT_BACK[family](job)
    if state != "running":
        return "none"
    return "ours" if job.resumes and (family != "nvme" or _nvme_runs(kind, job)) else "another"


def _nvme(job: Job) -> str | None:
    log, _ = nvme.log(job.wire)
    return log.state if log else None


def _nvme_runs(kind: str, job: Job) -> bool:
    log, _ = nvme.log(job.wire)
    wanted = nvme.words(kind, purge_or_fail=False) & nvme.ACTION_BITS  # type: ignore[arg-type]
    return log is not None and log.scdw10 & nvme.ACTION_BITS == wanted


_ASKED: dict[str, Callable[[Job], str | None]] = {
    "ata": lambda job: ata.status(job.wire).state,
    "nvme": _nvme,
    "scsi": lambda job: scsi.status(job.wire).state,
}
_BROUGHT_BACK: dict[str, Callable[[Job], object]] = {
    "ata": lambda job: ata.clear_failure(job.wire),
    "nvme": lambda job: nvme.leave_failure(job.wire),
    "scsi": lambda job: scsi.leave_failure(job.wire),
}
