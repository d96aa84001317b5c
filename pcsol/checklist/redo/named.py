"""How a group finds what a comparison names: in the words of its list, not in those of a firmware. Pure."""

import re
from collections.abc import Iterable

from pcsol.i18n import N_, _
from pcsol.model.workshop.steps import Part

# As people call them.
PARTS: dict[Part, str] = {
    "tower": N_("the tower itself"), "disk": N_("the disk"), "memory": N_("the memory"),
    "processor": N_("the processor"), "graphics": N_("the picture"), "network": N_("the network"),
    "sound": N_("the sound"), "optical": N_("the CD drive"), "usb": N_("the USB sockets"), "ports": N_("the sockets"),
    "firmware": N_("the settings of the board"), "fan": N_("a fan"), "temperature": N_("the heat"),
    "clock": N_("the battery of the clock"), "people": N_("what people saw"),
}  # fmt: skip
# The comparison's own names of these are for whoever repairs: "Processor Fan", "coretemp Core 0", a menu of a firmware.
_PLAIN = {
    "firmware": N_("The settings of the tower"),
    "graphics": N_("Card for the picture"),
    "network": N_("Network card"),
    "sound": N_("Sound card"),
    "optical": N_("CD drive"),
    "usb": N_("USB sockets"),
    "temperature": N_("Heat"),
}
_FANS = (
    (re.compile("cpu|processor", re.IGNORECASE), N_("Fan of the processor")),
    (re.compile("psu|power", re.IGNORECASE), N_("Fan of the power supply")),
    (re.compile("gpu|video", re.IGNORECASE), N_("Fan of a card")),
    (re.compile("cha|case|sys|rear|front", re.IGNORECASE), N_("Fan of the tower")),
)


def named(part: str, subjects: Iterable[str]) -> str:
    """Return what to look for: each thing once. Disks, memory and sockets keep what stands on them."""
    told = [one for one in subjects if one]
    if part in _PLAIN and told:
        return _(_PLAIN[part])
    return ", ".join(dict.fromkeys(_fan(one) if part == "fan" else one for one in told))


def _fan(subject: str) -> str:
    return next((_(name) for found, name in _FANS if found.search(subject)), _("Fan"))
