"""What only eyes and a nose find: swollen capacitors, a burnt smell, cracks, screws, dust, feet; and how it looks."""

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.course import Talk, job
from pcsol.diagnostics.guided.questions import Choice, Question, asked, found
from pcsol.i18n import N_, _
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.testing.run import Evidence

_SECONDS = 90
LOOK = "look"

_QUESTIONS: tuple[Question, ...] = (
    Question(
        "smell",
        N_("Smell at the back, where the air comes out. Is there a burnt smell?"),
        (
            Choice("good", N_("no"), N_("No burnt smell")),
            Choice("bad", N_("yes"), N_("A burnt smell")),
        ),
        help=N_("A burnt smell: switch the tower off, pull its cord out, and call a technician."),
    ),
    Question(
        "capacitors",
        N_("If the case is open, look at the little round cans on the board. Do not touch: it is switched on."),
        (
            Choice("good", N_("all have a flat top"), N_("No swollen capacitor")),
            Choice("bad", N_("one or more are round on top, or leak"), N_("Swollen or leaking capacitors")),
            Choice("unseen", N_("the case is closed: I did not look"), N_("Capacitors were not looked at")),
        ),
        ("   OK              !!", "   ┌─────┐         .─────.", "   │  +  │         │  +  │",
         "   └─────┘         └─────┘"),
        N_("They are called capacitors: cans as wide as a pencil. Never open the power supply to look for them."),
    ),
    Question(
        "cracks",
        N_("Look at the case from all sides. Is anything cracked, bent or sharp?"),
        (
            Choice("good", N_("no"), N_("No crack")),
            Choice("look", N_("yes, and it can be used all the same"), N_("Cracked or bent, and usable")),
            Choice("bad", N_("yes: sharp edges, or it does not close"), N_("Sharp edges, or the case does not close")),
        ),
    ),
    Question(
        "screws",
        N_("Are all screws and covers there: the side, the slots at the back, the front?"),
        (
            Choice("good", N_("yes"), N_("All screws and covers are there")),
            Choice("look", N_("one or more are missing"), N_("Screws or covers are missing")),
        ),
    ),
    Question(
        "feet",
        N_("Does it stand firm on its feet?"),
        (
            Choice("good", N_("yes"), N_("It stands firm")),
            Choice("look", N_("no, or feet are missing"), N_("It does not stand firm, or feet are missing")),
        ),
    ),
    Question(
        "dust",
        N_("Look into the holes where the air goes in and out. Is there dust?"),
        (
            Choice("good", N_("hardly any"), N_("Hardly any dust")),
            Choice("look", N_("yes, a grey carpet"), N_("Much dust: to be cleaned before it is given away")),
        ),
        help=N_("Dust is brushed out with the tower off and unplugged, outside if possible."),
    ),
    Question(
        LOOK,
        N_("How does the case look, for somebody who gets it?"),
        (
            Choice("good", N_("like new"), N_("Look 1 of 4: like new")),
            Choice("good", N_("light traces of use"), N_("Look 2 of 4: light traces of use")),
            Choice("good", N_("clear scratches or stains"), N_("Look 3 of 4: clear scratches or stains")),
            Choice("good", N_("dents, writing, yellowed, a part missing"), N_("Look 4 of 4: dents, marks, yellowed")),
        ),
        help=N_("This says nothing of how well it works: a scratched tower may be an excellent one."),
    ),
)  # fmt: skip


def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make the one job."""
    return (job("eyes", _("What only eyes see"), _SECONDS, _course, required=wanted.required),)


def _course(talk: Talk) -> Found:
    """The look, 1 (like new) to 4, is evidence by its number, and no finding."""
    answers = asked(talk, _("What only eyes see"), _QUESTIONS)
    look = _QUESTIONS[-1].choices[answers[-1] - 1]
    grade = Evidence(code=LOOK, value=answers[-1], limit=len(_QUESTIONS[-1].choices), text=_(look.fact))
    return found(_QUESTIONS[:-1], answers[:-1], (grade,))
