"""Made-up disks, abilities and outcomes for the pure rooms of erasure."""

from datetime import UTC, datetime
from typing import Any

from pcsol.model.erasure.abilities import Abilities, AtaAbilities, NvmeAbilities, ScsiAbilities
from pcsol.model.erasure.attempt import Attempt
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.hidden import HiddenArea, HiddenAreas
from pcsol.model.erasure.outcome import Canaries, StepOutcome, Verification
from pcsol.model.erasure.plan import Plan, Step
from pcsol.model.hardware.disk import Disk, Health
from pcsol.wipe.identity import Identity

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def candidate(**disk: Any) -> Candidate:
    """A good SATA hard disk, but for what is said."""
    facts = {"name": "sda", "path": "/dev/sda", "serial": "Z2AX1", "size_bytes": 500 * 10**9, "medium": "hdd"}
    return Candidate(disk=Disk(**{**facts, "bus": "sata", **disk}), kind="disk", read_only=False)


def loop(file: str = "/tmp/disque.img") -> Candidate:
    disk = Disk(name="loop0", path="/dev/loop0", size_bytes=10**8, bus="loop")
    return Candidate(disk=disk, kind="loop", backing_file=file, read_only=False, holdings=(), system_roles=())


def ata(**said: Any) -> Abilities:
    """An ATA disk, directly attached, that says no to all but what is said."""
    silent: dict[str, Any] = dict.fromkeys(
        ("sanitize", "sanitize_block", "sanitize_crypto", "sanitize_overwrite", "security", "security_enabled",
         "security_locked", "security_frozen", "security_expired", "security_enhanced"), False
    )  # fmt: skip
    return Abilities(
        direct=True,
        deep_sleep=said.pop("deep_sleep", False),
        ata=AtaAbilities(**{**silent, "sanitize_state": "idle", "native_sectors": 976773168, "has_dco": False, **said}),
    )


def nvme(**said: Any) -> Abilities:
    silent = dict.fromkeys(
        ("sanitize_block", "sanitize_crypto", "sanitize_overwrite", "format", "format_crypto"), False
    )
    return Abilities(direct=True, nvme=NvmeAbilities(**{**silent, "namespaces": (1,), **said}))


def scsi(**said: Any) -> Abilities:
    silent = dict.fromkeys(("sanitize_block", "sanitize_crypto", "sanitize_overwrite"), False)
    return Abilities(direct=True, scsi=ScsiAbilities(**{**silent, **said}))


def plan(*techniques: str, level: str = "purge", **more: Any) -> Plan:
    steps = tuple(Step(technique=one) for one in techniques)
    return Plan(**{"candidate": candidate(), "steps": steps, "level": level, "verify": "full", **more})


def done(plan_: Plan, **last: Any) -> tuple[StepOutcome, ...]:
    """Every step as it should end; `last` changes the last one."""
    ended = [StepOutcome(step=step, started_at=NOON, seconds=1.0, completed=True) for step in plan_.steps]
    return (*ended[:-1], *(one.model_copy(update=last) for one in ended[-1:]))


def seen(**more: Any) -> Verification:
    """A full read that found zeros, and every canary gone."""
    canaries = Canaries(written=64, survived=0, pre_images=64, pre_images_survived=0)
    return Verification(**{"depth": "full", "passed": True, "content": "zeros", "canaries": canaries, **more})


def hidden(state: str, *, power_cycle: bool = False) -> HiddenAreas:
    area = HiddenArea(kind="hpa", state=state, visible_sectors=10, whole_sectors=99, text="zone cachée")  # type: ignore[arg-type]
    return HiddenAreas(areas=(area,), power_cycle=power_cycle)


def attempt(plan_: Plan, **more: Any) -> Attempt:
    """An erasure at which nothing is wrong, but for what is said."""
    healthy = Disk(name="sda", health=Health(smart_passed=True, crc_errors=3))
    good = {"plan": plan_, "steps": done(plan_), "verification": seen(), "hidden": hidden("none"),
            "before": healthy, "after": healthy, "more_ways": False, "started_at": NOON, "ended_at": NOON}  # fmt: skip
    return Attempt(**{**good, **more})


def identity(of: Candidate) -> Identity:
    """What the kernel tells of this candidate."""
    disk = of.disk
    return Identity(disk.path or "", "8:0", disk.serial, disk.wwn, disk.model, disk.size_bytes, of.backing_file, "7")
