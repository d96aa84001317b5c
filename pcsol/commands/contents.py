"""The table of contents: every command, in the order of a tower's visit, with the sentence that `--help` shows."""

from pcsol.i18n import N_

CONTENTS: dict[str, str] = {
    "start": N_("Guide a visit of this tower with a few keys: the menu of the live medium."),
    "intake": N_("Receive a tower, whether it starts or not; print stickers for codes."),
    "probe": N_("Show what this tower is, how healthy it is and what it is good for."),
    "wipe": N_("Erase disks, and prove it; or say why one may not be erased."),
    "compare": N_("Compare two records of a tower: what is missing, moved, slower, worse."),
    "album": N_("Record this machine as a folder that PCSol can replay, without what leads back to a person."),
    "operator": N_("Say who works here until power-off."),
    "doctor": N_("Show what is missing on this station, and the command that mends it."),
}

# Commands that have commands of their own; each is a folder here with a file per command.
FAMILIES: dict[str, dict[str, str]] = {
    "wipe": {
        "list": N_("Show every disk, what must be typed to erase it, or why it may not be erased."),
    },
}


def every() -> tuple[tuple[str, ...], ...]:
    """Return every command line that is in the contents: ("probe",), ("wipe",), ("wipe", "list") …"""
    return tuple(line for name in CONTENTS for line in ((name,), *((name, part) for part in FAMILIES.get(name, ()))))
