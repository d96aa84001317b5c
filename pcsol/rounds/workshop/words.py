"""What a workshop's screens say around the texts of its list. Pure."""

from pcsol.checklist.course import Course, roles
from pcsol.checklist.outline import Part
from pcsol.checklist.redo import Redo
from pcsol.i18n import N_, _, language
from pcsol.model.profile.needs import Words
from pcsol.model.workshop.booklets import Card, Entry
from pcsol.model.workshop.steps import Role, Step

_YES = ("OUI", "YES")
_ROLES: dict[Role, str] = {
    "pilot": N_("pilot: the hands"), "copilot": N_("copilot: reads aloud"),
    "observer": N_("observer: screws and ticks"), "safety": N_("safety: cord and STOP"),
}  # fmt: skip
_PERSONS = "ABCDEF"
_HOUR = 60
_DOES: dict[Role, str] = {
    "pilot": N_("For the pilot."), "copilot": N_("For the copilot."), "observer": N_("For the observer."),
    "safety": N_("For safety."), "everybody": N_("For everybody."),
}  # fmt: skip


def said(words: Words | None) -> str:
    """Return a list's text in the language of the moment."""
    return words.said(language()) if words else ""


def top(now: Course, step: Step, nickname: str) -> str:
    """Return the line that says where the group is."""
    names = list(now.steps)
    place = _("{step}, {number} of {count}").format(step=step.id, number=names.index(step.id) + 1, count=len(names))
    return f"{said(now.outline.phase_of(step.id).title)} - {place} - {nickname}"


def time_left(minutes: int) -> str:
    """Say about how long it takes yet; nobody is hurried by it."""
    if minutes <= 1:
        return _("Almost done. Take your time.")
    if minutes < _HOUR:
        return _("About {minutes} minutes more. Take your time.").format(minutes=minutes)
    hours = _("About {hours} h {minutes:02d} more. Take your time.")
    return hours.format(hours=minutes // _HOUR, minutes=minutes % _HOUR)


def who(now: Course, people: int, step: Step) -> list[str]:
    """Say who has which role now, as persons A, B, C, D, and whose step it is."""
    given = roles(now, people)
    seats = [(_PERSONS[number - 1], _(_ROLES[role])) for role, number in given.items()]
    if people == 1:
        return [_(_DOES["everybody"])]
    persons = [f"{person} = {' + '.join(does for one, does in seats if one == person)}" for person in _PERSONS[:people]]
    return [_(_DOES[step.role]), *(one for one in persons if not one.endswith("= "))]


def step_keys() -> str:
    """Return the keys of a step."""
    return _("Enter: done  A: help  R: back  S: STOP  X: pause >")


def gate_keys() -> str:
    """Return the keys at a gate."""
    return _("G: an adult's code  A: help  R: back  S: STOP  X: pause >")


def with_no_start(keys: str) -> str:
    """Put the key for a tower that does not start before the others."""
    return "  ".join((_("D: it does not start"), keys))


def with_result(keys: str) -> str:
    """Put the key that looks for the tower's own result before the others."""
    return "  ".join((_("L: look for the result"), keys))


def with_stop(keys: str) -> str:
    """Put STOP before keys that lack it."""
    return "  ".join((_("S: STOP"), keys))


def second_look(adults: int) -> tuple[str, str]:
    """Return what is asked for, and the keys: where one adult only is there, that is said."""
    if adults > 1:
        say = _("A second adult reads everything again, and types the second code.")
        return say, _("G: second reader's code  R: back  S: STOP  X: pause >")
    say = _("The adult reads everything again. One adult only is here: the record says so.")
    return say, _("G: an adult's code  R: back  S: STOP  X: pause >")


def stop_text() -> str:
    """Say what STOP means."""
    return _("Hands off the tower. Call the adult.\nA burnt smell, water, a cut, something stuck, or you do not know.")


def held_text() -> str:
    """Say that a tower that is on is not opened."""
    return _("Switch the tower off. Do not open it.\nAn adult unplugs it, then types the code.")


def held_keys() -> str:
    """Return the keys where an adult unplugs first."""
    return _("G: an adult's code, it is off and unplugged  A: call an adult  S: STOP  X: pause >")


def gate_text(step: Step) -> str:
    """Say that an adult comes first."""
    return _("An adult comes first. Hands off.\n{text}").format(text=said(step.short))


def help_lines(step: Step) -> list[str]:
    """Return the step's detail, its common mistake, what is learnt, and where the drawing is."""
    pairs = ((_("Avoid: {text}"), step.mistake), (_("Why: {text}"), step.goal))
    more = [form.format(text=said(words)) for form, words in pairs if words]
    drawing = [_("The drawing is on the paper, beside {step}.").format(step=step.id)] if step.drawing else []
    return [*([said(step.detail)] if step.detail else []), *more, *drawing]


def break_lines(phase: Part, card: Card | None, entry: Entry | None) -> list[str]:
    """Return what to talk about in a break."""
    lines = [_("{minutes} minutes. Wash your hands before you eat.").format(minutes=phase.rest)]
    if card:
        lines += [
            said(card.question), _("Dangerous at times: {text}").format(text=said(card.dangerous)),
            _("Cool at the same time: {text}").format(text=said(card.cool)),
            _("Reflex: {text}").format(text=said(card.reflex)),
        ]  # fmt: skip
        if card.call:
            lines.append(" ".join((_("Whom to turn to:"), said(card.call))))
    if entry:
        lines.append(_("The word: {word}. {text}").format(word=said(entry.word), text=said(entry.short)))
    return lines


def is_yes(typed: str) -> bool:
    """Say whether somebody typed the whole word, in either language: one key alone may be a slip."""
    return typed.upper() in _YES


def again(one: Redo) -> list[str]:
    """Name the step to do again, if there is one."""
    return [_("Do step {step} again. The drawing is on the paper.").format(step=one.step)] if one.step else []
