"""Say on the local network where the hub is, so that benches find it by themselves (DNS-SD, RFC 6763)."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from zeroconf import NonUniqueNameException, ServiceInfo, Zeroconf

from pcsol.server.serving.certificate import addresses
from pcsol.server.settings import HubSettings

SERVICE = "_pcsol-hub._tcp.local."
_log = logging.getLogger("pcsol.hub")


@contextmanager
def announced(settings: HubSettings) -> Iterator[bool]:
    """Announce the hub inside the block; a network that does not take it is no reason not to serve. Gives whether."""
    if not settings.announced or settings.host in ("127.0.0.1", "::1", "localhost"):
        yield False
        return
    try:
        zeroconf = Zeroconf()
    except OSError as err:
        _log.warning("not announced on the local network: %s", err)
        yield False
        return
    try:
        yield _registered(zeroconf, settings)
    finally:
        zeroconf.close()


def _registered(zeroconf: Zeroconf, settings: HubSettings) -> bool:
    host = socket.gethostname().partition(".")[0]
    service = ServiceInfo(
        SERVICE, f"PCSol {host}.{SERVICE}", port=settings.port, parsed_addresses=addresses(),
        properties={"v": "1", "path": "/", "tls": "0" if settings.plain else "1"}, server=f"{host}.local.",
    )  # fmt: skip
    try:
        zeroconf.register_service(service, allow_name_change=True)
    except (OSError, NonUniqueNameException) as err:
        _log.warning("not announced on the local network: %s", err)
        return False
    return True
