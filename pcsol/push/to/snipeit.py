"""Snipe-IT (REST v1): find the asset by its serial, else by its tag; create it or change it; read back what was kept.

Snipe-IT says "success" to much that it does not keep: a custom field that is not in the fieldset of the asset's model
(snipe/snipe-it issue 14747), a PATCH whose content type is not JSON (17770). And it says 200 to what it refuses, with
{"status": "error"} inside. So every change is read back. What people may have written there is left alone: the tag, the
name, notes of their own, and a status that is none of ours. Sources: routes/api.php, Api/AssetsController.php of
snipe/snipe-it. Never tried on a real server.
"""

import re
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pcsol.errors import InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.addresses import SnipeItAddress
from pcsol.model.inventory.sending import Delivered
from pcsol.model.inventory.tower import Tower
from pcsol.push.to.shelves import Shelves
from pcsol.push.to.snipeit_files import add_papers
from pcsol.push.to.wire import opened
from pcsol.report.exports.snipeit import asset

_OURS = "PCSol "
_TAG, _MARKUP = re.compile(r"</?[a-z]+>"), re.compile(r"[*_`~<>\\]")
Asset = dict[str, Any]


def connect(name: str, address: SnipeItAddress, home: Path) -> "SnipeIt":
    """Return a line to this Snipe-IT. Raises ProfileError for a certificate that cannot be read."""
    token = address.token.get_secret_value()
    wire = opened(name, address, home, (token,), headers={"Authorization": f"Bearer {token}"})
    return SnipeIt(Shelves(wire, f"{address.url.removesuffix('/api/v1')}/api/v1"), address, home)


class SnipeIt:
    """One Snipe-IT server."""

    kind: Final = "snipeit"

    def __init__(self, shelves: Shelves, address: SnipeItAddress, home: Path) -> None:
        """Take a line to it. `home`: where certificates lie."""
        self.wire = shelves.wire
        self._shelves = shelves
        self._address = address
        self._home = home

    def letter(self, tower: Tower) -> dict[str, Any]:
        """Return the asset by names, where it goes, and what our names mean there."""
        settled = self._address.model_dump(include={"url", "model", "statuses", "fields", "papers"})
        return {"settled": settled, "asset": asset(tower)}

    def deliver(self, tower: Tower) -> Delivered:
        """Create or change the tower's asset. Raises InventoryRefusedError, InventoryError."""
        told = asset(tower)
        columns, unknown = self._columns(told["fields"])
        found = self._found(told["asset"])
        if found is None:
            wanted = told["asset"] | columns | self._model(told) | {"status_id": self._status(told["stage"])}
            number = self._number(self._shelves.changed("POST", "hardware", wanted))
        else:
            wanted = self._changes(found, told) | columns
            number = self._number({"payload": found})
            if wanted:
                self._shelves.changed("PATCH", f"hardware/{number}", wanted)
        kept = self._shelves.one(f"hardware/{number}") or {}
        ignored = [*unknown, *_not_kept(kept, wanted)]
        if self._address.papers:
            ignored += add_papers(self._shelves, number, tower, self._home)
        return Delivered(state="sent", place=f"{self._address.url}/hardware/{number}", ignored=tuple(ignored))

    def _found(self, fixed: Asset) -> Asset | None:
        serial, tag = fixed.get("serial"), fixed.get("asset_tag")
        if not serial and not tag:
            raise InventoryRefusedError(
                _("It has neither a serial number nor a code: it could not be found there again."),
                remedy=_("Give it a sticker: `pcsol intake CODE`."),
            )
        rows = self._by_serial(serial) if serial else []
        mine = rows if len(rows) == 1 else [one for one in rows if one.get("asset_tag") == tag]
        if rows and len(mine) != 1:
            raise self._twice(str(serial))
        return mine[0] if mine else self._by_tag(tag, serial) if tag else None

    def _by_serial(self, serial: str) -> list[Asset]:
        """Return the assets with this serial. "None" is believed of the list alone: an error inside a 200 may mean
        "not there", "not yours" and more, and an asset that is not found is made anew."""
        found = {}
        if "/" not in serial:  # Laravel takes no %2F in a path
            found = self._shelves.one(f"hardware/byserial/{quote(serial, safe='')}") or {}
        rows = found.get("rows", [found] if found.get("id") else [])
        there = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        return there or [row for row in self._shelves.every("hardware", serial) if _has(row, "serial", serial)]

    def _by_tag(self, tag: str, serial: str | None) -> Asset | None:
        found = self._shelves.one(f"hardware/bytag/{quote(tag, safe='')}")
        if found is None:  # believed of the list alone, as above
            found = next((row for row in self._shelves.every("hardware", tag) if _has(row, "asset_tag", tag)), None)
        theirs = unescape(str((found or {}).get("serial") or ""))
        if found and "rows" in found:  # several, where Snipe-IT lets tags stand twice
            raise InventoryRefusedError(
                _("Several assets have the tag {tag} there.").format(tag=tag),
                remedy=_("Take the tag off the others in Snipe-IT."),
            )
        if found and serial and theirs and theirs.casefold() != serial.casefold():
            raise InventoryRefusedError(
                _("The tag {tag} is another machine's there (serial number {serial}).").format(tag=tag, serial=theirs),
                remedy=_("Look at both stickers, and correct the tag or the serial number in Snipe-IT."),
            )
        return found

    def _twice(self, serial: str) -> InventoryRefusedError:
        return InventoryRefusedError(
            _("Several assets have the serial number {serial} there.").format(serial=serial),
            remedy=_("Give the right one the tower's code as its tag, or take the others away."),
        )

    def _changes(self, found: Asset, told: dict[str, Any]) -> Asset:
        """Return what may be changed of an asset that is there."""
        fixed: Asset = told["asset"]
        notes = unescape(str(found.get("notes") or ""))
        changes: Asset = {}
        if fixed.get("serial") and not found.get("serial"):
            changes["serial"] = fixed["serial"]
        if fixed.get("notes") and (not notes or notes.startswith(_OURS)) and notes != fixed["notes"]:
            changes["notes"] = fixed["notes"]
        now, wanted = _status_of(found), self._status(told["stage"])
        ours = now in self._shelves.statuses(self._address.statuses).values() and not found.get("assigned_to")
        if ours and now != wanted:
            changes["status_id"] = wanted
        return changes

    def _columns(self, facts: dict[str, str]) -> tuple[Asset, list[str]]:
        """Return the facts by the columns that inventories.yaml names for them, and the names that are none there."""
        columns: Asset = {}
        unknown = []
        for fact, wanted in self._address.fields:
            if wanted and fact in facts:
                column = self._shelves.column(wanted)
                if column:
                    columns[column] = facts[fact]
                else:
                    unknown.append(_("{field} (there is no custom field of this name)").format(field=wanted))
        return columns, unknown

    def _model(self, told: dict[str, Any]) -> Asset:
        number = self._shelves.model(told["model"], told["manufacturer"], self._address.model)
        if number is None:
            raise InventoryRefusedError(
                _("There is no model “{model}” there.").format(model=told["model"] or "?"),
                remedy=_("Add it in Snipe-IT, or write in inventories.yaml which one to take: `model: …`."),
            )
        return {"model_id": number}

    def _status(self, stage: str) -> int:
        return self._shelves.statuses(self._address.statuses)[stage]

    def _number(self, answer: dict[str, Any]) -> int:
        payload = answer.get("payload")
        number = payload.get("id") if isinstance(payload, dict) else None
        if not isinstance(number, int):
            raise InventoryRefusedError(
                _("{name} took it, and did not say under which number.").format(name=self.wire.name),
                remedy=_("Look in Snipe-IT whether it is there, then send again."),
            )
        return number


def _not_kept(kept: Asset, wanted: Asset) -> list[str]:
    """Return what was to be written, and does not stand there now."""
    customs = kept.get("custom_fields")
    shown: Asset = {
        str(one.get("field")): (str(name), one.get("value"))
        for name, one in (customs.items() if isinstance(customs, dict) else ())
        if isinstance(one, dict)
    }
    shown |= {"model_id": ("model", _id_of(kept, "model")), "status_id": ("status", _status_of(kept))}
    pairs = ((shown.get(key, (key, kept.get(key))), value) for key, value in wanted.items())
    return [unescape(name) for (name, now), value in pairs if _plain(now) != _plain(value)]


def _has(row: Asset, column: str, value: str) -> bool:
    return unescape(str(row.get(column) or "")).casefold() == value.casefold()


def _status_of(kept: Asset) -> int | None:
    """`status_label` is the older name, and will be taken away."""
    found = _id_of(kept, "status_label")
    return found if found is not None else _id_of(kept, "status")


def _id_of(kept: Asset, key: str) -> int | None:
    part = kept.get(key)
    number = part.get("id") if isinstance(part, dict) else None
    return number if isinstance(number, int) else None


def _plain(value: object) -> str:
    """Snipe-IT escapes texts for HTML, and shows notes as Markdown."""
    text = _MARKUP.sub("", _TAG.sub("", str(value if value is not None else "")))
    return "".join(_MARKUP.sub("", unescape(text)).split())
