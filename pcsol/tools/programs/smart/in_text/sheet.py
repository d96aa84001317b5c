"""A page of smartctl's text: its lines, and what stands behind each "Key:"."""

import re
from dataclasses import dataclass
from functools import cached_property

_LONGEST_LINE = 400  # of smartctl 250; longer ones would only slow the patterns down
_FIELD = re.compile(r"(?P<key>[A-Z][^:=]{1,60}?)\s*:\s*(?P<value>.*)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[^\w\[\]()%]{1,3}\d{3})+(?!\d)|\d+")


@dataclass(frozen=True)
class Sheet:
    """The text, less its last line when that was cut: half a number is another number."""

    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every whole line, its trailing blanks gone."""
        whole = self.text if self.text.endswith("\n") else self.text.rpartition("\n")[0]
        return tuple(line.rstrip() for line in whole.replace("\r", "").split("\n") if len(line) <= _LONGEST_LINE)

    @cached_property
    def fields(self) -> dict[str, str]:
        """Key to value, the first time it is met; blanks inside a key count as one."""
        found: dict[str, str] = {}
        for line in self.lines:
            field = _FIELD.fullmatch(line)
            if field:
                found.setdefault(" ".join(field["key"].split()), field["value"].strip())
        return found

    def field(self, *keys: str) -> str | None:
        """Return the first of these that the page has."""
        return next((self.fields[key] for key in keys if self.fields.get(key)), None)

    def number(self, *keys: str) -> int | None:
        """Return the number that a value begins with, whatever parts its thousands; None unless it is a whole one."""
        return leading_number(self.field(*keys))


def leading_number(text: str | None) -> int | None:
    """Return 1234567 from "1,234,567 bytes", "1 234 567", "1.234.567 [..]", "1’234’567"; None from "12.5 x"."""
    found = _THOUSANDS.match(text or "")
    if not found or re.match(r"[^\s\[%]?\d|[.,]", (text or "")[found.end() :]):
        return None
    return int(re.sub(r"\D", "", found[0]))
