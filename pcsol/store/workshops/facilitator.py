"""The secret of the facilitator's address: kept for a day, so that a page that is open outlives a power cut."""

import json
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pcsol.store import home as house
from pcsol.store import medium
from pcsol.store.workshops.desk import WORKSHOPS

_FILE = "facilitator.json"
_LASTS = timedelta(hours=20)


def secret(home: Path, now: datetime) -> str:
    """Return it; a new one on another day: whoever saw the address last week is not let in. Raises StoreError."""
    file = home / WORKSHOPS / _FILE
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(file.read_bytes())
        if timedelta() <= now - datetime.fromisoformat(kept["made_at"]) < _LASTS:
            return str(kept["secret"])
    house.make(home)
    made = secrets.token_urlsafe(16)
    try:
        medium.make_folder(file.parent)
    except OSError as err:
        raise medium.not_saved(err, file.parent) from err
    medium.write_whole(file, json.dumps({"secret": made, "made_at": now.isoformat()}).encode(), 0o600)
    return made
