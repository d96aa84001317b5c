"""Find the hub on the local network by itself: it announces itself by mDNS (RFC 6762), and nobody is believed yet."""

import ipaddress
import time
from dataclasses import dataclass

from zeroconf import ServiceBrowser, ServiceInfo, ServiceStateChange, Zeroconf

SERVICE = "_pcsol-hub._tcp.local."
_SECONDS = 3.0
_ANSWER_MILLISECONDS = 1500
_HTTPS_PORT = 443


@dataclass(frozen=True, slots=True, order=True)
class Announced:
    """A hub that announces itself: its name, and its address."""

    name: str
    url: str


def hubs(seconds: float = _SECONDS) -> tuple[Announced, ...]:
    """Return the hubs that announce themselves within so many seconds; none where there is no network."""
    names: set[str] = set()

    def heard(name: str, state_change: ServiceStateChange, **_rest: object) -> None:
        if state_change is not ServiceStateChange.Removed:
            names.add(name)

    try:
        with Zeroconf() as ear:
            ServiceBrowser(ear, SERVICE, handlers=[heard])
            time.sleep(seconds)
            infos = [ear.get_service_info(SERVICE, name, timeout=_ANSWER_MILLISECONDS) for name in sorted(names)]
    except OSError:
        return ()
    return tuple(sorted({found for info in infos if info and (found := announced(info)) is not None}))


def announced(info: ServiceInfo) -> Announced | None:
    """Read an announcement; None for one of another version, or without an address that can be used."""
    told = {
        key.decode(errors="replace"): (value or b"").decode(errors="replace") for key, value in info.properties.items()
    }
    place = _best(info.parsed_addresses())
    if told.get("v") != "1" or place is None or not info.port:
        return None
    scheme = "http" if told.get("tls") == "0" else "https"
    port = "" if (scheme, info.port) == ("https", _HTTPS_PORT) else f":{info.port}"
    path = told.get("path", "/").rstrip("/")
    return Announced(info.name.removesuffix(f".{SERVICE}"), f"{scheme}://{place}{port}{path}")


def _best(addresses: list[str]) -> str | None:
    """IPv4 first; an IPv6 address of one cable alone (link-local) leads nowhere without the cable's name."""
    found = sorted((ipaddress.ip_address(one) for one in addresses), key=lambda one: one.version)
    usable = [one for one in found if one.version == 4 or not one.is_link_local]
    if not usable:
        return None
    return str(usable[0]) if usable[0].version == 4 else f"[{usable[0]}]"
