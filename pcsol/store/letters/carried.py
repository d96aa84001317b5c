"""Write the file that is carried by hand, and open one: read twice, and believed only once the whole was seen.

Neither holds more than one record in memory. Between the two readings the file may change under our hands (it lies on a
stick): each line is compared with what it was at the first.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pcsol.errors import CarriedFaultyError
from pcsol.i18n import _
from pcsol.judge.letters import bundle, faults
from pcsol.judge.letters.keys import key_id
from pcsol.model.letters.carried import OutboxHead
from pcsol.store import medium
from pcsol.tools import regular_file

_DIGEST_BYTES = 16


def write(file: Path, head: OutboxHead, records: Iterable[dict[str, Any]], private_key: bytes) -> None:
    """Write these records (as `records.read_file` gives them) into a file: it is there whole and flushed, or not at
    all, and replaces an older one.

    `private_key`: the 32 bytes whose other half stands in the head. Raises StoreFullError, StoreReadOnlyError or
    StoreGoneError, and what `records` raises.
    """
    medium.write_whole(file, bundle.lines(head, records, private_key))


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that was seen whole: whose it is, how many records it holds, and the SHA-256 that stands on its last line.

    That its own key signed it says that nobody changed it; whether that key is a known station's, the caller asks.
    """

    file: Path
    head: OutboxHead
    number: int
    sha256: str
    _digests: bytes

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that its records are to be checked with."""
        return bytes.fromhex(self.head.public_key)

    @property
    def key_id(self) -> str:
        """The fingerprint of that key."""
        return key_id(self.public_key)

    def records(self) -> Iterator[dict[str, Any]]:
        """Give the records in their order. Raises CarriedFaultyError for a file that was changed since it was opened:
        what was given until then is as its station wrote it."""
        with _opened(self.file) as stream:
            for number, line in enumerate(_lines(stream)):
                at = number * _DIGEST_BYTES
                if _digest(line) != self._digests[at : at + _DIGEST_BYTES]:
                    raise faults.changed()
                if 0 < number <= self.number:
                    yield bundle.record(line)
                elif number > self.number:
                    return
            raise faults.changed()


def opened(file: Path) -> Carried:
    """Read a whole file and check it. Raises CarriedFaultyError or RecordNewerError: then nothing of it is to be taken.

    A pipe is refused: it cannot be read twice.
    """
    checked, digests = bundle.Check(), bytearray()
    with _opened(file) as stream:
        for line in _lines(stream):
            checked.feed(line)
            digests += _digest(line)
    seen = checked.ended()
    return Carried(file, seen.head, seen.number, seen.sha256, bytes(digests))


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(bundle.LONGEST_LINE + 1):
        yield line


def _digest(line: bytes) -> bytes:
    return hashlib.blake2b(line, digest_size=_DIGEST_BYTES).digest()


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with regular_file.opened(file) as stream:
            yield stream
    except OSError as err:
        raise CarriedFaultyError(
            _("{file} cannot be read.").format(file=file),
            remedy=_("Look whether it is there, and whether the stick is plugged in."),
            details=str(err),
        ) from err
