"""PSID: the number on a self-encrypting drive's label with which anybody who holds it may reset it. Pure.

PCSol checks what was typed or scanned, and says what to do with it; it does not send the reset (TCG Opal, "Revert"):
reports tell of drives that said it succeeded and kept their data, for they had never been encrypted. After it the drive
is erased as any other.
"""

import re

from pcsol.i18n import _

LENGTH = 32
_MARKED = re.compile(r"P\W?S\W?I\W?D\W*([0-9A-Z]{32})(?![0-9A-Z])")
# A scanner types like a US keyboard; on a French one its keys give other signs, and digits without Shift never digits.
_FRENCH_KEYS = str.maketrans("à&é\"'(-è_çAQZWaqzw?,", "0123456789QAWZqawzMm")


def read_psid(typed: str) -> str | None:
    """Return the 32 signs that were typed, or scanned from a label or its QR code; None when they are no PSID.

    A scanner that types on a French keyboard is understood as well.
    """
    return _read(typed) or _read(typed.translate(_FRENCH_KEYS))


def _read(text: str) -> str | None:
    marked = _MARKED.search(text.upper())
    plain = re.sub(r"[\s-]", "", text).upper()
    found = marked[1] if marked else plain
    return found if re.fullmatch(rf"[0-9A-Z]{{{LENGTH}}}", found) and re.search(r"\d", found) else None


def what_is_wrong(typed: str) -> str | None:
    """Say what to mend; None when it is a PSID."""
    if read_psid(typed):
        return None
    signs = len(re.sub(r"[\s-]", "", typed))
    if signs != LENGTH:
        return _("A PSID has {wanted} signs; these are {count}.").format(wanted=LENGTH, count=signs)
    return _("A PSID is made of letters A to Z and digits only.")


def guidance(device: str, psid: str) -> tuple[str, ...]:
    """Return the steps for a person, in order; PCSol itself sends none of it."""
    return (
        _("Only for a drive that is locked and that nobody can open: this makes what is on it unreadable for ever."),
        _("Compare the serial number on the label with the one that `pcsol wipe list` shows."),
        _("Start the machine with `libata.allow_tpm=1` if it is a SATA drive; the program sedutil-cli is needed."),
        f"sedutil-cli --yesIreallywanttoERASEALLmydatausingthePSID {psid} {device}",
        _("Switch the machine off and on, then run `pcsol wipe plan` again: the reset alone proves nothing."),
    )
