"""A GLPI as its sources describe it: front/inventory.php, Basic or OAuth, and the strictest schema of them all.

What it takes is what glpi-project/glpi reads (src/Glpi/Agent/Communication/AbstractRequest.php): JSON, or zlib by its
content type; GLPI-Agent-ID decides the form of the answer; GET is refused unless a "pending" came before.
"""

import base64
import json
import re
import zlib
from typing import Any

from tests.unit.exports.schema import Strict
from tests.unit.inventories.servers.peer import Peer, Reply, Request

USER, PASSWORD = "pcsol", "secret-of-the-bench"
CLIENT, CLIENT_SECRET, TOKEN = "client-1", "secret-of-the-client", "token-0123456789"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LOGIN = Reply(200, b"<!DOCTYPE html><html><title>Login</title></html>", kind="text/html; charset=UTF-8")


class GlpiServer(Peer):
    """`computers` by deviceid; `pending`: how many answers are "pending" before "ok"."""

    def __init__(self, strict: Strict | None = None, auth: str = "none") -> None:
        super().__init__(self._answer)
        self.computers: dict[str, Any] = {}
        self.pending: list[str | int] = []
        self.tokens_given = 0
        self._strict = strict
        self._auth = auth
        self._expected: str | None = None

    def _answer(self, request: Request) -> Reply:
        if request.path == "/api.php/token":
            return self._token(request)
        if request.path != "/front/inventory.php":
            return Reply(404, b"<html>Not Found</html>", kind="text/html")
        if not self._let_in(request):
            return Reply(401, {"status": "error", "message": "Authorization header required", "expiration": 24},
                         {"WWW-Authenticate": 'Basic realm="GLPI"'})  # fmt: skip
        if request.method == "GET":
            expected = request.headers.get("glpi-request-id") == self._expected and not request.body
            return self._done(request) if expected else Reply(405, b"")
        return self._inventory(request)

    def _token(self, request: Request) -> Reply:
        form = request.body.decode()
        if f"client_secret={CLIENT_SECRET}" not in form or "scope=inventory" not in form:
            return Reply(401, {"error": "invalid_client", "message": f"wrong: {form}"})
        self.tokens_given += 1
        return Reply(200, {"token_type": "Bearer", "expires_in": 3600, "access_token": f"{TOKEN}-{self.tokens_given}"})

    def _let_in(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        right = {"none": given, "basic": basic, "oauth": f"Bearer {TOKEN}-{self.tokens_given}"}
        return given == right[self._auth]

    def _inventory(self, request: Request) -> Reply:
        if not _UUID.fullmatch(request.headers.get("glpi-agent-id", "")):
            return Reply(200, {"RESPONSE": "SEND"})
        compressed = request.headers["content-type"] == "application/x-compress-zlib"
        plain = json.loads(zlib.decompress(request.body) if compressed else request.body)
        faults = self._strict.faults(plain) if self._strict else []
        if faults:
            return Reply(
                400, {"status": "error", "message": f"JSON does not validate. {faults[0]}"[:250], "expiration": 24}
            )
        self.computers[plain["deviceid"]] = plain
        return self._done(request)

    def _done(self, request: Request) -> Reply:
        if self.pending:
            self._expected = request.headers["glpi-request-id"]
            told = {"GLPI-Request-ID": self._expected}
            return Reply(202, {"status": "pending", "expiration": self.pending.pop(0)}, told)
        return Reply(200, {"status": "ok", "expiration": 24})
