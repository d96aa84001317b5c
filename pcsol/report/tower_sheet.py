"""A probe's sheet."""

from pcsol.model.probe import Probe
from pcsol.report import sections
from pcsol.report.cover import cover
from pcsol.report.sheet import Sheet


def tower_sheet(probe: Probe) -> Sheet:
    """Return the sheet of a tower, in the language of the moment."""
    return Sheet(cover(probe), sections.of(probe))
