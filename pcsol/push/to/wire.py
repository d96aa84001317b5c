"""HTTP to another inventory: what is asked, what came back, and what is said of it when it makes no sense.

No redirect is followed: it would take the credentials along, to a login page at best. No secret is in any text that
leaves here, whatever the server repeats.
"""

import json
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote, quote_plus, urlsplit, urlunsplit

import httpx

from pcsol import __version__
from pcsol.errors import InventoryError, InventoryUnreachableError, ProfileError
from pcsol.i18n import _
from pcsol.model.inventory.addresses import Address

LARGEST_ANSWER_BYTES = 5_000_000
LONGEST_WAIT_SECONDS = 120
_TRIES = 6
_DEFAULT_WAIT_SECONDS = 5
_TIMES = httpx.Timeout(60, connect=15)
_BUSY = (429, 503)
_BEHIND = (502, 503, 504)
_QUOTED = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `kind`: the content type, in small letters, without parameters."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any] | None:
        """Return the JSON object in it; None where there is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


class Wire:
    """A line to one server. `secrets` are struck out of everything that is told."""

    def __init__(
        self,
        name: str,
        client: httpx.Client,
        secrets: tuple[str, ...] = (),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take a client that is ready, with what opens the server."""
        self.name = name
        self.sleep = sleep
        self._client = client
        self._secrets = secrets

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hang up."""
        self._client.close()

    def ask(self, method: str, url: str, **more: Any) -> Answer:  # noqa: ANN401  # httpx's own arguments
        """Ask, and wait where the server says that it is too busy (429, 503 with Retry-After), a few times.

        Raises InventoryUnreachableError where nobody answers, InventoryError for a redirect or an endless answer.
        """
        for _attempt in range(_TRIES):
            answer = self._once(method, url, **more)
            wait = _wait(answer)
            if wait is None:
                return self._seen(answer)
            self.sleep(wait)
        raise InventoryUnreachableError(
            _("{name} is too busy.").format(name=self.name),
            remedy=_("Try again in some minutes: what was sent is not sent again."),
        )

    def odd(self, answer: Answer, remedy: str = "") -> InventoryError:
        """Say that the server answered something that it should not have."""
        page = "html" in answer.kind or answer.body.lstrip()[:1] == b"<"
        what = _("{name} answered with a page for people, and not as an inventory.") if page else _(
            "{name} said something that PCSol does not know."
        )  # fmt: skip
        return InventoryError(
            what.format(name=self.name),
            remedy=remedy or _("Look whether `url` in inventories.yaml is the right address, and what runs there."),
            details=self.quoted(answer),
        )

    def refused(self, answer: Answer, remedy: str) -> InventoryError:
        """Say that the server does not let us in."""
        return InventoryError(
            _("{name} does not let PCSol in.").format(name=self.name), remedy=remedy, details=self.quoted(answer)
        )

    def quoted(self, answer: Answer) -> str:
        """Return the beginning of an answer, for whoever mends it."""
        text = " ".join(answer.body[:2000].decode("utf-8", "replace").split())
        return self.tamed(f"HTTP {answer.status} {answer.kind}: {text}")[: _QUOTED + 60]

    def tamed(self, text: str) -> str:
        """Return a text of the server on one line, without any of our secrets."""
        for secret in self._secrets:
            for form in (secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]):
                text = text.replace(form, "***")
        return "".join(sign if sign.isprintable() else " " for sign in text)

    def hide(self, secret: str) -> None:
        """Never tell this either: a token that the server gave."""
        self._secrets = (*self._secrets, secret)

    def _once(self, method: str, url: str, **more: Any) -> Answer:  # noqa: ANN401
        try:
            with self._client.stream(method, url, **more) as response:
                body = _read(response)
                kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                return Answer(response.status_code, kind, body, dict(response.headers))
        except httpx.TransportError as err:
            raise self._silent(url, err) from None  # its chain may hold the request, with what opens the server
        except (httpx.HTTPError, httpx.InvalidURL, OverflowError) as err:
            raise InventoryError(
                _("{name} said something that PCSol does not know.").format(name=self.name),
                remedy=_("Look whether `url` in inventories.yaml is the right address, and what runs there."),
                details=self.tamed(f"{type(err).__name__}: {err}"),
            ) from None

    def _seen(self, answer: Answer) -> Answer:
        if answer.status in _BEHIND:
            raise InventoryUnreachableError(
                _("{name} does not work at the moment.").format(name=self.name),
                remedy=_("Try again in some minutes: what was sent is not sent again."),
                details=self.quoted(answer),
            )
        if 300 <= answer.status < 400:
            place = _without_query(answer.headers.get("location", ""))
            raise InventoryError(
                _("The address of {name} leads elsewhere: {place}").format(name=self.name, place=self.tamed(place)),
                remedy=_(
                    "If that is the same server, write that address in inventories.yaml. A login page means that its "
                    "inventory or its interface (API) is switched off."
                ),
                details=f"HTTP {answer.status}",
            )
        return answer

    def _silent(self, url: str, err: httpx.TransportError) -> InventoryUnreachableError:
        remedy = _("Look at the network and at `url` in inventories.yaml. Nothing is lost: send again later.")
        if "certificate" in str(err).lower():
            remedy = _("Its certificate is not known here. Is it your own server? Name its PEM file: `certificate: …`.")
        return InventoryUnreachableError(
            _("{name} does not answer.").format(name=self.name),
            remedy=remedy,
            details=self.tamed(f"{urlsplit(url).netloc}: {type(err).__name__}: {err}"),
        )


def opened(name: str, address: Address, home: Path, secrets: tuple[str, ...], **more: Any) -> Wire:  # noqa: ANN401
    """Return a line to this server. `more`: httpx.Client's arguments (headers, auth). Raises ProfileError."""
    headers = {"User-Agent": f"PCSol_v{__version__}", "Accept": "application/json", **more.pop("headers", {})}
    client = httpx.Client(verify=_trust(address, home), timeout=_TIMES, headers=headers, **more)
    return Wire(name, client, secrets)


def _trust(address: Address, home: Path) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if address.certificate:
        file = home / address.certificate
        try:
            context.load_verify_locations(cafile=file)
        except (OSError, ssl.SSLError) as err:
            raise ProfileError(
                _("The certificate {file} cannot be read.").format(file=file),
                remedy=_("It is a PEM file: it begins with BEGIN CERTIFICATE."),
                details=str(err),
            ) from err
    return context


def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        if len(body) > LARGEST_ANSWER_BYTES:
            msg = f"more than {LARGEST_ANSWER_BYTES} bytes"
            raise httpx.DecodingError(msg)
    return bytes(body)


def _wait(answer: Answer) -> float | None:
    """Return how long to wait before the same question; None: it was answered."""
    told = answer.headers.get("retry-after", "").strip()
    if answer.status not in _BUSY or (answer.status != 429 and not told):
        return None
    seconds = int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else _DEFAULT_WAIT_SECONDS
    return min(max(seconds, 1), LONGEST_WAIT_SECONDS)


def _without_query(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))[:_QUOTED] or "?"
