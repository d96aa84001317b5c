"""What `wipe list --json` prints: every disk, whether it may be erased, and why not."""

from typing import Literal

from pydantic import Field

from pcsol.model.erasure.candidate import Custody, Holding, Refusal, SystemRole
from pcsol.model.hardware.disk import Bus, Medium
from pcsol.model.noun import Noun
from pcsol.model.reason import Reason, Unknown


class ListedDisk(Noun):
    """One line. `id` is what has to be typed; `lifted_by`: the options that would take some of the refusals away."""

    path: str | None
    id: str | None
    eligible: bool
    refusals: tuple[Refusal, ...] = ()
    lifted_by: tuple[str, ...] = ()
    kind: Literal["disk", "loop"]
    name: str
    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    wwn: str | None = None
    size_bytes: int | None = None
    medium: Medium | None = None
    bus: Bus | None = None
    removable: bool | None = None
    own_medium: bool | None = None
    backing_file: str | None = None
    read_only: bool | None = None
    holdings: tuple[Holding, ...] | None = None
    system_roles: tuple[SystemRole, ...] | None = None
    unknown: tuple[Unknown, ...] = ()


class WipeList(Noun):
    """`pcsol/wipe-list/1`. `custody` null: the records could not be looked at; `remarks`: on disks not seen."""

    schema_: Literal["pcsol/wipe-list/1"] = Field("pcsol/wipe-list/1", alias="schema")
    disks: tuple[ListedDisk, ...]
    custody: Custody | None = None
    remarks: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
