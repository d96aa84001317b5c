"""The power supply from outside: what must never be done, its cord, its switch, its voltage, its smell and noise."""

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.course import Talk, job
from pcsol.diagnostics.guided.questions import Choice, Question, asked, found
from pcsol.i18n import N_, _
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest

_SECONDS = 75
_BOX = (
    "┌───────────────────────┐",
    "│  (fan)   [230V]  [0/1]│",
    "│                 ┌───┐ │",
    "│                 └───┘ │",
    "└───────────────────────┘",
)
_NEVER = (
    Question(
        "rules",
        N_("Never open the power supply: it can kill, even a long time after it was unplugged. It is only looked at."),
        picture=("   /\\   ", "  /  \\  ", " / !! \\ ", "/______\\"),
        help=N_("It is the metal box that the cord goes into. A faulty one is replaced whole, by a technician."),
    ),
    Question(
        "rules-hands",
        N_("Never push anything through its grille, and never move its red switch while the cord is in."),
        help=N_("Wet hands, or a tower on a wet table: do not touch it. Pull the cord out at the wall."),
    ),
)
_QUESTIONS: tuple[Question, ...] = (
    *_NEVER,
    Question(
        "cord",
        N_("Look at the cord from end to end, without pulling it out. Is it whole?"),
        (
            Choice("good", N_("yes"), N_("The cord is whole")),
            Choice("bad", N_("no: cut, crushed, burnt, or a loose plug"), N_("The cord is damaged")),
        ),
        help=N_("A damaged cord goes into the bin for waste, cut in two once it is unplugged. Take another one."),
    ),
    Question(
        "voltage",
        N_("Is there a small red switch with a number at the back? Only read it."),
        (
            Choice("good", N_("there is none"), N_("No voltage switch: the power supply adapts itself")),
            Choice("good", N_("it says 230 or 220"), N_("The voltage switch says 230")),
            Choice("bad", N_("it says 115 or 110"), N_("The voltage switch says 115: it burns on French mains")),
        ),
        _BOX,
        N_("It says 115? Switch the tower off, pull the cord out, then call a technician. Do not plug it in before."),
    ),
    Question(
        "label",
        N_("Is its label there, and can it be read: a number followed by W?"),
        (
            Choice("good", N_("yes"), N_("The power supply's label can be read")),
            Choice("look", N_("no label, or not to be read"), N_("The power supply's label cannot be read")),
            Choice("good", N_("it is inside: the case is closed"), N_("The power supply's label is inside")),
        ),
        help=N_("It says how many watts it gives, and CE. It may be on the side that is seen with the case open."),
    ),
    Question(
        "noise",
        N_("Listen at its fan."),
        (
            Choice("good", N_("it turns quietly"), N_("The power supply's fan turns quietly")),
            Choice("look", N_("it is loud, or it scratches"), N_("The power supply's fan is loud or scratches")),
            Choice("bad", N_("it does not turn, or it bangs"), N_("The power supply's fan stands still, or it bangs")),
        ),
        help=N_("Some fans stand still while the power supply is cool: wait until after the check of the processor."),
    ),
    Question(
        "power-smell",
        N_("Smell at its fan. A hot, burnt or fishy smell?"),
        (
            Choice("good", N_("no"), N_("The power supply does not smell")),
            Choice("bad", N_("yes"), N_("The power supply smells burnt")),
        ),
        help=N_("Yes: switch off at once, pull the cord out, and call a technician."),
    ),
)  # fmt: skip


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (job("power-supply", _("Power supply"), _SECONDS, _course, required=wanted.required),)


def _course(talk: Talk) -> Found:
    return found(_QUESTIONS, asked(talk, _("Power supply"), _QUESTIONS))
