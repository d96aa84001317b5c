"""What became of a sending to another inventory, in a few lines."""

from collections.abc import Iterator

from pcsol.i18n import _, ngettext
from pcsol.model.inventory.sending import RefusedTower, Sending
from pcsol.render.console import Screen
from pcsol.report.words import told as harmless


def show(screen: Screen, done: Sending) -> None:
    """Show numbers first, then what has to be looked at."""
    for text, style in _lines(done):
        screen.say(harmless(text), style)


def _lines(done: Sending) -> Iterator[tuple[str, str]]:
    count = len(done.sent)
    told = ngettext("{count} tower sent to {name}.", "{count} towers sent to {name}.", count)
    yield told.format(count=count, name=done.inventory), "bold"
    if done.unchanged:
        again = ngettext("{count} is there already as it is.", "{count} are there already as they are.",
                         len(done.unchanged))  # fmt: skip
        yield again.format(count=len(done.unchanged)), ""
    for one in done.sent:
        if one.ignored:
            yield _("{tower}: NOT KEPT there: {what}").format(tower=one.tower, what=", ".join(one.ignored)), "yellow"
    for name in done.pending:
        yield _("{tower}: taken, and not confirmed yet. Send again later.").format(tower=name), "yellow"
    for refused in done.refused:
        yield from _refused(_("{tower}: NOT SENT. {what}"), refused)
    for left_out in done.left_out:
        yield from _refused(_("{tower}: left out. {what}"), left_out)
    for warning in done.warnings:
        yield warning, "yellow"


def _refused(text: str, one: RefusedTower) -> Iterator[tuple[str, str]]:
    yield text.format(tower=one.tower, what=one.what), "yellow"
    if one.remedy:
        yield f"  {one.remedy}", ""
