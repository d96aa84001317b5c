"""Snipe-IT's lists: each read once, page by page, and searched by the names that people gave."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from pcsol.errors import InventoryError, InventoryRefusedError
from pcsol.i18n import _
from pcsol.model.inventory.addresses import Statuses
from pcsol.push.to.wire import Answer, Wire

_PAGE, _MOST_PAGES = 500, 200
# The type of label that stands for a stage where nobody named one.
_TYPES = {"to_check": "pending", "ready": "deployable", "parts": "undeployable"}

Row = dict[str, Any]


class Shelves:
    """Lists and single things of one Snipe-IT."""

    def __init__(self, wire: Wire, base: str) -> None:
        """Take a line; `base` is the address of its interface."""
        self.wire = wire
        self._base = base
        self._lists: dict[str, list[Row]] = {}
        self._statuses: dict[str, int] | None = None

    def one(self, place: str) -> Row | None:
        """Return one thing; None where there is none (404, or 200 with an error inside)."""
        answer = self.wire.ask("GET", f"{self._base}/{place}")
        if answer.status == 404 and answer.plain() is not None:
            return None
        found = self._let_in(answer)
        return None if found.get("status") == "error" else found

    def changed(self, method: str, place: str, plain: Row) -> Row:
        """Create or change something. Raises InventoryRefusedError with its words, also for a 200 with an error."""
        answer = self.wire.ask(method, f"{self._base}/{place}", json=plain)  # httpx: content type JSON, always
        told = answer.plain()
        if told is not None and answer.status not in (401, 403) and told.get("status") != "success":
            raise self._refused(answer, told)
        return self._let_in(answer)

    def added(self, place: str, name: str, content: bytes) -> None:
        """Add a file. Raises InventoryRefusedError."""
        answer = self.wire.ask("POST", f"{self._base}/{place}", files={"file[]": (name, content, "application/pdf")})
        told = self._let_in(answer)
        if told.get("status") != "success":
            raise self._refused(answer, told)

    def every(self, place: str, search: str = "") -> list[Row]:
        """Return a whole list. The server may give fewer at once than it was asked for."""
        key = f"{place}?{search}"
        if key not in self._lists:
            self._lists[key] = list(self._pages(place, search))
        return self._lists[key]

    def column(self, wanted: str) -> str | None:
        """Return the column of a custom field, by its column or by its name."""
        rows = self.every("fields")
        by_column = next((row for row in rows if row.get("db_column_name") == wanted), None)
        found = by_column or next((row for row in rows if _is_called(row, wanted)), None)
        column = found.get("db_column_name") if found else None
        return column if isinstance(column, str) and column.startswith("_snipeit_") else None

    def model(self, name: str | None, maker: str | None, otherwise: str | None) -> int | None:
        """Return the number of the model of this name, of this maker where several are called so; else the other."""
        rows = [row for row in self.every("models", name) if _is_called(row, name)] if name else []
        of_maker = [row for row in rows if maker and _is_called(_part(row, "manufacturer"), maker)]
        found = (of_maker or rows)[:1]
        return _number(found[0]) if found else self._named("models", otherwise)

    def statuses(self, wanted: Statuses) -> dict[str, int]:
        """Return the number of the label for each stage. Raises InventoryError where there is none for one."""
        if self._statuses is None:
            self._statuses = {stage: self._status(stage, getattr(wanted, stage)) for stage in _TYPES}
        return self._statuses

    def _status(self, stage: str, wanted: str | None) -> int:
        named = self._named("statuslabels", wanted)
        of_type = [row for row in self.every("statuslabels") if row.get("type") == _TYPES[stage]]
        number = named if wanted else _number(of_type[0]) if of_type else None
        if number is None:
            what = _("There is no status label “{label}” at {name}.")
            raise InventoryError(
                what.format(label=wanted or _TYPES[stage], name=self.wire.name),
                remedy=_("Add it in Snipe-IT, or name another one in inventories.yaml: statuses, `{stage}`.").format(
                    stage=stage
                ),
            )
        return number

    def _named(self, place: str, wanted: str | None) -> int | None:
        if wanted is None:
            return None
        if wanted.isascii() and wanted.isdecimal():
            return int(wanted)
        return next((_number(row) for row in self.every(place) if _is_called(row, wanted)), None)

    def _pages(self, place: str, search: str) -> Iterator[Row]:
        offset = 0
        for _page in range(_MOST_PAGES):
            asked: dict[str, str | int] = {"limit": _PAGE, "offset": offset, "sort": "id", "order": "asc"}
            answer = self.wire.ask(
                "GET", f"{self._base}/{place}", params=asked | ({"search": search} if search else {})
            )
            told = self._let_in(answer)
            rows, total = told.get("rows"), told.get("total")
            if not isinstance(rows, list) or not isinstance(total, int):
                raise self.wire.odd(answer)
            yield from (row for row in rows if isinstance(row, dict))
            offset += len(rows)
            if not rows or offset >= total:
                return

    def _let_in(self, answer: Answer) -> Row:
        told = answer.plain()
        if answer.status in (401, 403):
            remedy = _("Look at `token` in inventories.yaml: it is a personal one, and its user may edit assets.")
            raise self.wire.refused(answer, remedy)
        if told is None or answer.status == 404:
            raise self.wire.odd(answer, _("Look whether `url` in inventories.yaml is Snipe-IT's first page."))
        if answer.status >= 400:
            raise self._refused(answer, told)
        return told

    def _refused(self, answer: Answer, told: Row) -> InventoryRefusedError:
        words = "; ".join(_words(told.get("messages") or told.get("message") or told.get("error")))
        return InventoryRefusedError(
            _("{name} refused it: {message}").format(
                name=self.wire.name, message=self.wire.tamed(words)[:250] or f"HTTP {answer.status}"
            ),
            remedy=_("Correct it in Snipe-IT, or in inventories.yaml, then send again."),
            details=self.wire.quoted(answer),
        )


def _words(messages: object) -> Iterator[str]:
    """Snipe-IT says one text, or lists of texts by field."""
    if isinstance(messages, dict):
        for field, texts in messages.items():
            yield f"{field}: {' '.join(_words(texts))}"
    elif isinstance(messages, list):
        for text in messages:
            yield from _words(text)
    elif messages:
        yield unescape(str(messages))


def _is_called(row: Row, name: str) -> bool:
    return " ".join(unescape(str(row.get("name") or "")).split()).casefold() == " ".join(name.split()).casefold()


def _part(row: Row, key: str) -> Row:
    found = row.get(key)
    return found if isinstance(found, dict) else {}


def _number(row: Row) -> int | None:
    found = row.get("id")
    return found if isinstance(found, int) else None
