"""Open Badges 3.0 (1EdTech, April 2025): achievement definitions, and a draft that nobody has signed.

Definitions hold no person. A draft's subject is a random number, so that it says of nobody who it is; it is for adults
and from 15 on. Signing is a platform's work: a key on a stick would be everybody's key. Null and empty lists are left
out, as the specification wants.
"""

from datetime import datetime
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pcsol.i18n import _
from pcsol.model.workshop.booklets import Achievement, Badges
from pcsol.report.workshop.content import said

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
# Whom a draft may be made for: nobody younger can be asked for.
Old = Literal["15-17", "adults"]
_OURS = "pcsol/achievement/"


def definitions(badges: Badges) -> dict[str, Any]:
    """Return all achievements as one JSON-LD graph."""
    return {"@context": list(CONTEXT), "@graph": [achievement(one) for one in badges.achievements]}


def achievement(one: Achievement) -> dict[str, Any]:
    """Return one definition; its id is the same wherever it is written."""
    return _without_nothing({
        "id": urn(_OURS + one.id),
        "type": ["Achievement"],
        "name": said(one.name),
        "description": said(one.description),
        "criteria": {"narrative": said(one.criteria)},
        "alignment": [
            {"type": ["Alignment"], "targetName": said(target.name), "targetUrl": target.url}
            for target in one.alignments
        ],
    })  # fmt: skip


def draft(one: Achievement, structure: str, at: datetime, numbers: tuple[UUID, UUID]) -> dict[str, Any]:
    """Return an unsigned credential. `at`: with its zone; `numbers`: two random ones, of the draft and of its subject.

    It is no badge until a platform has signed it, and its name says so.
    """
    own, subject = numbers
    return _without_nothing({
        "@context": list(CONTEXT),
        "id": own.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _("Unsigned draft: {achievement}").format(achievement=said(one.name)),
        "issuer": _without_nothing({
            "id": urn(f"pcsol/structure/{structure}"), "type": ["Profile"], "name": structure or None,
        }),
        "validFrom": at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "credentialSubject": {"id": subject.urn, "type": ["AchievementSubject"], "achievement": achievement(one)},
    })  # fmt: skip


def urn(name: str) -> str:
    """Return an id that is the same for the same name, and that needs no server to answer."""
    return uuid5(NAMESPACE_URL, name).urn


def _without_nothing(value: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in value.items() if one is not None and one != []}
