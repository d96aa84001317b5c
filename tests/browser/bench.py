"""A bench as a technician uses it: its own PCSOL_HOME, and the command line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pcsol.judge import certificate
from pcsol.model.probe import Clock, Probe
from pcsol.model.record import Record
from pcsol.store import find, records
from pcsol.store.papers import keys
from tests.server.test_commands import pcsol
from tests.unit.certificate.erasures import context, erasure

MACHINES = Path(__file__).resolve().parents[1] / "machines"


@dataclass(frozen=True)
class Bench:
    """`home`: its PCSOL_HOME."""

    home: Path

    def sees(self, machine: str, code: str) -> None:
        """Receive the tower that an album shows, under the code of its sticker, and look at it."""
        album = ("--machine", str(MACHINES / machine))
        pcsol(self.home, *album, "intake", code, "--this", code=(0, 1))
        pcsol(self.home, *album, "probe", "--save", code=(0, 1))

    def erases(self) -> Record:
        """Keep what an accepted erasure of the first disk of its last tower leaves, signed by this bench.

        The disk is of an album: here nothing is written to any. Erasures of real disks are in tests/device.
        """
        (probe,) = [one for one in find.everything(self.home).records if one.kind == "probe"]
        disk = Probe.from_json(probe.body).disks[0]
        key = keys.station_key(self.home, lambda _need: "quatre-tours")
        paper = certificate.sign(
            certificate.make(erasure(disk), context(tower=probe.tower, disks_seen=())), key.private
        )
        result = {"disk": disk.path, "paper": paper.to_json()}
        body = {"schema": "pcsol/wipe-run/1", "results": [result], "errors": []}
        now = datetime.now(UTC)
        whole = probe.model_dump(by_alias=True) | {
            "kind": "wipe", "id": paper.id, "taken_at": now, "clock": Clock(), "body": body, "signature": None,
        }  # fmt: skip
        return records.keep_made(self.home, Record.model_validate(whole))

    def pushes(self, *more: str, code: int = 0) -> dict[str, Any]:
        return pcsol(self.home, "push", *more, code=code)

    def waiting(self) -> int:
        return len(pcsol(self.home, "outbox")["waiting"])
