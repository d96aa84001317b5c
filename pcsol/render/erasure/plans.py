"""Plans on a screen: what may be erased first, then what may not and why."""

from pcsol.i18n import _
from pcsol.model.erasure.planned import Planned, WipePlan
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import Block, block, paragraph
from pcsol.report.erasure import sheets
from pcsol.report.sheet import Row, Section


def show(screen: Screen, found: WipePlan) -> None:
    """Show every plan, a page at a time."""
    pager.show(screen, blocks(found, screen.columns))


def blocks(found: WipePlan, columns: int) -> list[Block]:
    """Return a block per disk, and what must be said about disks that are not seen."""
    ready = [block(sheets.plan(one.plan), columns) for one in found.plans if not one.refusals]
    refused = [block(_refused(one), columns) for one in found.plans if one.refusals]
    remarks = [paragraph(remark.text, columns, "yellow") for remark in found.remarks]
    if not found.plans:
        return [*remarks, paragraph(_("There is no disk here."), columns)]
    end = _("Nothing was done. To erase: `pcsol wipe run DISK`.")
    if not ready:
        end = _("Nothing was done, and no disk may be erased here: the plan shows how it would be.")
    return [*ready, *refused, *remarks, paragraph(end, columns)]


def _refused(one: Planned) -> Section:
    """Why it may not be erased; and how it would be, were it not for that."""
    why = tuple(refusal.text for refusal in one.refusals)
    told = sheets.plan(one.plan)
    rest = tuple(row for row in told.rows[1:] if row.value)
    return Section(told.title, (Row(_("Not erased"), _("it is refused"), "look", why), *rest))
