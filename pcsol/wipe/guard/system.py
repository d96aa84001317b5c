"""The running system, the live system, and the medium that PCSol came from."""

from collections.abc import Iterator

from pcsol.i18n import N_, _
from pcsol.model.erasure.candidate import Refusal, SystemRole
from pcsol.wipe.guard.view import View, why

_ROLES: dict[SystemRole, tuple[str, str]] = {
    "root": (
        "system-root",
        N_("The running system lies on {name}. To erase it, start this tower from the PCSol stick."),
    ),
    "live-medium": (
        "live-medium",
        N_("The running system was started from {name}: it is no part of the tower. Leave it alone."),
    ),
    "to-ram-source": (
        "to-ram-source",
        N_("The running system was copied from {name} into memory: it is no part of the tower. Leave it alone."),
    ),
    "efi-boot-entry": (
        "efi-boot-entry",
        N_("The firmware (EFI) started this machine from {name}. To erase it, start from the PCSol stick."),
    ),
    "kernel-command-line": (
        "kernel-command-line",
        N_("The running system was told to start from {name}. To erase it, start this tower from the PCSol stick."),
    ),
    "own-label": (
        "own-label",
        N_("{name} is a medium of PCSol, by its label. Use another tool if it is really to be erased."),
    ),
}


def roles(view: View) -> Iterator[Refusal]:
    """It carries the running or the live system."""
    for role in view.candidate.system_roles or ():
        code, text = _ROLES[role]
        yield Refusal(code=code, text=_(text).format(name=view.name))


def roles_unknown(view: View) -> Iterator[Refusal]:
    """Nobody can tell whether it does."""
    if view.candidate.system_roles is None:
        said = _("It is not known whether {name} carries the running system.").format(name=view.name)
        yield Refusal(code="system-roles-unknown", text=f"{said} {why(view, 'system_roles')}".strip())


def own_medium(view: View) -> Iterator[Refusal]:
    """PCSol came from it. Where a role says so already, once is enough."""
    if view.candidate.disk.own_medium and not {"live-medium", "own-label"} & set(view.candidate.system_roles or ()):
        yield Refusal(
            code="own-medium",
            text=_("PCSol itself came from {name}: it is no part of the tower. Leave it alone.").format(name=view.name),
        )


def own_medium_unknown(view: View) -> Iterator[Refusal]:
    """Nobody can tell whether it did."""
    if view.candidate.disk.own_medium is None:
        said = _("It is not known whether PCSol itself came from {name}. Start again with `sudo`.")
        yield Refusal(code="own-medium-unknown", text=said.format(name=view.name))
