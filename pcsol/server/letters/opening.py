"""Open letters by what the hub knows: in the event loop where that is nearly nothing, in a thread where it asks."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache, partial
from typing import Any

from sqlalchemy import Row, select
from starlette.concurrency import run_in_threadpool

from pcsol.judge.letters.keys import key_id
from pcsol.model.papers.signers import Signer
from pcsol.server.access.caller import Caller
from pcsol.server.database.tables import station as stations
from pcsol.server.hub import Hub
from pcsol.server.letters.letter import Keys, Letter, opened, parsed
from pcsol.server.stations.signers import signers

# Of a record that is opened at once: a page of 64 kB takes some milliseconds, in which nobody else is answered.
_LIGHT_BYTES = 64_000


class _NotAtHandError(Exception):
    """What a letter needs is in the database."""


async def at_once(hub: Hub, caller: Caller, name: str, content: bytes) -> Letter:
    """Open a letter here where that takes about a millisecond, as nearly always; else in a thread. Raises Fault 422."""
    if len(content) <= _LIGHT_BYTES:
        with suppress(_NotAtHandError):
            return opened(parsed(content), Keys(partial(_own, caller), _not_at_hand), name)
    return await run_in_threadpool(lambda: opened(parsed(content), keys_of(hub, caller), name))


def _own(caller: Caller, name: str) -> bytes:
    own = bytes.fromhex(caller.letters_key)
    if name != key_id(own):
        raise _NotAtHandError
    return own


def _not_at_hand() -> Sequence[Signer]:
    raise _NotAtHandError


def keys_of(hub: Hub, caller: Caller) -> Keys:
    """Return whom this station's structure believes. Its own key came with its token; others are looked for."""
    own = bytes.fromhex(caller.letters_key)

    @cache  # once for a batch or a file: its key, and since when nothing of it is vouched for
    def colleague(name: str) -> Row[Any, Any] | None:
        wanted = select(stations.c.letters_key, stations.c.revoked_at)
        with hub.database.reading() as connection:
            return connection.execute(
                wanted.where(stations.c.letters_id == name, caller.within(stations.c.structure))
            ).first()

    def letters(name: str) -> bytes | None:
        if name == key_id(own):
            return own
        found = colleague(name)
        return bytes.fromhex(found.letters_key) if found else None

    def papers() -> list[Signer]:
        with hub.database.reading() as connection:
            return signers(connection, caller.structure)

    def revoked(name: str) -> bool:
        found = colleague(name) if name != key_id(own) else None
        return found is not None and found.revoked_at is not None

    return Keys(letters, papers, revoked)
