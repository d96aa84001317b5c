"""The three ways in which a comparison ends."""

from pcsol.model.comparison import Difference


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
