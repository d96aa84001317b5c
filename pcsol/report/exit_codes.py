"""The exit codes in words, for people and for the reference."""

from pcsol.exitcodes import ExitCode
from pcsol.i18n import N_, _

_MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: N_("Done."),
    ExitCode.FINDINGS: N_("Done, but look: a failing disk, a tower that is good for nothing yet, something missing."),
    ExitCode.USAGE: N_("The command line is wrong."),
    ExitCode.TOOL_MISSING: N_("An outside program is not installed."),
    ExitCode.TOOL_FAILED: N_("An outside program failed."),
    ExitCode.TOOL_TIMEOUT: N_("An outside program did not answer in time."),
    ExitCode.TOOL_UNREADABLE: N_("An outside program said something that cannot be read."),
    ExitCode.TOOL_REFUSED: N_("PCSol refused to start a program that could change the machine."),
    ExitCode.FACT_MISSING: N_("This machine does not tell something that is needed."),
    ExitCode.NOT_PERMITTED: N_("Only the administrator (root) may look there."),
    ExitCode.WIPE_REFUSED: N_("A disk may not be erased, or its identity was not typed; nothing was written."),
    ExitCode.NOT_ERASED: N_("A disk is NOT ERASED: the erasure was not accepted, and data may be left."),
    ExitCode.DISK_BUSY: N_("A disk is in use."),
    ExitCode.DISK_CHANGED: N_("A disk is not the one that was meant, or it is gone."),
    ExitCode.DISK_FAILED: N_("A disk does not answer, or only with errors."),
    ExitCode.JOURNAL_FAULTY: N_("The notes of an interrupted erasure do not fit this disk."),
    ExitCode.CERTIFICATE_CHANGED: N_("A certificate was changed after it was signed."),
    ExitCode.CERTIFICATE_UNREADABLE: N_("The file is no certificate of PCSol."),
    ExitCode.KEY_LOCKED: N_("The station's key is locked: its PIN is missing or wrong."),
    ExitCode.NOT_AN_ALBUM: N_("The folder is not an album."),
    ExitCode.UNRECORDED: N_("The album holds no answer to this question."),
    ExitCode.SNAPSHOT_UNREADABLE: N_("A snapshot of another program cannot be read."),
    ExitCode.ALBUM_EXISTS: N_("The folder for the album holds something already."),
    ExitCode.PROFILE_FAULTY: N_("A profile is wrong; file, line and remedy are shown."),
    ExitCode.STORE_FAILED: N_("A record or a file could not be kept or found."),
    ExitCode.STORE_FULL: N_("There is no space left."),
    ExitCode.STORE_READ_ONLY: N_("The medium cannot be written."),
    ExitCode.STORE_GONE: N_("The medium was pulled, or its folder is missing."),
    ExitCode.RECORD_UNREADABLE: N_("A kept record is damaged."),
    ExitCode.RECORD_NEWER: N_("A record was written by a newer PCSol: update PCSol."),
    ExitCode.CARRIED_FAULTY: N_("A file of records that was carried by hand is cut, changed, or something else."),
    ExitCode.CODE_FAULTY: N_("A tower code is mistyped."),
    ExitCode.NOTHING_TO_COMPARE: N_("There is no earlier record of this tower."),
    ExitCode.CODE_TAKEN: N_("The code belongs to another tower."),
    ExitCode.ANSWER_NEEDED: N_("A question needs a person, and there is no terminal."),
    ExitCode.WORKSHOP_NOT_POSSIBLE: N_("A workshop cannot begin here, or cannot go on."),
    ExitCode.ALREADY_TESTING: N_("Another PCSol tests this tower just now."),
    ExitCode.BATCH_BUSY: N_("Another batch is going on here already."),
    ExitCode.OURS: N_("PCSol failed; this is its own fault. It says where its log is."),
    ExitCode.HUB_UNREACHABLE: N_("The hub cannot be reached, or did not take everything; the records are safe here."),
    ExitCode.NOT_ENROLLED: N_("This station is not enrolled at a hub, or not any more."),
    ExitCode.HUB_STRANGER: N_("Whoever answered is not the hub that this station knows; nothing was sent."),
    ExitCode.ENROLMENT_REFUSED: N_("The hub did not enrol this station: the code is wrong, used or too old."),
    ExitCode.ALREADY_PUSHING: N_("Another PCSol is sending from here already."),
    ExitCode.HUB_FAILED: N_("The hub cannot start or go on."),
    ExitCode.HUB_NOT_READY: N_("The database of the hub is of another version."),
    ExitCode.HUB_REFUSED: N_("The hub does not do this; nothing was changed."),
    ExitCode.INVENTORY_UNKNOWN: N_("No inventory of this name is written in inventories.yaml."),
    ExitCode.INVENTORY_UNREACHABLE: N_("The other inventory does not answer."),
    ExitCode.INVENTORY_REFUSED: N_("The other inventory refused, or said something that PCSol does not know."),
    ExitCode.NOTHING_TO_EXPORT: N_("No tower that was asked for is kept here."),
}


def meaning(code: ExitCode) -> str:
    """Return what an exit code means, in the language of the moment."""
    return _(_MEANINGS[code])


def table() -> str:
    """Return all exit codes as a table in Markdown, in the language of the moment."""
    titles = " | ".join((_("Code"), _("Name"), _("Meaning")))
    head = f"| {titles} |\n| ---: | --- | --- |"
    rows = [f"| {int(code)} | `{code.name}` | {meaning(code)} |" for code in ExitCode]
    ending = _("Ended by signal n: 130 by Ctrl-C, 141 when nobody reads on, 143 by SIGTERM.")
    ended = f"| 128+n | | {ending} |"
    return "\n".join([head, *rows, ended]) + "\n"
