"""Letters: records on their way to the hub, as the bench sees them."""

from typing import Literal

from pydantic import AwareDatetime, Field

from pcsol.model.noun import Noun
from pcsol.model.papers.signers import PublicKey


class Enrolment(Noun):
    """`pcsol/hub/1`, in `keys/hub.json`: the hub that this station is known to, and the token that says so.

    `certificate`: the only one that is accepted there (PEM); None: whatever the machine's authorities vouch for.
    `papers_key`: the key of this station's papers that the hub knows; None: none yet.
    """

    schema_: Literal["pcsol/hub/1"] = Field("pcsol/hub/1", alias="schema")
    url: str
    certificate: str | None = None
    station: str
    structure: str | None = None
    token: str = Field(repr=False)
    expires_at: AwareDatetime | None = None
    papers_key: PublicKey | None = None


class Letter(Noun):
    """A record that waits, as the name of its file tells: nothing was read yet. `tower` is its folder's name."""

    id: str
    tower: str
    kind: str
    taken_at: AwareDatetime
    file: str = Field(exclude=True)


class Damaged(Noun):
    """A file among the records that cannot be sent."""

    file: str
    why: str


class Refusal(Noun):
    """What the hub would not take, and why. `next_try` None: when it is asked for, or PCSol or the hub was updated."""

    status: int
    reason: str
    remedy: str = ""
    since: AwareDatetime
    next_try: AwareDatetime | None = None
    pcsol: str
    hub: str | None = None

    def is_worth_another_try(self, pcsol: str, hub: str | None) -> bool:
        """Say whether PCSol (its version) or the hub is not the one any more that refused."""
        return self.pcsol != pcsol or (hub is not None and self.hub != hub)


class Refusals(Noun):
    """`outbox/refused.json`: by the record's id, for one hub (its mark)."""

    schema_: Literal["pcsol/outbox-refused/1"] = Field("pcsol/outbox-refused/1", alias="schema")
    hub: str
    refused: dict[str, Refusal] = Field(default_factory=dict)


class Pause(Noun):
    """`outbox/pause.json`: how long to leave the hub alone, after so many rounds in a row that failed."""

    schema_: Literal["pcsol/outbox-pause/1"] = Field("pcsol/outbox-pause/1", alias="schema")
    hub: str
    failures: int = Field(ge=0)
    seconds: float = Field(ge=0)
    since: AwareDatetime


class RefusedLetter(Letter):
    """A letter that the hub would not take."""

    status: int
    reason: str
    remedy: str
    since: AwareDatetime
    next_try: AwareDatetime | None = None


class Outbox(Noun):
    """`pcsol/outbox-list/1`, what `outbox --json` prints. `hub`: its address; None: this station is not enrolled."""

    schema_: Literal["pcsol/outbox-list/1"] = Field("pcsol/outbox-list/1", alias="schema")
    hub: str | None = None
    waiting: tuple[Letter, ...] = ()
    refused: tuple[RefusedLetter, ...] = ()
    damaged: tuple[Damaged, ...] = ()


class Pushed(Noun):
    """`pcsol/push/1`, what `push --json` prints: how many went, and what stays here and why.

    `unnoted`: how many of those that went could not be noted as such here; they are sent again, which is no harm.
    `remark`: what else a coordinator should know.
    """

    schema_: Literal["pcsol/push/1"] = Field("pcsol/push/1", alias="schema")
    hub: str
    delivered: int = 0
    waiting: int = 0
    unnoted: int = 0
    refused: tuple[RefusedLetter, ...] = ()
    damaged: tuple[Damaged, ...] = ()
    remark: str = ""


class Exported(Noun):
    """`pcsol/outbox-export/1`, what `outbox export --json` prints. `taken_up`: how many records the receipt beside the
    file says are at the hub. `records`: how many the file holds now; None: nothing waits, and none was written."""

    schema_: Literal["pcsol/outbox-export/1"] = Field("pcsol/outbox-export/1", alias="schema")
    file: str
    taken_up: int | None = None
    records: int | None = None
    refused: tuple[RefusedLetter, ...] = ()
    damaged: tuple[Damaged, ...] = ()
