"""Exit codes, in bands that a script may rely on."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 done; 1 done, but look; 2 wrong usage; 3-99 one kind of error each; 128+n ended by signal n."""

    OK = 0
    FINDINGS = 1
    USAGE = 2

    TOOL_MISSING = 10
    TOOL_FAILED = 11
    TOOL_TIMEOUT = 12
    TOOL_UNREADABLE = 13
    TOOL_REFUSED = 14
    FACT_MISSING = 15
    NOT_PERMITTED = 16

    WIPE_REFUSED = 20
    NOT_ERASED = 21
    DISK_BUSY = 22
    DISK_CHANGED = 23
    DISK_FAILED = 24
    JOURNAL_FAULTY = 25
    CERTIFICATE_CHANGED = 26
    CERTIFICATE_UNREADABLE = 27
    KEY_LOCKED = 28

    NOT_AN_ALBUM = 30
    UNRECORDED = 31
    SNAPSHOT_UNREADABLE = 32
    ALBUM_EXISTS = 33

    PROFILE_FAULTY = 40

    STORE_FAILED = 50
    STORE_FULL = 51
    STORE_READ_ONLY = 52
    STORE_GONE = 53
    RECORD_UNREADABLE = 54
    RECORD_NEWER = 55
    CARRIED_FAULTY = 56

    CODE_FAULTY = 60
    NOTHING_TO_COMPARE = 61
    CODE_TAKEN = 62
    ANSWER_NEEDED = 63

    OURS = 70
    HUB_UNREACHABLE = 71
    NOT_ENROLLED = 72
    HUB_STRANGER = 73
    ENROLMENT_REFUSED = 74
    ALREADY_PUSHING = 75

    HUB_FAILED = 80
    HUB_NOT_READY = 81
    HUB_REFUSED = 82
