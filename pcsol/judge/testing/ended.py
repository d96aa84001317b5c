"""Why a program ended that should have gone on, in words. Pure."""

from pcsol.i18n import _

_KILLED = 9


def why(status: int | None, said: str = "") -> str:
    """Say it: `status` is the exit status, below zero for a signal, None for one that PCSol ended itself."""
    if status is None:
        return _("PCSol ended it.")
    if status == -_KILLED:
        return _("it was killed, most likely because the memory ran short.")
    if status < 0:
        return _("it crashed (signal {number}).").format(number=-status)
    return said or _("it said so by its exit status {status}.").format(status=status)
