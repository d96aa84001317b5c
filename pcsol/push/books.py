"""What is known of each letter in this run: on the medium where it takes it, and in memory all the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pcsol import __version__
from pcsol.errors import StoreError
from pcsol.model.letters.outbox import Damaged, Letter, Refusal, Refusals
from pcsol.store.post import ledger, notes, outbox


@dataclass(slots=True)
class Books:
    """`hub`: its mark. `fault`: why something could not be written down; sending goes on, for it may be sent again."""

    home: Path
    hub: str
    refused: dict[str, Refusal] = field(default_factory=dict)
    unnoted: set[str] = field(default_factory=set)
    fault: StoreError | None = None
    _written: dict[str, Refusal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what was noted before."""
        self._written = dict(notes.refusals(self.home, self.hub).refused)
        self.refused = dict(self._written)

    def waiting(self) -> tuple[Mapping[str, tuple[Letter, ...]], tuple[Damaged, ...]]:
        """Return what the hub has not confirmed, by tower, and what cannot be read. Raises StoreError."""
        found = outbox.waiting(self.home, self.hub)
        if not self.unnoted:
            return found.towers, found.damaged
        left = {t: tuple(one for one in letters if one.id not in self.unnoted) for t, letters in found.towers.items()}
        return left, found.damaged

    def is_held_back(self, letter: Letter, hub_version: str | None) -> bool:
        """Say whether the hub refused this letter, and neither side was updated since."""
        refusal = self.refused.get(letter.id)
        return refusal is not None and not refusal.is_worth_another_try(__version__, hub_version)

    def confirm(self, ids: Iterable[str]) -> None:
        """The hub has these: write it down at once, with what could not be written before."""
        self.unnoted.update(ids)
        for number in self.unnoted & self.refused.keys():
            del self.refused[number]
        if not self.unnoted:
            return
        try:
            ledger.note(self.home, self.hub, sorted(self.unnoted))
        except StoreError as err:
            self.fault = err
            return
        self.unnoted.clear()

    def refuse(self, number: str, refusal: Refusal) -> None:
        """The hub would not take this one; `write` puts it down."""
        earlier = self.refused.get(number)
        since = earlier.since if earlier and earlier.status == refusal.status else refusal.since
        self.refused[number] = refusal.model_copy(update={"since": since})

    def settle(self) -> None:
        """Write down all that could not be written before; `fault` is what is wrong still."""
        self.fault = None
        self.confirm(())
        self.write()

    def write(self) -> None:
        """Write down what was refused, where it changed."""
        if self.refused == self._written:
            return
        try:
            notes.keep_refusals(self.home, Refusals(hub=self.hub, refused=self.refused))
        except StoreError as err:
            self.fault = err
            return
        self._written = dict(self.refused)
