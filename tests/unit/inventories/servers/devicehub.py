"""A DeviceHub as its sources describe it: snapshots of the older shape, and properties of devices.

It names a device as evidence/old_parse.py does: maker, model, chassis, serial and MAC put together, SHA3-256 of that.
"""

import hashlib
import json
import re
from typing import Any
from urllib.parse import unquote

from tests.unit.inventories.servers.peer import Peer, Reply, Request

TOKEN = "3f1e2d4c-token-of-devicehub"


class DeviceHubServer(Peer):
    """`snapshots` by uuid, `properties` by device. `older`: before its interface had a version and properties."""

    def __init__(self, *, older: bool = False) -> None:
        super().__init__(self._answer)
        self.snapshots: dict[str, Any] = {}
        self.devices: set[str] = set()
        self.properties: dict[str, dict[str, str]] = {}
        self._older = older

    def _answer(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"detail": "Unauthorized"})
        if request.path == ("/api/snapshot/" if self._older else "/api/v1/snapshot/"):
            return self._snapshot(request)
        found = re.fullmatch(r"/api/v1/devices/devices/([^/]+)/properties/([^/]+)/", request.path)
        if found and not self._older:
            return self._property(unquote(found[1]), unquote(found[2]), request.plain()["value"])
        return Reply(404, b"<h1>Not Found</h1>", kind="text/html")

    def _snapshot(self, request: Request) -> Reply:
        try:
            plain = json.loads(request.body)
        except ValueError:
            return Reply(400, {"detail": "Invalid JSON"})
        if plain.get("uuid") in self.snapshots:
            return Reply(409, {"detail": f"error: the snapshot {plain['uuid']} exist"})
        device = plain.get("device")
        if not plain.get("uuid") or not device or plain.get("software") == "workbench-script" or "data" in plain:
            return Reply(422, {"detail": "Invalid Snapshot"})
        try:
            sorted(plain["components"], key=lambda one: one["type"])
            name = _name(plain)
        except (KeyError, TypeError) as err:
            return Reply(422, {"detail": f"fail: It is not possible to parse snapshot. {err!r}"})
        self.snapshots[plain["uuid"]] = plain
        self.devices.add(name)
        page = f"{self.url}/device/{name}/"
        return Reply(200, {"status": "success", "dhid": name[9:15].upper(), "url": page, "public_url": page})

    def _property(self, device: str, key: str, value: str) -> Reply:
        if device not in self.devices:
            return Reply(404, {"message": "Device not found"})
        mine = self.properties.setdefault(device, {})
        status = 200 if key in mine else 201
        mine[key] = value
        return Reply(status, {"status": "success", "action": "created" if status == 201 else "updated"})


def _name(plain: dict[str, Any]) -> str:
    device = plain["device"]
    joined = device["manufacturer"] + device["model"] + device["chassis"] + device["serialNumber"]
    return f"ereuse24:{hashlib.sha3_256((joined + _mac(plain['debug']['lshw'])).encode()).hexdigest()}"


def _mac(lshw: dict[str, Any]) -> str:
    found: list[dict[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        if node.get("id") == "network" and node.get("businfo") and node.get("serial"):
            found.append(node)
        for child in node.get("children", []):
            walk(child)

    walk(lshw)
    return min(found, key=lambda node: node["businfo"])["serial"] if found else ""
