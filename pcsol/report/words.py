"""Plain words for what the nouns say in codes. What is not known is said to be unknown, never left out."""

import re
import unicodedata
from collections.abc import Callable
from typing import Literal, TypeVar

from pcsol.i18n import N_, _
from pcsol.model.hardware.disk import Disk

Tone = Literal["good", "look", "bad", "unknown", "plain"]
Value = TypeVar("Value")
_MOST_SIGNS = 120
_MOST_SIGNS_OF_A_SENTENCE = 400

_GRADES: dict[str | None, tuple[str, Tone]] = {
    "A": (N_("A: good"), "good"),
    "B": (N_("B: fair"), "good"),
    "C": (N_("C: as a spare only"), "look"),
    "D": (N_("D: do not give away"), "bad"),
    None: (N_("not graded: unknown"), "unknown"),
}
_MEDIA = {"hdd": N_("hard disk"), "ssd": N_("SSD"), "flash": N_("flash memory")}
_BUSES = {"sata": "SATA", "ata": "IDE", "nvme": "NVMe", "sas": "SAS", "scsi": "SCSI", "usb": "USB", "mmc": "MMC"}
_MORE_BUSES = {"virtio": N_("virtual machine"), "loop": N_("a file (loop)")}
_FORMS = {
    "tower": N_("tower"),
    "desktop": N_("desktop"),
    "small": N_("small form factor"),
    "mini": N_("mini"),
    "all-in-one": N_("all-in-one"),
    "laptop": N_("laptop"),
    "server": N_("server"),
    "tablet": N_("tablet"),
}


def unknown() -> str:
    """Say that something is not known."""
    return _("unknown")


def known(value: Value | None, word: Callable[[Value], str] = str) -> str:
    """Return the value in words, or that it is unknown. Words of the machine are made harmless and not too long."""
    return unknown() if value is None or value == "" else said(word(value))


def said(text: str, most: int = _MOST_SIGNS) -> str:
    """Return what a machine said of itself: no control characters, one line, at most so many signs."""
    clean = " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text).split())
    return clean if len(clean) <= most else clean[: most - 3] + "..."


def told(text: str) -> str:
    """Return a sentence of PCSol's own, which may quote a machine."""
    return said(text, most=_MOST_SIGNS_OF_A_SENTENCE)


def yes_no(value: bool | None, yes: str = N_("yes"), no: str = N_("no")) -> str:  # noqa: FBT001  # a fact, no switch
    """Say yes, no or unknown."""
    return unknown() if value is None else _(yes if value else no)


def fit(fits: bool | None) -> tuple[str, Tone]:  # noqa: FBT001  # a fact, no switch
    """Say whether something fits."""
    if fits is None:
        return _("not known"), "unknown"
    return (_("fits"), "good") if fits else (_("does not fit"), "bad")


def grade(letter: str | None) -> tuple[str, Tone]:
    """Return a disk's grade in words."""
    words, tone = _GRADES[letter]
    return _(words), tone


def medium(disk: Disk) -> str:
    """Say what kind of disk it is."""
    return _(_MEDIA[disk.medium]) if disk.medium else _("disk of unknown kind")


def bus(name: str) -> str:
    """Return the name of a bus."""
    return _BUSES.get(name) or _(_MORE_BUSES.get(name, name))


def form(name: str) -> str:
    """Return the form of a machine."""
    return _(_FORMS.get(name, name))


def joined(*parts: str | None) -> str:
    """Join what is known of one thing by commas; unknown when nothing is."""
    found = [said(part) for part in parts if part and part.strip()]
    return ", ".join(found) if found else unknown()


def maker_and_model(maker: str | None, model: str | None) -> str:
    """Return both names, the maker's only once, be it by its initials ("Hewlett-Packard", "HP Compaq …")."""
    if maker and model and model.strip():
        initials = "".join(part[0] for part in re.split(r"[\s-]+", maker) if part)
        if model.lower().startswith(maker.lower()) or model.split()[0] == initials:
            return said(model)
    return joined_by_space(maker, model)


def joined_by_space(*parts: str | None) -> str:
    """Join what is known by spaces; unknown when nothing is."""
    return " ".join(said(part) for part in parts if part and part.strip()) or unknown()
