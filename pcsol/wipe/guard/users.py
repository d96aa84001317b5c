"""What uses a disk: it would lose its data under its feet, or write them again."""

from collections.abc import Iterator

from pcsol.i18n import N_, _
from pcsol.model.erasure.candidate import HoldingKind, Refusal
from pcsol.wipe.guard.view import View, why

_MOST_NAMED = 3
_KINDS: dict[HoldingKind, tuple[str, str]] = {
    "mount": ("mounted", N_("{device} is mounted ({subject}). Close what uses it, then unmount it with `umount`.")),
    "swap": ("swap", N_("Memory is swapped to {device} ({subject}). Switch that off with `swapoff`.")),
    "lvm": (
        "held-by-lvm",
        N_("LVM uses {device} ({subject}). If its data may go, switch the group off with `vgchange -an`."),
    ),
    "raid": (
        "held-by-raid",
        N_("A RAID array uses {device} ({subject}). If its data may go, stop it with `mdadm --stop`."),
    ),
    "dm": (
        "held-by-dm",
        N_("A mapped device lies on {device} ({subject}), encrypted perhaps. Close it with `dmsetup remove`."),
    ),
    "bcache": ("held-by-bcache", N_("bcache uses {device} ({subject}). Stop it first.")),
    "zfs": ("held-by-zfs", N_("ZFS uses {device} ({subject}). If its data may go: `zpool export`.")),
    "btrfs": ("held-by-btrfs", N_("A mounted btrfs lies on {device} too ({subject}). Unmount it with `umount`.")),
    "multipath": (
        "held-by-multipath",
        N_("{device} is one of several ways to the same disk ({subject}). Switch that off with `multipath -f`."),
    ),
    "loop": ("held-by-loop", N_("A file on {device} stands for a disk ({subject}). Detach it with `losetup -d`.")),
    "other": ("held-by-other", N_("Something uses {device} ({subject}). Close it first.")),
}


def holdings(view: View) -> Iterator[Refusal]:
    """It is mounted, swapped to, or a part of something larger: one refusal per kind."""
    found = view.candidate.holdings or ()
    for kind in dict.fromkeys(one.kind for one in found):
        code, text = _KINDS[kind]
        alike = [one for one in found if one.kind == kind]
        devices = _several([one.device for one in alike])
        yield Refusal(code=code, text=_(text).format(device=devices, subject=_several([one.subject for one in alike])))


def holdings_unknown(view: View) -> Iterator[Refusal]:
    """Nobody can tell what uses it."""
    if view.candidate.holdings is None:
        said = _("It is not known what uses {name}.").format(name=view.name)
        yield Refusal(code="holdings-unknown", text=f"{said} {why(view, 'holdings')}".strip())


def _several(names: list[str]) -> str:
    once = list(dict.fromkeys(name for name in names if name)) or ["?"]
    return ", ".join([*once[:_MOST_NAMED], *(["..."] if len(once) > _MOST_NAMED else [])])
