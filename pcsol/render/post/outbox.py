"""What waits for the hub, on a screen: a row per tower, and each refused record with its remedy."""

from collections.abc import Iterable
from itertools import groupby

from pcsol.i18n import _, ngettext
from pcsol.model.letters.outbox import Damaged, Letter, Outbox, RefusedLetter
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, block, paragraph, title
from pcsol.report import words
from pcsol.report.quantities import moment
from pcsol.report.sheet import Row, Section


def show(screen: Screen, found: Outbox) -> None:
    """Show it, a page at a time."""
    pager.show(screen, blocks(found, screen.columns))


def blocks(found: Outbox, columns: int) -> list[Block]:
    """Return a headline, what the hub refused, what is damaged, and what waits."""
    sections = [*troubles(found.refused, found.damaged), Section(_("Waiting"), tuple(_towers(found.waiting)))]
    return [_head(found, columns), *(block(one, columns) for one in sections if one.rows)]


def troubles(refused: Iterable[RefusedLetter], damaged: Iterable[Damaged]) -> list[Section]:
    """Return what does not go by itself."""
    return [
        Section(_("Refused by the hub"), tuple(map(_refused, refused))),
        Section(_("Damaged, not sent"), tuple(map(_damaged, damaged))),
    ]


def _head(found: Outbox, columns: int) -> Block:
    hub = _("To the hub at {url}").format(url=found.hub) if found.hub else _("Not enrolled at a hub yet")
    count = len(found.waiting)
    if count:
        said = ngettext("{count} record waits.", "{count} records wait.", count).format(count=count)
    else:
        said = _("Nothing waits.")
    style = STYLES["bad" if found.refused or found.damaged else "good"]
    return [title(hub, columns), *paragraph(said, columns, style)]


def _towers(letters: Iterable[Letter]) -> Iterable[Row]:
    for tower, mine in groupby(letters, lambda letter: letter.tower):
        waiting = list(mine)
        kinds = ", ".join(dict.fromkeys(letter.kind for letter in waiting))
        oldest = moment(waiting[0].taken_at)
        value = _("{count}, since {moment} ({kinds})").format(count=len(waiting), moment=oldest, kinds=kinds)
        yield Row(words.said(tower), value)


def _refused(letter: RefusedLetter) -> Row:
    value = _("{kind} of {moment}: {reason}").format(
        kind=letter.kind, moment=moment(letter.taken_at), reason=words.told(letter.reason)
    )
    return Row(words.said(letter.tower), value, "bad", tuple(filter(None, (words.told(letter.remedy),))))


def _damaged(one: Damaged) -> Row:
    remedy = _("It is left where it is. Put a copy of it back if you have one.")
    return Row(words.said(one.file.rpartition("/")[2]), words.told(one.why), "bad", (remedy,))
