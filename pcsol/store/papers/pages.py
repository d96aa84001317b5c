"""The page (PDF) of a paper, by its number."""

from pathlib import Path

from pcsol.store.papers.keeping import FOLDER
from pcsol.tools import regular_file

LARGEST_BYTES = 20_000_000


def page_of(home: Path, digits: str) -> bytes | None:
    """Return the page of the certificate whose number begins so (dashes left out); None where it is not kept here."""
    for file in sorted((home / FOLDER).glob(f"*/certificat-*-{digits}.pdf")):
        try:
            return regular_file.read(file, LARGEST_BYTES)
        except OSError:
            continue
    return None
