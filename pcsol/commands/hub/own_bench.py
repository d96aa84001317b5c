"""This very machine as the first bench of the hub that it serves: to look around, and for a centre with one machine."""

import threading
import time
from typing import TYPE_CHECKING

from pcsol.errors import HubError, HubStrangerError, PCSolError
from pcsol.i18n import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from pcsol.judge.letters.enrolment import Code
    from pcsol.model.letters.outbox import Enrolment
    from pcsol.server.settings import HubSettings

_PATIENCE_SECONDS = 60
_OK = 200
_NAME, _STRUCTURE, _PREFIX = "PCSol", "PCSol", "PCS"


def join(where: "HubSettings") -> None:
    """Once the hub answers, enrol this station there and send what waits, beside the serving; say what came of it."""
    threading.Thread(target=_join, args=(where,), name="own bench", daemon=True).start()


def _join(where: "HubSettings") -> None:
    from pcsol.render import console
    from pcsol.store import find, home

    screen, url = console.aside(), f"http{'' if where.plain else 's'}://127.0.0.1:{where.port}"
    try:
        if not _answers(url):
            screen.say(_("The hub does not answer: this machine's records were not sent."), "yellow")
            return
        _enrol(home.home(), where, url)
        if not find.files(home.home()):
            screen.say(
                _("This machine is enrolled, and nothing of it is kept yet: `pcsol probe --save`, then `pcsol push`."),
                "yellow",
            )
            return
        sent = _send(home.home())
    except PCSolError as fault:
        screen.say(f"{fault.what} {fault.remedy}", "yellow")
        return
    words = ngettext(
        "This machine is in the inventory ({count} record sent): {url}",
        "This machine is in the inventory ({count} records sent): {url}", sent,
    )  # fmt: skip
    screen.say(words.format(count=sent, url=f"{where.url}/towers"))


def _answers(url: str) -> bool:
    import httpx

    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            return httpx.get(f"{url}/healthz", verify=False, timeout=5).is_success  # noqa: S501  # it is only asked for
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def _enrol(at: "Path", where: "HubSettings", url: str) -> None:
    """Enrol as any station does, by a code; one that this hub lets in already stays as it is.

    Raises HubError where it is enrolled at another hub: its records go there, and nothing is touched.
    """
    from pcsol.push.enrol import enrolling
    from pcsol.store.letters.key import letter_key
    from pcsol.store.papers import keys
    from pcsol.store.post import enrolled, notes

    here = enrolled.found(at)
    if here is not None and _lets_in(here, url):
        enrolled.keep(at, here.model_copy(update={"url": url}))
        return
    if here is not None and here.url != url:
        raise HubError(
            _("This machine is a bench of {hub}: it stays there, and its records go there.").format(hub=here.url),
            remedy=_("To let it join this one, enrol it here: `pcsol push --enrol CODE`."),
        )
    papers = keys.own_signer(at)
    who = enrolling.Newcomer(letter_key(at).private, papers.public_key if papers else None)
    enrolled.keep(at, enrolling.enrol(url, _code(at, where), who))
    notes.forget_pause(at)


def _lets_in(here: "Enrolment", url: str) -> bool:
    """Say whether the hub at this address is the one that this station was enrolled at, and knows it still.

    The one before it may have been deleted, with its certificate and all that it knew.
    """
    from pcsol.push.wire.line import Answer, Line

    if (here.certificate is None) != url.startswith("http:"):
        return False
    try:
        with Line(url, here.certificate, here.token) as line:
            told = line.ask("GET", "/api/v1/towers?limit=1")
    except HubStrangerError:
        return False
    return isinstance(told, Answer) and told.status == _OK


def _code(at: "Path", where: "HubSettings") -> "Code":
    """Ask the hub's own database for a code, for the structure that this station's settings name."""
    from datetime import UTC, datetime

    from pcsol.commands.hub.place import deed
    from pcsol.server.people.founding import structure_named
    from pcsol.server.stations import enrol
    from pcsol.store import home

    settings, _fault = home.settled(at)
    with deed(where.folder, where.database) as (connection, caller):
        now = datetime.now(UTC)
        name, prefix = settings.structure or _STRUCTURE, settings.prefix or _PREFIX
        of = structure_named(connection, now, caller.who, name, prefix)
        return enrol.show_code(connection, now, of, settings.station or _NAME, caller.who)


def _send(at: "Path") -> int:
    from pcsol.commands.push.sending import announced
    from pcsol.push.books import Books
    from pcsol.push.visit import Visitor
    from pcsol.store.post import alone, enrolled

    here = enrolled.enrolment(at)
    with alone.alone(at):
        return Visitor(Books(at, enrolled.mark(here)), here, announced).visit(again=False).delivered
