"""The line to another inventory: a certificate of its own, and nothing told that opens anything."""

import ipaddress
import re
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pcsol.errors import InventoryError, InventoryUnreachableError, ProfileError
from pcsol.i18n import speaking
from pcsol.model.inventory.addresses import GlpiAddress
from pcsol.push.to.wire import opened
from tests.unit.inventories.servers.peer import Peer, Reply, Request


def _ok(_request: Request) -> Reply:
    return Reply(200, {"status": "ok"})


@pytest.fixture
def tls(tmp_path: Path) -> ssl.SSLContext:
    """A certificate that nobody signed but its own server, in server.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "glpi of a centre")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "server.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (tmp_path / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "server.pem", tmp_path / "key.pem")
    return context


def test_a_certificate_of_its_own_is_trusted_once_it_is_named(tls: ssl.SSLContext, tmp_path: Path) -> None:
    with Peer(_ok, tls).listening() as server:
        with opened("siege", GlpiAddress(url=server.url), tmp_path, ()) as wire:
            with speaking("fr"), pytest.raises(InventoryUnreachableError) as caught:
                wire.ask("GET", server.url)
            assert "certificate:" in caught.value.remedy
        named = GlpiAddress(url=server.url, certificate="server.pem")
        with opened("siege", named, tmp_path, ()) as wire:
            assert wire.ask("GET", server.url).plain() == {"status": "ok"}


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "odd.pem").write_text("no certificate", "utf-8")
    for name in ("odd.pem", "gone.pem"):
        with pytest.raises(ProfileError, match=name):
            opened("siege", GlpiAddress(url="https://127.0.0.1:1", certificate=name), tmp_path, ())


def test_no_redirect_is_followed(tmp_path: Path) -> None:
    with Peer(_ok).listening() as elsewhere, Peer(_ok).listening() as server:
        server.faults = [Reply(307, b"", {"Location": elsewhere.url})]
        wire = opened("siege", GlpiAddress(url=server.url), tmp_path, ("hush",))
        with wire, pytest.raises(InventoryError, match=re.escape(elsewhere.url)):
            wire.ask("POST", server.url, headers={"Authorization": "Bearer hush"})
        assert elsewhere.requests == []


def test_secrets_are_struck_out_of_what_a_server_says(tmp_path: Path) -> None:
    def echo(request: Request) -> Reply:
        return Reply(200, f"you said {request.headers['authorization']}\x1b[31m".encode(), kind="text/plain")

    with Peer(echo).listening() as server, opened("siege", GlpiAddress(url=server.url), tmp_path, ("hush",)) as wire:
        answer = wire.ask("GET", server.url, headers={"Authorization": "Bearer hush"})
        assert wire.odd(answer).details.endswith("you said Bearer *** [31m")
