"""What could not be found out, why, and what to do about it."""

from collections import defaultdict

from pcsol.i18n import N_, _
from pcsol.model.probe import Probe
from pcsol.report import words
from pcsol.report.sheet import Row, Section

_PLACES = {
    "machine": N_("machine"),
    "processor": N_("processor"),
    "memory": N_("memory"),
    "disks": N_("disks"),
    "hidden_storage": N_("hidden storage"),
    "graphics": N_("graphics"),
    "displays": N_("screens"),
    "network": N_("network"),
    "sound": N_("sound"),
    "optical": N_("disc drives"),
    "usb_controllers": N_("USB"),
    "batteries": N_("batteries"),
    "sensors": N_("sensors"),
    "clock": N_("clock"),
    "clock_chip": N_("clock"),
    "load": N_("temperature under load"),
    "sockets": N_("USB sockets"),
    "identity": N_("identity"),
    "verdict": N_("verdict"),
}
_PARTS = {
    "smart": N_("health (SMART)"),
    "security": N_("locks"),
    "link": N_("speed of the link"),
    "slots": N_("slots"),
    "installed_bytes": N_("size"),
    "total_bytes": N_("size"),
    "temperatures": N_("temperatures"),
    "fans": N_("fans"),
    "flags": N_("abilities"),
    "model": N_("model"),
    "locks": N_("locks"),
    "firmware-password": N_("password of the set-up"),
    "power-on-password": N_("password at start-up"),
    "hpa": N_("hidden area"),
    "ports": N_("ports"),
    "mac": N_("address"),
    "firmware": N_("firmware"),
}


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return one row per reason, with everything that stays unknown for it."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unknown in probe.unknown:
        reasons[unknown.why, unknown.remedy].append(place(unknown.what))
    rows = tuple(
        Row(", ".join(dict.fromkeys(places)), words.told(why), "unknown", (words.told(remedy),) if remedy else ())
        for (why, remedy), places in reasons.items()
    )
    return (Section(_("What stays unknown"), rows),) if rows else ()


def place(what: str) -> str:
    """Return a dotted place ("disks.sda.smart") in words."""
    head, *rest = what.split(".")
    subject = _(_PLACES.get(head, head))
    if not rest:
        return words.said(subject)
    if head == "disks" and rest[0] not in _PARTS:
        subject, rest = _("disk {name}").format(name=rest[0]), rest[1:]
    part = ", ".join(_(_PARTS.get(name, name)) for name in rest)
    return words.said(_("{subject}: {part}").format(subject=subject, part=part) if part else subject)
