"""A4 paper in black and white: where margins are, and how boxes to tick, dotted lines and drawings are set on it.

Everything here is a PDF: a box that is ticked with a pencil, a card that is cut out and a pot that stands on its circle
need their size in mm, whatever prints them.
"""

import io
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache

from pcsol.i18n import language
from pcsol.report.blank import blank, untouched
from pcsol.report.certificate.ink import MM_PER_PT, Block, Ink, Style, printable
from pcsol.report.workshop.content import Drawings, together

EDGE = 12.0
BODY, STRONG, FAINT = Style(10.5), Style(10.5, "B"), Style(8, grey=70)
HEAD, BIG = Style(13, "B"), Style(22, "B")
_WHITE = 255
# A drawing is 320 x 200.
SHAPE = 200 / 320


def drawable(drawings: Drawings, left_out: Callable[[str], None] = lambda _name: None) -> Drawings:
    """Return those that can stand in a PDF, each looked at once; `left_out` hears of the others."""

    @cache
    def found(name: str) -> str | None:
        svg = drawings(name)
        if svg is None or can_print(svg):
            return svg
        left_out(name)
        return None

    return found


class Paper:
    """One document, page by page."""

    def __init__(self, title: str, made_at: datetime, drawings: Drawings, *, wide: bool = False) -> None:
        """Begin without a page. `wide`: landscape."""
        self.pdf = blank(made_at, wide=wide)
        self.pdf.set_title(title)
        self.pdf.set_lang(language())
        self.ink = Ink(self.pdf)
        self.width, self.height = (297.0, 210.0) if wide else (210.0, 297.0)
        self.inner = self.width - 2 * EDGE
        self._drawings = drawings

    def page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    def done(self) -> bytes:
        """Return the document."""
        return bytes(self.pdf.output())

    def text(self, text: str, width: float, style: Style = BODY) -> Block:
        """Return a paragraph."""
        return self.ink.text(together(text), width, style)

    def centred(self, y: float, text: str, style: Style) -> float:
        """Write lines in the middle of the page, from `y` down; return where the next would stand."""
        for line in self.ink.wrapped(together(text), self.inner, style):
            self.ink.use(style)
            self.ink.write((self.width - self.pdf.get_string_width(line)) / 2, y, line, style)
            y += style.line_mm
        return y

    def fitting(self, text: str, width: float, style: Style) -> Style:
        """Return the style, smaller if the line would be wider than `width`."""
        self.ink.use(style)
        wide = self.pdf.get_string_width(printable(together(text)))
        return style if wide <= width else Style(style.size * width / wide, style.face, style.grey, style.font)

    def has(self, name: str | None) -> bool:
        """Say whether there is a drawing of that name."""
        return name is not None and self._drawings(name) is not None

    def picture(self, name: str, x: float, y: float, width: float) -> None:
        """Set a drawing with its upper left corner at (x, y), `width` x SHAPE high."""
        svg = self._drawings(name)
        if svg is None:
            return
        self.pdf.image(_bare(svg), x=x, y=y, w=width, h=width * SHAPE, keep_aspect_ratio=True)

    def square(self, x: float, y: float, side: float = 5.0) -> None:
        """Draw a box to tick."""
        self._pen(0.4)
        self.pdf.rect(x, y, side, side, style="D")

    def frame(self, x: float, y: float, width: float, height: float, line: float = 0.4) -> None:
        """Draw a frame."""
        self._pen(line)
        self.pdf.rect(x, y, width, height, style="D")

    def cut(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame to cut along: dashes."""
        self._pen(0.25)
        self.pdf.set_dash_pattern(2, 2)
        # Each side begins left or on top: the dashes of two cards side by side fall on one another, and stay dashes.
        for down in (0.0, height):
            self.pdf.line(x, y + down, x + width, y + down)
        for across in (0.0, width):
            self.pdf.line(x + across, y, x + across, y + height)
        self.pdf.set_dash_pattern()

    def dots(self, x: float, y: float, width: float) -> None:
        """Draw a dotted line to write on by hand."""
        self._pen(0.4)
        self.pdf.set_dash_pattern(0.4, 1.2)
        self.pdf.line(x, y, x + width, y)
        self.pdf.set_dash_pattern()

    def filled_in(self, x: float, y: float, label: str, until: float, value: str = "", style: Style = BODY) -> None:
        """Write a label, then its value; without one a dotted line up to `until`."""
        label = together(label)
        self.ink.write(x, y, label, style)
        self.ink.use(style)
        at = x + self.pdf.get_string_width(label) + 2
        if value:
            self.ink.write(at, y, together(value), self.fitting(value, until - at, Style(style.size, "B")))
        else:
            self.dots(at, y + style.size * MM_PER_PT, until - at)

    def band(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a black band, to be written on in white."""
        self.pdf.set_fill_color(0)
        self.pdf.rect(x, y, width, height, style="F")

    def in_ring(self, text: str, x: float, y: float, radius: float, size: float) -> None:
        """Write a sign in a ring whose middle is (x, y)."""
        self._pen(0.4)
        self.pdf.ellipse(x - radius, y - radius, 2 * radius, 2 * radius, style="D")
        self.within(text, x, y, Style(size, "B"))

    def within(self, text: str, x: float, y: float, style: Style) -> None:
        """Write one line around its middle (x, y)."""
        self.ink.use(style)
        wide = self.pdf.get_string_width(text)
        self.ink.write(x - wide / 2, y - style.size * MM_PER_PT * 0.56, text, style)

    def _pen(self, line: float) -> None:
        self.pdf.set_draw_color(0)
        self.pdf.set_line_width(line)


def can_print(svg: str) -> bool:
    """Say whether a drawing can stand in a PDF: a centre's own may hold what the library does not know."""
    trial = untouched()
    trial.add_page()
    try:
        trial.image(_bare(svg), w=10)
    except Exception:  # noqa: BLE001  # it stumbles in many ways: ZeroDivisionError, NotImplementedError, KeyError
        return False
    return True


def _bare(svg: str) -> io.BytesIO:
    """Leave its title out: it is for people who listen to a page, and the library warns of it on stderr."""
    return io.BytesIO(re.sub(r"<title>.*?</title>", "", svg, flags=re.DOTALL).encode())


def white(style: Style) -> Style:
    """Return the same style for a black band."""
    return Style(style.size, style.face, _WHITE, style.font)
