"""Every profile that PCSol ships loads, speaks both languages and says where its limits come from."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pcsol.model.profile.destination import Destination, System
from pcsol.model.profile.wipe import WipeProfile
from pcsol.store.profiles import load_profiles

ROOT = Path(__file__).resolve().parents[2] / "profiles"
KINDS = {"destinations": Destination, "systems": System, "wipes": WipeProfile}
FILES = sorted(file for kind in KINDS for file in (ROOT / kind).glob("*.yaml"))
SHELF = load_profiles()


def _texts(plain: Any) -> list[Any]:
    """Every value that is read by people, wherever it stands."""
    if isinstance(plain, list):
        return [text for item in plain for text in _texts(item)]
    if not isinstance(plain, dict):
        return []
    own = [plain[key] for key in ("title", "text", "source", "until_source") if key in plain]
    return own + [
        text for key, value in plain.items() if key not in ("title", "text", "source") for text in _texts(value)
    ]


def test_all_are_there_and_none_is_faulty() -> None:
    assert SHELF.faults == ()
    assert [d.id for d in SHELF.destinations] == ["family", "office", "school", "workshop", "parts"]
    assert [w.id for w in SHELF.wipes] == ["three-passes", "two-passes"]
    assert len(SHELF.destinations) + len(SHELF.systems) + len(SHELF.wipes) == len(FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_profile_is_named_by_its_id(file: Path) -> None:
    assert yaml.safe_load(file.read_text("utf-8"))["id"] == file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_text_is_french_and_english(file: Path) -> None:
    texts = _texts(yaml.safe_load(file.read_text("utf-8")))
    assert texts
    assert [
        text for text in texts if text != "local choice" and not (isinstance(text, dict) and set(text) == {"fr", "en"})
    ] == []


@pytest.mark.parametrize("profile", [*SHELF.destinations, *SHELF.systems], ids=lambda p: p.id)
def test_a_shipped_need_has_its_source(profile: Destination | System) -> None:
    stated = list(profile.needs.stated())
    assert stated
    assert all(need.source.fr and need.source.en for _name, need in stated)


@pytest.mark.parametrize("destination", SHELF.destinations, ids=lambda p: p.id)
def test_a_shipped_destination_names_systems_that_are_shipped(destination: Destination) -> None:
    assert set(destination.systems) <= {system.id for system in SHELF.systems}


@pytest.mark.parametrize("system", SHELF.systems, ids=lambda p: p.id)
def test_a_shipped_date_has_its_source(system: System) -> None:
    assert (system.until is None) == (system.until_source is None)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_profile_is_valid_by_the_json_schema_that_an_editor_uses(file: Path) -> None:
    schema = KINDS[file.parent.name].model_json_schema(mode="validation", by_alias=True)
    Draft202012Validator.check_schema(schema)
    plain = yaml.safe_load(file.read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(plain)] == []


def test_shipped_ranks_differ() -> None:
    ranks = [destination.rank for destination in SHELF.destinations]
    assert len(set(ranks)) == len(ranks)
