"""Every key is pressed once. The kernel tells which came; where it may not be asked, the signs that they type do."""

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import BackError, Talk, job
from pcsol.diagnostics.guided.keyboard import layout
from pcsol.diagnostics.guided.keyboard.layout import Key
from pcsol.i18n import _, ngettext
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence
from pcsol.tools import evdev

_SECONDS, _LOOK_SECONDS = 90, 0.15
_ABSENT, _AGAIN = 1, 3
_MOST_NAMED = 20


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (job("keyboard", _("Keyboard"), _SECONDS, _course, "keyboard", required=wanted.required),)


def _course(talk: Talk) -> Found:
    with evdev.listening(talk.bench.world) as keys:
        seen: frozenset[int] = frozenset()
        while True:
            seen = _pressed(talk, keys, seen)
            wanted = tuple(key for key in layout.KEYS if keys.hears or key.signs)
            missing = tuple(key for key in wanted if key.code not in seen)
            answer = _asked(talk, missing) if missing else _ABSENT
            if answer != _AGAIN:
                return _found(wanted, missing, hears=keys.hears, absent=answer == _ABSENT)


def _pressed(talk: Talk, keys: evdev.Keys, seen: frozenset[int]) -> frozenset[int]:
    """Return every key that came, until all did, or Enter twice with nothing between."""
    last: tuple[int, ...] = ()
    wanted = {key.code for key in layout.KEYS if keys.hears or key.signs}
    while not wanted <= seen:
        typed = layout.codes_of(talk.signs(_card(seen, wanted, hears=keys.hears), _LOOK_SECONDS))
        came = keys.pressed()
        seen |= {*came, *typed}
        talk.progress(len(seen & wanted) / len(wanted))
        # By the signs alone: the kernel's event of one and the same Enter may come a moment before its sign.
        last = (*(() if set(came) - layout.ENTER else last), *typed)[-2:]
        if len(last) == 2 and set(last) <= layout.ENTER:
            break
    return seen


def _card(seen: frozenset[int], wanted: set[int], *, hears: bool) -> Card:
    left = len(wanted - seen)
    text = [_("Press every key once. Done: Enter twice.")]
    if not hears:
        text.append(_("Shift, Ctrl, Alt, the F keys and the number pad cannot be seen here."))
    text.append(ngettext("{count} key left.", "{count} keys left.", left).format(count=left))
    return Card(_("Keyboard"), " ".join(text), picture=layout.picture(seen))


def _asked(talk: Talk, missing: tuple[Key, ...]) -> int:
    card = Card(
        _("Keyboard"),
        _("These keys never came: {keys}").format(keys=_names(missing)),
        choices=(
            _("this keyboard does not have them"),
            _("they were pressed, and nothing came"),
            _("go back and press them"),
        ),
        help=_("Small keyboards have no number pad. R, too, goes back to the keys."),
    )
    try:
        return talk.choose(card)
    except BackError:
        return _AGAIN


def _names(keys: tuple[Key, ...]) -> str:
    names = [_name(key) for key in keys[:_MOST_NAMED]]
    return ", ".join(names) + (" …" if len(keys) > _MOST_NAMED else "")


def _name(key: Key) -> str:
    forms = {
        "left": _("{key} (left)"),
        "right": _("{key} (right)"),
        "pad": _("{key} (number pad)"),
        "": "{key}",
    }
    return forms[layout.side(key)].format(key=key.label)


def _found(wanted: tuple[Key, ...], missing: tuple[Key, ...], *, hears: bool, absent: bool) -> Found:
    came = len(wanted) - len(missing)
    evidence = [
        Evidence(
            code="keys",
            value=came,
            limit=len(wanted),
            text=_("{count} of {all} keys came").format(count=came, all=len(wanted)),
        )
    ]
    if not hears:
        text = _("Only keys that type a sign could be seen: shift, Ctrl, Alt and others could not.")
        evidence.append(Evidence(code="signs-only", value=True, text=text))
    if missing:
        code = "absent-keys" if absent else "silent-keys"
        form = _("Not on this keyboard: {keys}") if absent else _("Pressed, and nothing came: {keys}")
        told = Evidence(code=code, value=len(missing), text=form.format(keys=_names(missing)))
        evidence.append(told)
        if not absent:
            return Found("to-look-at", (told.as_reason(),), tuple(evidence))
    if came <= 1:  # Enter, which ends it
        return Found("not-tested", (Reason(code="no-key", text=_("No key was pressed.")),), tuple(evidence))
    if layout.LETTERS & {key.code for key in missing}:
        text = _("Every keyboard has all letters, and some were never pressed.")
        return Found("not-tested", (Reason(code="letters-missing", text=text),), tuple(evidence))
    return Found("passed", (), tuple(evidence))
