"""The file that is carried by hand: its first line, its last line, and the receipt that comes back beside it.

A head, as many records as there are, one a line, and an end that is signed; docs/reference/record-and-store.md.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from pcsol.model.noun import Noun
from pcsol.model.papers.signers import PublicKey
from pcsol.model.record import LetterSignature

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class OutboxHead(Noun):
    """`pcsol/outbox/1`, the first line: whose records these are. `public_key`: the station's letter key; `pcsol`: the
    version that wrote the file. What the station calls itself is not a proof: its key is."""

    schema_: Literal["pcsol/outbox/1"] = Field("pcsol/outbox/1", alias="schema")
    public_key: PublicKey
    station: str | None = None
    structure: str | None = None
    made_at: datetime
    pcsol: str


class OutboxEnd(Noun):
    """`pcsol/outbox-end/1`, the last line. `sha256`: of all bytes before this line; `signature`: by the letter key over
    the RFC 8785 form of this line without it, after the words `pcsol/outbox-end/1`."""

    schema_: Literal["pcsol/outbox-end/1"] = Field("pcsol/outbox-end/1", alias="schema")
    records: int = Field(ge=0)
    sha256: Sha256
    signature: LetterSignature


class Refused(Noun):
    """A record that the hub did not take. `status`: what it would have answered over HTTP (409, 413, 422 …)."""

    id: str
    status: int
    what: str
    remedy: str = ""


class Receipt(Noun):
    """`pcsol/receipt/1`: what the hub did with one such file.

    `sha256`: that of the file's last line, so that a receipt fits one file; `key_id`: of the letter key that signed it.
    `received`: the ids of records that are safe at the hub, now or since earlier.
    """

    schema_: Literal["pcsol/receipt/1"] = Field("pcsol/receipt/1", alias="schema")
    sha256: Sha256
    key_id: str
    made_at: datetime
    received: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
