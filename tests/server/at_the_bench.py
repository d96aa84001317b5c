"""Towers in a batch as a hub hears them: a station each, that says `pcsol/progress/1`."""

from dataclasses import dataclass
from typing import Any

from httpx2 import Response

from pcsol.judge.codes import compose
from tests.server.house import Bench, House, marks, probe, record
from tests.towers import GOOD_DISK, MACHINE

PROGRESS = "/api/v1/stations/me/progress"
STEPS = ("inventory", "tests", "erase", "grade", "push", "label")


def at_step(step: str) -> list[dict[str, str]]:
    """All steps, those before this one done."""
    place = STEPS.index(step)
    return [
        {"id": one, "state": "done" if number < place else "doing" if number == place else "to-do"}
        for number, one in enumerate(STEPS)
    ]


def says(number: int, word: str = "tests", step: str = "tests", **more: Any) -> dict[str, Any]:
    """What tower number so-and-so says of itself."""
    return {
        "schema": "pcsol/progress/1", "tower": compose("VAL", number),
        "marks": [{"kind": "system-serial", "value": f"SERIETOUR{number}", "usable": True}],
        "disks": [f"ZTOUR{number}"], "batch": "full", "word": word, "step": step, "steps": at_step(step),
        "doing": [{"test": "memory", "phase": "load", "share": 0.5, "seconds_left": 240, "errors": 0}],
        "seconds_left": 600, "needs": [], "burn": None, **more,
    }  # fmt: skip


@dataclass
class Tower:
    """A tower with a station of its own."""

    house: House
    bench: Bench
    number: int

    @property
    def code(self) -> str:
        return compose("VAL", self.number)

    @property
    def disk(self) -> str:
        return f"ZTOUR{self.number}"

    def puts(self, **more: Any) -> Response:
        return self.house.client.put(PROGRESS, json=says(self.number, **more), headers=self.bench.bearer)

    def asks(self, **more: Any) -> dict[str, Any]:
        """Say how far it is; return the orders."""
        answer = self.puts(**more)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()["orders"]
        return found

    def is_seen(self, **changes: Any) -> None:
        """Let its bench send an inventory of it, with one disk."""
        disk = GOOD_DISK.model_copy(update={"serial": self.disk})
        machine = MACHINE.model_copy(update={"serial": f"SERIETOUR{self.number}"})
        found = probe(machine=machine, **{"disks": (disk,), **changes})
        seen = marks(f"SERIETOUR{self.number}")
        self.bench.sends(record(found, self.house.clock(), code=self.code, seen=seen))


def with_a_lot(house: House) -> House:
    """A technician of Valmy enters, and opens a lot."""
    house.person("camille", "technician")
    house.enter("camille")
    assert house.post("/lots", name="2026-11-mairie").status_code == 303
    return house


def of_the_lot(house: House) -> Tower:
    """A tower of the lot that was looked at."""
    found = tower(house, 1)
    found.is_seen()
    assert house.post(f"/towers/{found.code}/names", lot="1").status_code == 303
    return found


def towers(house: House, count: int) -> list[Tower]:
    """So many towers. An address may only enrol some in a quarter of an hour; nothing is said before the last."""
    found = []
    for number in range(1, count + 1):
        if number % 16 == 0:
            house.clock.go(minutes=16)
        found.append(tower(house, number))
    return found


def tower(house: House, number: int, of: str = "Valmy") -> Tower:
    return Tower(house, house.bench(of, f"clé {number}"), number)
