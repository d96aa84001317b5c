"""One firmware step, by the name that the plan gave it."""

from collections.abc import Callable
from functools import partial

from pcsol.model.erasure.outcome import StepOutcome
from pcsol.model.erasure.plan import FirmwareTechnique, Step
from pcsol.wipe.firmware.ata import sanitize as ata_sanitize
from pcsol.wipe.firmware.ata import security
from pcsol.wipe.firmware.job import Job
from pcsol.wipe.firmware.nvme import format_nvm
from pcsol.wipe.firmware.nvme import sanitize as nvme_sanitize
from pcsol.wipe.firmware.scsi import sanitize as scsi_sanitize
from pcsol.wipe.firmware.scsi import secure_discard

TECHNIQUES: dict[FirmwareTechnique, Callable[[Step, Job], StepOutcome]] = {
    "ata-sanitize-block": lambda step, job: ata_sanitize.run(step, "block", job),
    "ata-sanitize-crypto": lambda step, job: ata_sanitize.run(step, "crypto", job),
    "ata-sanitize-overwrite": lambda step, job: ata_sanitize.run(step, "overwrite", job),
    "ata-security-erase-enhanced": partial(security.run, enhanced=True),
    "ata-security-erase": partial(security.run, enhanced=False),
    "nvme-sanitize-block": lambda step, job: nvme_sanitize.run(step, "block", job),
    "nvme-sanitize-crypto": lambda step, job: nvme_sanitize.run(step, "crypto", job),
    "nvme-sanitize-overwrite": lambda step, job: nvme_sanitize.run(step, "overwrite", job),
    "nvme-format-crypto": partial(format_nvm.run, crypto=True),
    "nvme-format-user-data": partial(format_nvm.run, crypto=False),
    "scsi-sanitize-block": lambda step, job: scsi_sanitize.run(step, "block", job),
    "scsi-sanitize-crypto": lambda step, job: scsi_sanitize.run(step, "crypto", job),
    "scsi-sanitize-overwrite": lambda step, job: scsi_sanitize.run(step, "overwrite", job),
    "secure-discard": secure_discard.run,
}


def run(step: Step, job: Job) -> StepOutcome:
    """Carry out a firmware step. `completed` only where the disk itself said so, and was seen to run.

    Raises what `job.look_again` and `job.password_set` raise, and KeyError for a step that writes.
    """
    return TECHNIQUES[step.technique](step, job)  # type: ignore[index]
