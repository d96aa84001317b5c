"""The plan of a tower's tests on a screen."""

from pcsol.model.testing.run import Plan
from pcsol.render.lines import Block, block
from pcsol.report.testing import sheets


def blocks(plan: Plan, columns: int) -> list[Block]:
    """Return a block for those that need nobody, and one for those with a person."""
    return [block(section, columns) for section in sheets.plan(plan)]
