"""The table of contents: every command, in the order of a tower's visit, with the sentence that `--help` shows."""

from pcsol.i18n import N_

CONTENTS: dict[str, str] = {
    "start": N_("Guide a visit of this tower with a few keys: the menu of the live medium."),
    "intake": N_("Receive a tower, whether it starts or not; print stickers for codes."),
    "probe": N_("Show what this tower is, how healthy it is and what it is good for."),
    "compare": N_("Compare two records of a tower: what is missing, moved, slower, worse."),
    "test": N_("Test this tower's memory, processor, disks and connections."),
    "wipe": N_("Erase disks, with proof: what may be erased, how it would be, do it, look again."),
    "certificate": N_("Read, check and print erasure certificates; note that a disk was destroyed."),
    "checklist": N_("Workshops and other guided lists: go through one, go on, serve its pages, print it."),
    "batch": N_("Do everything with this tower without a question, by a profile; only an armed tower is erased."),
    "push": N_("Send the records that wait to the hub, or towers to another inventory."),
    "outbox": N_("Show which records wait for the hub, and which it refused; carry them by hand."),
    "hub": N_("The central inventory: serve it, keep it, look into it."),
    "export": N_("Write towers for other programs: GLPI, Snipe-IT, DeviceHub, CSV."),
    "album": N_("Record this machine as a folder that PCSol can replay, without what leads back to a person."),
    "operator": N_("Say who works here until power-off."),
    "doctor": N_("Show what is missing on this station, and the command that mends it."),
}

# Commands that have commands of their own; each is a folder here with a file per command.
FAMILIES: dict[str, dict[str, str]] = {
    "wipe": {
        "list": N_("Show every disk: what has to be typed to erase it, and why it may not be."),
        "plan": N_("Show how disks would be erased; nothing is done."),
        "run": N_("Erase disks, after typing the identity of each."),
        "reread": N_("Look at an erased disk again."),
    },
    "certificate": {
        "show": N_("Show a certificate or a NOT ERASED report, or print it again."),
        "verify": N_("Check whether certificates are as they were signed, and by whom."),
        "signer": N_("Show this station's fingerprint; write its public key for others."),
        "destroyed": N_("Note that a disk was destroyed, with a page to sign."),
    },
    "checklist": {
        "list": N_("Show every guided list, with its minutes and level."),
        "show": N_("Show one guided list with all its steps."),
        "print": N_("Print what a workshop needs: sheets, cards, posters, attestations."),
        "run": N_("Go through a guided list at this terminal, one step per screen."),
        "resume": N_("Go on at the step where a pause or a power cut was."),
        "serve": N_("Serve the pages of a workshop to the phones and tablets of the room."),
        "validate": N_("Check a file of a workshop, and explain each fault."),
    },
    "outbox": {
        "export": N_("Write the records that wait into a file, to be carried to the hub by hand."),
    },
    "hub": {
        "serve": N_("Serve the central inventory, until Ctrl-C."),
        "station": N_("List stations; show a code for a new one; revoke one."),
        "user": N_("List people; let somebody in; a new password, another role, leave."),
        "import": N_("Take in a file of records that was carried by hand."),
        "find": N_("Find a tower by its code or by a word."),
        "backup": N_("Write the whole hub into one file, while it serves."),
        "restore": N_("Make a hub from a backup."),
    },
}
# Families that do something by themselves as well: `<name>/alone.py` in their folder, the function `<name>_alone`.
ALONE = frozenset({"outbox"})


def every() -> tuple[tuple[str, ...], ...]:
    """Return every command line that is in the contents: ("probe",), ("wipe",), ("wipe", "list") …"""
    return tuple(line for name in CONTENTS for line in ((name,), *((name, part) for part in FAMILIES.get(name, ()))))
