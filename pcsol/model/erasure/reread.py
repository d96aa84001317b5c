"""What `wipe reread --json` prints: what a disk holds now, seen by somebody who did not write it."""

from typing import Literal

from pydantic import Field

from pcsol.model.erasure.outcome import Verification
from pcsol.model.noun import Noun


class Reread(Noun):
    """`pcsol/wipe-reread/1`. `looks_erased`: nothing but zeros, ones, one pattern or noise was found; noise may as well
    be encrypted data, and only the certificate tells them apart. None: it could not be read as a whole."""

    schema_: Literal["pcsol/wipe-reread/1"] = Field("pcsol/wipe-reread/1", alias="schema")
    disk: str
    id: str | None
    looks_erased: bool | None
    verification: Verification
    certificates: tuple[str, ...] = ()
