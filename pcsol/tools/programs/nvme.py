"""nvme-cli: who an NVMe disk is and how it is, where smartctl is missing or too old. JSON of `id-ctrl`, `smart-log`."""

import re
from typing import Any

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.i18n import _
from pcsol.model.hardware.disk import NvmeHealth, Smart
from pcsol.model.noun import Noun
from pcsol.tools import plain_json
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World

_SECONDS = 15.0
_ZERO_CELSIUS_KELVIN = 273
# NVM Express Base Specification 2.0, figure 207, byte 0. smartctl says PASSED when it is 0; heat alone passes again.
_TOO_HOT = 0b10


class NvmeIdentity(Noun):
    """The Identify Controller data structure, as far as it names the disk."""

    model: str | None = None
    serial: str | None = None
    firmware: str | None = None


def identify(name: str) -> Question:
    """Ask the controller who it is."""
    return _question("id-ctrl", name)


def health(name: str) -> Question:
    """Ask for the SMART / health log."""
    return _question("smart-log", name)


def _question(command: str, name: str) -> Question:
    spellings = dict.fromkeys((name, controller(name)))
    files = tuple(f"nvme-{command}-{spelling}.json" for spelling in spellings)
    return Question(("nvme", command, f"/dev/{name}", "--output-format=json"), files, seconds=_SECONDS)


def controller(name: str) -> str:
    """Return "nvme0" for "nvme0n1": an album may name either."""
    return re.sub(r"^(nvme\d+)n\d+$", r"\1", name)


def read_identity(world: World, name: str) -> NvmeIdentity:
    """Return who the disk is. Raises ToolError, NotPermittedError or UnrecordedError."""
    return parse_identity(_heard(world.ask(identify(name)), name))


def read_health(world: World, name: str) -> Smart:
    """Return how the disk is. Raises ToolError, NotPermittedError or UnrecordedError."""
    return parse_health(_heard(world.ask(health(name)), name))


def _heard(call: Call, name: str) -> str:
    if "Permission denied" in call.stderr:
        raise NotPermittedError(f"/dev/{name}")
    if call.status and not call.stdout.strip():
        raise ToolFailedError(
            _("The disk {name} did not answer nvme.").format(name=name),
            remedy=_("Check its cables, then start again."),
            details=call.stderr,
        )
    return call.stdout


def parse_identity(text: str) -> NvmeIdentity:
    """Read `nvme id-ctrl` as JSON; names are padded with blanks. Raises ToolUnreadableError."""
    plain = plain_json.told_by("nvme", text)
    return NvmeIdentity(model=_word(plain, "mn"), serial=_word(plain, "sn"), firmware=_word(plain, "fr"))


def parse_health(text: str) -> Smart:
    """Read `nvme smart-log` as JSON; big numbers may be in quotes. Raises ToolUnreadableError."""
    plain = plain_json.told_by("nvme", text)
    kelvin = _number(plain, "temperature")
    warning = _warning(plain.get("critical_warning"))
    return Smart(
        available=True,
        passed=None if warning in (None, _TOO_HOT) else warning == 0,
        power_on_hours=_number(plain, "power_on_hours"),
        power_cycles=_number(plain, "power_cycles"),
        temperature_celsius=kelvin - _ZERO_CELSIUS_KELVIN if kelvin else None,
        wear_percent_used=_number(plain, "percent_used", "percentage_used"),
        nvme=NvmeHealth(
            critical_warning=warning,
            available_spare=_number(plain, "avail_spare", "available_spare"),
            available_spare_threshold=_number(plain, "spare_thresh", "available_spare_threshold"),
            percentage_used=_number(plain, "percent_used", "percentage_used"),
            media_errors=_number(plain, "media_errors"),
            unsafe_shutdowns=_number(plain, "unsafe_shutdowns"),
            data_units_written=_number(plain, "data_units_written"),
        ),
        error_log_count=_number(plain, "num_err_log_entries"),
    )


def _word(plain: dict[str, Any], key: str) -> str | None:
    word = plain.get(key)
    return (word.strip() or None) if isinstance(word, str) and word.isprintable() else None


def _number(plain: dict[str, Any], *keys: str) -> int | None:
    """Versions of nvme-cli spell the keys in two ways."""
    for key in keys:
        value = plain.get(key)
        if isinstance(value, str) and value.isascii() and value.isdecimal():
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
    return None


def _warning(told: object) -> int | None:
    """nvme-cli 2.0 and later may give an object with the bits spelled out beside the value."""
    return _number({"it": told.get("value") if isinstance(told, dict) else told}, "it")
