"""Stores full of records for tests, and a hub that a station is enrolled at."""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pcsol.model.letters.outbox import Enrolment
from pcsol.store import records
from pcsol.store.post import enrolled

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TOKEN = "t" * 43


def record(tower: str = "VAL-0042-D", minute: int = 0, **more: Any) -> dict[str, Any]:
    """A record as it is kept."""
    return {
        "schema": "pcsol/record/1",
        "kind": "probe",
        "id": str(uuid.uuid4()),
        "tower": {"code": tower, "marks": []},
        "station": "banc 2",
        "operator": None,
        "taken_at": (START + timedelta(minutes=minute)).isoformat(),
        "clock": {"source": "ntp", "trusted": True},
        "body": {"text": "tour à côté"},
        "signature": None,
        **more,
    }


def kept(home: Path, plain: dict[str, Any]) -> str:
    """Keep it, and return its id."""
    records.put(home, plain)
    return str(plain["id"])


def several(home: Path, count: int, towers: int = 3) -> list[str]:
    """Keep so many records, in turn of each tower, and return their ids in the order of time."""
    return [kept(home, record(f"VAL-{n % towers:04d}", n)) for n in range(count)]


def many(home: Path, count: int, towers: int, padding: int = 4_000) -> Iterator[str]:
    """Write files as `records.put` would, without flushing each."""
    for n in range(count):
        plain = record(f"VAL-{n % towers:04d}", n, body={"text": "x" * padding})
        folder = home / "towers" / records.folder_name(plain)
        folder.mkdir(parents=True, exist_ok=True)
        at = datetime.fromisoformat(plain["taken_at"])
        (folder / f"{at:%Y-%m-%dt%H-%M-%Sz}-probe-{plain['id']}.json").write_text(json.dumps(plain, indent=1), "utf-8")
        yield plain["id"]


def enrol(home: Path, url: str, certificate: str | None = None, token: str = TOKEN) -> Enrolment:
    """Enrol a home at a hub, as `push --enrol` does."""
    here = Enrolment(url=url, certificate=certificate, station="banc-2", structure="CS Test", token=token)
    enrolled.keep(home, here)
    return here
