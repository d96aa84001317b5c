"""Make this station known to a hub: its code, its address, and the proof of both sides, before anything is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from pcsol.commands.dialogue import asking, said
from pcsol.errors import AnswerNeededError, EnrolmentRefusedError, HubUnreachableError, StoreError
from pcsol.i18n import _

if TYPE_CHECKING:
    from pcsol.judge.letters.enrolment import Code
    from pcsol.push.enrol.finding import Announced


def enrol(at: Path, text: str, hub: str | None, *, may_ask: bool) -> None:
    """Enrol by a code, or by the text of a QR code; what is missing is asked, where somebody is there.

    Raises EnrolmentRefusedError, HubUnreachableError, HubStrangerError, AnswerNeededError or StoreError.
    """
    from pcsol.push.enrol import address, enrolling
    from pcsol.store.letters.key import letter_key
    from pcsol.store.post import enrolled, notes

    invited = address.invitation(text)
    url = _address(hub, invited.hub, may_ask=may_ask)
    code = _code(invited.code, may_ask=may_ask)
    key = letter_key(at)
    who = enrolling.Newcomer(key.private, _papers_key(at), _name(at))
    here = enrolling.enrol(url, code, who)
    enrolled.keep(at, here)
    notes.forget_pause(at)
    asking.tell(
        _("This station is known to the hub now: {station}, {structure}, at {url}.").format(
            station=here.station, structure=here.structure or "-", url=here.url
        )
    )


def _address(given: str | None, invited: str | None, *, may_ask: bool) -> str:
    from pcsol.push.enrol import address

    wanted = given or invited
    url = address.url(wanted) if wanted else _found(may_ask=may_ask)
    if url is None:
        raise HubUnreachableError(
            _("{text} is no address of a hub.").format(text=wanted), remedy=_("An address looks so: {example}").format(
                example="https://hub.example.org:8443")
        )  # fmt: skip
    if address.is_open(url):
        if not given:
            raise HubUnreachableError(
                _("The hub at {url} speaks without encryption: whoever is on the network can read along.").format(
                    url=url
                ),
                remedy=_("Ask a coordinator. If it is wanted so, say it: `--hub {url}`.").format(url=url),
            )
        asking.tell(_("The line to {url} is not encrypted: whoever is on the network can read along.").format(url=url))
    return url


def _found(*, may_ask: bool) -> str:
    from pcsol.push.enrol import finding

    asking.tell(_("Looking for a hub on this network…"))
    hubs = finding.hubs()
    if not hubs:
        raise HubUnreachableError(
            _("No hub announces itself on this network."),
            remedy=_("Give its address: `pcsol push --enrol CODE --hub URL`."),
        )
    if len(hubs) == 1:
        return hubs[0].url
    chosen = _chosen(hubs) if may_ask and asking.is_a_person_there() else None
    if chosen is None:
        raise AnswerNeededError(
            _("Several hubs announce themselves on this network."),
            remedy=_("Choose one: `pcsol push --enrol CODE --hub URL`."),
            details=", ".join(f"{one.name}: {one.url}" for one in hubs),
        )
    return chosen


def _chosen(hubs: "tuple[Announced, ...]") -> str | None:
    for number, one in enumerate(hubs, start=1):
        asking.tell(f"{number}. {one.name}, {one.url}")
    names = {one.url: one.name for one in hubs}
    return asking.ask(_("Which one? Its number"), lambda answer: said.choice(answer, names))


def _code(text: str | None, *, may_ask: bool) -> "Code":
    from pcsol.judge.letters.enrolment import read_code

    if text is None and may_ask and asking.is_a_person_there():
        found = asking.ask(_("The code that the hub shows"), read_code)
    else:
        found = read_code(text or "")
    if found is not None:
        return found
    if not text:
        raise AnswerNeededError(
            _("The code that the hub shows is missing."), remedy=_("Give it: `pcsol push --enrol CODE`.")
        )
    raise EnrolmentRefusedError(
        _("{text} is not a code of a hub.").format(text=text),
        remedy=_("A code has ten letters and digits, such as K7QF3-M9T2P. A coordinator finds it on the hub's page."),
    )


def _papers_key(at: Path) -> str | None:
    from pcsol.store.papers import keys

    try:
        own = keys.own_signer(at)
    except StoreError:  # the hub is told of it when it is mended
        return None
    return own.public_key if own else None


def _name(at: Path) -> str | None:
    from pcsol.store import home

    settings, _fault = home.settled(at)
    return settings.station
