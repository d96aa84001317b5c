"""What tests are called in the language of the moment: a record tells it in that of the bench."""

from pcsol.i18n import N_, _
from pcsol.report.words import said

_TITLES = {
    "clock-battery": N_("Clock and its cell (CR2032)"), "sensors": N_("Sensors: temperatures and fans"),
    "kernel-log": N_("What Linux noticed"), "machine-checks": N_("Errors that processor and memory report"),
    "boot-memory-test": N_("Memory, tested before the start"), "network": N_("Network: cable, speed, an answer"),
    "memory": N_("Memory"), "processor": N_("Processor under load"), "fans": N_("Fans under load"),
    "benchmark": N_("Speed"), "disk-self-test": N_("Self-test of the disk {name}"),
    "disk-read": N_("Reading of the disk {name}"), "usb-ports": N_("USB sockets"), "screen": N_("Screen"),
    "keyboard": N_("Keyboard"), "sound-out": N_("Sound: loudspeaker"), "sound-in": N_("Sound: microphone"),
    "optical": N_("Optical drive"), "eyes": N_("What only eyes see"), "power-supply": N_("Power supply"),
}  # fmt: skip


def title(id_: str, told: str = "") -> str:
    """Return the title of a test by its id ("disk-read.sda").

    `told`: what its record calls it; a test of a newer PCSol keeps that, else its id.
    """
    name, _point, place = id_.partition(".")
    known = _TITLES.get(name)
    if known is None or ("{name}" in known and not place):
        return said(told or id_)
    return _(known).format(name=said(place))
