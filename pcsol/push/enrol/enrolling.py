"""Enrol at a hub by a code: each proves to the other that it knows it, before anything is kept.

The proofs are over the hub's certificate as it is seen on the line: whoever sits between shows another one, and his
proof does not fit (`judge.letters.enrolment`). A hub behind another web server does not know what is shown there; then
the machine's authorities must vouch for it, and no certificate stands in the proof.
"""

import json
import secrets
import ssl
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pcsol import __version__
from pcsol.errors import EnrolmentRefusedError, HubStrangerError, HubUnreachableError
from pcsol.i18n import _
from pcsol.judge.letters import enrolment
from pcsol.judge.letters.enrolment import Code, Station
from pcsol.model.letters.outbox import Enrolment
from pcsol.push.wire import answers, trust
from pcsol.push.wire.line import Answer, Line, Silence

_PATH = "/api/v1/stations:enrol"
_OK, _REFUSED = 200, (401, 403, 409, 422, 429)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The station that wants to be enrolled: its public keys in hex, and what it calls itself."""

    letters_key: str
    papers_key: str | None = None
    name: str | None = None


def enrol(url: str, code: Code, who: Newcomer) -> Enrolment:
    """Return what the hub gave, once it has proved that it knows the code.

    Raises HubUnreachableError, EnrolmentRefusedError or HubStrangerError; then nothing is to be kept.
    """
    key = enrolment.stretched(code)
    shown = _shown(url) if url.startswith("https:") else None
    try:
        return _asked(url, (code.name, key), who, shown)
    except EnrolmentRefusedError:
        if shown is None or not _is_vouched_for(url):
            raise
    return _asked(url, (code.name, key), who, None)


def _is_vouched_for(url: str) -> bool:
    try:
        return trust.is_vouched_for(url)
    except OSError as err:
        raise silent(url, str(err) or type(err).__name__) from err


def _shown(url: str) -> bytes:
    try:
        return trust.seen(url)
    except OSError as err:
        raise silent(url, str(err) or type(err).__name__) from err


def _asked(url: str, code: tuple[str, bytes], who: Newcomer, certificate: bytes | None) -> Enrolment:
    name, key = code
    pem = ssl.DER_cert_to_PEM_cert(certificate) if certificate is not None else None
    station = Station(secrets.token_hex(16), who.letters_key, who.papers_key)
    body = {
        "code": name,
        "nonce": station.nonce,
        "letters_key": who.letters_key,
        "papers_key": who.papers_key,
        "name": who.name,
        "pcsol": __version__,
        "proof": enrolment.station_proof(key, station, certificate),
    }
    with Line(url, pem) as line:
        given = _given(url, line.ask("POST", _PATH, json.dumps(body).encode()))
    expected = enrolment.hub_proof(key, station, certificate, str(given.get("token")))
    if not enrolment.fits(str(given.get("proof")), expected):
        raise _stranger()
    try:
        return Enrolment.model_validate({**given, "schema": "pcsol/hub/1", "url": url, "certificate": pem,
                                         "papers_key": who.papers_key})  # fmt: skip
    except ValidationError as err:
        raise _not_a_hub(url, f"{err.error_count()} faults") from None  # its words could quote the token


def _given(url: str, told: Answer | Silence) -> dict[str, Any]:
    if isinstance(told, Silence):
        raise silent(url, told.why)
    reason, remedy = answers.words(told.plain)
    if told.plain is not None and told.status in _REFUSED:
        raise EnrolmentRefusedError(
            _("The hub did not enrol this station: the code is wrong, used or too old."),
            remedy=remedy or _("Ask for a new code, and type it within 15 minutes: `pcsol push --enrol CODE`."),
            details=f"{told.status} {reason}".strip(),
        )
    if told.plain is None or told.status != _OK:
        raise _not_a_hub(url, f"{told.status} {reason}".strip())
    return told.plain


def silent(url: str, details: str) -> HubUnreachableError:
    """Say that there is no answer at this address."""
    return HubUnreachableError(
        _("The records are safe here. The hub does not answer at {url}.").format(url=url),
        remedy=_("Look at the network and the address: `pcsol push --enrol CODE --hub URL`."),
        details=details,
    )


def _not_a_hub(url: str, details: str) -> HubUnreachableError:
    return HubUnreachableError(
        _("The records are safe here. What answers at {url} is not a hub of PCSol.").format(url=url),
        remedy=_("Look at the address: `pcsol push --enrol CODE --hub URL`."),
        details=details,
    )


def _stranger() -> HubStrangerError:
    return HubStrangerError(
        _("Whoever answered does not know the code: it is not the hub that showed it. Nothing was kept."),
        remedy=_("Somebody may sit between. Tell a coordinator, and try on another network."),
    )
