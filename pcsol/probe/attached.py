"""What hangs on a tower: screens, optical drives, batteries."""

import re

from pcsol.errors import FactError, FactUnrecordedError, PCSolError
from pcsol.i18n import _
from pcsol.model.hardware.devices import Battery, Display, Optical
from pcsol.probe.notebook import Finding, Notebook
from pcsol.tools.kernel import drm, power
from pcsol.tools.programs import lsblk
from pcsol.tools.world.world import World

_BLOCK = "/sys/block"


def look_displays(world: World) -> Finding[tuple[Display, ...] | None]:
    """Find the screens. One that does not describe itself is listed by its output; None when no output is told."""
    book = Notebook()
    try:
        outputs = drm.outputs(world)
    except FactUnrecordedError as err:
        book.note("displays", err.what)
        return book.finding(None)
    except FactError:
        book.note("displays", _("No graphics driver tells which screens are plugged in."))
        return book.finding(None)
    return book.finding(tuple(_display(world, book, output, path) for output, path in outputs.items()))


def _display(world: World, book: Notebook, output: str, path: str) -> Display:
    try:
        return drm.parse(world.read_bytes(path), output)
    except PCSolError:
        why = _("The screen on {output} does not describe itself properly.").format(output=output)
        book.note(f"displays.{output}", why, _("Plug the screen in again, or try another cable."))
        return Display(output=output)


def look_optical(world: World) -> Finding[tuple[Optical, ...] | None]:
    """Find the optical drives: the kernel lists them, and an album without /sys may hold lsblk's list."""
    book = Notebook()
    names = world.names(_BLOCK)
    if names is None:
        return book.finding(book.attempt("optical", lambda: lsblk.read_optical(world)))
    return book.finding(tuple(_drive(world, name) for name in names if re.fullmatch(r"sr\d+", name)))


def _drive(world: World, name: str) -> Optical:
    def told(file: str) -> str | None:
        try:
            return world.read(f"{_BLOCK}/{name}/device/{file}").strip() or None
        except PCSolError:
            return None

    return Optical(path=f"/dev/{name}", vendor=told("vendor"), model=told("model"))


def look_batteries(world: World) -> Finding[tuple[Battery, ...] | None]:
    """Find the batteries that feed the machine: none in a tower; None when the kernel's folder is not there."""
    book = Notebook()
    return book.finding(book.attempt("batteries", lambda: power.read(world)))
