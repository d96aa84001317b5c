"""What goes around the certificates: what one must know to write one, and what came of checking one."""

from typing import Literal

from pydantic import Field

from pcsol.model.erasure.candidate import Custody
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.noun import Noun
from pcsol.model.papers.certificate import SeenDisk
from pcsol.model.papers.signers import Signer
from pcsol.model.record import TowerRef


class PaperContext(Noun):
    """What a paper says besides the erasure: who, where, of which tower, and what else was seen in it.

    `language` is that of the erasure's sentences; `also_told` is the same erasure with them in the other language.
    `disks_seen` lists every disk of the tower that PCSol saw, PCSol's own stick and the erased one included.
    """

    pcsol: str
    structure: str | None = None
    station: str | None = None
    operator: str | None = None
    place: str | None = None
    tower: TowerRef = TowerRef()
    tower_manufacturer: str | None = None
    tower_model: str | None = None
    custody: Custody = Custody()
    disks_seen: tuple[SeenDisk, ...] | None = None
    hidden_storage: tuple[HiddenStorage, ...] | None = None
    destination: str | None = None
    language: Literal["fr", "en"] = "fr"
    also_told: Erasure | None = None


class Checked(Noun):
    """What came of checking one signed paper.

    "changed": what is signed and what stands there differ. "intact" with `known` false: nobody vouches for the key;
    `why` says so where the key itself is known, and not for that day. `digest`: SHA-256 of the signed bytes, in hex.
    """

    state: Literal["intact", "changed"]
    known: bool = False
    why: Literal["", "no-such-key", "not-at-that-time"] = ""
    key_id: str | None = None
    digest: str | None = None
    signer: Signer | None = None


class CheckedFile(Noun):
    """One line of `certificate verify --json`. "unreadable": no paper of PCSol, or none that can be read; then
    `problem` says why."""

    file: str
    state: Literal["intact", "changed", "unreadable"]
    known: bool = False
    schema_: str | None = Field(None, alias="schema")
    id: str | None = None
    key_id: str | None = None
    digest: str | None = None
    signer: Signer | None = None
    problem: str = ""


class CheckedFiles(Noun):
    """`pcsol/certificate-check/1`: what `certificate verify --json` prints."""

    schema_: Literal["pcsol/certificate-check/1"] = Field("pcsol/certificate-check/1", alias="schema")
    results: tuple[CheckedFile, ...]
