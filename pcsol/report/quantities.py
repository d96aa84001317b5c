"""Quantities in the words of the moment's language: "500 Go" or "500 GB", "3,2 GHz" or "3.2 GHz"."""

from datetime import UTC, datetime

from pcsol.i18n import _, language, ngettext


def number(value: float, decimals: int = 1) -> str:
    """Return a number with at most so many decimals and the language's comma."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language() == "fr" else text


def disk_size(size_bytes: int) -> str:
    """Return a disk's size as its label has it: 1 GB is 10^9 bytes (IDEMA LBA1-03)."""
    for unit, factor in ((_("TB"), 10**12), (_("GB"), 10**9), (_("MB"), 10**6)):
        if size_bytes >= factor:
            decimals = 1 if unit == _("TB") or size_bytes < 10 * factor else 0
            return f"{number(size_bytes / factor, decimals)} {unit}"
    return _("{count} bytes").format(count=size_bytes)


def memory_size(size_bytes: int) -> str:
    """Return a memory's size as its stick has it: 1 GB is 2^30 bytes (JEDEC Standard 100B.01)."""
    for unit, factor in ((_("GB"), 1 << 30), (_("MB"), 1 << 20), (_("KB"), 1 << 10)):
        if size_bytes >= factor:
            return f"{number(size_bytes / factor)} {unit}"
    return _("{count} bytes").format(count=size_bytes)


def frequency(mhz: int) -> str:
    """Return a clock rate: "3.2 GHz", "800 MHz"."""
    return f"{number(mhz / 1000)} GHz" if mhz >= 1000 else f"{mhz} MHz"


def duration(hours: int) -> str:
    """Return hours of use, with the days or years they make."""
    years = hours / 8766
    if years >= 1:
        span = (
            _("{years} years").format(years=number(years))
            if years >= 2
            else _("{years} year").format(years=number(years))
        )
        return _switched_on(hours, span)
    days = round(hours / 24)
    return _switched_on(hours, ngettext("{days} day", "{days} days", days).format(days=days))


def _switched_on(hours: int, span: str) -> str:
    text = ngettext("{hours} hour ({span} switched on)", "{hours} hours ({span} switched on)", hours)
    return text.format(hours=hours, span=span)


def moment(when: datetime) -> str:
    """Return a time in UTC, as the language writes dates: the same on every machine."""
    return f"{_written(when.astimezone(UTC))} UTC"


def by_the_clock(when: datetime) -> str:
    """Return a time as a clock on the wall here shows it, as the language writes dates."""
    here = when.astimezone()
    return _written(here) if here.utcoffset() else moment(when)


def look(when: datetime) -> str:
    """Return a recent moment as people say it, by the clock on the wall here: 28/11, 14:05."""
    return when.astimezone().strftime("%d/%m, %H:%M" if language() == "fr" else "%d %b, %H:%M")


def _written(when: datetime) -> str:
    return when.strftime("%d/%m/%Y %H:%M" if language() == "fr" else "%Y-%m-%d %H:%M")


def day(iso: str) -> str:
    """Return an ISO 8601 day or month as the language writes it; anything else as it is."""
    parts = iso.split("-")
    if language() == "fr" and all(part.isdigit() for part in parts) and len(parts) in (2, 3):
        return "/".join(reversed(parts))
    return iso
