"""Letters in parcels: each tower's in its order, as many at once as the hub takes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pcsol.model.letters.outbox import Letter

MOST_LETTERS, MOST_BYTES = 100, 5_000_000
_HEAD, _END = b'{"records": [', b"]}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter, and its bytes as they lie in the store."""

    letter: Letter
    raw: bytes


Parcel = tuple[Sheet, ...]


def parcels(
    towers: Mapping[str, Iterable[Letter]], read: Callable[[Letter], bytes | None], waits: Callable[[str], bool]
) -> Iterator[Parcel]:
    """Pack what there is, reading a letter only when its turn comes.

    `read` gives None for a letter that cannot be sent; `waits` says of a tower that its next letters wait, and may
    change its mind between two parcels. A letter that is too large for a parcel goes by itself.
    """
    packed: list[Sheet] = []
    for tower, letters in towers.items():
        for letter in letters:
            raw = None if waits(tower) else read(letter)
            if raw is None:
                continue
            if packed and not _fits(packed, raw):
                yield tuple(packed)
                packed = []
            if not waits(tower):
                packed.append(Sheet(letter, raw))
    if packed:
        yield tuple(packed)


def together(parcel: Parcel) -> bytes:
    """Return the body of a parcel's request: each record byte by byte as it was kept."""
    return _HEAD + b",".join(sheet.raw for sheet in parcel) + _END


def _fits(packed: list[Sheet], raw: bytes) -> bool:
    size = len(_HEAD) + len(_END) + sum(len(sheet.raw) + 1 for sheet in packed) + len(raw)
    return len(packed) < MOST_LETTERS and size <= MOST_BYTES
