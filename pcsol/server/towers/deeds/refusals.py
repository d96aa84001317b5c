"""Why a deed is not done: a status, a sentence, a remedy."""

from pcsol.errors import CodeFaultyError
from pcsol.i18n import N_
from pcsol.server.faults import Fault


def why_wanted() -> Fault:
    """422: this change wants a reason."""
    return Fault(
        422, N_("This change wants a reason."),
        remedy=N_("Go back and write why, in a few words: whoever finds the tower later will need it."),
    )  # fmt: skip


def empty() -> Fault:
    """422: there is nothing in it."""
    return Fault(422, N_("Nothing was written."), remedy=N_("Go back and fill in the form."))


def faulty_code(err: CodeFaultyError) -> Fault:
    """422: what was typed is no code."""
    return Fault(422, err.what, remedy=err.remedy)


def is_here() -> Fault:
    """409: it is not only announced."""
    return Fault(
        409, N_("This tower is here: it has a record, a photo or a part."),
        remedy=N_("Bring it to the state in which it is; only what never came is withdrawn."),
    )  # fmt: skip


def code_taken() -> Fault:
    """409: two towers never have the same code."""
    return Fault(
        409, N_("Another tower has this code already."),
        remedy=N_("Read the sticker again. If both are the same tower, merge them."),
    )  # fmt: skip


def not_two() -> Fault:
    """409: these cannot become one."""
    return Fault(
        409, N_("These two cannot be merged."),
        remedy=N_("Choose two towers of one structure, neither of which was merged into another."),
    )  # fmt: skip


def not_here() -> Fault:
    """409: only what is in the house is signed off."""
    return Fault(
        409, N_("Only a tower that is in the house can be signed off."), remedy=N_("Load the page of the tower again.")
    )


def same_person(did: str) -> Fault:
    """409: whoever worked on it does not sign it off. `did`: what they did, in their language."""
    return Fault(
        409, N_("You worked on this tower yourself: somebody else signs it off."),
        remedy=N_("Ask a colleague to look it over, from their own account."), faults=[did],
    )  # fmt: skip


def none_or_all() -> Fault:
    """422: a tower keeps at least one of its records."""
    return Fault(
        422, N_("Choose some of the records, and not all of them."),
        remedy=N_("Those that belong to another tower are to be ticked; the others stay."),
    )  # fmt: skip


def later_first() -> Fault:
    """409: what was built upon it comes first."""
    return Fault(
        409, N_("Something was done later that builds upon this."),
        remedy=N_("Undo the later merge or split first, then this one."),
    )  # fmt: skip


def undone_already() -> Fault:
    """409: it was undone, or is nothing that can be."""
    return Fault(409, N_("This was undone already, or cannot be."), remedy=N_("Load the page of the tower again."))
