"""A USB disk: a socket is the wire, the kernel's vhci-hcd the host controller (its usbip_protocol.rst)."""

import socket
import struct
import subprocess
import threading
import time
from pathlib import Path

from tests.guest.simulator.scsi.disk import Disk
from tests.guest.simulator.spec import Spec
from tests.guest.simulator.usb import descriptors
from tests.guest.simulator.usb.bulk_only import BulkOnly

_CONTROLLER = Path("/sys/devices/platform/vhci_hcd.0")
_SUBMIT, _UNLINK, _SUBMITTED, _UNLINKED = 1, 2, 3, 4
_HEAD_BYTES = 48
_HIGH_SPEED = 3
_EPIPE = 32
_SECONDS = 120.0
_FREE = "004"


def plug_in(spec: Spec, disk: Disk) -> tuple[str, threading.Thread]:
    """Plug the disk into a free port; return its name (sdc) and the thread that serves it."""
    subprocess.run(["modprobe", "-a", "vhci-hcd", "usb-storage"], check=True)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    thread = threading.Thread(target=_Wire(ours, spec, disk).serve)
    thread.start()
    port = _free_port()
    (_CONTROLLER / "attach").write_text(f"{port} {theirs.fileno()} {0x10002 + port} {_HIGH_SPEED}")
    theirs.close()
    return _name(spec), thread


def _free_port() -> int:
    """Lines of `status`: "hs  0000 004 000 00000000 000000 0-0", the third word 004 where nothing is plugged in."""
    for line in (_CONTROLLER / "status").read_text("ascii").splitlines()[1:]:
        words = line.split()
        if words[0] == "hs" and words[2] == _FREE:
            return int(words[1])
    raise AssertionError("no free port")


def _name(spec: Spec) -> str:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        for serial in Path("/sys/bus/usb/devices").glob("*/serial"):
            if serial.read_text("utf-8").strip() == spec.serial:
                for disk in serial.parent.glob("*/host*/target*/*/block/sd*"):
                    return disk.name
        time.sleep(0.05)
    raise TimeoutError(spec.name)


class _Wire:
    """Requests of the host controller in, answers out."""

    def __init__(self, line: socket.socket, spec: Spec, disk: Disk) -> None:
        self._line, self._serial = line, spec.serial
        self._bulk = BulkOnly(disk.execute)

    def serve(self) -> None:
        """Answer until the plug is pulled."""
        while head := self._exactly(_HEAD_BYTES):
            code, number, _device, into_host, pipe = struct.unpack_from(">5I", head)
            if code == _UNLINK:
                # Everything is answered in order, so what should be taken back was answered already.
                self._line.sendall(struct.pack(">5Ii24x", _UNLINKED, number, 0, 0, 0, 0))
                continue
            (length,) = struct.unpack_from(">i", head, 24)
            data = self._exactly(length) if not into_host and length else b""
            self._answer(
                number, pipe, self._do(pipe, bool(into_host), head[40:48], data, length), length, bool(into_host)
            )

    def _do(self, pipe: int, into_host: bool, setup: bytes, data: bytes, length: int) -> bytes | None:
        if pipe == 0:
            return descriptors.answer(setup, self._serial)
        if into_host:
            return self._bulk.bulk_in(length)
        self._bulk.out(data)
        return b""

    def _answer(self, number: int, _pipe: int, data: bytes | None, length: int, into_host: bool) -> None:
        stalled = data is None
        actual = 0 if stalled else len(data or b"") if into_host else length
        head = struct.pack(
            ">5IiiIII8x", _SUBMITTED, number, 0, 0, 0, -_EPIPE if stalled else 0, actual, 0, 0xFFFFFFFF, 0
        )
        self._line.sendall(head + ((data or b"") if into_host and not stalled else b""))

    def _exactly(self, length: int) -> bytes:
        found = bytearray()
        while len(found) < length:
            part = self._line.recv(length - len(found))
            if not part:
                return b""
            found += part
        return bytes(found)
