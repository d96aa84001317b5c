"""Papers with labels, as they are sold: sizes in millimetres, from the upper left corner of an A4 sheet.

Width, height and number are what Avery prints on the box (avery.co.uk: L7160, L7163, L7173), and the 2.5 mm between two
columns is theirs as well. Margins follow: these sheets are the same from both ends, so what labels and gaps leave of
210 x 297 mm is halved.
"""

from typing import NamedTuple

from pcsol.i18n import N_

A4_WIDTH, A4_HEIGHT = 210.0, 297.0


class Place(NamedTuple):
    """A label's page (from 0) and its upper left corner in millimetres."""

    page: int
    x_mm: float
    y_mm: float


class Layout(NamedTuple):
    """A paper: labels of `width` x `height` mm in columns, one under the other without a gap.

    `step_x`: from the left edge of a label to that of its neighbour. `qr`: side of the symbol, white border included.
    `code_pt`: the biggest size of the code above it. `cut`: plain paper, with lines to cut along.
    """

    id: str
    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    qr: float = 23.0
    code_pt: float = 25.0
    cut: bool = False

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def places(self, wanted: int, start_at: int) -> list[Place]:
        """Return where so many labels lie, row by row; `start_at`, from 1, is the first free one of the first sheet."""
        found = []
        for index in range(start_at - 1, start_at - 1 + wanted):
            page, on_page = divmod(index, self.per_sheet)
            row, column = divmod(on_page, self.columns)
            found.append(Place(page, self.left + column * self.step_x, self.top + row * self.height))
        return found


L7160 = Layout("L7160", N_("Avery L7160: 21 labels of 63.5 x 38.1 mm"), 3, 7, 63.5, 38.1, 7.25, 15.15, 66.0)
LAYOUTS: dict[str, Layout] = {
    one.id: one
    for one in (
        L7160,
        Layout("L7163", N_("Avery L7163: 14 labels of 99.1 x 38.1 mm"), 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6),
        Layout(
            "L7173", N_("Avery L7173: 10 labels of 99.1 x 57 mm"), 2, 5, 99.1, 57.0, 4.65, 6.0, 101.6, qr=36.0,
            code_pt=40.0,
        ),
        Layout("A4", N_("Plain A4 paper, to be cut: 21 labels"), 3, 7, 63.0, 39.0, 10.5, 12.0, 63.0, cut=True),
    )
}  # fmt: skip
