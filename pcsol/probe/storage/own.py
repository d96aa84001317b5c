"""Whether a disk is the one that PCSol itself came from: it is no part of the tower, and must never be erased."""

from collections.abc import Sequence

from pcsol.judge.placeholders import known_serial
from pcsol.model.hardware.disk import Disk
from pcsol.tools.kernel.live_medium import LiveMedium, is_ours
from pcsol.tools.programs.lsblk import Volume


def is_own(disk: Disk, volumes: Sequence[Volume] | None, medium: LiveMedium | None) -> bool | None:
    """Tell by what lies on the disk, else by its serial; the live medium's notes hold both, also after it was pulled.

    `volumes`: what lsblk saw on the disk and its partitions; None when it told no labels: then a no is not known.
    A name such as sdc is no proof: it changes when the stick is plugged in again.
    """
    if any(_is_ours(volume, medium) for volume in volumes or ()):
        return True
    serial = known_serial(disk.serial)
    if serial and medium and medium.serial and serial.casefold() == medium.serial.casefold():
        return True
    return None if volumes is None else False


def _is_ours(volume: Volume, medium: LiveMedium | None) -> bool:
    if is_ours(volume.kind, volume.label):
        return True
    return medium is not None and medium.uuid is not None and volume.uuid == medium.uuid
