"""A Snipe-IT as its sources describe it, with what it passes over in silence.

Texts come back escaped for HTML; a refusal is a 200 with "error" inside; a custom field that the model's fieldset does
not have is passed over; a PATCH whose content type is not JSON changes nothing and says "success"; lists come in pages.
"""

import re
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

from tests.unit.inventories.servers.peer import Peer, Reply, Request

TOKEN = "personal-token-of-snipe-it"
NOT_FOUND = Reply(200, {"status": "error", "messages": "Asset does not exist.", "payload": None})


class SnipeItServer(Peer):
    """`assets` by number, as its database has them; `fieldset`: the columns that every model's fieldset has."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.assets: dict[int, dict[str, Any]] = {}
        self.files: dict[int, list[str]] = {}
        self.page = 2
        self.deaf = False
        self.counts_tags = False  # "auto-increment": an asset without a tag gets the next one
        self.hides: list[str] = []  # what it says "error" of inside a 200, though it is there
        self.labels = [
            {"id": 1, "name": "En test", "type": "pending"},
            {"id": 2, "name": "Prêt &amp; propre", "type": "deployable"},
            {"id": 3, "name": "Pièces", "type": "undeployable"},
            {"id": 4, "name": "Chez le bénéficiaire", "type": "deployable"},
        ]
        self.models = [
            {"id": 7, "name": "ThinkCentre M73", "manufacturer": {"id": 1, "name": "Other"}},
            {"id": 8, "name": "thinkcentre m73", "manufacturer": {"id": 2, "name": "LENOVO"}},
            {"id": 9, "name": "Tour", "manufacturer": None},
        ]
        self.fields = [
            {"id": 1, "name": "Couleur", "db_column_name": "_snipeit_couleur_1"},
            {"id": 2, "name": "État &amp; note", "db_column_name": "_snipeit_etat_2"},
            {"id": 3, "name": "Effacement", "db_column_name": "_snipeit_effacement_3"},
        ]
        self.fieldset = {"_snipeit_etat_2", "_snipeit_effacement_3"}

    def _answer(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return Reply(401, {"error": "Unauthorized or unauthenticated."})
        place = unquote(request.path.removeprefix("/api/v1/"))
        lists = {"statuslabels": self.labels, "models": self.models, "fields": self.fields}
        if place in lists:
            return self._list(lists[place], request)
        if place == "hardware":
            return self._create(request.plain()) if request.method == "POST" else self._search(request)
        found = re.fullmatch(r"hardware/(byserial/|bytag/)?([^/]+)(/files)?", place)
        if not found:
            return Reply(404, {"status": "error", "messages": "404 endpoint not found"})
        if found[3]:
            return self._files(request, int(found[2]))
        return self._asset(request, found[1] or "", found[2])

    def _list(self, rows: list[dict[str, Any]], request: Request) -> Reply:
        """It never gives more than its own limit at once."""
        search = request.query.get("search", "").casefold()
        found = [row for row in rows if search in str(row["name"]).casefold()]
        offset = int(request.query.get("offset", 0))
        return Reply(200, {"total": len(found), "rows": found[offset : offset + self.page]})

    def _search(self, request: Request) -> Reply:
        """Everything that holds the word in one of its texts, as many at once as it likes."""
        if "hardware" in self.hides:
            return Reply(200, {"status": "error", "messages": "Unauthorized.", "payload": None})
        word = request.query.get("search", "").casefold()
        shown = [self._shown(number) for number in sorted(self.assets)]
        found = [one for one in shown if word in unescape(str(one)).casefold()]
        offset = int(request.query.get("offset", 0))
        return Reply(200, {"total": len(found), "rows": found[offset : offset + self.page]})

    def _create(self, plain: dict[str, Any]) -> Reply:
        known = {row["id"] for row in self.models}, {row["id"] for row in self.labels}
        tags = [one["asset_tag"] for one in self.assets.values()]
        faults: dict[str, list[str]] = {}
        if plain.get("model_id") not in known[0]:
            faults["model_id"] = ["The selected model id is invalid."]
        if plain.get("status_id") not in known[1]:
            faults["status_id"] = ["The selected status id is invalid."]
        if self.counts_tags and not plain.get("asset_tag"):
            plain = {**plain, "asset_tag": f"AUTO-{len(self.assets) + 1}"}
        if not plain.get("asset_tag") or plain["asset_tag"] in tags:
            faults["asset_tag"] = ["The asset tag must be unique."]
        if faults:
            return Reply(200, {"status": "error", "messages": faults, "payload": None})
        number = len(self.assets) + 100
        self.assets[number] = {}
        self._write(number, plain)
        return Reply(200, {"status": "success", "messages": "Asset created.", "payload": {"id": number}})

    def _write(self, number: int, plain: dict[str, Any]) -> None:
        kept = {key: value for key, value in plain.items() if not key.startswith("_snipeit_") or key in self.fieldset}
        if not self.deaf:
            self.assets[number] |= kept

    def _asset(self, request: Request, by: str, key: str) -> Reply:
        column = {"byserial/": "serial", "bytag/": "asset_tag"}.get(by)
        if by and by in self.hides:
            return Reply(200, {"status": "error", "messages": "Unauthorized.", "payload": None})
        numbers = [n for n, one in self.assets.items() if (one.get(column) == key if column else str(n) == key)]
        if not numbers:
            return NOT_FOUND
        if request.method == "PATCH":
            if request.headers.get("content-type") == "application/json":
                self._write(numbers[0], request.plain())
            return Reply(200, {"status": "success", "messages": "Asset updated.", "payload": {"id": numbers[0]}})
        shown = [self._shown(number) for number in numbers]
        several = by == "byserial/" or len(shown) > 1
        return Reply(200, {"total": len(shown), "rows": shown} if several else shown[0])

    def _shown(self, number: int) -> dict[str, Any]:
        kept = self.assets[number]
        columns = {str(row["name"]): str(row["db_column_name"]) for row in self.fields}
        customs = {
            name: {"field": column, "value": escape(str(kept.get(column) or ""))}
            for name, column in columns.items()
            if column in self.fieldset
        }
        notes = re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(kept.get("notes") or "")) or None
        return {
            "id": number, "name": escape(kept.get("name", "")), "asset_tag": escape(kept.get("asset_tag", "")),
            "serial": escape(kept.get("serial", "")), "notes": notes, "assigned_to": kept.get("assigned_to"),
            "model": {"id": kept.get("model_id")}, "status_label": {"id": kept.get("status_id")},
            "custom_fields": customs or [],
        }  # fmt: skip

    def _files(self, request: Request, number: int) -> Reply:
        files = self.files.setdefault(number, [])
        if request.method == "GET":
            return Reply(200, {"total": len(files), "rows": [{"filename": name} for name in files]})
        name = re.search(rb'filename="([^"]+)"', request.body)
        if not name or b"%PDF-" not in request.body:
            return Reply(200, {"status": "error", "messages": {"file": ["The file is not valid."]}})
        files.append(f"hardware-{number}-x8f2-{name[1].decode()}")
        return Reply(200, {"status": "success", "messages": "File uploaded."})
