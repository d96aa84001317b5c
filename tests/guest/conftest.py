"""Each start of the guest serves every test that looks at it."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.guest import boots
from tests.guest.guest import Ended, start
from tests.image.guest import MEDIUM

# The cases want the commands; the rig itself is tried without them.
collect_ignore = [] if find_spec("pcsol.commands.wipe") else ["test_wipe_run.py"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `-n 2 --dist loadgroup`, the tests of one boot go to one worker; two towers run at once."""
    for item in items:
        mark = item.get_closest_marker("boot")
        if mark:
            item.add_marker(pytest.mark.xdist_group(mark.args[0]))


@pytest.fixture(scope="session")
def boot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ended]:
    """Start the guest of that name once; the second time its end is known."""
    ended: dict[str, Ended | BaseException] = {}

    def once(name: str) -> Ended:
        assert MEDIUM.is_file(), "run `make image` first"
        if name not in ended:
            try:
                ended[name] = start(boots.build(name), tmp_path_factory.mktemp(name))
            except AssertionError as fault:
                ended[name] = fault
        found = ended[name]
        if isinstance(found, BaseException):
            raise found
        return found

    return once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    return tmp_path
