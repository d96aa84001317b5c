"""What became of the records that were sent, on a screen."""

from pcsol.i18n import _, ngettext
from pcsol.model.letters.outbox import Exported, Pushed
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, block
from pcsol.render.post.outbox import troubles


def show(screen: Screen, found: Pushed) -> None:
    """Say how many went, and what did not and why. What still waits is told as an error."""
    if found.delivered:
        said = ngettext("{count} record sent.", "{count} records sent.", found.delivered)
        screen.say(said.format(count=found.delivered), STYLES["good"])
    elif not found.waiting:
        screen.say(_("Nothing waits."), STYLES["good"])
    if found.unnoted:
        screen.say(
            _("{count} of them could not be noted here, and are sent again later, which does no harm.").format(
                count=found.unnoted
            ),
            STYLES["look"],
        )
    if found.remark:
        screen.say(found.remark, STYLES["look"])
    _show_troubles(screen, found)


def _show_troubles(screen: Screen, found: Pushed | Exported) -> None:
    sections = [one for one in troubles(found.refused, found.damaged) if one.rows]
    if sections:
        pager.show(screen, [block(one, screen.columns) for one in sections])


def show_exported(screen: Screen, found: Exported) -> None:
    """Say what the receipt told, how many records the file holds, and where it is to go."""
    if found.taken_up is not None:
        said = ngettext(
            "The receipt was taken up: {count} record is at the hub.",
            "The receipt was taken up: {count} records are at the hub.",
            found.taken_up,
        )
        screen.say(said.format(count=found.taken_up), STYLES["good"])
    if found.records is None:
        screen.say(_("Nothing waits, and no file was written."), STYLES["good"])
    else:
        said = ngettext("{count} record is in {file}.", "{count} records are in {file}.", found.records)
        screen.say(said.format(count=found.records, file=found.file), STYLES["good"])
        screen.say(
            _(
                "Carry it to the hub: `pcsol hub import FILE`. Bring the receipt back beside it, and start the same "
                "command again. Until then the records wait here."
            )
        )
    _show_troubles(screen, found)
