"""GLPI's schema as the strictest GLPI reads it: what validates here, old and new ones take."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator


class Strict:
    """The schema (new GLPI), and no key that it does not name, at any depth (old GLPI)."""

    def __init__(self, shared_data: Path) -> None:
        self._plain = json.loads((shared_data / "glpi/inventory.schema.json").read_text("utf-8"))
        self._validator = Draft7Validator(self._plain)

    def faults(self, inventory: Any) -> list[str]:
        broken = [f"{list(error.path)}: {error.message}" for error in self._validator.iter_errors(inventory)]
        return broken + [f"{place}: unknown key" for place in _unknown(inventory, self._plain, "")]


def _unknown(plain: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    if isinstance(plain, dict):
        known = schema.get("properties", {})
        for key, value in plain.items():
            if key not in known:
                yield f"{place}.{key}"
            else:
                yield from _unknown(value, known[key], f"{place}.{key}")
    if isinstance(plain, list):
        for number, value in enumerate(plain):
            yield from _unknown(value, schema.get("items", {}), f"{place}[{number}]")
