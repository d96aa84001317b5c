"""A drive that tests itself in made-up time, in smartctl's words: good, dying, forgetful, mute."""

import json
from dataclasses import dataclass, field
from typing import Any

from pcsol.errors import PCSolError, ToolTimeoutError
from pcsol.tools.world.question import Question
from tests.unit.diagnostics.quiet.bench import Ended, MadeUpTime

_ATTRIBUTES = {"reallocated": (5, "Reallocated_Sector_Ct"), "pending": (197, "Current_Pending_Sector"),
               "uncorrectable": (198, "Offline_Uncorrectable"), "crc": (199, "UDMA_CRC_Error_Count")}  # fmt: skip


@dataclass
class Drive:
    """`lasts`: seconds of a test; `code`: how it ends (ACS-3); `worse`: what its counters are after it.

    `restarts_after`: it begins anew then, once; `mute_after`: it answers no more; `running`: somebody else's test goes
    on; `obeys`: whether it begins at all.
    """

    time: MadeUpTime
    lasts: float = 100.0
    code: int = 0
    worse: dict[str, int] = field(default_factory=dict)
    restarts_after: float | None = None
    mute_after: float | None = None
    running: str = ""
    obeys: bool = True
    supports: bool = True
    log: list[tuple[str, int]] = field(default_factory=list)
    began: float | None = None
    kind: str = ""
    aborted: bool = False

    def __post_init__(self) -> None:
        if self.running:
            self.began, self.kind = self.time.now() - 10, self.running

    def does(self, argv: tuple[str, ...]) -> Ended:
        if "-X" in argv:
            self.aborted, self.began = True, None
            return Ended(0, "{}")
        if self.began is not None:
            return Ended(4, "Can't start self-test without aborting current test")
        if self.obeys:
            self.kind = {"short": "Short offline", "long": "Extended offline"}[argv[argv.index("-t") + 1]]
            self.began = self.time.now()
        return Ended(0, "{}")

    def says(self, question: Question) -> str | PCSolError:
        spent = self.time.now() - self.began if self.began is not None else 0.0
        if self.mute_after is not None and self.began is not None and spent > self.mute_after:
            return ToolTimeoutError("smartctl", 30)
        if self.restarts_after is not None and spent > self.restarts_after:
            self.began, self.restarts_after, spent = self.time.now(), None, 0.0
        if self.began is not None and spent >= self.lasts:
            self.log.insert(0, (self.kind, self.code))
            self.began = None
        return json.dumps(self._plain(spent))

    def _plain(self, spent: float) -> dict[str, Any]:
        tenths = min(9, int(10 * (1 - spent / self.lasts)))
        value = 0xF0 + tenths if self.began is not None else (self.log[0][1] << 4 if self.log else 0)
        counts = self.worse if self.log and self.began is None else {}
        return {
            "device": {"protocol": "ATA", "type": "sat"},
            "model_name": "ST500DM002-1BD142",
            "smart_status": {"passed": True},
            "ata_smart_data": {
                "self_test": {
                    "status": {"value": value, "string": f"status {value >> 4}"},
                    "polling_minutes": {"short": 1, "extended": 83},
                },
                "capabilities": {"self_tests_supported": self.supports},
            },
            "ata_smart_attributes": {
                "table": [
                    {"id": number, "name": name, "raw": {"value": (count := counts.get(key, 0)), "string": str(count)}}
                    for key, (number, name) in _ATTRIBUTES.items()
                ]
            },
            "ata_smart_self_test_log": {
                "standard": {
                    "table": [
                        {"type": {"string": kind}, "status": {"value": code << 4, "string": ""}, "lifetime_hours": 9}
                        for kind, code in self.log
                    ]
                }
            },
        }  # fmt: skip
