"""The questions that may be asked of a machine. What is not in this table is refused: a probe changes nothing."""

import re
import sys

from pcsol.errors import ToolRefusedError
from pcsol.i18n import _

_DISK = r"/dev/(?:[a-z]+|nvme\d+(?:n\d+)?|mmcblk\d+|loop\d+|dm-\d+|bus/\d+|sr\d+|sg\d+)"
_TYPE = r"[a-z0-9,/+]+"

# One line per form: a regular expression for each argument, in order.
_FORMS: tuple[tuple[str, ...], ...] = (
    ("lsblk", "--json", "--bytes", "--tree", "--output", r"[A-Z,:-]+"),
    ("losetup", "--list", "--json", "--output", r"[A-Z,:-]+"),
    ("lscpu", "--json"),
    ("lscpu",),
    ("lspci", "-vmmnnk?"),
    ("lspci", "-vmmnn", "-k"),
    ("dmidecode",),
    ("smartctl", "--scan"),
    ("smartctl", "--scan-open"),
    ("smartctl", "--json=c", "-x", _DISK),
    ("smartctl", "--json=c", "-x", "-d", _TYPE, _DISK),
    ("hdparm", "-I", _DISK),
    ("hdparm", "-N", _DISK),
    ("nvme", "id-ctrl", _DISK, "--output-format=json"),
    ("nvme", "smart-log", _DISK, "--output-format=json"),
    ("dmesg", "--raw"),
    (re.escape(sys.executable), "-m", "cpuinfo", "--json"),
)


def check(argv: tuple[str, ...]) -> None:
    """Return when argv is a known read-only form; raise ToolRefusedError otherwise."""
    if not any(_matches(form, argv) for form in _FORMS):
        raise ToolRefusedError(
            _("PCSol refused to start: {command}").format(command=" ".join(argv)),
            remedy=_("This is a fault of PCSol, not of the machine. Please report it."),
        )


def _matches(form: tuple[str, ...], argv: tuple[str, ...]) -> bool:
    return len(form) == len(argv) and all(map(re.fullmatch, form, argv))
