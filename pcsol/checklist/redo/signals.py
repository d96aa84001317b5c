"""Beeps and lights of a tower that does not start: maker, then pattern, then meaning and step. Pure."""

from pcsol.model.workshop.booklets import MakerSignals, Signal, Signals


def likely(signals: Signals, manufacturer: str | None) -> tuple[MakerSignals, ...]:
    """Return the makers to choose from; those that the tower's earlier record names first ("Dell Inc.": Dell)."""
    named = (manufacturer or "").casefold()
    return tuple(sorted(signals.makers, key=lambda one: not _is_named(one.maker.casefold(), named)))


def patterns(maker: MakerSignals, by: str) -> tuple[str, ...]:
    """Return what may be heard ("beeps") or seen ("light"), as the file writes it in French: each once."""
    return tuple(dict.fromkeys(one.pattern.fr for one in maker.signals if one.by == by))


def meaning(maker: MakerSignals, by: str, pattern: str) -> Signal | None:
    """Return what a pattern means at this maker's; None: it is in no book, and never guessed from another's."""
    return next((one for one in maker.signals if one.by == by and one.pattern.fr == pattern), None)


def _is_named(maker: str, manufacturer: str) -> bool:
    """ "Hewlett-Packard" in a record may be "HP" in the file, which then has to say both: names are not guessed."""
    return bool(manufacturer) and any(word in manufacturer for word in maker.replace("/", ",").split(",") if word)
