"""A hub as a process with a certificate of its own: groups come in on its line without encryption."""

import os
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from pcsol.checklist.course import Course, course
from pcsol.judge.compare import compare
from pcsol.model.comparison import Comparison
from pcsol.model.probe import Probe
from pcsol.model.workshop.room import Event, Plan
from pcsol.server.access.caller import Caller, Role
from pcsol.server.workshops.desk import HubRoom
from pcsol.store.workshops.shelf import load_workshops
from tests.browser.classroom import WORKSHOP
from tests.browser.looks import TOWER, before
from tests.server.house import House, record
from tests.server.test_serving import free_port, waited_for

FACILITATOR = "dominique"


class HubClassroom:
    """The whole list for one group of Valmy, whose tower its bench has looked at."""

    def __init__(self, house: House, database: str, home: Path) -> None:
        self.house, self.database, self.home = house, database, home
        house.person(FACILITATOR, "coordinator")
        self.bench = house.bench()
        self.was = self.bench.sends(self._record(before(), "probe"))
        shelf = load_workshops()
        self.outline = shelf.outline("full", "explorer")
        valmy = Caller("person", 1, "Dominique", house.structures["Valmy"], Role.COORDINATOR)
        nickname = next(iter(shelf.names.values())).names[0]
        self.desk = HubRoom(house.hub.database, valmy, house.clock).open(Plan.model_validate({
            "id": WORKSHOP, "checklist": "full", "level": "explorer", "on": datetime.now(UTC).date(), "adults": 2,
            "made_at": datetime.now(UTC), "registered": {"bands": {"11-14": 4}},
            "groups": [{"id": "g1", "nickname": nickname, "tower": TOWER}],
        }))  # fmt: skip
        self.code, self.second = self.desk.code(), self.desk.second_code() or ""
        self.port, self.groups_port = free_port(), free_port()
        self.url, self.facilitator = f"https://127.0.0.1:{self.port}", f"https://127.0.0.1:{self.port}/workshops"
        self.process: subprocess.Popen[bytes] | None = None
        self.starts()

    def link(self) -> str:
        return f"http://127.0.0.1:{self.groups_port}/g/{self.desk.link('g1')}"

    def starts(self) -> str:
        argv = (
            "hub", "serve", "--host", "127.0.0.1", "--port", str(self.port), "--groups-port", str(self.groups_port),
            "--database", self.database, "--hidden",
        )  # fmt: skip
        environment = {**os.environ, "PCSOL_HOME": str(self.home), "PCSOL_LANG": "fr", "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pcsol", *argv], env=environment, stderr=subprocess.DEVNULL
        )
        waited_for(self.url, _any_certificate())
        return self.facilitator

    def hears(self, now: Probe) -> None:
        """The bench sends what the tower keeps: a comparison with what it was, then the look that it ends with."""
        found = compare(before(), now, str(self.was["id"]), None)
        with httpx.Client(base_url=self.url, verify=_any_certificate(), headers=self.bench.bearer) as client:
            for plain in (self._record(found, "compare"), self._record(now, "probe")):
                answer = client.put(f"/api/v1/records/{plain['id']}", json=self.bench.signed(plain))
                assert answer.status_code == 201, answer.text

    def power_cut(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    ends = power_cut

    def events(self) -> tuple[Event, ...]:
        return self.desk.events("g1")

    def course(self) -> Course:
        return course(self.outline, self.events())

    def _record(self, body: Probe | Comparison, kind: str) -> dict[str, Any]:
        return record(body, self.house.clock(), kind, TOWER, before().identity.marks)


def _any_certificate() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
