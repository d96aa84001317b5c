"""Cards and drives: graphics, network, sound, optical, USB controllers. Missing, or added."""

from collections.abc import Hashable, Iterator, Sequence

from pcsol.i18n import N_, _
from pcsol.judge.compare.pairing import pair
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.hardware.devices import Graphics, NetworkPort, Optical, Sound, UsbController
from pcsol.model.probe import Probe

Device = Graphics | NetworkPort | Optical | Sound | UsbController
# Field of a probe, part of a comparison, title.
_PARTS = (
    ("graphics", "graphics", N_("Graphics")),
    ("network", "network", N_("Network")),
    ("sound", "sound", N_("Sound")),
    ("optical", "optical", N_("Optical drive")),
    ("usb_controllers", "usb", N_("USB controller")),
)


def compare_devices(before: Probe, after: Probe) -> Iterator[Difference]:
    """Compare each kind of device; a list that is null on either side is not measurable."""
    for field, part, title in _PARTS:
        yield from _one_kind(getattr(before, field), getattr(after, field), part, _(title))


def _one_kind(
    before: Sequence[Device] | None, after: Sequence[Device] | None, part: str, title: str
) -> Iterator[Difference]:
    if before is None or after is None:
        yield unmeasured(part, title, _("Not known on both sides."))
        return
    matched = pair(before, after, (_address, _kind), _may_be_the_same)
    for device in matched.gone:
        yield look(part, title, "missing", _("This part is missing."), _named(device), None)
    for device in matched.new:
        yield look(part, title, "added", _("This part was not there before."), None, _named(device))
    if matched.both and not matched.gone and not matched.new:
        yield fine(part, title, _("As before."), ", ".join(_named(both.after) for both in matched.both))


def _address(device: Device) -> Hashable | None:
    return device.mac if isinstance(device, NetworkPort) else None


def _kind(device: Device) -> Hashable | None:
    """What nothing is known of is one of its kind: as many as before are the same ones, as far as can be told."""
    return (getattr(device, "pci_id", None) or _named(device),)


def _may_be_the_same(one: Device, other: Device) -> bool:
    """Two cards of a kind with two addresses are two cards."""
    return None in (_address(one), _address(other)) or _address(one) == _address(other)


def _named(device: Device) -> str:
    words = [word for word in (device.vendor, device.model) if word]
    bare = getattr(device, "pci_id", None) or getattr(device, "name", None) or getattr(device, "path", None)
    return " ".join(words) or bare or _("unknown device")
