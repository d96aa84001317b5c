"""The screen in five colours, on each output that has one: what only eyes see."""

from collections.abc import Callable
from functools import partial

from pcsol.diagnostics.bench import Bench, Found, Job
from pcsol.diagnostics.guided.asker import Card, Colour
from pcsol.diagnostics.guided.course import Talk, job, walk
from pcsol.diagnostics.missing import not_testable
from pcsol.errors import FactError
from pcsol.i18n import N_, _
from pcsol.judge.testing.weighed import worst
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.reason import Reason
from pcsol.model.testing.run import Evidence, Result
from pcsol.tools.kernel import drm

# White shows stains and dark dots, black shows bright ones; one colour alone shows the dots of that colour.
COLOURS: tuple[Colour, ...] = ("white", "black", "red", "green", "blue")
_SECONDS_EACH = 45
_SEEN: tuple[tuple[str, Result, str], ...] = (
    ("good", "passed", N_("five clean colours")),
    ("dots", "to-look-at", N_("one or more dots that stay")),
    ("stripes", "failed", N_("stripes, a wrong colour, flicker, or a colour missing")),
    ("dark", "failed", N_("nothing: this screen stays dark")),
)


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job, for all screens that are plugged in."""
    return (
        job(
            "screen",
            _("Screen"),
            _SECONDS_EACH * max(1, len(probe.displays or ())),
            _course,
            "screen",
            required=wanted.required,
        ),
    )


def _course(talk: Talk) -> Found:
    outputs = _outputs(talk.bench)
    if not outputs:
        return not_testable("no-screen", _("No screen is plugged into this tower."))
    answers = walk(partial(_following, talk, outputs))
    seen = [_SEEN[one - 1] for one in answers if one]
    told = list(zip(outputs, seen, strict=True))
    reasons = tuple(
        Reason(code=code, value=output, text=_line(output, text))
        for output, (code, how, text) in told
        if how != "passed"
    )
    evidence = tuple(
        Evidence(code="output", value=output, text=_line(output, text)) for output, (_code, _how, text) in told
    )
    return Found(worst(how for _code, how, _text in seen), reasons, evidence)


def _outputs(bench: Bench) -> tuple[str, ...]:
    """Return the outputs that have a screen; where no driver tells, the one that the person reads this on."""
    try:
        return tuple(drm.outputs(bench.world))
    except FactError:
        return ("?",)


def _line(output: str, text: str) -> str:
    if output == "?":
        return _("This screen: {seen}").format(seen=_(text))
    return _("Screen on {output}: {seen}").format(output=output, seen=_(text))


def _following(talk: Talk, outputs: tuple[str, ...], answers: tuple[int, ...]) -> Callable[[], int] | None:
    """Each output: a word before, five colours, one question. 0 stands for a screen that was only shown."""
    each = len(COLOURS) + 2
    if len(answers) == each * len(outputs):
        return None
    which, step = divmod(len(answers), each)
    title = _title(outputs[which], which + 1, len(outputs))
    if step == 0:
        return partial(talk.tell, _before(title))
    if step <= len(COLOURS):
        return partial(talk.tell, Card(title, "", fill=COLOURS[step - 1]))
    return partial(talk.choose, _question(title))


def _title(output: str, number: int, count: int) -> str:
    if output == "?":
        return _("Screen")
    return _("Screen on {output} - {number} of {count}").format(output=output, number=number, count=count)


def _before(title: str) -> Card:
    return Card(
        title,
        _("Five colours come one after the other. Look for dots, stripes, stains. Enter shows the next colour."),
        picture=(
            "┌────────────────────┐",
            "│                    │",
            "│         .          │",
            "│                    │",
            "└─────────┬──────────┘",
            "      ────┴────",
        ),
        help=_(
            "Wipe the screen first: dust is no fault. With several screens, look at the one that is named above. "
            "R goes back one colour."
        ),
    )


def _question(title: str) -> Card:
    return Card(
        title,
        _("What did you see?"),
        choices=tuple(_(text) for _code, _how, text in _SEEN),
        help=_("A dot that stays dark or coloured on every colour is dead: the screen's fault, not the tower's."),
    )
