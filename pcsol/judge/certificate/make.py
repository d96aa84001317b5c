"""Make the paper of an erasure: a certificate where it was accepted, a *NOT ERASED report* for every other end."""

import uuid
from typing import Any, Literal, cast

from pcsol.errors import NotErasedError
from pcsol.i18n import _, speaking
from pcsol.judge.certificate import facts
from pcsol.judge.certificate.doubts import doubts
from pcsol.judge.certificate.unchecked import unchecked
from pcsol.model.erasure.outcome import Erasure
from pcsol.model.papers.certificate import Because, Certificate, NotErased, Told
from pcsol.model.papers.context import PaperContext

# What the law says of it, quoted by the report. Whether it is kept is not for PCSol to say.
LAW = ("fr-consommation-r122-4", "fr-reen-16")
_PAPERS = uuid.UUID("6f3d2c1e-7a51-5f0e-9c1b-3f1d5a8e2b47")
# Of an erasure that was not accepted these say nothing that its title does not.
_EMPTY = ("not-accepted", "no-level", "interrupted")
_Next = Literal["resume", "repeat", "escalate", "destroy"]


def make(erasure: Erasure, context: PaperContext) -> Certificate:
    """Return the certificate, not yet signed. Raises NotErasedError for anything but an accepted erasure.

    "Accepted" is looked at again: a level that the technique cannot reach, sectors that were not read back, canaries
    that survived … are no certificate, whatever the erasure says of itself.
    """
    against = doubts(erasure)
    if against:
        raise NotErasedError(
            _("There is no certificate for this disk: its erasure was not accepted."),
            remedy=_("Read its NOT ERASED report: it says what to do next."),
            details="\n".join(f"{reason.code}: {reason.text}" for reason in against),
        )
    level = cast("Literal['clear', 'purge']", erasure.level)
    storage = facts.storage(context, erasure.plan.candidate.id, level)
    return Certificate(
        **_common(erasure, context),
        validation="accepted",
        level=level,
        storage=storage,
        destination=context.destination,
    )


def not_erased(erasure: Erasure, context: PaperContext) -> NotErased:
    """Return the report of every other end, not yet signed. Raises ValueError for what may have a certificate."""
    if not doubts(erasure):
        raise ValueError("an accepted erasure gets a certificate")
    fields = _common(erasure, context)
    fields["reasons"] = (*fields["reasons"], *_why_not(erasure))
    validation = "repeat" if erasure.validation == "accepted" else erasure.validation
    return NotErased(
        **fields,
        validation=validation,
        level="none",
        storage=facts.storage(context, erasure.plan.candidate.id, "none"),
        interrupted=erasure.interrupted,
        next=_next(erasure, validation),
    )


def _why_not(erasure: Erasure) -> tuple[Because, ...]:
    """Say what the second look found; the validation's own words stand before it."""
    told = {}
    for language in ("fr", "en"):
        with speaking(language):
            told[language] = doubts(erasure)
    pairs = zip(told["fr"], told["en"], strict=True)
    found = tuple(Because(code=fr.code, text=Told(fr=fr.text, en=en.text)) for fr, en in pairs)
    return tuple(one for one in found if one.code not in _EMPTY)


def _next(erasure: Erasure, validation: _Next) -> _Next:
    return "resume" if erasure.interrupted and validation != "destroy" else validation


def _common(erasure: Erasure, context: PaperContext) -> dict[str, Any]:
    told = facts.Telling(context.language, erasure, context.also_told)
    return {
        "id": _id(erasure),
        "made_at": erasure.ended_at,
        "clock": erasure.clock,
        "structure": context.structure,
        "station": context.station,
        "operator": context.operator,
        "place": context.place,
        "tool_version": context.pcsol,
        "device": facts.device(erasure),
        "source": facts.source(context),
        "law": LAW,
        "started_at": erasure.started_at,
        "ended_at": erasure.ended_at,
        "reasons": told.reasons(),
        "deeds": facts.deeds(erasure),
        "attempts": tuple(facts.deeds(earlier) for earlier in erasure.earlier),
        "hidden_areas": facts.hidden_areas(erasure),
        "proof": facts.proof(erasure.verification),
        "map": facts.sector_map(erasure),
        "smart_before": facts.smart(erasure.before),
        "smart_after": facts.smart(erasure.after),
        "resumed": erasure.resumed,
        "not_checked": unchecked(erasure, context),
        "remarks": told.remarks(),
    }


def _id(erasure: Erasure) -> str:
    """The same erasure has the same paper: one that could not be saved is written again under its name."""
    return str(uuid.uuid5(_PAPERS, erasure.model_dump_json(by_alias=True)))
