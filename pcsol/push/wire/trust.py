"""Which certificates are believed on the line to the hub: the one that was pinned at enrolment, and no other.

A pinned one is believed whatever this machine's clock says: a tower's clock may be at 1970, and the hub was recognised
by the certificate itself and not by its dates.
"""

import asyncio
import ssl
from urllib.parse import urlsplit

import httpx

# X509_VERIFY_PARAM_set_flags(3): take no notice of the dates. Python has no name for it.
_NO_CHECK_TIME = 0x200000
_SECONDS = 15.0
# X509_STORE_CTX_get_error(3): not yet valid, expired. Where the clock is wrong, so are these.
_OF_THE_CLOCK = (9, 10)


def context(certificate: str | None) -> ssl.SSLContext:
    """Return how to speak TLS with a hub. `certificate` (PEM): this one alone, whatever name it bears; None: whatever
    the authorities vouch for that this machine knows."""
    if certificate is None:
        known = httpx.create_ssl_context(trust_env=False)
        known.load_default_certs()  # those of this machine as well: an authority of one's own
        return known
    pinned = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    pinned.check_hostname = False
    pinned.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    pinned.load_verify_locations(cadata=certificate)
    return pinned


def seen(url: str) -> bytes:
    """Return the certificate (DER) that a hub shows, believed by nobody yet. Raises OSError, also for a time-out."""
    return asyncio.run(_seen(url))


def is_vouched_for(url: str) -> bool:
    """Say whether an authority that this machine knows vouches for this address. Raises OSError, as `seen` does."""
    try:
        asyncio.run(_shake_hands(url, context(None)))
    except ssl.SSLCertVerificationError:
        return False
    return True


def is_of_the_clock(fault: ssl.SSLCertVerificationError) -> bool:
    """Say whether a certificate was only refused for its dates."""
    return fault.verify_code in _OF_THE_CLOCK


async def _seen(url: str) -> bytes:
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    return await _shake_hands(url, anybody)


async def _shake_hands(url: str, how: ssl.SSLContext) -> bytes:
    place = urlsplit(url)
    async with asyncio.timeout(_SECONDS):
        _reader, writer = await asyncio.open_connection(place.hostname, place.port or 443, ssl=how)
        shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        writer.transport.abort()
    if not shown:
        raise OSError("no certificate was shown")
    return bytes(shown)
