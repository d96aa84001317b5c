"""GLPI 10 and newer: its native inventory, as its own agent sends it.

POST {url}/front/inventory.php with GLPI-Agent-ID answers {"status": "ok"|"pending"|"error", "expiration"}. After
"pending" the agent asks again with GET; `expiration` is in hours where no unit stands behind it ("10s", "5m").
Sources: glpi-project/glpi (front/inventory.php, src/Glpi/Agent/Communication), glpi-project/glpi-agent
(HTTP/Client/GLPI.pm, Protocol/Message.pm). Never tried on a real server.
"""

import base64
import json
import re
import secrets
import zlib
from pathlib import Path
from typing import Any, Final

from pcsol.errors import InventoryError, InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.addresses import GlpiAddress
from pcsol.model.inventory.sending import Delivered
from pcsol.model.inventory.tower import Tower
from pcsol.push.to.wire import Answer, Wire, opened
from pcsol.report.exports.glpi import agent_id, inventory

_PLACE, _TOKENS = "/front/inventory.php", "/api.php/token"
_EXPIRATION = re.compile(r"([0-9]{1,6})([smhd]?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "": 3600}
_LOOKS, _PATIENCE_SECONDS = 12, 120
_LONGEST_MESSAGE = 250


def connect(name: str, address: GlpiAddress, home: Path) -> "Glpi":
    """Return a line to this GLPI. Raises ProfileError for a certificate that cannot be read."""
    hidden = tuple(one.get_secret_value() for one in (address.password, address.client_secret) if one)
    auth = (address.user, address.password.get_secret_value()) if address.user and address.password else None
    if auth:  # as it stands in the header, which a server may repeat
        hidden = (*hidden, base64.b64encode(":".join(auth).encode()).decode())
    return Glpi(opened(name, address, home, hidden, auth=auth), address)


class Glpi:
    """One GLPI server."""

    kind: Final = "glpi"

    def __init__(self, wire: Wire, address: GlpiAddress) -> None:
        """Take a line to it."""
        self.wire = wire
        self._address = address
        self._token: str | None = None
        url = address.url
        self._url = url if url.endswith(".php") else url + _PLACE

    def letter(self, tower: Tower) -> dict[str, Any]:
        """Return the inventory, and where it goes."""
        return {"url": self._url, "inventory": inventory(tower, self._address.tag)}

    def deliver(self, tower: Tower) -> Delivered:
        """Send one tower, and wait a little where GLPI wants time."""
        body = json.dumps(inventory(tower, self._address.tag), ensure_ascii=False).encode()
        headers = {
            "Content-Type": "application/json",
            "GLPI-Agent-ID": agent_id(tower),
            "GLPI-Request-ID": secrets.token_hex(4).upper(),
            "Pragma": "no-cache",
        }
        if self._address.compress:
            body, headers["Content-Type"] = zlib.compress(body), "application/x-compress-zlib"
        answer = self._asked("POST", headers, body)
        told = self._status(answer)
        return self._after(answer, told, headers) if told.get("status") == "pending" else Delivered(state="sent")

    def _after(self, answer: Answer, told: dict[str, Any], headers: dict[str, str]) -> Delivered:
        left: float = _PATIENCE_SECONDS
        for _look in range(_LOOKS):
            wait = _seconds(told.get("expiration"))
            if wait > left:
                break
            left -= max(wait, 1)
            self.wire.sleep(wait)
            number = answer.headers.get("glpi-request-id", headers["GLPI-Request-ID"])
            answer = self._asked("GET", {**headers, "GLPI-Request-ID": number})
            if answer.status == 405:  # no proxy in between: GLPI itself is never asked twice
                break
            told = self._status(answer)
            if told.get("status") != "pending":
                return Delivered(state="sent")
        return Delivered(state="pending")

    def _asked(self, method: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        answer = self.wire.ask(method, self._url, headers=headers | self._bearer(), content=body)
        if answer.status == 401 and self._token:  # it ended while we were sending
            self._token = None
            answer = self.wire.ask(method, self._url, headers=headers | self._bearer(), content=body)
        return answer

    def _bearer(self) -> dict[str, str]:
        address = self._address
        if not address.client_id or not address.client_secret:
            return {}
        if self._token is None:
            self._token = self._new_token(address.client_id, address.client_secret.get_secret_value())
        return {"Authorization": f"Bearer {self._token}"}

    def _new_token(self, client_id: str, client_secret: str) -> str:
        place = self._address.token_url or self._url.removesuffix(_PLACE) + _TOKENS
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret,
                "scope": "inventory"}  # fmt: skip
        answer = self.wire.ask("POST", place, data=form)
        if answer.status in (400, 401, 403):
            remedy = _(
                "Look at `client_id` and `client_secret` in inventories.yaml; the client needs the scope inventory."
            )
            raise self.wire.refused(answer, remedy)
        token = (answer.plain() or {}).get("access_token")
        if answer.status != 200 or not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise self.wire.odd(answer, _("Look at `token_url` in inventories.yaml."))
        self.wire.hide(token)
        return token

    def _status(self, answer: Answer) -> dict[str, Any]:
        """Return an answer that says "ok" or "pending". Raises InventoryRefusedError, InventoryError."""
        if answer.status in (401, 403):
            raise self.wire.refused(answer, _remedy(self._address))
        if answer.status in (404, 405, 501):
            raise self._no_inventory(answer)
        told = answer.plain()
        state = told.get("status") if told else None
        if 200 <= answer.status < 300 and told and state in ("ok", "pending"):
            return told
        if state == "error" or answer.status in (400, 500):
            message = str((told or {}).get("message") or "")[:_LONGEST_MESSAGE]
            raise InventoryRefusedError(
                _("{name} refused it: {message}").format(
                    name=self.wire.name, message=self.wire.tamed(message) or f"HTTP {answer.status}"
                ),
                remedy=_("Look at Administration > Inventory and at the rules for imports in GLPI; its log says more."),
                details=self.wire.quoted(answer),
            )
        raise self.wire.odd(answer, _("Switch the inventory on in GLPI: Administration > Inventory."))

    def _no_inventory(self, answer: Answer) -> InventoryError:
        return InventoryError(
            _("No inventory of GLPI answers at this address of {name}.").format(name=self.wire.name),
            remedy=_("GLPI 10 or newer is needed; `url` is the address that its first page has, without front/…"),
            details=self.wire.quoted(answer),
        )


def _remedy(address: GlpiAddress) -> str:
    if address.client_id:
        return _("Look at `client_id` and `client_secret` in inventories.yaml; the client needs the scope inventory.")
    if address.user:
        return _("Look at `user` and `password` in inventories.yaml, and at the authorisation that GLPI asks for.")
    return _("GLPI asks for an authorisation: write `user` and `password`, or `client_id` and `client_secret`.")


def _seconds(expiration: object) -> float:
    match = _EXPIRATION.fullmatch(str(expiration))
    return int(match[1]) * _SECONDS[match[2]] if match else _SECONDS[""]
