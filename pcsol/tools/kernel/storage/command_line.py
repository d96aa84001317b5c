"""/proc/cmdline: which devices the system was told to start from, and whether it then moved into memory."""

import re
from dataclasses import dataclass
from typing import Literal

from pcsol.tools.kernel.storage import looking
from pcsol.tools.world.world import World

Form = Literal["uuid", "label", "partuuid", "partlabel", "device"]
_FORMS: dict[str, Form] = {
    "UUID": "uuid",
    "LABEL": "label",
    "CDLABEL": "label",
    "PARTUUID": "partuuid",
    "PARTLABEL": "partlabel",
}
_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
# dracut, mkinitcpio and live systems write the forms of mount(8); udev's links are the same in another spelling.
_TAGGED = re.compile(r"(?:^|[=:,(])(UUID|LABEL|CDLABEL|PARTUUID|PARTLABEL)=([^,:]+)", re.IGNORECASE)
_LINKED = re.compile(r"/dev/disk/by-(uuid|label|partuuid|partlabel)/([^,:]+)")
_DEVICE = re.compile(r"/dev/[^,:]+")
_NUMBERS = ("root", "resume")
# live-boot(7), casper(7), dracut.cmdline(7), the boot parameters of archiso.
_TO_MEMORY = re.compile(r"(?:.*[^a-z])?(?:toram|copytoram|live\.ram)(?:=(?!0|n|no|false).*)?", re.IGNORECASE)
_LIVE = re.compile(r"boot=(?:live|casper)|rd\.live\.(?:image|overlay.*)|root=live:.*|archiso.*=.*|live-media=.*")


@dataclass(frozen=True, slots=True)
class Reference:
    """A device that the command line names, in one of its forms; `word` is the whole word."""

    form: Form
    value: str
    word: str


@dataclass(frozen=True, slots=True)
class CommandLine:
    """`live`: a live system of some maker; `to_memory`: it was told to copy itself into memory."""

    references: tuple[Reference, ...] = ()
    live: bool = False
    to_memory: bool = False


def read(world: World) -> CommandLine | None:
    """Return what the kernel was told; None when it could not be read."""
    text = looking.text(world, "/proc/cmdline")
    return parse(text) if text else None


def parse(text: str) -> CommandLine:
    """Read the words. GRUB's own names of disks, "(hd0,gpt2)", say nothing that Linux could follow."""
    words = [word.replace('"', "") for word in _WORD.findall(text)]
    found = [one for word in words for one in _references(word)]
    return CommandLine(
        tuple(dict.fromkeys(found)),
        live=any(_LIVE.fullmatch(word) for word in words),
        to_memory=any(_TO_MEMORY.fullmatch(word) for word in words),
    )


def _references(word: str) -> list[Reference]:
    tagged = [Reference(_FORMS[tag.upper()], _bare(value), word) for tag, value in _TAGGED.findall(word)]
    linked = [Reference(_FORMS[tag.upper()], _bare(value), word) for tag, value in _LINKED.findall(word)]
    devices = [Reference("device", path, word) for path in _DEVICE.findall(word) if not _LINKED.match(path)]
    name, _sign, value = word.partition("=")
    numbers = (
        [Reference("device", value, word)] if name in _NUMBERS and re.fullmatch(r"\d+:\d+|[\da-f]{3,4}", value) else []
    )
    return [*tagged, *linked, *devices, *numbers]


def _bare(value: str) -> str:
    r"""`PARTUUID=…/PARTNROFF=1` counts from that partition; udev writes a blank as \x20."""
    plain = re.sub(r"\\x([0-7][0-9a-f])", lambda found: chr(int(found[1], 16)), value.partition("/PARTNROFF")[0])
    return plain.strip()
