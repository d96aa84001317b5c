"""A PostgreSQL of the tests' own, on a socket in a folder of their own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_USER = "postgres"


@contextmanager
def cluster() -> Iterator[Path]:
    """Start a server and return the folder of its socket. What it flushes does not matter once the tests are over.

    It refuses to be root, and pytest's own folders are root's alone.
    """
    with TemporaryDirectory(prefix="pcsol-postgresql-") as made:
        yield from _served(Path(made))


def _served(folder: Path) -> Iterator[Path]:
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    data, socket = folder / "data", folder / "socket"
    for part in (folder, socket):
        part.mkdir(exist_ok=True)
        shutil.chown(part, _USER)
    _as_user(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-k {socket} -c listen_addresses='' -c fsync=off -c max_connections=200"
    _as_user(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield socket
    finally:
        _as_user(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def url(socket: Path, name: str) -> str:
    """Return the address of one database of it."""
    return f"postgresql://{_USER}@/{name}?host={socket}"


def _as_user(*argv: object) -> None:
    subprocess.run(["runuser", "-u", _USER, "--", *map(str, argv)], check=True, stdout=subprocess.DEVNULL, cwd="/")
