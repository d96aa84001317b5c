"""What towers in a batch said of themselves, as stations' rows keep it: read, and with the hub's own times beside it.

A tower's clock may be years wrong (an empty clock battery is common), so since when something is so is what this hub
heard, by its own clock: `heard` in what is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pcsol.model.batch.progress import BatchProgress
from pcsol.server import faults

SCHEMA = "pcsol/progress/1"
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Said:
    """`at`: when this was said; `word_since`, `needs_since` (by code): since when the hub hears it."""

    progress: BatchProgress
    at: datetime
    word_since: datetime
    needs_since: Mapping[str, datetime]


def opened(plain: Mapping[str, Any]) -> BatchProgress | None:
    """Return what was sent just now; None for a sender of before, or of a newer PCSol, which get no orders.

    Raises Fault 422 with each fault named.
    """
    if plain.get("schema") != SCHEMA:
        return None
    try:
        return BatchProgress.from_json(plain)
    except ValidationError as err:
        named = [".".join(map(str, one["loc"])) + f": {one['msg']}" for one in err.errors()[:_MOST_FAULTS]]
        raise faults.not_understood([one[:300] for one in named]) from err


def kept(plain: Mapping[str, Any], progress: BatchProgress, before: str | None, now: datetime) -> str:
    """Return what is kept of it. `before`: what was kept until now."""
    old = read(before, now)
    if old is None or old.progress.tower != progress.tower:
        since, needs = now, {}
    else:
        since = old.word_since if old.progress.word == progress.word else now
        needs = {**old.needs_since}
    heard = {
        "word": since.isoformat(), "needs": {one.code: needs.get(one.code, now).isoformat() for one in progress.needs}
    }  # fmt: skip
    return json.dumps({**plain, "heard": heard})


def read(text: str | None, at: datetime) -> Said | None:
    """Return what is kept of a station; None where it never said anything of a batch."""
    try:
        plain = json.loads(text or "null")
        if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
            return None
        heard = plain.get("heard") or {}
        needs = {code: datetime.fromisoformat(when) for code, when in (heard.get("needs") or {}).items()}
        since = datetime.fromisoformat(heard["word"]) if "word" in heard else at
        return Said(BatchProgress.from_json(plain), at, since, needs)
    except ValueError:  # kept by another version
        return None
