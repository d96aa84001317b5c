"""Each start of the guest serves every test that looks at it; two towers run at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from tests.guest import boots
from tests.guest.guest import MEDIUM, SECONDS, Ended, start

# The cases want the commands; the rig itself is tried without them.
collect_ignore = [] if find_spec("pcsol.commands.wipe") else ["test_wipe_run.py"]  # see boots.cases
_AT_ONCE = 2
_WANTED = pytest.StashKey[tuple[str, ...]]()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep which starts the chosen tests look at."""
    marks = (item.get_closest_marker("boot") for item in session.items)
    session.config.stash[_WANTED] = tuple(dict.fromkeys(mark.args[0] for mark in marks if mark))


@pytest.fixture(scope="session")
def boot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Ended]]:
    """Start all guests that are wanted, and wait for the one of that name."""
    assert MEDIUM.is_file(), "run `make image` first"
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        ended: dict[str, Future[Ended]] = {
            name: pool.submit(start, boots.build(name), tmp_path_factory.mktemp(name))
            for name in request.config.stash[_WANTED]
        }
        yield lambda name: ended[name].result()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long each start took."""
    for name, seconds in SECONDS.items():
        terminalreporter.write_line(f"guest {name}: {seconds:.0f} s")
