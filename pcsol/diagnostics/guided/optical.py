"""The optical drive: its tray opens and closes, and a disc is read if one is put in."""

from collections.abc import Callable
from functools import partial

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.guided.asker import Card
from pcsol.diagnostics.guided.course import Talk, job, walk
from pcsol.diagnostics.guided.sound.cards import ended
from pcsol.diagnostics.missing import not_testable
from pcsol.errors import PCSolError
from pcsol.i18n import _
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import WantedTest
from pcsol.model.testing.run import Evidence
from pcsol.tools import disc

_SECONDS, _EJECT_SECONDS = 60, 20.0
_READY_SECONDS, _LOOK_SECONDS = 25.0, 1.0  # an old drive needs a good ten to know a disc
_YES, _NO_DISC = 1, 2
_PICTURE = (
    "┌──────────────────────┐",
    "│ ──────────────────── │",
    "│                 [ ]  │",
    "└──────────────────────┘",
)


def jobs(probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
    """Make one job per drive; one that says "none" where there is none."""
    paths = [one.path for one in probe.optical or () if one.path]
    if not paths:
        return (_job("optical", lambda _talk: _none(probe), required=wanted.required),)
    names = {path: "optical" if len(paths) == 1 else f"optical.{path.rpartition('/')[2]}" for path in paths}
    return tuple(_job(name, partial(_course, path), required=wanted.required) for path, name in names.items())


def _job(name: str, course: Callable[[Talk], Found], *, required: bool) -> Job:
    return job(name, _("Optical drive"), _SECONDS, course, "disc", required=required)


def _none(probe: Probe) -> Found:
    if probe.optical is None:
        return not_testable("unknown", _("Whether there is an optical drive could not be seen."))
    return not_testable("no-drive", _("This tower has no optical drive."))


def _course(path: str, talk: Talk) -> Found:
    faults: list[str] = []
    answers = walk(partial(_following, talk, path, faults))
    opens, closes = answers[0] == _YES, answers[2] == _YES
    if answers[1] == _NO_DISC:
        read = Evidence(code="disc", value=None, text=_("No disc was put in: reading was not tried."))
    else:
        read = _read(talk, path)
    evidence = (_moves("opens", _("The tray opens"), opens), _moves("closes", _("The tray closes"), closes), read)
    said = tuple(Evidence(code="eject", value=one, text=one) for one in dict.fromkeys(faults))
    reasons = tuple(
        one.as_reason() for one in evidence if one.value is False or (one.code == "disc" and one.value == 0)
    )
    return Found("failed" if reasons else "passed", reasons, (*evidence, *said))


def _moves(code: str, text: str, well: bool) -> Evidence:  # noqa: FBT001  # what the evidence is
    return Evidence(code=code, value=well, text=text if well else _("{what}: no").format(what=text))


def _following(talk: Talk, path: str, faults: list[str], answers: tuple[int, ...]) -> Callable[[], int] | None:
    asks = (partial(_opened, talk, path, faults), partial(talk.choose, _put_in()), partial(_closed, talk, path, faults))
    return asks[len(answers)] if len(answers) < len(asks) else None


def _opened(talk: Talk, path: str, faults: list[str]) -> int:
    return _moved(talk, ("eject", path), faults, _("Is the tray open?"))


def _closed(talk: Talk, path: str, faults: list[str]) -> int:
    return _moved(talk, ("eject", "-t", path), faults, _("Is the tray closed again?"))


def _moved(talk: Talk, argv: tuple[str, ...], faults: list[str], question: str) -> int:
    """PCSol tries; where it cannot, the person has the button on the drive."""
    talk.asker.ask(Card(_("Optical drive"), _("The tray moves. Keep your fingers away."), picture=_PICTURE), 0)
    fault = ended(talk.bench, argv, _EJECT_SECONDS) if talk.bench.hand.find("eject") else _("eject is missing here")
    if fault:
        faults.append(fault)
    button = _("It does not move by itself: press the button on the drive.") if fault else ""
    return talk.choose(
        Card(
            _("Optical drive"),
            " ".join(filter(None, (button, question))),
            picture=_PICTURE,
            choices=(_("yes"), _("no")),
            help=_("A thin drive pushes its tray out a little: pull it, and push it back by hand."),
        )
    )


def _put_in() -> Card:
    return Card(
        _("Optical drive"),
        _("Put a disc into the tray: any CD or DVD with something on it. Do not push the tray."),
        picture=_PICTURE,
        choices=(_("a disc is in"), _("there is no disc here")),
        help=_("A disc of music cannot be read this way: take one with files, such as a driver disc."),
    )


def _read(talk: Talk, path: str) -> Evidence:
    """Wait until the drive knows the disc, then read its beginning."""
    card = Card(_("Optical drive"), _("The disc is read. This takes half a minute."), picture=_PICTURE)
    talk.asker.ask(card, 0)
    until, said = talk.bench.now() + _READY_SECONDS, ""
    while talk.bench.now() < until:
        try:
            read = disc.read(path)
        except PCSolError as err:
            said = err.what
            break
        if read:
            text = _("{count} bytes of the disc were read").format(count=read)
            return Evidence(code="disc", value=read, unit="bytes", text=text)
        talk.bench.rest(_LOOK_SECONDS)
    return Evidence(code="disc", value=0, unit="bytes", text=said or _("The drive saw no disc."))
