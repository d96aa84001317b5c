"""Open Badges 3.0, field by field (1EdTech openbadges-specification, ob_v3p0/common_credentials.lines)."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from pcsol.i18n import speaking
from pcsol.model.workshop.booklets import Badges
from pcsol.report.workshop.badges import achievement, definitions, draft
from tests.unit.report.workshop.paper import noun

NUMBERS = (UUID(int=1), UUID(int=2))
AT = datetime(2026, 11, 28, 10, 0, tzinfo=timezone(timedelta(hours=1)))
BADGES = Badges.model_validate(noun("badges", achievements=[
    {"id": "remonteur", "name": "Remonteur", "description": "A remonté une tour.", "criteria": "A suivi les étapes.",
     "alignments": [{"name": "En lien avec la compétence 5.1 du CRCN", "url": "https://example.org/crcn"}]},
    {"id": "passeur", "name": "Passeur", "description": "A expliqué.", "criteria": "A aidé."},
]))  # fmt: skip
ONE, BARE = BADGES.achievements


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    with speaking("fr"):
        yield


def nothing_in(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(nothing_in, value.values()))
    if isinstance(value, list):
        return not value or any(map(nothing_in, value))
    return value is None


def test_an_achievement_has_the_fields_that_are_required() -> None:
    found = achievement(ONE)
    assert UUID(found["id"].removeprefix("urn:uuid:")).urn == found["id"]
    assert found["type"] == ["Achievement"]
    assert (found["name"], found["description"]) == ("Remonteur", "A remonté une tour.")
    assert found["criteria"] == {"narrative": "A suivi les étapes."}
    assert found["alignment"] == [{
        "type": ["Alignment"], "targetName": "En lien avec la compétence 5.1 du CRCN",
        "targetUrl": "https://example.org/crcn",
    }]  # fmt: skip


def test_an_id_is_the_same_wherever_and_in_whatever_language_it_is_written() -> None:
    """A badge that was given out is found again years later: this number never changes."""
    french = achievement(ONE)["id"]
    with speaking("en"):
        assert achievement(ONE)["id"] == french == "urn:uuid:da0113cc-6807-57fb-b47b-9b296a5dbbe3"
    assert achievement(BARE)["id"] != french


def test_definitions_hold_achievements_and_nobody() -> None:
    found = definitions(BADGES)
    assert set(found) == {"@context", "@graph"}
    assert [one["name"] for one in found["@graph"]] == ["Remonteur", "Passeur"]
    assert "credentialSubject" not in json.dumps(found)
    assert not nothing_in(found)


def test_a_draft_has_every_required_field_and_no_proof() -> None:
    found = draft(ONE, "Centre social du Parc", AT, NUMBERS)
    assert set(found) == {"@context", "id", "type", "name", "issuer", "validFrom", "credentialSubject"}
    assert found["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert found["id"] == "urn:uuid:00000000-0000-0000-0000-000000000001"
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert found["name"] == "Brouillon non signé : Remonteur"
    assert found["issuer"]["type"] == ["Profile"]
    assert found["issuer"]["name"] == "Centre social du Parc"
    assert found["issuer"]["id"].startswith("urn:uuid:")
    assert found["validFrom"] == "2026-11-28T10:00:00+01:00"


def test_the_subject_of_a_draft_is_a_random_number_and_nothing_else() -> None:
    subject = draft(ONE, "", AT, NUMBERS)["credentialSubject"]
    assert set(subject) == {"id", "type", "achievement"}
    assert subject["id"] == "urn:uuid:00000000-0000-0000-0000-000000000002"
    assert subject["type"] == ["AchievementSubject"]
    assert subject["achievement"] == achievement(ONE)


def test_null_and_empty_lists_are_left_out() -> None:
    found = draft(BARE, "", AT, NUMBERS)
    assert not nothing_in(found)
    assert "alignment" not in found["credentialSubject"]["achievement"]
    assert "name" not in found["issuer"]
