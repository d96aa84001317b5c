"""A house in which two structures have one of everything, and callers of every kind."""

import io
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from httpx2 import Response
from PIL import Image
from sqlalchemy import Table, func, select

from pcsol.judge.codes import compose
from pcsol.server.access import sessions
from pcsol.server.access.caller import Caller, Role
from pcsol.server.database import tables
from pcsol.server.database.tables import metadata
from pcsol.server.workshops.desk import HubRoom
from tests.server.hostile.table import ROLES
from tests.server.house import Bench, House, marks, probe, record
from tests.server.rooms import planned, told
from tests.towers import GOOD, GOOD_DISK, MACHINE
from tests.unit.certificate.erasures import KEY
from tests.unit.certificate.papers import PAPERS

OWN, OTHER = "Valmy", "Lilas"
# Who asks: a kind or a role, and of which structure (None: of the federation, or nobody's).
CALLERS = (
    ("nobody", None), *((kind, of) for of in (OWN, OTHER) for kind in ("station", *ROLES)),
    ("volunteer", None), ("administrator", None),
)  # fmt: skip


@dataclass
class Furnished:
    """The house; what is in it by structure and name; a word that only texts of one structure have."""

    house: House
    things: dict[str, dict[str, str]] = field(default_factory=dict)
    benches: dict[str, Bench] = field(default_factory=dict)
    people: dict[tuple[str, str | None], int] = field(default_factory=dict)
    _sessions: dict[tuple[str, str | None], tuple[str, str]] = field(default_factory=dict)

    def asks(self, caller: tuple[str, str | None], verb: str, path: str, form: bool = True, **more: Any) -> Response:
        """Send a request as this caller, a person in a session; `form`: with the key that forms have."""
        kind, of = caller
        headers = {}
        if kind == "station":
            headers = self.benches[str(of)].bearer
        elif kind != "nobody":
            if caller not in self._sessions or path in ("/logout", "/password"):
                self._sessions[caller] = self.session(self.people[caller])
            secret, key = self._sessions[caller]
            headers = {"Cookie": f"{sessions.COOKIE}={secret}"}
            if verb == "POST" and form:
                more["data"] = {"form_key": key, **more.get("data", {})}
        return self.house.client.request(verb, path, headers=headers, **more)

    def session(self, number: int) -> tuple[str, str]:
        """Return the cookie and the key of forms of a new session."""
        kept = tables.login_session.c
        with self.house.hub.database.writing() as connection:
            secret = sessions.open_session(connection, number, self.house.clock()).secret
            key = connection.scalar(select(kept.form_key).where(kept.digest == sessions.digest(secret)))
        return secret, str(key)

    def aimed(self, path: str, of: str | None) -> str:
        """Return the path with the things of this structure in it; None: with what nobody has."""
        things = self.things[of] if of else _NOBODYS
        first = "codes" if "/codes/" in path else "photos" if "/photos/" in path else path.split("/")[1]
        number = things[f"{first}-number"] if "{number}" in path else ""
        id_ = things["paper"] if "/papers/" in path else things["record"]
        named = {"name": things["code"], "code": things["code"], "number": number, "line": things["line"],
                 "deed": "remove", "id": things["record"], "id_": id_, "workshop": things["workshop"],
                 "group": "g1", "paper": "poster", "drawing": "board", "link": things["link"]}  # fmt: skip
        return re.sub(r"\{(\w+)\}", lambda found: named[found[1]], path)

    def filled(self, sends: dict[str, str], of: str) -> dict[str, str]:
        """Return a form with the things of this structure in it."""
        return {name: self.things[of].get(value.strip("{}"), value) for name, value in sends.items()}

    def rows(self, of: str) -> dict[str, set[str]]:
        """Return everything that the database holds of a structure, table by table."""
        with self.house.hub.database.reading() as connection:
            return {
                one.name: {str(tuple(row)) for row in connection.execute(_of(one, self.house.structures[of]))}
                for one in metadata.sorted_tables
                if one.name not in ("login_session", "attempt", "setting")
            }

    def everything(self) -> dict[str, set[str]]:
        """Return all rows but those of sessions."""
        with self.house.hub.database.reading() as connection:
            return {
                one.name: {str(tuple(row)) for row in connection.execute(select(one))}
                for one in metadata.sorted_tables if one.name not in ("login_session", "attempt")
            }  # fmt: skip


_NOBODYS = {
    "code": "n-999999", "line": "999999", "workshop": "ba9876543210", "link": "nobody-s",
    "record": str(uuid4()), "paper": "PAPER-999999",
    **{f"{name}-number": "999999" for name in ("lots", "parts", "people", "stations", "codes", "photos", "structures")},
}  # fmt: skip


def picture() -> bytes:
    tray = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(tray, "JPEG")
    return tray.getvalue()


def secret(of: str) -> str:
    """The word that stands in every text of a structure."""
    return f"SECRETOF{of.upper()}"


def furnish(house: House) -> Furnished:
    """Put one of everything into both structures."""
    found = Furnished(house)
    for kind, of in CALLERS:
        if kind in ROLES:
            house.person(f"{kind}-{of or 'federation'}".lower(), kind, of)
            found.people[kind, of] = _last(house, tables.person)
    for of in (OWN, OTHER):
        found.benches[of] = house.bench(of, f"banc {secret(of)}", papers_key=KEY)
        found.things[of] = {"structures-number": str(house.structures[of])}
        _towers(found, of)
        _rest(found, of)
    house.client.cookies.clear()
    return found


def _towers(found: Furnished, of: str) -> None:
    house, bench, word = found.house, found.benches[of], secret(of)
    prefix = {"Valmy": "VAL", "Lilas": "LIL"}[of]
    codes = [compose(prefix, number) for number in (42, 43, 44, 45)]
    found.things[of] |= {"code": codes[0], "second": codes[1], "third": codes[2], "new": codes[3]}
    for place, code in enumerate(codes[:3]):
        serial = f"{word}{place}"
        body = probe(machine=MACHINE.model_copy(update={"serial": serial, "model": f"Modèle {serial}"}))
        bench.sends(record(body, house.clock(), code=code, seen=marks(serial)))
        name = ("tower", "second", "third")[place]
        found.things[of][f"{name}-number"] = str(_last(house, tables.tower))
    paper = PAPERS["clear"].to_json()
    run = {"schema": "pcsol/wipe-run/1", "results": [{"disk": "/dev/sda", "paper": paper}]}
    whole = bench.sends({**record(GOOD, house.clock(), kind="wipe", code=codes[0]), "body": run})
    found.things[of] |= {
        "record": whole["id"], "record-number": str(_last(house, tables.record)), "paper": str(paper["id"]),
    }  # fmt: skip


def _rest(found: Furnished, of: str) -> None:
    things, word, house = found.things[of], secret(of), found.house
    boss = ("coordinator", of)

    def does(path: str, table: Table | None = None, **more: Any) -> str:
        answer = found.asks(boss, "POST", path, **more)
        assert answer.status_code in (200, 303), answer.text
        return str(_last(house, table)) if table is not None else ""

    lot = {"name": f"lot {word}", "donor": f"donneur {word}", "note": word}
    things["lots-number"] = does("/lots", tables.lot, data=lot)
    lines = f"INV-1\t{word}L1\tTour\nINV-2\t{word}L2\tTour"
    last = int(does(f"/lots/{things['lots-number']}/lines", tables.lot_line, data={"list": lines, "save": "1"}))
    things |= {"line": str(last - 1), "spare-line": str(last)}
    for code in (things["second"], things["third"]):
        does(f"/towers/{code}/names", data={"lot": things["lots-number"]})
    things |= {f"{name}-disk": f"{things[f'{name}-number']}:{GOOD_DISK.serial}" for name in ("second", "third")}
    armed = {"lot": things["lots-number"], "disk": things["third-disk"], "count": "1"}
    things["arming"] = does("/bench/arm", tables.arming, data=armed)
    things["note-event"] = does(f"/towers/{things['code']}/note", tables.event, data={"text": f"note {word}"})
    photo = {"photo": ("tour.jpg", picture(), "image/jpeg")}
    things["photos-number"] = does(
        f"/towers/{things['code']}/photos", tables.photo, data={"caption": word}, files=photo
    )  # fmt: skip
    part = {"kind": "memory", "description": f"barrette {word}"}
    things["parts-number"] = does(f"/towers/{things['code']}/parts", tables.part, data=part)
    house.person(f"cible-{of}".lower(), "volunteer", of)
    things["people-number"] = str(_last(house, tables.person))
    things["login"] = f"nouveau-{of}".lower()
    house.bench(of, f"banc de côté {word}")
    things["stations-number"] = str(_last(house, tables.station))
    things["codes-number"] = does("/stations", tables.enrolment, data={"name": f"banc 3 {word}"})
    room = HubRoom(house.hub.database, Caller("person", 1, "x", house.structures[of], Role.VOLUNTEER), house.clock)
    desk = room.open(planned(f"{house.structures[of]:012x}", house.clock(), place=f"salle {word}"))
    things |= {"workshop": desk.plan().id, "link": desk.link("g1"), "word": told(desk, house.clock())}
    does("/labels/new", data={"count": "2", "layout": "L7160"})
    things["sheets-number"] = str(_last(house, tables.sheet))


def _last(house: House, table: Table) -> int:
    with house.hub.database.reading() as connection:
        return int(connection.scalar(select(func.max(table.c.number))) or 0)


def _of(table: Table, number: int) -> Any:
    """Return the query for the rows of a structure: by its column, or by what they hang on."""
    if table.name == "structure":
        return select(table).where(table.c.number == number)
    if "structure" in table.c:
        return select(table).where(table.c.structure == number)
    hangs = {
        "lot_line": tables.lot, "token": tables.station, "workshop_group": tables.workshop,
        "workshop_event": tables.workshop, "workshop_word": tables.workshop,
    }[table.name]  # fmt: skip
    return select(table).join(hangs, table.c[hangs.name] == hangs.c.number).where(hangs.c.structure == number)
