"""What can be wrong with a file that is carried by hand, in words."""

from pcsol.errors import CarriedFaultyError, RecordNewerError
from pcsol.i18n import _


def cut_short() -> CarriedFaultyError:
    """Its end is missing: a stick that was pulled, a copy that was broken off."""
    return _again(_("This file is not whole: its end is missing. Nothing of it was taken."))


def changed() -> CarriedFaultyError:
    """It is not what was signed."""
    return _again(_("This file is not as its station wrote it. Nothing of it was taken."))


def too_long(limit_bytes: int) -> CarriedFaultyError:
    """One of its lines is longer than any record."""
    return _again(
        _("This file is not as its station wrote it. Nothing of it was taken."),
        details=f"a line of more than {limit_bytes} bytes",
    )


def miscounted(said: object, found: int) -> CarriedFaultyError:
    """It is as it was written, and was written wrongly."""
    return _ours(
        _("This file says that it holds {said} records, and holds {found}. Nothing of it was taken.").format(
            said=said, found=found
        )
    )


def twice(number: str) -> CarriedFaultyError:
    """One id stands in it twice."""
    return _ours(_("The record {id} stands twice in this file. Nothing of it was taken.").format(id=number[:40]))


def no_record() -> CarriedFaultyError:
    """A line of it is not a record."""
    return _ours(_("A line of this file is not a record. Nothing of it was taken."))


def not_ours(details: str) -> CarriedFaultyError:
    """It is something else."""
    return CarriedFaultyError(
        _("This file holds no records that were written to be carried."),
        remedy=_("A station writes such a file with `pcsol outbox export FILE`."),
        details=details,
    )


def newer(schema: str) -> RecordNewerError:
    """Its form is one that we do not know yet."""
    return RecordNewerError(
        _("A newer PCSol wrote this file."), remedy=_("Update PCSol here to take it."), details=schema[:80]
    )


def _again(what: str, details: str = "") -> CarriedFaultyError:
    remedy = _("Copy it again, or write it again at the station: `pcsol outbox export FILE`.")
    return CarriedFaultyError(what, remedy=remedy, details=details)


def _ours(what: str) -> CarriedFaultyError:
    remedy = _("This is a fault of the PCSol that wrote it: keep the file and report it to us.")
    return CarriedFaultyError(what, remedy=remedy)
