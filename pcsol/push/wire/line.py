"""The line to the hub: one request, one answer, and a limit to everything: seconds, bytes, and where it may lead.

No redirect is followed and no proxy or password of the environment is used: the token goes to the hub and nowhere else.
"""

import asyncio
import email.utils
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx
from pydantic_core import from_json

from pcsol import __version__
from pcsol.errors import HubStrangerError
from pcsol.i18n import _, language
from pcsol.push.wire import trust

LARGEST_ANSWER_BYTES = 1_000_000
_SECONDS = 60.0
_SLOWEST_BYTES_PER_SECOND = 20_000
_LIMITS = httpx.Timeout(30.0, connect=10.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hub said. `plain` None: no JSON object, so that it may be somebody else who answered."""

    status: int
    plain: dict[str, Any] | None = None
    retry_after_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer, or not a whole one. `reached`: somebody was there; whether he took what we sent is not known."""

    why: str
    reached: bool = False


class Line:
    """A line to one hub, kept open between requests; close it, or use it in a `with`."""

    def __init__(
        self, url: str, certificate: str | None = None, token: str | None = None, seconds: float = _SECONDS
    ) -> None:
        """`certificate`: the only one to believe (PEM). `seconds`: the most for one request with a small body."""
        self.url, self._seconds = url.rstrip("/"), seconds
        self._pinned = certificate is not None
        self._runner = asyncio.Runner()
        headers = {"User-Agent": f"pcsol/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        headers["Accept-Language"] = language()  # what it refuses, it says to people
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        secure = self.url.startswith("https:")
        self._client = httpx.AsyncClient(
            headers=headers,
            verify=trust.context(certificate) if secure else False,
            timeout=_LIMITS,
            follow_redirects=False,
            trust_env=False,
        )

    def ask(self, method: str, path: str, body: bytes = b"") -> Answer | Silence:
        """Send one request and wait for its whole answer. Raises HubStrangerError before anything is sent."""
        most = self._seconds + len(body) / _SLOWEST_BYTES_PER_SECOND
        try:
            return self._runner.run(self._ask(method, path, body, most))
        except (httpx.ConnectError, httpx.ConnectTimeout) as err:
            _refuse_strangers(err, pinned=self._pinned)
            return Silence(_said(err))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError) as err:
            return Silence(_said(err), reached=True)

    def __enter__(self) -> Self:
        """Return the line itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Close the line."""
        self.close()

    def close(self) -> None:
        """Close the line; nothing more can be asked."""
        try:
            self._runner.run(self._client.aclose())
        finally:
            self._runner.close()

    async def _ask(self, method: str, path: str, body: bytes, most: float) -> Answer:
        headers = {"Content-Type": "application/json"} if body else {}
        async with (
            asyncio.timeout(most),
            self._client.stream(method, self.url + path, content=body or None, headers=headers) as told,
        ):
            return Answer(told.status_code, _object(await _bounded(told)), _retry_after(told.headers))


async def _bounded(told: httpx.Response) -> bytes | None:
    """Return the body as it came; None where it is packed, which we did not ask for, or too large."""
    if "content-encoding" in told.headers:
        return None
    read = bytearray()
    async for part in told.aiter_raw():
        read += part
        if len(read) > LARGEST_ANSWER_BYTES:
            return None
    return bytes(read)


def _object(raw: bytes | None) -> dict[str, Any] | None:
    try:
        plain = from_json(raw or b"", allow_inf_nan=False)
    except ValueError:
        return None
    return plain if isinstance(plain, dict) else None


def _retry_after(headers: httpx.Headers) -> float | None:
    """Read Retry-After (RFC 9110, 10.2.3): seconds, or a date, set against the hub's own clock and not ours."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit() and len(said) < 10:
        return float(said)
    try:
        until = email.utils.parsedate_to_datetime(said)
        now = email.utils.parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _refuse_strangers(fault: BaseException, *, pinned: bool) -> None:
    wrong = next((one for one in _chain(fault) if isinstance(one, ssl.SSLCertVerificationError)), None)
    if wrong is None:
        return
    if pinned:
        remedy = _("Ask a coordinator. If the hub has a new certificate: `pcsol push --enrol CODE`.")
    elif trust.is_of_the_clock(wrong):
        remedy = _("Look at this machine's clock first: `pcsol doctor`.")
    else:
        remedy = _("Look at the address of the hub, and ask a coordinator.")
    raise HubStrangerError(
        _("The records are safe here, and nothing was sent: whoever answered is not the hub that this station knows."),
        remedy=remedy,
        details=str(wrong),
    )


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def _said(fault: BaseException) -> str:
    text = str(fault)
    return f"{type(fault).__name__}: {text}" if text else type(fault).__name__
