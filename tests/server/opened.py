"""Everything of a hub opened once, as on a busy day: for whoever measures what it takes."""

import io
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import httpx
import segno
from PIL import Image

from pcsol.server.access import sessions
from pcsol.server.hub import open_hub
from pcsol.server.settings import HubSettings
from tests.server.hostile.furnished import OWN, furnish
from tests.server.hostile.table import FEDERATION, GET, STATION
from tests.server.house import House


@dataclass(frozen=True, slots=True)
class Visit:
    """The coordinator's cookie and key of forms; addresses, each with the cookie of who may open it; a tower's code."""

    cookie: str
    form_key: str
    paths: list[tuple[str, str]]
    code: str

    def opens(self, url: str, verify: ssl.SSLContext | bool = True) -> None:
        """Open every page and every file, and send photos."""
        with httpx.Client(base_url=url, verify=verify, timeout=60) as client:
            for path, cookie in self.paths:
                answer = client.get(path, headers=_as(cookie))
                assert answer.status_code == 200, (path, answer.status_code)
                assert answer.content, path
        self.sends_photos(url, verify)

    def sends_photos(self, url: str, verify: ssl.SSLContext | bool = True) -> None:
        """Send what a phone makes: a photo to keep, and one whose label is read."""
        with httpx.Client(base_url=url, verify=verify, headers=_as(self.cookie), timeout=60) as client:
            for path, led in ((f"/towers/{self.code}/photos", "told=added"), ("/scan", f"code={self.code}")):
                photo = {"photo": ("tour.jpg", _photo(self.code), "image/jpeg")}
                answer = client.post(path, data={"form_key": self.form_key}, files=photo)
                assert answer.status_code == 303, (path, answer.text)
                assert led in answer.headers["location"]


def furnished(settings: HubSettings) -> Visit:
    """Put one of everything into this hub, before it is served, and return a visit of it."""
    hub = open_hub(settings)
    with House(hub, lambda: datetime.now(UTC)) as house:
        found = furnish(house)
        federation, _key = found.session(found.people["administrator", None])
        cookie, form_key = found.session(found.people["coordinator", OWN])
        paths = []
        for path, row in GET.items():
            if row.endless or row.may == STATION:
                continue
            ask = "?codes={code}" if path == "/labels/sheet.pdf" else ""
            paths.append((found.aimed(path + ask, OWN), federation if row.may == FEDERATION else cookie))
        code = found.things[OWN]["code"]
    hub.close()
    return Visit(cookie, form_key, paths, code)


def _as(cookie: str) -> dict[str, str]:
    return {"Cookie": f"{sessions.COOKIE}={cookie}"}


def _photo(code: str) -> bytes:
    """Return what a phone makes of a label on a case: twelve million dots with a grain that does not pack."""
    noise = Image.frombytes("L", (400, 300), Random(1).randbytes(400 * 300)).resize((4000, 3000))
    drawn, tray = io.BytesIO(), io.BytesIO()
    segno.make(code, micro=False).save(drawn, kind="png", scale=24)
    label = Image.open(drawn).convert("RGB")
    picture = Image.merge("RGB", (noise, noise, noise))
    picture.paste(label, (1700, 1200))
    picture.save(tray, "JPEG", quality=85)
    return tray.getvalue()
