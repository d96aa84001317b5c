"""What is asked of the body of each kind of record (pure)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import ValidationError

from pcsol.errors import CertificateUnreadableError
from pcsol.judge.certificate import check, read
from pcsol.judge.certificate.reading import AnyPaper
from pcsol.judge.letters.form import form
from pcsol.model.intake import Intake
from pcsol.model.noun import Noun
from pcsol.model.papers.certificate import Certificate
from pcsol.model.papers.signers import Signer
from pcsol.model.probe import Probe
from pcsol.model.record import Record
from pcsol.server.letters.judged import bounds

# "unproven": intact, and signed by nobody whom this hub knows.
End = Literal["accepted", "not-erased", "destroyed", "unproven"]

_VERSIONED = re.compile(r"(pcsol/[a-z-]+/)([1-9]\d{0,3})")
_NOUNS: dict[str, type[Noun]] = {"probe": Probe, "intake": Intake}
# The version of each body that this hub reads; a kind without one is kept and shown as it is.
_READS = {
    "probe": "pcsol/probe/1", "intake": "pcsol/intake/1", "wipe": "pcsol/wipe-run/1", "test": "pcsol/test-run/1",
    "grade": "pcsol/grade/1",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proven:
    """What a signed paper says of one disk. `id`: the paper's number; `at`: when it was made; `noun`: the paper."""

    disk: str
    end: End
    id: str
    at: datetime
    noun: AnyPaper


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was looked at: what is wrong with it, field by field; and what it proves."""

    faults: tuple[str, ...] = ()
    proven: tuple[Proven, ...] = ()


def is_newer(plain: dict[str, Any]) -> bool:
    """Say whether the body is of a newer schema than this hub reads."""
    body, known = plain.get("body"), _VERSIONED.fullmatch(_READS.get(str(plain.get("kind")), ""))
    schema = body.get("schema") if isinstance(body, dict) else None
    match = _VERSIONED.fullmatch(schema) if isinstance(schema, str) else None
    return bool(match and known and match[1] == known[1] and int(match[2]) > int(known[2]))


def looked_at(record: Record, signers: Callable[[], Sequence[Signer]]) -> Body:
    """Look at a record's body; `signers` tells whose papers are believed here."""
    noun, carried = _NOUNS.get(record.kind), list(papers(record.kind, record.body))
    faults = [*_faults(noun, record.body)] if noun else []
    known = tuple(signers()) if carried else ()
    proven = []
    for paper in carried:
        found = of_paper(paper, known)
        if isinstance(found, Proven):
            proven.append(found)
        elif found:
            faults.append(found)
    return Body(tuple(faults), tuple(proven))


def papers(kind: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the signed papers that a record carries: of an erasure, or of a destruction."""
    if kind == "destruction":
        yield body
    results = body.get("results") if kind == "wipe" else None
    for one in results if isinstance(results, list) else ():
        paper = one.get("paper") if isinstance(one, dict) else None
        if isinstance(paper, dict):
            yield paper


def of_paper(paper: dict[str, Any], signers: tuple[Signer, ...]) -> Proven | str | None:
    """Return what a paper proves, or what is wrong with it."""
    try:
        checked = check(form(paper), signers)
        if checked.state == "changed":
            return "body: a paper is not as it was signed"
        noun = read(paper)
    except (CertificateUnreadableError, ValueError) as err:
        return f"body: a paper cannot be read: {err}"[:300]
    if noun.device.id is None:
        return None
    if noun.made_at.tzinfo is None:
        return "body: a paper was made at a moment without a time zone"
    end: End = "accepted" if isinstance(noun, Certificate) else "not-erased"
    if noun.schema_.startswith("pcsol/destruction/"):
        end = "destroyed"
    believed = checked.known or end == "not-erased"
    return Proven(noun.device.id, end if believed else "unproven", noun.id, noun.made_at, noun)


def _faults(noun: type[Noun], body: dict[str, Any]) -> Iterator[str]:
    try:
        yield from bounds.too_large(noun.from_json(body))
    except ValidationError as err:
        for one in err.errors():
            yield ".".join(["body", *(str(part) for part in one["loc"])]) + f": {one['msg']}"
