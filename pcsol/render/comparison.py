"""Two records of one tower on a terminal, a page at a time."""

from pcsol.i18n import _
from pcsol.model.comparison import Comparison
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import STYLES, Block, block, paragraph, title
from pcsol.report.compared import Compared, compared


def show(screen: Screen, comparison: Comparison) -> None:
    """Show the comparison, a page at a time."""
    pager.show(screen, blocks(comparison, screen.columns))


def blocks(comparison: Comparison, columns: int) -> list[Block]:
    """Return a headline, and a block per state, the worst first."""
    found = compared(comparison)
    return [_head(found, columns), *(block(section, columns) for section in found.sections)]


def _head(found: Compared, columns: int) -> Block:
    lines = [
        title(_("Before and after"), columns),
        *paragraph(found.verdict, columns, f"bold {STYLES[found.tone]}"),
        *(paragraph(found.span, columns) if found.span else []),
    ]
    return [*lines, *paragraph(found.same, columns)]
