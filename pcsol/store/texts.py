"""Texts that people write: from any editor, also from Windows Notepad (a mark of byte order first, CRLF)."""

from pathlib import Path

from pcsol.i18n import _
from pcsol.judge.profiles.marked_yaml import LARGEST_FILE_CHARS, faulty
from pcsol.tools import regular_file

_BYTES_PER_SIGN = 4


def read_text(file: Path, shown: str = "") -> str:
    """Return the text, a little more than allowed at most: the parser then says that it is too large.

    Raises OSError, and ProfileError with the line for what is not UTF-8; `shown` is what it calls the file.
    """
    raw = regular_file.read(file, LARGEST_FILE_CHARS * _BYTES_PER_SIGN + 1)
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as err:
        line = raw[: err.start].count(b"\n") + 1
        problem, remedy = _("it is not a text in UTF-8"), _("Save the file as plain text in UTF-8.")
        raise faulty(shown or str(file), line, "", problem, remedy, f"{file}:{line}: {err.reason}") from err
