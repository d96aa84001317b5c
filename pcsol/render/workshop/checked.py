"""What is wrong in a file of a workshop, on a screen."""

from pcsol.i18n import _, ngettext
from pcsol.model.workshop.listing import CheckedWorkshop
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES


def show_checked(screen: Screen, found: CheckedWorkshop) -> None:
    """Tell every fault with its remedy, then what is hard to read."""
    for fault in found.faults:
        screen.say(fault.what, STYLES["bad"])
        screen.say(f"  {fault.remedy}")
    for remark in found.remarks:
        where = _("Line {line}, {key}: {what}.").format(line=remark.line, key=remark.key, what=remark.what)
        screen.say(where, STYLES["look"])
        screen.say(f"  {remark.remedy}")
    screen.say(_end(found), STYLES["bad" if found.faults else "look" if found.remarks else "good"])


def _end(found: CheckedWorkshop) -> str:
    if found.faults:
        count = len(found.faults)
        return ngettext(
            "{count} fault: this file is left out.", "{count} faults: this file is left out.", count
        ).format(count=count)
    if found.remarks:
        count = len(found.remarks)
        return ngettext(
            "The file is right and can be used. {count} text is hard to read.",
            "The file is right and can be used. {count} texts are hard to read.",
            count,
        ).format(count=count)
    return _("The file is right, and its texts keep the rules of plain language.")
