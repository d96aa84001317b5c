"""What became of a sending to another inventory."""

from typing import Literal

from pydantic import Field

from pcsol.model.noun import Noun


class Delivered(Noun):
    """What one inventory said of one tower. "pending": it took it, and has not said yet that it is good. `place`: the
    page or number there, where it told one; `ignored`: what it did not keep, in its words."""

    state: Literal["sent", "pending"]
    place: str | None = None
    ignored: tuple[str, ...] = ()


class SentTower(Noun):
    """One tower that was sent. `tower`: its code, else its key."""

    tower: str
    place: str | None = None
    ignored: tuple[str, ...] = ()


class RefusedTower(Noun):
    """One tower that was refused, or left out, and why."""

    tower: str
    what: str
    remedy: str = ""
    details: str = ""


class Sending(Noun):
    """`pcsol/push-to/1`: what `push --to NAME --json` prints. `unchanged`: nothing new to say of it."""

    schema_: Literal["pcsol/push-to/1"] = Field("pcsol/push-to/1", alias="schema")
    inventory: str
    kind: Literal["glpi", "snipeit", "devicehub"]
    sent: tuple[SentTower, ...] = ()
    unchanged: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    refused: tuple[RefusedTower, ...] = ()
    left_out: tuple[RefusedTower, ...] = ()
    warnings: tuple[str, ...] = ()
