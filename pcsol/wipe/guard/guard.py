"""The table of rules, and what they say of one disk."""

from collections.abc import Iterable

from pcsol.model.erasure.candidate import Candidate, Custody, Refusal
from pcsol.wipe.guard import custody, identity, nature, system, users
from pcsol.wipe.guard.view import Rule, View

# In the order in which a person wants to read them: why it must not be, then why it cannot be, then what is missing.
RULES: tuple[Rule, ...] = (
    system.roles, system.own_medium, users.holdings, custody.not_away, custody.received,
    nature.loop, nature.removable, nature.read_only, nature.size, nature.path, nature.loop_file,
    identity.id_there, identity.id_typable, identity.id_says_something, identity.told_apart, identity.surveyed,
    system.roles_unknown, users.holdings_unknown, system.own_medium_unknown, nature.bus, nature.medium,
    custody.records_readable,
)  # fmt: skip


def refusals(
    candidate: Candidate, everyone: Iterable[Candidate], whose: Custody | None, lifted: frozenset[str] = frozenset()
) -> tuple[Refusal, ...]:
    """Return every reason not to erase this disk; it may be erased when there is none.

    `everyone`: all candidates of one survey, this one among them. `whose` None: the records could not be looked at.
    `lifted`: the options that were given ("--allow-loop"); each takes away the refusals that name it, and no other.
    """
    view = View(candidate, tuple(everyone), whose)
    found = (refusal for rule in RULES for refusal in rule(view))
    return tuple(refusal for refusal in found if refusal.lifted_by is None or refusal.lifted_by not in lifted)
