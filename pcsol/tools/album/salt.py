"""The station's salt: kept, so that two albums of one tower taken here can be compared; secret, so that nobody undoes
the stand-ins."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_BYTES = 32


def of_station(home: Path) -> bytes:
    """Return the salt kept in this PCSOL_HOME; make it at the first time.

    The home is not made here. Where nothing can be kept (no home, a full or read-only medium) the salt is another one
    each time, and albums do not compare.
    """
    file = home / "album-salt"
    with suppress(OSError):
        kept = file.read_bytes()
        if len(kept) >= _BYTES:
            return kept
    fresh = secrets.token_bytes(_BYTES)
    with suppress(OSError):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            if os.geteuid() == 0:  # else its owner could not read it without sudo
                os.fchown(descriptor, home.stat().st_uid, home.stat().st_gid)
            stream.write(fresh)
            stream.flush()
            os.fsync(stream.fileno())
    return fresh
