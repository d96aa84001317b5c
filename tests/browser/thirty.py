"""A room of towers: `pcsol batch` for each, a process and a home of its own, on an album with its own marks and disk.

    python -m tests.browser.thirty FOLDER

Python starts once and is forked; the batch itself is the command line's, its tests are small ones of our own.
"""

import os
import shutil
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pcsol.commands.batch import going  # noqa: F401  # before the fork: once, not thirty times
from pcsol.judge.codes import compose
from tests.cli import small_tests

MACHINE = Path(__file__).resolve().parents[1] / "machines" / "made-up-optiplex-7010"
ITS_OWN = {"7QX2P5J": "7QX{:04d}", "b7c04f50354a": "b7c04f50{:04d}", "3e:4f": "{0:02d}:4f", "Z3TQ7MUP": "Z3TQ{:04d}"}
TESTS = """
schema: pcsol/test-profile/1
id: short
title: {fr: Court, en: Short}
budget_minutes: 5
tests: [{test: network}, {test: memory}, {test: processor}]
"""
BATCH = """
schema: pcsol/batch-profile/1
id: short
title: {fr: Court, en: Short}
steps: [inventory, tests, grade, record, push, label]
tests: short
end: stay
"""


@dataclass(frozen=True, slots=True)
class Place:
    """What one tower has: the machine, a home, and a folder for what its tests do."""

    folder: Path
    number: int

    @property
    def code(self) -> str:
        return compose("VAL", self.number)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def lay_out(self, *, broken: bool) -> None:
        """Its memory test waits until it is let go; a broken one has no network."""
        for name in ("run", "marks", "home/profiles/tests", "home/profiles/batches"):
            (self.folder / name).mkdir(parents=True)
        (self.home / "profiles/tests/short.yaml").write_text(TESTS, "utf-8")
        (self.home / "profiles/batches/short.yaml").write_text(BATCH, "utf-8")
        for name in ("wait", *(["broken"] if broken else [])):
            (self.folder / "marks" / name).touch()
        shutil.copytree(MACHINE, self.folder / "machine")
        for file in ("dmidecode.txt", "lsblk.json", "smartctl-sda.json", *_addresses()):
            self._its_own(self.folder / "machine" / file)

    def _its_own(self, file: Path) -> None:
        text = file.read_text("utf-8")
        for old, new in ITS_OWN.items():
            text = text.replace(old, new.format(self.number))
        file.write_text(text, "utf-8")

    def let_go(self) -> None:
        (self.folder / "marks" / "wait").unlink()

    @property
    def said(self) -> str:
        return (self.folder / "said.txt").read_text("utf-8", errors="replace")


def _addresses() -> list[str]:
    return [str(one.relative_to(MACHINE)) for one in MACHINE.glob("sys/devices/*/*/net/*/address")]


def places(folder: Path) -> list[Place]:
    """Return all that are laid out there."""
    return [Place(one, int(one.name)) for one in sorted(folder.iterdir())]


def _goes(place: Place) -> NoReturn:
    """Be `pcsol batch` of this tower."""
    status: object = 3
    try:
        os.environ |= {"PCSOL_HOME": str(place.home), "XDG_RUNTIME_DIR": str(place.folder / "run")}
        said = os.open(place.folder / "said.txt", os.O_WRONLY | os.O_CREAT)
        os.dup2(said, 1)
        os.dup2(said, 2)
        small_tests.FOLDER = place.folder / "marks"
        album = ("--machine", str(place.folder / "machine"))
        small_tests.main([*album, "batch", place.code, "--profile", "short", "--json"])
    except SystemExit as ended:
        status = ended.code
    except BaseException:  # noqa: BLE001  # whatever it is, this process goes no further
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(status if isinstance(status, int) else 0)


def main(folder: Path) -> None:
    """All at once, to their ends."""
    children = []
    for place in places(folder):
        child = os.fork()
        if child == 0:
            _goes(place)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
