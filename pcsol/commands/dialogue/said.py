"""What a person answers, in French or English whatever the question was in. None: not clear, and nothing is guessed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time

_YES = frozenset({"o", "oui", "y", "yes", "ok"})
_NO = frozenset({"n", "non", "no"})
_NOTHING = frozenset({"0", "-", "rien", "aucun", "aucune", "none", "nothing", "no", "non"})
_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_HOUR = re.compile(r"(\d{1,2}) ?(?:h|:|\.) ?(\d{2})?")


def yes_or_no(answer: str) -> bool | None:
    """Read a yes or a no."""
    word = answer.strip().lower()
    return True if word in _YES else False if word in _NO else None


def several(answers: Iterable[str]) -> tuple[str, ...]:
    """Read things parted by commas; "rien", "aucun" or "none" alone is the empty tuple."""
    parts = [" ".join(part.split()) for answer in answers for part in re.split(r"[,;]", answer)]
    return tuple(dict.fromkeys(part for part in parts if part and part.lower() not in _NOTHING))


def count(answer: str) -> int | None:
    """Read a small whole number."""
    word = answer.strip()
    if word.lower() in _NOTHING:
        return 0
    return int(word) if re.fullmatch(r"[0-9]{1,2}", word) else None


def choice(answer: str, names: Mapping[str, str]) -> str | None:
    """Read one of several: its number from 1, its id, its name, or the beginning of one name alone."""
    word = answer.strip().casefold()
    keys = list(names)
    if re.fullmatch(r"[0-9]{1,2}", word):
        return keys[int(word) - 1] if 1 <= int(word) <= len(keys) else None
    exact = [key for key in keys if word in (key, names[key].casefold())]
    begun = [key for key in keys if word and names[key].casefold().startswith(word)]
    found = exact or begun
    return found[0] if len(found) == 1 else None


def day(answer: str) -> date | None:
    """Read a day as it is written in France (23/11/2026) or in ISO 8601 (2026-11-23)."""
    french, iso = _DAY.fullmatch(answer.strip()), _ISO_DAY.fullmatch(answer.strip())
    try:
        if french:
            return date(int(french[3]), int(french[2]), int(french[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def hour(answer: str) -> time | None:
    """Read an hour: 14:30, 14h30, 14h."""
    found = _HOUR.fullmatch(answer.strip().lower())
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None
