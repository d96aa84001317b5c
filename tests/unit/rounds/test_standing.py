"""Saved or not, and why, in a volunteer's words."""

from pathlib import Path

import pytest

from pcsol.errors import StoreError, StoreFullError, StoreGoneError, StoreReadOnlyError
from pcsol.i18n import speaking
from pcsol.rounds.standing import standing
from pcsol.tools.kernel.live_medium import LiveMedium

HOME = Path("/somewhere")


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        (StoreGoneError("x"), "missing", "n’est pas là. Rebranchez-la."),
        (StoreGoneError("x"), "damaged", "est abîmée. Faites-la réparer"),
        (StoreReadOnlyError("x"), "mounted", "est protégée en écriture"),
        (StoreGoneError("x"), "read-only", "est protégée en écriture"),
        (StoreFullError("x"), "mounted", "est pleine. Faites-y de la place"),
        (StoreError("x"), "mounted", "ne répond pas. Retirez-la"),
    ],
)
def test_the_reason_and_the_remedy_are_said(fault, state, words):
    with speaking("fr"):
        found = standing(fault, HOME, LiveMedium(state=state))
    assert not found.saved
    assert found.text.startswith("PAS ENCORE SAUVÉ : la ")
    assert "PCSOL-DATA" in found.text
    assert words in found.text


def test_on_a_station_the_store_s_own_words_are_said():
    found = standing(StoreGoneError("Gone.", remedy="Come back."), HOME, None)
    assert (found.saved, found.text) == (False, "Gone. Come back.")


def test_saved_says_where():
    with speaking("fr"):
        assert standing(None, HOME, LiveMedium(state="mounted")).text == "Sauvé sur la clé PCSOL-DATA."
        assert "/somewhere" in standing(None, HOME, None).text
