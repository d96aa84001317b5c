"""`pcsol` with small tests of our own in the place of its own: started as a program, so that it can be killed.

    python -m tests.cli.small_tests FOLDER test --json

Each test leaves a mark in FOLDER when it begins. A file FOLDER/wait makes the memory test rest until it is taken away.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from pcsol import cli
from pcsol.diagnostics import table
from pcsol.diagnostics.bench import Bench, Found, Job, Tell
from pcsol.diagnostics.guided import power_supply
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, WantedTest
from pcsol.model.reason import Reason

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path()


def _maker(name: TestName, *, exerts: bool = False, found: Found | None = None) -> table.Maker:
    def run(bench: Bench, tell: Tell) -> Found:
        with (FOLDER / name).open("a", encoding="utf-8") as marks:
            marks.write("begun\n")
        tell(0.5, "half")
        bench.rest(0.2)
        while name == "memory" and (FOLDER / "wait").exists():
            bench.rest(0.1)
        return found or Found("passed")

    def jobs(_probe: Probe, wanted: WantedTest) -> tuple[Job, ...]:
        takes = frozenset(("processor",)) if exerts else frozenset[str]()
        return (Job(name, f"Test {name}", 1, run, takes, required=wanted.required, exerts=exerts),)

    return jobs


def small() -> dict[TestName, table.Maker]:
    stuck = Found("failed", (Reason(code="stuck", text="a bit is stuck"),))
    makers: dict[TestName, table.Maker] = {
        "network": _maker("network", found=stuck if (FOLDER / "broken").exists() else None),
        "memory": _maker("memory", exerts=True),
        "processor": _maker("processor", exerts=True),
        "power-supply": power_supply.jobs,
    }
    return makers


def main(argv: list[str], makers: Callable[[], dict[TestName, table.Maker]] = small) -> None:
    table.MAKERS.clear()  # type: ignore[attr-defined]  # a dict; in this process alone
    table.MAKERS.update(makers())  # type: ignore[attr-defined]
    sys.argv = ["pcsol", *argv]
    cli.main()


if __name__ == "__main__":
    main(sys.argv[2:])
