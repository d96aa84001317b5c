"""`pcsol checklist list`: every guided list, with its minutes and level."""

from pcsol.commands import answer
from pcsol.commands.context import AsJson
from pcsol.i18n import N_

HELP = N_(
    "Show every guided list: its id, title, minutes and level. Workshops for young people first, then sessions for "
    "volunteers and families.\n\n"
    "A centre's own lists, in PCSOL_HOME/profiles/workshops, are among them; one of the same id takes the place of "
    "PCSol's."
)


def checklist_list(as_json: AsJson = False) -> None:
    """Load, list, show."""
    from pcsol.commands.checklist import choosing, telling

    shelf = choosing.shelf()
    found = telling.listed(shelf.outline(id_) for id_ in shelf.checklists)
    if as_json:
        answer.as_json(found.to_json())
        return
    from pcsol.render import console
    from pcsol.render.workshop import lists

    lists.show_lists(console.out(), found)
