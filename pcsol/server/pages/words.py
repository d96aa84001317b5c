"""How quantities and moments stand on pages, in the language of the moment."""

import datetime as calendar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pcsol.i18n import N_, _, language, ngettext
from pcsol.report import quantities

# Benches, coordinators and donors read the hour of Paris; papers keep UTC.
ZONE = ZoneInfo("Europe/Paris")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400

# Sentences that a page may show after a form was done: the address holds their name only, never words.
TOLD: dict[str, str] = {
    "saved": N_("Saved."),
    "undone": N_("Undone."),
    "added": N_("Added."),
    "removed": N_("Removed."),
    "shows": N_("It shows itself for a minute, as soon as it asks the hub again."),
    "armed": N_("Armed. The towers hear of it within seconds."),
    "disarmed": N_("Taken back."),
    "password": N_("Your password was changed."),
}


def told(name: str) -> str:
    """Return the sentence of this name, "" where there is none."""
    return _(TOLD.get(name, ""))


def unknown(value: object) -> str:
    """Say that something is not known, rather than show nothing."""
    return _("unknown") if value is None or value == "" else str(value)


def disk(size_bytes: int | None) -> str:
    """Return the size of a disk, as it stands on it."""
    return _("unknown") if size_bytes is None else quantities.disk_size(size_bytes)


def memory(size_bytes: int | None) -> str:
    """Return the size of memory."""
    return _("unknown") if size_bytes is None else quantities.memory_size(size_bytes)


def date(value: datetime | calendar.date | None) -> str:
    """Return a day."""
    if value is None:
        return _("unknown")
    day = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{day:%d/%m/%Y}" if language() == "fr" else f"{day:%d %b %Y}"


def day(value: str | None) -> str:
    """Return a day that is kept as a word (ISO 8601)."""
    return date(calendar.date.fromisoformat(value)) if value else _("unknown")


def moment(value: datetime | None) -> str:
    """Return a day and an hour, in Paris."""
    return _("unknown") if value is None else f"{date(value)} {value.astimezone(ZONE):%H:%M}"


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """Return how long ago it was, roughly."""
    if value is None:
        return _("never")
    seconds = int(((now or datetime.now(UTC)) - value).total_seconds())
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return ngettext("{count} minute ago", "{count} minutes ago", seconds // _MINUTE).format(
            count=seconds // _MINUTE
        )
    if seconds < _DAY:
        return ngettext("{count} hour ago", "{count} hours ago", seconds // _HOUR).format(count=seconds // _HOUR)
    return ngettext("{count} day ago", "{count} days ago", seconds // _DAY).format(count=seconds // _DAY)


def groups(text: str) -> str:
    """Return a fingerprint in groups of four, as it is compared aloud."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def whole(count: int) -> str:
    """Return a number in groups of three digits, apart by a narrow space that does not break."""
    return f"{count:,}".replace(",", "\u202f")


def short(count: int) -> str:
    """Return a number that fits over a column: 950, 1.2k, 31k."""
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.1f}k" if count < 9_950 else f"{round(count / 1_000)}k"
