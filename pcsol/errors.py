"""Every error that PCSol raises on purpose: a sentence, a remedy, details, a number.

PCSolError
    ToolError
        ToolMissingError    ToolFailedError    ToolTimeoutError
        ToolUnreadableError ToolRefusedError
    FactError
        FactMissingError    NotPermittedError  FactUnrecordedError
    WipeError
        WipeRefusedError    NotErasedError     JournalFaultyError
        DiskBusyError       DiskChangedError   DiskFailedError
    CertificateError
        CertificateChangedError                CertificateUnreadableError
        KeyLockedError
    AlbumError
        NotAnAlbumError     UnrecordedError    SnapshotUnreadableError    AlbumExistsError
    ProfileError
    StoreError
        StoreFullError      StoreReadOnlyError StoreGoneError
        RecordUnreadableError                  RecordNewerError   CarriedFaultyError
    WorkshopError  AlreadyTestingError  BatchBusyError
    HubError
        HubNotReadyError   HubRefusedError
    PostError
        HubUnreachableError NotEnrolledError   HubStrangerError
        EnrolmentRefusedError                  AlreadyPushingError
    CodeFaultyError  CodeTakenError  NothingToCompareError  AnswerNeededError
    InventoryError
        InventoryUnknownError                  InventoryUnreachableError
        InventoryRefusedError
    NothingToExportError
"""

from pcsol.exitcodes import ExitCode
from pcsol.i18n import _


class PCSolError(Exception):
    """Base of all: `what` is one sentence, `remedy` says what to do next, `details` is for whoever mends it."""

    code: ExitCode = ExitCode.OURS

    def __init__(self, what: str, *, remedy: str = "", details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.details = details


class ToolError(PCSolError):
    """An outside program let us down."""

    code = ExitCode.TOOL_FAILED


class ToolMissingError(ToolError):
    """The program is not installed."""

    code = ExitCode.TOOL_MISSING

    def __init__(self, program: str) -> None:
        super().__init__(
            _("The program {program} is not installed.").format(program=program),
            remedy=_("Run `pcsol doctor`: it gives the command that installs it."),
        )


class ToolFailedError(ToolError):
    """The program ran and failed."""


class ToolTimeoutError(ToolError):
    """The program did not answer in time."""

    code = ExitCode.TOOL_TIMEOUT

    def __init__(self, program: str, seconds: float) -> None:
        super().__init__(
            _("{program} did not answer within {seconds:.0f} seconds.").format(program=program, seconds=seconds),
            remedy=_("The part it asked may be failing. Look at it, then start again."),
        )


class ToolUnreadableError(ToolError):
    """The program said something that cannot be read: truncated, absurd, far too long."""

    code = ExitCode.TOOL_UNREADABLE

    def __init__(self, program: str, details: str = "") -> None:
        super().__init__(
            _("{program} said something that PCSol cannot read.").format(program=program),
            remedy=_("Keep an album of this machine (`pcsol album FOLDER`) and send it to us."),
            details=details,
        )


class ToolRefusedError(ToolError):
    """PCSol itself refused to start this: it is not in the table of read-only questions."""

    code = ExitCode.TOOL_REFUSED


class FactError(PCSolError):
    """A file of the kernel could not be read."""

    code = ExitCode.FACT_MISSING


class FactMissingError(FactError):
    """There is no such file on this machine."""

    def __init__(self, path: str) -> None:
        super().__init__(_("Linux does not show {path} here.").format(path=path))


class FactUnrecordedError(FactMissingError):
    """The album holds no such file: whether the machine has it is not known."""

    def __init__(self, path: str) -> None:
        FactError.__init__(self, _("The album does not hold {path}.").format(path=path))


class NotPermittedError(FactError):
    """Only the administrator (root) may look there."""

    code = ExitCode.NOT_PERMITTED

    def __init__(self, subject: str) -> None:
        super().__init__(
            _("Only the administrator may read {subject}.").format(subject=subject),
            remedy=_("Start again with `sudo pcsol probe`."),
        )


class WipeError(PCSolError):
    """An erasure could not be begun, or did not end as it should."""

    code = ExitCode.NOT_ERASED


class WipeRefusedError(WipeError):
    """The guard, or the person, said no; nothing was written."""

    code = ExitCode.WIPE_REFUSED


class NotErasedError(WipeError):
    """The erasure was not accepted: data may be left."""


class JournalFaultyError(WipeError):
    """The notes of an interrupted erasure cannot be read, or do not fit this disk."""

    code = ExitCode.JOURNAL_FAULTY


class DiskBusyError(WipeError):
    """Somebody else has the disk open."""

    code = ExitCode.DISK_BUSY


class DiskChangedError(WipeError):
    """It is not the disk any more that the warrant is for, or it is gone."""

    code = ExitCode.DISK_CHANGED


class DiskFailedError(WipeError):
    """The disk does not answer, or answers with errors, beyond what can be gone around."""

    code = ExitCode.DISK_FAILED


class CertificateError(PCSolError):
    """A certificate cannot be made or believed."""

    code = ExitCode.CERTIFICATE_UNREADABLE


class CertificateChangedError(CertificateError):
    """What is signed and what stands there differ."""

    code = ExitCode.CERTIFICATE_CHANGED


class CertificateUnreadableError(CertificateError):
    """The file is no certificate of PCSol."""

    code = ExitCode.CERTIFICATE_UNREADABLE


class KeyLockedError(CertificateError):
    """The station's key is locked by a PIN, which was not given or is wrong."""

    code = ExitCode.KEY_LOCKED


class AlbumError(PCSolError):
    """A recorded machine cannot be used."""

    code = ExitCode.NOT_AN_ALBUM


class NotAnAlbumError(AlbumError):
    """The folder holds nothing that PCSol knows how to read."""

    code = ExitCode.NOT_AN_ALBUM


class UnrecordedError(AlbumError):
    """The recorded machine was never asked this."""

    code = ExitCode.UNRECORDED

    def __init__(self, subject: str) -> None:
        super().__init__(_("The album holds no answer of {subject}.").format(subject=subject))


class SnapshotUnreadableError(AlbumError):
    """A snapshot of another program cannot be turned into an album."""

    code = ExitCode.SNAPSHOT_UNREADABLE


class AlbumExistsError(AlbumError):
    """The folder for a new album already holds something."""

    code = ExitCode.ALBUM_EXISTS


class ProfileError(PCSolError):
    """A profile (YAML) is wrong; details name file, line and key."""

    code = ExitCode.PROFILE_FAULTY


class StoreError(PCSolError):
    """A record could not be kept or found."""

    code = ExitCode.STORE_FAILED


class StoreFullError(StoreError):
    """No space left on the medium."""

    code = ExitCode.STORE_FULL


class StoreReadOnlyError(StoreError):
    """The medium cannot be written."""

    code = ExitCode.STORE_READ_ONLY


class StoreGoneError(StoreError):
    """The medium was pulled, or its folder is missing."""

    code = ExitCode.STORE_GONE


class RecordUnreadableError(StoreError):
    """A kept record is damaged."""

    code = ExitCode.RECORD_UNREADABLE


class RecordNewerError(StoreError):
    """A record was written by a newer PCSol; it is kept whole."""

    code = ExitCode.RECORD_NEWER


class HubError(PCSolError):
    """The hub cannot start or go on: its database, its address, its folder."""

    code = ExitCode.HUB_FAILED


class HubNotReadyError(HubError):
    """The hub's database is not there, or is of another version."""

    code = ExitCode.HUB_NOT_READY


class HubRefusedError(HubError):
    """What was asked of the hub is not allowed or makes no sense there; nothing was changed."""

    code = ExitCode.HUB_REFUSED


class CarriedFaultyError(StoreError):
    """A file of records that was carried by hand is not as its station wrote it; nothing of it is taken."""

    code = ExitCode.CARRIED_FAULTY


class PostError(PCSolError):
    """Records could not be sent; they stay where they are, and are safe."""

    code = ExitCode.HUB_UNREACHABLE


class HubUnreachableError(PostError):
    """The hub does not answer, or did not take everything."""


class NotEnrolledError(PostError):
    """This station is not enrolled, or its token does not count any more."""

    code = ExitCode.NOT_ENROLLED


class HubStrangerError(PostError):
    """Whoever answered is not the hub that this station knows."""

    code = ExitCode.HUB_STRANGER


class EnrolmentRefusedError(PostError):
    """The hub did not enrol this station."""

    code = ExitCode.ENROLMENT_REFUSED


class AlreadyPushingError(PostError):
    """Another PCSol is sending from here already."""

    code = ExitCode.ALREADY_PUSHING


class CodeFaultyError(PCSolError):
    """A tower code was mistyped: its check letter does not fit."""

    code = ExitCode.CODE_FAULTY


class CodeTakenError(PCSolError):
    """The code belongs to another tower already."""

    code = ExitCode.CODE_TAKEN


class NothingToCompareError(PCSolError):
    """There is no earlier record of this tower."""

    code = ExitCode.NOTHING_TO_COMPARE


class AnswerNeededError(PCSolError):
    """A question needs a person, and there is none (no terminal)."""

    code = ExitCode.ANSWER_NEEDED


class InventoryError(PCSolError):
    """Another inventory (GLPI, Snipe-IT, DeviceHub) let us down: it refused us, or said something unforeseen."""

    code = ExitCode.INVENTORY_REFUSED


class InventoryUnknownError(InventoryError):
    """No inventory of this name is written down."""

    code = ExitCode.INVENTORY_UNKNOWN


class InventoryUnreachableError(InventoryError):
    """It does not answer."""

    code = ExitCode.INVENTORY_UNREACHABLE


class InventoryRefusedError(InventoryError):
    """It refused one tower; the others may go."""


class NothingToExportError(PCSolError):
    """No tower that was asked for is kept here."""

    code = ExitCode.NOTHING_TO_EXPORT


class WorkshopError(PCSolError):
    """A workshop cannot begin here, or cannot go on."""

    code = ExitCode.WORKSHOP_NOT_POSSIBLE


class BatchBusyError(PCSolError):
    """Another batch is going on with this home."""

    code = ExitCode.BATCH_BUSY


class AlreadyTestingError(PCSolError):
    """Another PCSol tests this tower just now."""

    code = ExitCode.ALREADY_TESTING
