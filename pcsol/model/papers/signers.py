"""Who signs: the stations whose papers a structure believes. The hub exports such a file, and so does each station."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from pcsol.model.noun import Noun

PublicKey = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Signer(Noun):
    """One station's key: Ed25519, 32 bytes in lower-case hex. It is believed for papers made from `valid_from` until
    `valid_until`; None is *without end*."""

    station: str | None = None
    structure: str | None = None
    public_key: PublicKey
    valid_from: AwareDatetime | None = None
    valid_until: AwareDatetime | None = None

    def is_valid_at(self, when: datetime, *, trusted: bool) -> bool:
        """Say whether a paper of this moment is believed. A clock that is not trusted cannot place it before an end."""
        if not trusted:
            return self.valid_until is None
        return (self.valid_from is None or self.valid_from <= when) and (
            self.valid_until is None or when <= self.valid_until
        )


class Signers(Noun):
    """`pcsol/signers/1`: the file of `certificate verify --trust`."""

    schema_: Literal["pcsol/signers/1"] = Field("pcsol/signers/1", alias="schema")
    signers: tuple[Signer, ...]
