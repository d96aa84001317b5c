"""eReuse DeviceHub (devicehub-django): a snapshot of the last look, then properties for grade and erasure.

POST {url}/api/v1/snapshot/ with a Bearer token. The snapshot's uuid is the record's id, so 409 says that it is there
already. Sources: api/v1/{snapshot,devices}.py, evidence/{parse,old_parse,legacy_parse}.py of eReuse/devicehub-django.
Never tried on a real server.
"""

from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from pcsol.errors import InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.addresses import DeviceHubAddress
from pcsol.model.inventory.sending import Delivered
from pcsol.model.inventory.tower import Tower
from pcsol.model.probe import Probe
from pcsol.push.to.wire import Answer, Wire, opened
from pcsol.report.exports import devicehub

_SNAPSHOT, _OLDER = "/api/v1/snapshot/", "/api/snapshot/"
_PROPERTY = "/api/v1/devices/devices/{device}/properties/{key}/"  # their router is mounted twice


def connect(name: str, address: DeviceHubAddress, home: Path) -> "DeviceHub":
    """Return a line to this DeviceHub. Raises ProfileError for a certificate that cannot be read."""
    token = address.token.get_secret_value()
    return DeviceHub(opened(name, address, home, (token,), headers={"Authorization": f"Bearer {token}"}), address.url)


class DeviceHub:
    """One DeviceHub server."""

    kind: Final = "devicehub"

    def __init__(self, wire: Wire, url: str) -> None:
        """Take a line to it."""
        self.wire = wire
        self._url = url
        self._place = _SNAPSHOT

    def letter(self, tower: Tower) -> dict[str, Any]:
        """Return the snapshot and the properties, and where they go."""
        snapshot = devicehub.snapshot(tower, tower.probe) if tower.probe else None
        return {"url": self._url, "snapshot": snapshot, "properties": devicehub.properties(tower)}

    def deliver(self, tower: Tower) -> Delivered:
        """Send one tower. Raises InventoryRefusedError, InventoryError."""
        if tower.probe is None:
            raise InventoryRefusedError(
                _("It was received, and never looked at."), remedy=_("Look at it with `pcsol probe --save`.")
            )
        answer = self._posted(devicehub.snapshot(tower, tower.probe))
        device = _device(answer, tower.probe)
        ignored = [key for key, value in devicehub.properties(tower).items() if not self._set(device, key, value)]
        told = answer.plain() or {}
        place = told.get("public_url") or told.get("url") or device
        return Delivered(state="sent", place=str(place), ignored=tuple(ignored))

    def _posted(self, snapshot: dict[str, Any]) -> Answer:
        answer = self.wire.ask("POST", self._url + self._place, json=snapshot)
        if answer.status == 404 and self._place == _SNAPSHOT:
            self._place = _OLDER
            answer = self.wire.ask("POST", self._url + self._place, json=snapshot)
        if answer.status in (401, 403):
            raise self.wire.refused(answer, _("Look at `token` in inventories.yaml; DeviceHub shows it in its menu."))
        told = answer.plain()
        if answer.status == 409 or (answer.status == 200 and told and told.get("status") == "success"):
            return answer
        if answer.status in (400, 422, 500) or (answer.status == 200 and told and told.get("status")):
            raise self._refused(answer)
        raise self.wire.odd(answer)

    def _set(self, device: str, key: str, value: str) -> bool:
        """Set one property, and say whether it was taken. An older DeviceHub has none."""
        place = _PROPERTY.format(device=quote(device, safe=":"), key=quote(key, safe=""))
        answer = self.wire.ask("POST", self._url + place, json={"value": value})
        return answer.status in (200, 201) and (answer.plain() or {}).get("status") == "success"

    def _refused(self, answer: Answer) -> InventoryRefusedError:
        told = answer.plain() or {}
        words = str(told.get("detail") or told.get("error") or told.get("message") or "")
        return InventoryRefusedError(
            _("{name} refused it: {message}").format(
                name=self.wire.name, message=self.wire.tamed(words)[:250] or f"HTTP {answer.status}"
            ),
            remedy=_("Send it again later; if it stays so, send us `pcsol export devicehub CODE`."),
            details=self.wire.quoted(answer),
        )


def _device(answer: Answer, probe: Probe) -> str:
    """Return the device's name there: from its page's address where it told one, else as it works it out itself."""
    page = str((answer.plain() or {}).get("url") or "")
    last = unquote(urlsplit(page).path).strip("/").rpartition("/")[2]
    return last if last.startswith("ereuse") else devicehub.device_id(probe)
