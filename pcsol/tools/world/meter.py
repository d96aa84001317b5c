"""The only file of PCSol that starts a program: each pipe has a time limit and a size limit."""

import atexit
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import IO, Self

from pcsol.errors import (
    NotPermittedError,
    PCSolError,
    ToolFailedError,
    ToolMissingError,
    ToolTimeoutError,
    ToolUnreadableError,
)
from pcsol.i18n import _
from pcsol.tools.world.question import Call, Question

# Debian keeps dmidecode, smartctl and hdparm where a plain user's PATH does not look.
_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
_CHUNK_BYTES = 65536
_REAP_SECONDS = 0.3
_LOOK_SECONDS = 0.2
_NICE = 5
_STOP_SECONDS = 10.0
_SOON_SECONDS, _NAP_SECONDS = 0.01, 0.0002
_running: "set[subprocess.Popen[bytes]]" = set()
_closing = threading.Event()


def run(question: Question) -> Call:
    """Run the question's argv to its end and return what it said, whatever its exit status.

    Never a shell; stdin is empty; the environment is rebuilt; stdout and stderr stay apart. Raises ToolMissingError,
    ToolTimeoutError, ToolUnreadableError (more than `limit_bytes`), NotPermittedError, or ToolFailedError when it
    cannot be started.
    """
    process = _started(question.argv)
    _running.add(process)
    try:
        stdout, stderr = _listen(process, question)
    finally:
        _end(process)
        _running.discard(process)
    return Call(question.argv, process.returncode, _text(stdout), _text(stderr))


def _started(argv: tuple[str, ...], out: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
    """Start it; both pipes come here, or go into one file."""
    program = argv[0].rsplit("/", 1)[-1]
    if _closing.is_set():
        raise ToolFailedError(_("PCSol is ending; {program} was not started.").format(program=program))
    try:
        return subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if out is None else out,
            stderr=subprocess.PIPE if out is None else out,
            env={"PATH": _PATH, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
            start_new_session=True,  # so that its children can be ended with it
        )
    except FileNotFoundError as err:
        raise ToolMissingError(program) from err
    except PermissionError as err:
        raise NotPermittedError(program) from err
    except OSError as err:  # damaged, made for another processor, or no memory left
        raise ToolFailedError(
            _("{program} could not be started.").format(program=program),
            remedy=_("Run `pcsol doctor`: it gives the command that installs it."),
            details=str(err),
        ) from err


class Running:
    """A program that works for a while: look at it, wait a little, stop it. Leave its `with` block, and it is ended.

    What it says lies in a file without a name: it may say much, and nobody has to listen meanwhile.
    """

    def __init__(self, argv: tuple[str, ...], seconds: float) -> None:
        """Use `start`."""
        self.argv, self._until, self._seconds = argv, time.monotonic() + seconds, seconds
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `stop`
        self._last = ""  # what it had said then
        try:
            self._process = _started(argv, self._said)
        except PCSolError:
            self._said.close()
            raise
        _running.add(self._process)
        with suppress(OSError):  # it may have ended already
            os.setpriority(os.PRIO_PGRP, self._process.pid, _NICE)

    @property
    def status(self) -> int | None:
        """The exit status; None while it works. Below zero: ended by that signal."""
        return self._process.poll()

    @property
    def is_late(self) -> bool:
        """Tell whether its time is over though it still works."""
        return self.status is None and time.monotonic() >= self._until

    def wait(self, seconds: float) -> int | None:
        """Wait that long at most for its end; return as `status`. One that is late is ended: ToolTimeoutError."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=seconds)
        if self.is_late:
            self.stop()
            raise ToolTimeoutError(self.argv[0], self._seconds)
        return None

    def said(self, limit_bytes: int = 1_000_000) -> str:
        """Return what it has said so far, both pipes in one: the last so many bytes of it."""
        if self._said.closed:
            return self._last
        size = os.fstat(self._said.fileno()).st_size
        return _text(os.pread(self._said.fileno(), limit_bytes, max(0, size - limit_bytes)))

    def stop(self) -> None:
        """End it, whatever it does; once it has ended this does nothing."""
        if self.status is None:
            _kill(self._process)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_STOP_SECONDS)
        _running.discard(self._process)
        if not self._said.closed:
            self._last = self.said()
            self._said.close()

    def __enter__(self) -> Self:
        """Go on."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self.stop()


def start(argv: tuple[str, ...], seconds: float) -> Running:
    """Start a program that works for a while, with low priority; raises as `run` does when it cannot be started."""
    return Running(argv, seconds)


def find(program: str) -> str | None:
    """Return where a program is, by the PATH that `run` uses; None when it is not installed."""
    return shutil.which(program, path=_PATH)


def _listen(process: "subprocess.Popen[bytes]", question: Question) -> tuple[bytes, bytes]:
    """Read both pipes side by side until both close, the program has ended, the time is up or it is too much."""
    deadline = time.monotonic() + question.seconds
    heard: dict[IO[bytes], bytearray] = {}
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ)
                heard[stream] = bytearray()
        while selector.get_map():
            # Asked before the pipes are: on a busy machine it may write and end between the two.
            has_ended = process.poll() is not None
            ready = selector.select(0.0 if has_ended else max(0.0, min(_LOOK_SECONDS, deadline - time.monotonic())))
            if not ready and has_ended:
                break  # what it left behind may hold the pipes open, and has nothing to say
            if time.monotonic() >= deadline:
                raise ToolTimeoutError(question.program, question.seconds)
            for key, _events in ready:
                _hear(selector, key.fd, heard)
            if sum(map(len, heard.values())) > question.limit_bytes:
                raise ToolUnreadableError(question.program, details=f"> {question.limit_bytes} bytes")
    _reap(process, max(_REAP_SECONDS, deadline - time.monotonic()), question)
    stdout, stderr = heard.values()
    return bytes(stdout), bytes(stderr)


def _hear(selector: selectors.BaseSelector, descriptor: int, heard: dict[IO[bytes], bytearray]) -> None:
    stream = next(stream for stream in heard if not stream.closed and stream.fileno() == descriptor)
    chunk = os.read(descriptor, _CHUNK_BYTES)
    heard[stream] += chunk
    if not chunk:
        selector.unregister(stream)
        stream.close()


def _reap(process: "subprocess.Popen[bytes]", seconds: float, question: Question) -> None:
    """A program that closed its pipes is as good as ended; Popen.wait alone would sleep for milliseconds."""
    soon = time.monotonic() + _SOON_SECONDS
    while process.poll() is None and time.monotonic() < soon:
        time.sleep(_NAP_SECONDS)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as err:
        raise ToolTimeoutError(question.program, question.seconds) from err


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Leave nothing running. A process that hangs in the kernel (state D) cannot be ended: it is not waited for."""
    open_streams = [stream for stream in (process.stdout, process.stderr) if stream is not None and not stream.closed]
    if open_streams or process.poll() is None:
        _kill(process)
    for stream in open_streams:
        stream.close()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_REAP_SECONDS)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End the program's whole session; its number cannot belong to others while one of them lives."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


@atexit.register
def _end_all() -> None:
    """At the end (of the probe, or by Ctrl-C) take along what still runs in threads that nobody waits for."""
    _closing.set()
    for process in tuple(_running):
        _kill(process)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
