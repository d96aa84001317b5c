"""What the field's terms are called on a screen and on paper."""

from pcsol.i18n import N_, _, ngettext
from pcsol.model.erasure.outcome import Validation
from pcsol.model.erasure.plan import Depth, Level, Step, Technique
from pcsol.model.erasure.progress import Phase
from pcsol.report.quantities import disk_size

_TECHNIQUES: dict[Technique, str] = {
    "ata-sanitize-block": N_("the disk erases all its cells (SANITIZE block erase)"),
    "ata-sanitize-crypto": N_("the disk changes its inner key (SANITIZE crypto scramble)"),
    "ata-sanitize-overwrite": N_("the disk writes over itself (SANITIZE overwrite)"),
    "ata-security-erase-enhanced": N_("the disk erases itself, replaced sectors included (SECURITY ERASE, enhanced)"),
    "ata-security-erase": N_("the disk erases itself (SECURITY ERASE)"),
    "nvme-sanitize-block": N_("the disk erases all its cells (NVMe Sanitize, block erase)"),
    "nvme-sanitize-crypto": N_("the disk changes its inner key (NVMe Sanitize, crypto erase)"),
    "nvme-sanitize-overwrite": N_("the disk writes over itself (NVMe Sanitize, overwrite)"),
    "nvme-format-crypto": N_("the disk changes its inner key (NVMe Format)"),
    "nvme-format-user-data": N_("the disk erases its data (NVMe Format)"),
    "scsi-sanitize-block": N_("the disk erases all its cells (SCSI SANITIZE block erase)"),
    "scsi-sanitize-crypto": N_("the disk changes its inner key (SCSI SANITIZE cryptographic erase)"),
    "scsi-sanitize-overwrite": N_("the disk writes over itself (SCSI SANITIZE overwrite)"),
    "secure-discard": N_("the card erases its cells (secure discard)"),
    "zero": N_("zeros are written everywhere"),
    "random": N_("random data is written everywhere"),
    "pattern": N_("the pattern {pattern} is written everywhere"),
}
_LEVELS: dict[Level, str] = {
    "purge": N_("purge: not even a laboratory gets the data back, as far as is known"),
    "clear": N_("clear: no ordinary program gets the data back"),
    "none": N_("none"),
}
_VALIDATIONS: dict[Validation, str] = {
    "accepted": N_("ERASED"),
    "repeat": N_("NOT ERASED: to be done again"),
    "escalate": N_("NOT ERASED: another technique is needed"),
    "destroy": N_("NOT ERASED: to be destroyed"),
}
_DEPTHS: dict[Depth, str] = {
    "full": N_("every sector is read back"),
    "sample": N_("a sample is read back: 2 places in each of 1,000 parts, the first and the last sector"),
}
_PHASES: dict[Phase, str] = {
    "prepare": N_("preparing"),
    "write": N_("writing"),
    "retry": N_("bad sectors"),
    "firmware": N_("the disk erases"),
    "verify": N_("reading back"),
    "done": N_("done"),
}


def step(one: Step) -> str:
    """Return a step in words."""
    return _(_TECHNIQUES[one.technique]).format(pattern=one.pattern_hex or "")


def steps(found: tuple[Step, ...]) -> str:
    """Return all steps in one sentence."""
    if [one.technique for one in found] == ["random", "random"]:
        return _("random data is written everywhere, twice, each time with another key")
    return _(", then ").join(map(step, found))


def level(one: Level) -> str:
    """Return what a level promises."""
    return _(_LEVELS[one])


def validation(one: Validation) -> str:
    """Return a verdict in words."""
    return _(_VALIDATIONS[one])


def depth(one: Depth) -> str:
    """Return how much is read back."""
    return _(_DEPTHS[one])


def phase(one: Phase) -> str:
    """Return what is being done."""
    return _(_PHASES[one])


def speed(bytes_per_second: float | None) -> str:
    """Return "98 MB/s", "95 kB/s"; a question mark while it is not known."""
    if bytes_per_second is None:
        return "?"
    if bytes_per_second < 999_500:
        return _("{count} kB/s").format(count=round(bytes_per_second / 1000))
    in_tenths = int(round(bytes_per_second, -5))  # 9.96 MB/s is 10 MB/s, which is shorter than 10.0
    return _("{size}/s").format(size=disk_size(in_tenths))


def span(seconds: float | None) -> str:
    """Return a time in at most two units: "2 h 55 min", "4 min", "20 s"; a question mark while it is not known."""
    if seconds is None:
        return "?"
    whole = max(0, round(seconds))
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return ngettext("{minutes} min", "{minutes} min", minutes).format(minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return _("{hours} h {minutes:02d} min").format(hours=hours, minutes=rest)
    return _("{days} days").format(days=round(hours / 24))
