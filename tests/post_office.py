"""A hub that misbehaves on demand: a real HTTP(S) server that keeps what it got and says what it is told to say.

A fault is named for what it does; see `_FAULTS`. `office.at["<id>"]` has one for a record, `office.next` the ones for
the next requests about records, whatever they are about, `office.always` one for all of them.
"""

import datetime
import hashlib
import ipaddress
import json
import ssl
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pcsol.judge.letters import enrolment
from pcsol.judge.letters.enrolment import Code, Station
from pcsol.store import canonical
from tests.letters import TOKEN

Reply = Callable[["_Desk", str, int], None]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A key and a certificate that it signed itself, in one PEM file."""

    file: Path
    pem: str

    @property
    def der(self) -> bytes:
        return ssl.PEM_cert_to_DER_cert(self.pem)


def certificate(folder: Path, name: str = "hub", days: tuple[int, int] = (-1, 365)) -> Certificate:
    """Make one; `days`: from when until when it is valid, from today."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM).decode()
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / f"{name}-{hashlib.sha256(pem.encode()).hexdigest()[:8]}.pem"
    file.write_text(pem + secret.decode(), "ascii")
    return Certificate(file, pem)


@dataclass
class PostOffice:
    """What it got, in order (`arrived`: ids, also those that it was told to fail after storing), and what it says."""

    url: str = ""
    certificate: Certificate | None = None
    token: str = TOKEN
    version: str = "1.0"
    code: Code | None = None
    papers_key: str | None = None
    stored: dict[str, Any] = field(default_factory=dict)
    arrived: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    at: dict[str, str] = field(default_factory=dict)
    next: list[str] = field(default_factory=list)
    always: str = ""
    takes_batches: bool = True
    batch_fault: str = ""
    largest_batch: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    tries: Counter[str] = field(default_factory=Counter)
    enrolled: list[dict[str, Any]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, plain: dict[str, Any]) -> int:
        """Keep a record as the hub does: 201 new, 200 the same again, 409 another one under the same id."""
        with self._lock:
            known = self.stored.get(plain["id"])
            self.arrived.append(plain["id"])
            if known is None:
                self.stored[plain["id"]] = plain
                return 201
            if canonical.same(known, plain):
                return 200
            self.changed.add(plain["id"])
            return 409

    def fault(self, number: str) -> str:
        """Return what is to go wrong with this record's request now."""
        with self._lock:
            if number in self.at:
                return self.at[number]
            return self.next.pop(0) if self.next else self.always

    def towers_in_order(self) -> bool:
        """Whether each tower's records were first stored in the order of their time."""
        order: dict[str, list[str]] = {}
        for plain in self.stored.values():
            order.setdefault(plain["tower"]["code"], []).append(plain["taken_at"])
        return all(times == sorted(times) for times in order.values())


@contextmanager
def open_office(secure: Certificate | None = None, port: int = 0) -> Iterator[PostOffice]:
    """Open one on this machine until the end of the `with`."""
    office = PostOffice(certificate=secure)

    class Desk(_Desk):
        pass

    Desk.office = office
    server = ThreadingHTTPServer(("127.0.0.1", port), Desk)
    server.daemon_threads, server.block_on_close = True, False
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]  # who hangs up is none of its errors
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(secure.file)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    office.url = f"{'https' if secure else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(0.02), daemon=True)
    thread.start()
    try:
        yield office
    finally:
        office.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Desk(BaseHTTPRequestHandler):
    office: PostOffice
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_args: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.office.asked.append(f"GET {self.path}")
        self.say(200, {"status": "ok", "pcsol": self.office.version})

    def do_PUT(self) -> None:
        self.office.asked.append(f"PUT {self.path}")
        if self.path == "/api/v1/stations/me/papers-key":
            self._papers_key()
            return
        number = self.path.rsplit("/", 1)[1]
        fault = self.office.fault(number)
        if fault == "413":  # as a hub that does not even read it
            _FAULTS[fault](self, number, 413)
            return
        body = self._body()
        if not self._known():
            return
        if fault and fault not in _AFTER:
            _FAULTS[fault](self, number, 201)
            return
        status = self.office.keep(json.loads(body))
        _FAULTS.get(fault, _plain)(self, number, status)

    def do_POST(self) -> None:
        self.office.asked.append(f"POST {self.path}")
        body = self._body()
        if self.path == "/api/v1/stations:enrol":
            _enrol(self, json.loads(body))
            return
        if not self._known():
            return
        if not self.office.takes_batches:
            self.say(404, {"detail": "Not Found"})
            return
        records = json.loads(body)["records"]
        self.office.batches.append(len(records))
        if self.office.largest_batch and len(records) > self.office.largest_batch:
            self.say(413, {"error": {"what": "too many"}})
            return
        if self.office.batch_fault and self.office.batch_fault not in _AFTER:
            _FAULTS[self.office.batch_fault](self, "", 200)
            return
        results = [self._result(plain) for plain in records]
        if self.office.batch_fault:
            _FAULTS[self.office.batch_fault](self, "", 200)
            return
        self.say(200, {"results": results})

    def _result(self, plain: dict[str, Any]) -> dict[str, Any]:
        fault = self.office.fault(plain["id"])
        if fault == "another-id":
            return {"id": "00000000-0000-4000-8000-000000000000", "status": 201}
        if fault:
            return {"id": plain["id"], "status": int(fault), "error": {"what": f"told to say {fault}"}}
        return {"id": plain["id"], "status": self.office.keep(plain)}

    def _papers_key(self) -> None:
        key = json.loads(self._body())["public_key"]
        if not self._known():
            return
        if self.office.papers_key not in (None, key):
            self.say(409, {"error": {"what": "another key is known"}})
            return
        self.office.papers_key = key
        self.send_response(204)
        self.end_headers()

    def _known(self) -> bool:
        if self.headers.get("Authorization") == f"Bearer {self.office.token}":
            return True
        self.say(401, {"error": {"what": "revoked"}})
        return False

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def say(self, status: int, plain: dict[str, Any], **headers: str) -> None:
        self.say_raw(status, json.dumps(plain).encode(), "application/json", **headers)

    def say_raw(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(2)


def _plain(desk: _Desk, number: str, status: int) -> None:
    desk.say(status, {"id": number, "status": status})


def _error(status: int, **headers: str) -> Reply:
    def reply(desk: _Desk, _number: str, _status: int) -> None:
        what = {"what": f"told to say {status}", "remedy": f"mend {status}"}
        desk.close_connection = True
        desk.say(status, {"error": what}, Connection="close", **headers)

    return reply


def _half(desk: _Desk, number: str, status: int) -> None:
    desk.wfile.write(b'HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{"id": "' + number.encode() + b'"}')
    desk.hang_up()


def _trickle(desk: _Desk, _number: str, _status: int) -> None:
    with suppress(OSError):
        desk.wfile.write(b"HTTP/1.1 201 Created\r\n")
        for n in range(10_000):
            if desk.office.over.wait(0.05):
                break
            desk.wfile.write(f"X-{n}: 1\r\n".encode())
    desk.hang_up()


def _never(desk: _Desk, _number: str, _status: int) -> None:
    desk.office.over.wait(60)
    desk.hang_up()


def _redirect(desk: _Desk, number: str, _status: int) -> None:
    desk.say(307, {}, Location=f"{desk.office.url}/api/v1/records/{number}?followed")


def _another_id(desk: _Desk, _number: str, _status: int) -> None:
    desk.say(201, {"id": "00000000-0000-4000-8000-000000000000", "status": 201})


def _html(desk: _Desk, _number: str, _status: int) -> None:
    desk.say_raw(200, b"<html>Welcome to the guest network</html>", "text/html")


def _html_403(desk: _Desk, _number: str, _status: int) -> None:
    desk.say_raw(403, b"<html>Log in first</html>", "text/html")


def _huge(desk: _Desk, _number: str, _status: int) -> None:
    with suppress(OSError):
        desk.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n{")
        for _part in range(100_000):
            desk.wfile.write(b" " * 10_000)
    desk.hang_up()


def _large(desk: _Desk, number: str, _status: int) -> None:
    desk.say(201, {"id": number, "pad": "x" * 2_000_000})


def _deep(desk: _Desk, _number: str, _status: int) -> None:
    desk.say_raw(201, b"[" * 500_000, "application/json")


def _nothing(desk: _Desk, _number: str, _status: int) -> None:
    desk.send_response(204)
    desk.end_headers()


def _close(desk: _Desk, _number: str, _status: int) -> None:
    desk.hang_up()


_FAULTS: dict[str, Reply] = {
    **{str(status): _error(status) for status in (400, 403, 404, 409, 413, 422, 500, 502, 503)},
    "429": _error(429, Retry_After="7"),
    "503-wait": _error(503, Retry_After="90000"),
    "half": _half,
    "half-before": _half,
    "trickle": _trickle,
    "never": _never,
    "redirect": _redirect,
    "another-id": _another_id,
    "html": _html,
    "html-403": _html_403,
    "huge": _huge,
    "large": _large,
    "deep": _deep,
    "nothing": _nothing,
    "close-before": _close,
    "close-after": _close,
}
_AFTER = {"half", "close-after"}  # what goes wrong when the record is kept already


def _enrol(desk: _Desk, asked: dict[str, Any]) -> None:
    office = desk.office
    office.enrolled.append(asked)
    code, known = office.code, office.certificate
    if code is None or asked["code"] != code.name:
        desk.say(401, {"error": {"what": "unknown code"}})
        return
    key = enrolment.stretched(code)
    station = Station(asked["nonce"], asked["letters_key"], asked["papers_key"])
    der = known.der if known else None
    proved = enrolment.fits(asked["proof"], enrolment.station_proof(key, station, der))
    if not proved or not enrolment.is_possessed(station, der, asked["proof"], asked["signature"]):
        office.tries[code.name] += 1
        desk.say(429 if office.tries[code.name] > 5 else 401, {"error": {"what": "wrong proof"}})
        return
    office.token = hashlib.sha256(asked["nonce"].encode()).hexdigest()
    office.papers_key = asked["papers_key"]
    proof = enrolment.hub_proof(key, station, der, office.token)
    until = datetime.datetime.fromtimestamp(time.time() + 180 * 86_400, datetime.UTC).isoformat()
    desk.say(
        200,
        {"station": "banc-2", "structure": "CS Test", "token": office.token, "expires_at": until, "proof": proof},
    )


def folder() -> Path:
    """A folder of its own for certificates."""
    return Path(tempfile.mkdtemp(prefix="pcsol-office-"))
