"""What a rule is shown, and what it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pcsol.model.erasure.candidate import Candidate, Custody, Refusal

REMOVABLE, LOOP = "--allow-removable", "--allow-loop"


@dataclass(frozen=True, slots=True)
class View:
    """A disk among all others, in its tower. `custody` None: the records could not be looked at."""

    candidate: Candidate
    everyone: tuple[Candidate, ...]
    custody: Custody | None

    @property
    def is_loop(self) -> bool:
        """Whether it is a file that stands for a disk."""
        return self.candidate.kind == "loop" or self.candidate.disk.bus == "loop"

    @property
    def name(self) -> str:
        """What to call it in a sentence: "sda"."""
        return self.candidate.disk.name


Rule = Callable[[View], Iterator[Refusal]]


def why(view: View, part: str) -> str:
    """Return the reasons why a part ("holdings") of this disk is not known, and what to do."""
    told = [one for one in view.candidate.unknown if one.what.endswith(f".{part}")]
    remedies = dict.fromkeys(one.remedy for one in told if one.remedy)
    return " ".join([*dict.fromkeys(one.why for one in told), *remedies])
