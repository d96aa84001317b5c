"""Erasures for the tests of paper: made up, and as the engine hands them over."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pcsol.model.erasure.abilities import Abilities, AtaAbilities
from pcsol.model.erasure.candidate import Candidate, Custody
from pcsol.model.erasure.outcome import (
    Canaries,
    Erasure,
    SectorRange,
    SpeedPoint,
    StepOutcome,
    Verification,
)
from pcsol.model.erasure.plan import Level, Plan, Step, Technique
from pcsol.model.hardware.disk import Disk, HiddenStorage, Smart
from pcsol.model.hardware.machine import Mark
from pcsol.model.papers.certificate import SeenDisk
from pcsol.model.papers.context import PaperContext
from pcsol.model.probe import Clock
from pcsol.model.reason import Reason
from pcsol.model.record import TowerRef

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
BEGAN = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)
SIZE = 500_107_862_016
HDD = Disk(
    path="/dev/sda", name="sda", model="WDC WD5000AAKX-60U6AA0", serial="WD-MADEUP0042", wwn="5 0014ee 000000042",
    size_bytes=SIZE, medium="hdd", bus="sata", firmware="18.01H18", logical_sector_bytes=512,
    physical_sector_bytes=512, smart=Smart(passed=True, power_on_hours=21_408, reallocated_sectors=0,
    pending_sectors=0, crc_errors=2, temperature_celsius=34),
)  # fmt: skip
SSD = HDD.model_copy(
    update={"name": "sdb", "path": "/dev/sdb", "model": "Samsung SSD 850 EVO 250GB", "serial": "S21MADEUP77",
            "wwn": "5 002538 000000077", "medium": "ssd", "size_bytes": 250_059_350_016}
)  # fmt: skip
ATA = AtaAbilities(visible_sectors=SIZE // 512, native_sectors=SIZE // 512, has_dco=False)
CONTENTS: dict[str, Any] = {"random": "keystream", "pattern": "periodic"}
TRUSTED = Clock(source="ntp", trusted=True)


def curve(size: int, fastest: float = 126e6, points: int = 200) -> tuple[SpeedPoint, ...]:
    """A hard disk: fast outside, slower to the middle."""
    return tuple(
        SpeedPoint(offset_bytes=n * size // points, bytes_per_second=fastest * (1 - 0.5 * (n / points) ** 1.6))
        for n in range(points)
    )


def outcome(technique: Technique, disk: Disk, **more: Any) -> StepOutcome:
    """One step that went well."""
    size = disk.size_bytes or 0
    fields = {"written_bytes": size, "speed": curve(size)} if technique in ("zero", "random", "pattern") else {}
    base: dict[str, Any] = {
        "step": Step(technique=technique),
        "started_at": BEGAN,
        "seconds": 4821.4,
        "completed": True,
    }
    return StepOutcome(**(base | fields | more))


def erasure(
    disk: Disk = HDD, techniques: tuple[Technique, ...] = ("random",), level: Level = "clear", **more: Any
) -> Erasure:
    """An erasure that deserves a certificate, but for what `more` changes."""
    size = disk.size_bytes or 0
    firmware = any(name not in ("zero", "random", "pattern") for name in techniques)
    plan = Plan(
        candidate=Candidate(disk=disk, kind="disk"),
        abilities=Abilities(direct=True, ata=ATA),
        steps=tuple(Step(technique=name) for name in techniques),
        level=level,
        verify="full",
        reasons=(
            Reason(code="no-sanitize", text="Ce disque n’a pas de commande SANITIZE : il est réécrit en entier."),
        ),
    )
    proof = Verification(
        depth="full", passed=True, read_bytes=size, of_bytes=size, seconds=4410.2, speed=curve(size, 131e6),
        content=CONTENTS.get(techniques[-1], "zeros"),
        canaries=Canaries(written=2048, survived=0, pre_images=2048, pre_images_survived=0) if firmware else Canaries(),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "plan": plan,
        "started_at": BEGAN,
        "ended_at": BEGAN + timedelta(hours=2, minutes=34),
        "clock": TRUSTED,
        "steps": tuple(outcome(name, disk) for name in techniques),
        "verification": proof,
        "validation": "accepted",
        "level": level,
        "before": disk,
        "after": disk,
    }
    return Erasure(**(fields | more))


def purged() -> Erasure:
    """An SSD, erased by its own command."""
    return erasure(SSD, ("ata-sanitize-block",), "purge")


def failed() -> Erasure:
    """A hard disk with sectors that could be neither written nor read."""
    bad = (SectorRange(first=81_264, last=81_271), SectorRange(first=700_000_000, last=700_002_047))
    whole = erasure()
    proof = whole.verification.model_copy(update={"passed": False, "unread": bad, "read_bytes": SIZE - 2056 * 512})
    worse = (HDD.smart or Smart()).model_copy(update={"pending_sectors": 9, "reallocated_sectors": 14})
    return erasure(
        steps=(outcome("random", HDD, unwritten=bad, written_bytes=SIZE - 2056 * 512),),
        verification=proof,
        validation="destroy",
        level="none",
        after=HDD.model_copy(update={"smart": worse}),
        reasons=(Reason(code="unwritten", text="2056 secteurs n’ont pas pu être écrits, même au second essai."),),
    )


def context(**more: Any) -> PaperContext:
    """What the station knows of the tower."""
    seen = (
        SeenDisk(id="WD-MADEUP0042", model="WDC WD5000AAKX-60U6AA0", media="hdd", size_bytes=SIZE, became="erased",
                 level="clear"),
        SeenDisk(id="S21MADEUP77", model="Samsung SSD 850 EVO 250GB", media="ssd", size_bytes=250_059_350_016,
                 became="not-asked"),
        SeenDisk(id="07087A1F", model="SanDisk Ultra", media="flash", size_bytes=31_000_000_000, became="own-medium"),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "pcsol": "0.3.0",
        "structure": "Centre social du Val d’Or",
        "station": "banc-2",
        "operator": "Camille",
        "place": "Atelier du rez-de-chaussée",
        "tower": TowerRef(code="VAL-0042-D", marks=(Mark(kind="board-serial", value="MADEUP-B1", usable=True),)),
        "tower_manufacturer": "Dell Inc.",
        "tower_model": "OptiPlex 7010",
        "custody": Custody(
            code="VAL-0042-D", lot="2026-11-mairie", donor_asset_number="INV-2013-0815", drives_counted=2
        ),
        "disks_seen": seen,
        "hidden_storage": (HiddenStorage(kind="hpa", text="sdb cache 2 048 secteurs (HPA)."),),
        "destination": "réemploi dans la tour",
    }
    return PaperContext(**(fields | more))
