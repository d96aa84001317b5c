"""What may bind a machine to a former owner, as far as a running system can honestly tell.

Not told by any firmware table: whether Intel AMT was provisioned (only its own menu, or the ME, knows), whether
Absolute was activated, and whether the machine was registered with Windows Autopilot (only Microsoft knows).
"""

import re

from pcsol.i18n import _
from pcsol.model.hardware.machine import Lock
from pcsol.probe.notebook import Notebook
from pcsol.tools.programs.dmidecode import AMT, HARDWARE_SECURITY, OEM_STRINGS, Structure

_POWER_ON, _KEYBOARD, _ADMINISTRATOR = (f"{name} Password Status" for name in ("Power-On", "Keyboard", "Administrator"))
_AMT_SIGN = bytes.fromhex("24414d54")  # "$AMT"
_AMT_BYTES = 5
_ABSOLUTE = re.compile(r"computrace|lojack|absolute (software|persistence)", re.IGNORECASE)


def locks(told: tuple[Structure, ...], tables: tuple[str, ...] | None, notebook: Notebook) -> tuple[Lock, ...] | None:
    """Return every lock that is seen or seen to be open; null when none is seen and passwords are not told of.

    `tables` are the names of the ACPI tables. What stays open is written into the notebook.
    """
    from_dmidecode = any(one.handle for one in told)
    passwords_told = any(one.type == HARDWARE_SECURITY for one in told)
    found = [*_passwords(told), *_amt(told), *_absolute(told, tables or ())]
    if from_dmidecode and not passwords_told:
        notebook.note(
            "machine.locks.firmware-password",
            _("The firmware does not say whether it asks for a password."),
            _("Open its settings once (often F2, F10, F12 or Del at the start)."),
        )
    if "MSDM" in (tables or ()):
        notebook.note(
            "machine.locks.autopilot",
            _("Windows came with this machine. Whether an organisation still claims it (Autopilot) cannot be read."),
            _("Only if you install Windows: should it ask for an organisation's account, ask the donor to release it."),
        )
    return tuple(found) if found or passwords_told else None


def _passwords(told: tuple[Structure, ...]) -> list[Lock]:
    """SMBIOS type 24. "Enabled" is believed for one password alone: old Dells say it of both, set or not.

    Lenovo says it of the keyboard password of every tower. "Not Implemented" and "Unknown" say nothing.
    """
    said = next((one.fields for one in told if one.type == HARDWARE_SECURITY), {})
    both = said.get(_POWER_ON) == said.get(_ADMINISTRATOR) == "Enabled"
    found = [
        _password("firmware-password", said.get(_ADMINISTRATOR), doubted=both),
        _password("power-on-password", said.get(_POWER_ON), doubted=both),
        _password("keyboard-password", said.get(_KEYBOARD), doubted=True),
    ]
    return [lock for lock in found if lock]


def _password(kind: str, said: str | None, *, doubted: bool) -> Lock | None:
    name = {
        "firmware-password": _("password of the firmware's settings"),
        "power-on-password": _("power-on password"),
        "keyboard-password": _("keyboard password"),
    }[kind]
    if said == "Disabled":
        return Lock(kind=kind, state="clear", text=_("{name}: none is set").format(name=name))
    if said == "Enabled" and doubted:
        text = _("{name}: the firmware has one; whether it is set cannot be told").format(name=name)
        return Lock(kind=kind, state="present", text=text)
    if said == "Enabled":
        return Lock(kind=kind, state="set", text=_("{name}: one is set; ask the donor for it").format(name=name))
    return None


def _amt(told: tuple[Structure, ...]) -> list[Lock]:
    """Intel's OEM structure 130: "$AMT" and flags, all zero on a machine without AMT.

    The word "vPro" in structure 131 stands on machines without it as well, and says nothing.
    """
    for one in told:
        flags = _bytes(one).partition(_AMT_SIGN)[2][:_AMT_BYTES] if one.type == AMT else b""
        if any(flags):
            text = _(
                "Intel AMT (remote control) is built in; whether it is set up cannot be told: look with Ctrl+P at start"
            )
            return [Lock(kind="amt", state="present", text=text)]
    return []


def _bytes(one: Structure) -> bytes:
    try:
        return bytes.fromhex(" ".join(one.lists.get("Header and Data", ())))
    except ValueError:  # truncated within a line
        return b""


def _absolute(told: tuple[Structure, ...], tables: tuple[str, ...]) -> list[Lock]:
    """Its name in the firmware's strings, or WPBT: the ACPI table by which it, and others, enter Windows."""
    strings = [text for one in told if one.type == OEM_STRINGS for text in one.fields.values()]
    strings += [text for one in told for text in one.lists.get("Strings", ())]
    if any(map(_ABSOLUTE.search, strings)):
        text = _("Absolute (Computrace) is in the firmware; whether it is active cannot be told")
        return [Lock(kind="absolute", state="present", text=text)]
    if "WPBT" in tables:
        text = _("the firmware hands Windows a program at each start: Absolute (Computrace) or a tool of the maker")
        return [Lock(kind="absolute", state="present", text=text)]
    return []
