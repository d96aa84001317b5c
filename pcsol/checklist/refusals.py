"""Why a group's event is not taken, in words: the same on a page and at a terminal."""

from pcsol.i18n import N_

REFUSALS: dict[str, str] = {
    "unknown-step": N_("This step is not in your list."),
    "not-now": N_("Another step comes first."),
    "wants-an-adult": N_("An adult must say yes first."),
    "stopped": N_("STOP is on. Wait for an adult."),
    "held": N_("Switch the tower off. An adult unplugs it first, and says so."),
    "only-an-adult": N_("Only an adult can say this. Look at the four digits again."),
    "resting": N_("Five wrong codes were typed. For ten minutes no code is right. Call the facilitator."),
    "nothing-to-undo": N_("There is nothing to take back."),
    "not-compared": N_("The tower must check itself first."),
    "seen-amiss": N_("Somebody saw a part that does not work. An adult looks at it first, then says OK."),
    "held-otherwise": N_(
        "The tower’s own result is here and says LOOK AGAIN. Put it right; the tower then checks itself."
    ),
    "no-reader": N_("A second adult must read everything again first."),
    "same-adult": N_("Another adult than the second reader ends it."),
    "second-adult": N_("The second adult types the second reader’s own four digits."),
    "may-not-enter": N_("Do not open this tower: perhaps its disk still holds somebody’s files. Call an adult."),
    "closed": N_("The workshop of this tower has ended."),
    "taken": N_("Say it once more."),
    "elsewhere": N_("This belongs to another group."),
    "incomplete": N_("Something is missing. Say it once more."),
    "full": N_("This page sent too much. Call an adult."),
}
