"""Puts the tables together: which disks are plugged in at which start of the guest, and what is done to them in order.

modes.yaml says what a disk is, proofs.yaml what it does without PCSol, cases.yaml what `pcsol wipe run` makes of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from tests.guest import held
from tests.guest.emulated import DISKS
from tests.guest.guest import Boot

_HERE = Path(__file__).parent
_PROOF_MODEL = "PCSOL PROOF DISK"
SUSPEND: dict[str, Any] = {
    "id": "suspend",
    "run": ["sh", "-c", "rtcwake -m mem -s 3 || { dmesg | tail -n 20; exit 1; }"],
}


def table(name: str) -> Any:
    """Return one of the YAML files beside this one."""
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Proof:
    """One row of proofs.yaml, on a disk of its own unless it is the `same` as of the row before."""

    number: int
    disk: str
    boot: str
    mode: str
    proof: str
    arguments: dict[str, Any]
    sees: dict[str, Any]
    left: Any
    first: bool

    @property
    def id(self) -> str:
        """The step's and the test's name."""
        return f"{self.mode}-{self.proof}-{self.number}"


@dataclass(frozen=True, slots=True)
class Case:
    """One row of cases.yaml: a disk in a mode (or one of QEMU's own), and what `pcsol wipe run` must make of it."""

    number: int
    boot: str
    mode: str
    disk: str
    arguments: tuple[str, ...]
    together: str | None
    expects: dict[str, Any]
    plugged: bool = True  # by this row; QEMU's own disks and held ones are there already
    at: str | None = None  # another path to it: a loop device over what dm makes of it
    above: str | None = None  # another disk over it, that a step of held.py finds
    confirm: str | None = None

    @property
    def id(self) -> str:
        """The test's name."""
        return f"{self.mode}-{self.number}"

    @property
    def seen_as(self) -> str:
        """The disk that `pcsol` is shown."""
        return self.above or self.disk

    @property
    def step(self) -> str:
        """The step that it is part of."""
        return f"wipe-{self.together or self.disk}"


@cache
def proofs() -> tuple[Proof, ...]:
    """Every row of proofs.yaml."""
    found: list[Proof] = []
    for number, row in enumerate(table("proofs")):
        disk = found[-1].disk if row.get("same") else f"proof{number}"
        found.append(Proof(number, disk, row["boot"], row["mode"], row["proof"], row.get("with", {}), row["sees"],
                           row["left"], first=row.get("when") == "before"))  # fmt: skip
    return tuple(found)


@cache
def cases() -> tuple[Case, ...]:
    """Every row of cases.yaml; none as long as this PCSol has no `wipe`."""
    if find_spec("pcsol.commands.wipe") is None:
        return ()
    found = []
    for number, row in enumerate(table("cases")["cases"]):
        mode = row.get("mode") or row["disk"]
        disk = f"case{number}" if "mode" in row else mode
        words = tuple(row.get("arguments", ()))
        found.append(Case(number, row["boot"], mode, disk, words, row.get("together"), row["expects"],
                          plugged="mode" in row, at=row.get("at"), above=row.get("above"),
                          confirm=row.get("confirm")))  # fmt: skip
    return tuple(found)


def names() -> tuple[str, ...]:
    """The boots that there are."""
    return (*dict.fromkeys(p.boot for p in proofs()), held.BOOT)


def build(name: str) -> Boot:
    """Return one boot: disks, steps."""
    mine, wipes = [p for p in proofs() if p.boot == name], [c for c in cases() if c.boot == name]
    modes = table("modes")
    disks = {p.disk: {"model": _PROOF_MODEL} | modes[p.mode] for p in mine} | {
        c.disk: modes[c.mode] for c in wipes if c.plugged
    }
    emulated = [disk for disk in DISKS if disk.boot == name]
    steps: list[dict[str, Any]] = [_proof(p) for p in mine if p.first]
    if name == "suspend":
        steps.append(SUSPEND)
    steps += [_proof(p) for p in mine if not p.first]
    if name == held.BOOT:
        steps += held.STEPS
    if wipes:
        steps += [{"id": f"prelude-{at}", "run": words} for at, words in enumerate(table("cases")["prelude"])]
        steps += _wipes(wipes)
    extra = held.DISKS if name == held.BOOT else []
    return Boot(name, steps, [{"name": disk, **mode} for disk, mode in disks.items()] + extra, emulated)


def _proof(row: Proof) -> dict[str, Any]:
    return {"id": row.id, "proof": row.proof, "disk": row.disk, "with": row.arguments}


def _wipes(rows: list[Case]) -> Iterator[dict[str, Any]]:
    """One command line per `together`, or per row."""
    groups: dict[str, list[Case]] = {}
    for row in rows:
        groups.setdefault(row.step, []).append(row)
    for step, group in groups.items():
        words = [word for row in group for word in (row.at or f"{{{row.seen_as}}}", "--confirm", _id(row))]
        yield {"id": step, "run": ["pcsol", "wipe", "run", *words, "--json", *group[0].arguments]}


def _id(row: Case) -> str:
    return row.confirm or f"{{id:{row.seen_as}}}"
