"""What came of each disk, on a screen; what is not erased first."""

from rich.text import Text

from pcsol.model.erasure.outcome import Erasure
from pcsol.render.lines import Block, block, paragraph
from pcsol.report.erasure import sheets

End = tuple[Erasure, tuple[str, ...]]


def blocks(ends: tuple[End, ...], faults: tuple[str, ...], columns: int) -> list[Block]:
    """Return a block per disk, its papers whole on lines of their own, so that they can be copied; then the faults."""
    found = [[*block(sheets.end(erasure), columns), *map(Text, papers)] for erasure, papers in ends]
    return [*found, *(paragraph(fault, columns, "bold red") for fault in faults)]
