"""What the guided menu says: keys, help, the next step. Pure."""

from pcsol.i18n import N_, _
from pcsol.render.lines import Block, block
from pcsol.report.sheet import Row, Section

_HELP = (
    (N_("Enter"), N_("the rest of the sheet, page by page: every disk, the memory, what could not be looked at")),
    ("C", N_("give this tower the code on its sticker: type it, or scan it. A scanner needs no key before")),
    ("T", N_("test the tower: some twenty minutes alone, then questions. Nothing is written to its disks")),
    ("D", N_("erase disks, in seven steps: nothing is erased before you type the disk's own number")),
)
_MORE = (
    ("R", N_("look again, for example after you changed a part: what differs is shown")),
    ("L", N_("long tests, several hours: for a doubt, or a night")),
    ("B", N_("everything without a question: look, tests, grade, records. Only a tower that a person armed is erased")),
    ("S", N_("send the records to the hub of your structure")),
    ("E / F", N_("speak English / parler français")),
)


def keys(*, on_stick: bool) -> str:
    """Return the keys of the first screen."""
    if on_stick:
        return _("Enter: sheet  C: code  T: test  D: erase disks  A: help and more  X: switch off >")
    return _("Enter: sheet  C: code  T: test  D: erase disks  A: help and more  X: quit >")


def page_keys(number: int, count: int) -> str:
    """Return the keys below a page."""
    return _("Page {number} of {count} - Enter: next, another key: back >").format(number=number, count=count)


def wrong_key() -> str:
    """Say that a key does nothing."""
    return _("This key does nothing here. The keys are below; A explains them.")


def help_keys(number: int, count: int) -> str:
    """Return the keys below a page of help: those that it explains work at once."""
    page = _("Page {number} of {count} - Enter: next").format(number=number, count=count)
    return page + "  " + _("R: look again  L: long tests  B: batch  S: send  F: français  another key: back >")


def disk_keys(number: int, count: int, most: int) -> str:
    """Return the keys below the choice of a disk."""
    if not most:
        return page_keys(number, count)
    page = _("Page {number} of {count} - Enter: next").format(number=number, count=count)
    choice = _("1: erase this disk") if most == 1 else _("1 to {most}: erase this disk").format(most=most)
    return page + "  " + choice + "  " + _("another key: back >")


def stays(*, on_stick: bool) -> str:
    """Say that nothing was ended."""
    return _("The tower was not switched off.") if on_stick else _("PCSol goes on.")


def help_blocks(columns: int, *, on_stick: bool) -> list[Block]:
    """Return the help."""
    end = _("switch the tower off; what is not saved is asked about first") if on_stick else _("quit PCSol")
    rows = (*(Row(_(key), _(text)) for key, text in _HELP), Row("X", end))
    more = tuple(Row(_(key), _(text)) for key, text in _MORE)
    return [
        block(Section(_("Help"), rows), columns),
        block(Section(_("More keys, here and on the first screen"), more), columns),
        block(_colours(), columns),
    ]


def _colours() -> Section:
    rows = (
        Row(_("Grades"), _("A, B: the disk may be given away. C: a spare only. D: out, never to be given away.")),
        Row(_("Unknown"), _("it could not be looked at: this is neither good nor bad")),
        Row(_("Records"), _("they lie on the partition PCSOL-DATA of the stick, which Windows shows too")),
    )
    return Section(_("What the words mean"), rows)
