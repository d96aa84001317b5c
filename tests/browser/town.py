"""A hub with something of everything in it, served."""

import io
from typing import Any

from PIL import Image

from pcsol.server.access.caller import Caller, Role
from pcsol.server.workshops.desk import HubRoom
from tests.server.at_the_bench import tower
from tests.server.house import House, marks, probe, record
from tests.server.rooms import planned, told
from tests.server.served import Served
from tests.server.towers.stock import grading, run_of
from tests.towers import FAILING, GOOD, HOSTILE, MANY_DISKS, SILENT
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

CODE, OTHER = "VAL-0042-D", "VAL-0043-E"
LIST = "INV-1\tPCINVENTED1\tThinkCentre\nINV-2\tPCINVENTED2\tOptiPlex"
WORKSHOP = "0123456789ab"
PROGRESS = {"phase": "write", "disk": "sda", "done": 25, "of": 100}


class Town(Served):
    """Valmy's coordinator is Dominique; Sacha is the federation's administrator. Both benches are Valmy's."""

    test: str
    grade: str

    def __init__(self, house: House) -> None:
        self.house = house
        house.person("dominique", "coordinator")
        house.person("sacha", "administrator", of=None)
        self.bench = house.bench(papers_key=KEY)
        self.first = self.arrives(CODE, GOOD)
        super().__init__(house.hub)

    def arrives(self, code: str | None, found: Any, serial: str = "") -> str:
        """Let a bench send what it saw; return the number of its record."""
        seen = marks(serial or f"SERIAL{code}")
        return str(self.bench.sends(record(found, self.house.clock(), code=code, seen=seen))["id"])

    def fill(self) -> None:
        """Bring in what pages have to show: good, bad, unknown, hostile, long."""
        house = self.house
        for number, found in enumerate((FAILING, MANY_DISKS, SILENT, HOSTILE)):
            self.arrives(("VAL-0043-E", "VAL-0044-R", None, None)[number], found, f"SERIAL{number}")
        self.again = self.arrives(CODE, probe(disks=()))
        results = [{"disk": "/dev/sda", "paper": PAPERS[name].to_json()} for name in ("clear", "not-erased")]
        wipe = record(GOOD, house.clock(), "wipe", CODE)
        self.bench.sends({**wipe, "body": {"schema": "pcsol/wipe-run/1", "results": results, "errors": []}})
        for kind, body in (("test", run_of()), ("grade", grading()), ("test", run_of()), ("grade", grading(look=None))):
            house.clock.go(seconds=1)
            setattr(self, kind, str(self.bench.sends(record(body, house.clock(), kind, CODE))["id"]))
        house.client.put("/api/v1/stations/me/progress", json=PROGRESS, headers=self.bench.bearer)
        house.bench("Lilas", name="un poste dont le nom est bien trop long pour tenir sur un téléphone")
        house.code()
        house.enter("dominique")
        self._do(f"/towers/{CODE}/note", text="Très longue note. " * 20)
        self._do(f"/towers/{OTHER}/state", state="to-repair", why="ventilateur")
        self._do("/lots", name="2026-11-mairie", donor="Mairie de Valmy", received_on="2026-11-20")
        self._do("/lots/1/lines", list=LIST, save="1")
        self._do("/lots/1/announce", line="2")
        self._do(f"/towers/{CODE}/parts", kind="disk", description="ST500DM002", serial="ZINVENTED1")
        self._do("/labels/new", layout="l7160", start="1", count="12", structure=house.structures["Valmy"])
        valmy = Caller("person", 1, "Dominique", house.structures["Valmy"], Role.COORDINATOR)
        told(HubRoom(house.hub.database, valmy, house.clock).open(planned(WORKSHOP, house.clock())), house.clock())
        tray = io.BytesIO()
        Image.new("RGB", (640, 480), "navy").save(tray, "JPEG")
        files = {"photo": ("a.jpg", tray.getvalue(), "image/jpeg")}
        fields = {"form_key": house.form_key(), "caption": "façade"}
        assert house.client.post(f"/towers/{CODE}/photos", data=fields, files=files).status_code == 303
        self._fill_the_bench()

    def _fill_the_bench(self) -> None:
        """One tower of each word, one that is armed, one that nobody has heard of for a while, and late ones."""
        self._do(f"/towers/{OTHER}/names", lot="1")
        self._do(f"/towers/{CODE}/names", lot="1")
        self._do("/bench/arm", lot="1", disk=f"2:{FAILING.disks[0].serial}", count="1")
        self._do("/bench/room", most="8", until="11:00")
        need = {"code": "no-network", "text": "Le câble réseau manque. " * 5, "since": "2026-11-27T08:00:00Z"}
        for number, word in enumerate(("looks", "waits", "erases", "done", "hand", "fails", "tests"), 42):
            if number == 44:
                self.house.clock.go(seconds=90)
            tower(self.house, number).asks(word=word, needs=[need] if word in ("hand", "fails") else [])

    def _do(self, path: str, **fields: object) -> None:
        answer = self.house.post(path, **fields)
        assert answer.status_code == 303, (path, answer.text)
