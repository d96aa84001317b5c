"""What went wrong with one of the disks."""

from dataclasses import dataclass
from typing import Self

from pcsol.commands.faults.tell import ours
from pcsol.errors import PCSolError
from pcsol.model.erasure.outcome import WipeFault


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with the disk at a path."""

    path: str
    error: PCSolError

    @classmethod
    def of(cls, path: str, err: BaseException) -> Self:
        """Take what was raised."""
        return cls(path, in_words(err))

    @property
    def name(self) -> str:
        """Return what the kernel calls the disk."""
        return self.path.rpartition("/")[2]

    def noted(self) -> WipeFault:
        """Return it as the record has it."""
        return WipeFault(disk=self.path, code=self.error.code, what=self.error.what, remedy=self.error.remedy)


def in_words(err: BaseException) -> PCSolError:
    """Return what was raised as what can be told; a fault of PCSol's own is written down."""
    return err if isinstance(err, PCSolError) else ours(err)
