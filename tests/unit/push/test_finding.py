"""A hub that announces itself on the network is found."""

import socket
from collections.abc import Iterator

import pytest
from zeroconf import ServiceInfo, Zeroconf

from pcsol.push.enrol.finding import SERVICE, Announced, announced, hubs


def info(name: str = "hub", port: int = 8443, address: str = "192.0.2.7", **told: str) -> ServiceInfo:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ServiceInfo(
        SERVICE,
        f"{name}.{SERVICE}",
        addresses=[socket.inet_pton(family, address)],
        port=port,
        properties={"v": "1", "path": "/", "tls": "1", **told},
        server=f"{name}.local.",
    )


@pytest.mark.parametrize(
    ("said", "url"),
    [
        (info(), "https://192.0.2.7:8443"),
        (info(tls="0", port=8000), "http://192.0.2.7:8000"),
        (info(port=443), "https://192.0.2.7"),
        (info(address="2001:db8::7"), "https://[2001:db8::7]:8443"),
        (info(path="/hub/"), "https://192.0.2.7:8443/hub"),
        (info(address="fe80::7"), None),
        (info(v="2"), None),
        (info(port=0), None),
    ],
)
def test_an_announcement_is_read(said: ServiceInfo, url: str | None) -> None:
    assert announced(said) == (Announced("hub", url) if url else None)


@pytest.fixture
def voice() -> Iterator[Zeroconf]:
    """Speaks on every network of this machine; its loopback is enough."""
    speaking = Zeroconf()
    yield speaking
    speaking.close()


def test_two_hubs_that_announce_themselves_are_both_found(voice: Zeroconf) -> None:
    for name in ("centre-a", "centre-b"):
        voice.register_service(info(f"{name}-pcsol-test", tls="1"))
    found = {one.name: one.url for one in hubs(4.0)}
    assert found["centre-a-pcsol-test"] == "https://192.0.2.7:8443"
    assert "centre-b-pcsol-test" in found
