"""How far the sending is: a line on stderr, where a person looks on."""

from typing import IO

from typing_extensions import override  # pydantic brings it

from pcsol.i18n import _
from pcsol.render.progress import Progress
from pcsol.render.signs import plain


class Sending(Progress):
    """A line that counts letters; hand its `told` to a round."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        """Start nothing yet. On anything but a terminal nothing is shown."""
        super().__init__(_("Sending"), {}, stream)
        self._count, self._of = 0, 0

    def told(self, done: int, of: int) -> None:
        """So many of so many are dealt with."""
        self._count, self._of = done, of

    @override
    def line(self, elapsed_seconds: float) -> str:
        """Return the line to show: how many of how many, and how long it may still take at this pace."""
        if not self._of:
            return plain(_("Asking the hub…"))
        if not self._count:
            return plain(_("Sending: 0 of {all}").format(all=self._of))
        left = elapsed_seconds / self._count * (self._of - self._count)
        return plain(
            _("Sending: {count} of {all}, about {seconds} s left").format(
                count=self._count, all=self._of, seconds=round(left)
            )
        )
