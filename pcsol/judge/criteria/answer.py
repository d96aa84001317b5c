"""The answer to a need of the form *at least*: yes, no, or not known."""

from collections.abc import Mapping
from dataclasses import dataclass

from pcsol.model.verdict import CriterionResult


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said when the need is met, when it is not, and when that is not known; with places for `words`."""

    met: str
    lacking: str
    unknown: str


def at_least(
    code: str, value: int | None, limit: int, source: str, sentences: Sentences, **words: object
) -> CriterionResult:
    """Return the result for a number that must reach the limit; a number that is null is not known."""
    fits = None if value is None else value >= limit
    choice: Mapping[bool | None, str] = {True: sentences.met, False: sentences.lacking, None: sentences.unknown}
    text = choice[fits].format(value=value, limit=limit, **words)
    return CriterionResult(code=code, value=value, limit=limit, text=text, fits=fits, source=source)
