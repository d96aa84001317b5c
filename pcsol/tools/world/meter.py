"""The only file of PCSol that starts a program: each pipe has a time limit and a size limit."""

import os
import selectors
import signal
import subprocess
import time
from contextlib import suppress
from typing import IO

from pcsol.errors import NotPermittedError, ToolMissingError, ToolTimeoutError, ToolUnreadableError
from pcsol.tools.world.question import Call, Question

# Debian keeps dmidecode, smartctl and hdparm where a plain user's PATH does not look.
_PATH = f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin"
_CHUNK_BYTES = 65536
_REAP_SECONDS = 0.3


def run(question: Question) -> Call:
    """Run the question's argv to its end and return what it said, whatever its exit status.

    Never a shell; stdin is empty; the environment is rebuilt; stdout and stderr stay apart. Raises ToolMissingError,
    ToolTimeoutError, ToolUnreadableError (more than `limit_bytes`) or NotPermittedError.
    """
    try:
        process = subprocess.Popen(
            question.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": _PATH, "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
            start_new_session=True,  # so that its children can be ended with it
        )
    except FileNotFoundError as err:
        raise ToolMissingError(question.program) from err
    except PermissionError as err:
        raise NotPermittedError(question.program) from err
    try:
        stdout, stderr = _listen(process, question)
    finally:
        _end(process)
    return Call(question.argv, process.returncode, _text(stdout), _text(stderr))


def _listen(process: subprocess.Popen[bytes], question: Question) -> tuple[bytes, bytes]:
    """Read both pipes side by side until both close, the time is up or it is too much."""
    deadline = time.monotonic() + question.seconds
    heard: dict[IO[bytes], bytearray] = {}
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ)
                heard[stream] = bytearray()
        streams = list(heard)
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            if not ready:
                raise ToolTimeoutError(question.program, question.seconds)
            for key, _events in ready:
                stream = streams[0] if key.fileobj is streams[0] else streams[1]
                chunk = os.read(key.fd, _CHUNK_BYTES)
                if not chunk:
                    selector.unregister(stream)
                heard[stream] += chunk
            if sum(map(len, heard.values())) > question.limit_bytes:
                raise ToolUnreadableError(question.program, details=f"> {question.limit_bytes} bytes")
    _reap(process, max(_REAP_SECONDS, deadline - time.monotonic()), question)
    return bytes(heard[streams[0]]), bytes(heard[streams[1]])


def _reap(process: subprocess.Popen[bytes], seconds: float, question: Question) -> None:
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as err:
        raise ToolTimeoutError(question.program, question.seconds) from err


def _end(process: subprocess.Popen[bytes]) -> None:
    """Leave nothing running. A process that hangs in the kernel (state D) cannot be ended: it is not waited for."""
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_REAP_SECONDS)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", errors="replace")
