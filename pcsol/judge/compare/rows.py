"""The three ways in which a comparison ends, and all that it can find."""

from typing import Final

from pcsol.model.comparison import Difference

# (part, change) of each difference that is to look at: whoever writes advice has one for each of these.
FINDINGS: Final[frozenset[tuple[str, str]]] = frozenset({
    ("tower", "changed"),
    ("disk", "missing"), ("disk", "added"), ("disk", "changed"), ("disk", "moved"), ("disk", "slower"),
    ("disk", "errors"), ("disk", "worse"),
    ("memory", "missing"), ("memory", "added"), ("memory", "changed"), ("memory", "moved"), ("memory", "slower"),
    ("memory", "single-channel"),
    ("processor", "changed"), ("processor", "worse"),
    ("graphics", "missing"), ("graphics", "added"), ("network", "missing"), ("network", "added"),
    ("sound", "missing"), ("sound", "added"), ("optical", "missing"), ("optical", "added"),
    ("usb", "missing"), ("usb", "added"), ("ports", "missing"), ("ports", "slower"),
    ("firmware", "changed"), ("fan", "missing"), ("fan", "worse"),
    ("temperature", "missing"), ("temperature", "hotter"), ("clock", "reset"), ("clock", "drifted"),
})  # fmt: skip


def fine(part: str, subject: str, text: str, now: str | None = None) -> Difference:
    """As before."""
    return Difference(part=part, subject=subject, state="ok", before=now, after=now, text=text)


def look(part: str, subject: str, change: str, text: str, *span: str | None) -> Difference:
    """To look at; span: what was before, what is now."""
    before, after = span if span else (None, None)
    return Difference(
        part=part, subject=subject, change=change, state="to-look-at", before=before, after=after, text=text
    )


def unmeasured(part: str, subject: str, text: str, *span: str | None) -> Difference:
    """Unknown on either side: never OK."""
    before, after = span if span else (None, None)
    return Difference(part=part, subject=subject, state="not-measurable", before=before, after=after, text=text)
