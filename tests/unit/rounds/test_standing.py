"""Saved or not, and why, in a volunteer's words."""

from pathlib import Path

import pytest

from pcsol.errors import StoreError, StoreFullError, StoreGoneError, StoreReadOnlyError
from pcsol.i18n import speaking
from pcsol.rounds.standing import repaired, standing
from pcsol.tools.kernel.live_medium import LiveMedium

HOME = Path("/somewhere")


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        (StoreGoneError("x"), "missing", "n’est pas là. Branchez une clé PCSol ; si elle l’est déjà, rebranchez-la."),
        (StoreGoneError("x"), "damaged", "est abîmée. Faites-la réparer"),
        (StoreReadOnlyError("x"), "mounted", "est protégée en écriture"),
        (StoreGoneError("x"), "read-only", "ou prenez une autre clé PCSol"),
        (StoreFullError("x"), "mounted", "est pleine. Faites-y de la place"),
        (StoreGoneError("x"), "mounted", "ne répond pas. Retirez-la"),
    ],
)
def test_the_reason_and_the_remedy_are_said(fault, state, words):
    with speaking("fr"):
        found = standing(fault, HOME, LiveMedium(state=state))
    assert not found.saved
    assert found.text.startswith("PAS ENCORE SAUVÉ : la ")
    assert "PCSOL-DATA" in found.text
    assert words in found.text


def test_a_stick_that_was_there_is_to_be_plugged_in_again():
    with speaking("fr"):
        found = standing(StoreGoneError("x"), HOME, LiveMedium(state="missing", partition="/dev/sdb3"))
    assert found.text.endswith("n’est pas là. Rebranchez-la.")


def test_a_repaired_stick_is_told_of_while_it_is_there():
    with speaking("fr"):
        told = repaired(LiveMedium(state="mounted", repaired=True))
    assert told == "La clé PCSOL-DATA était abîmée ; elle a été réparée. Vérifiez vos fiches."
    assert repaired(LiveMedium(state="mounted")) == ""
    assert repaired(LiveMedium(state="missing", repaired=True)) == ""


def test_on_a_station_the_store_s_own_words_are_said():
    found = standing(StoreGoneError("Gone.", remedy="Come back."), HOME, None)
    assert (found.saved, found.text) == (False, "Gone. Come back.")


def test_what_is_no_fault_of_the_stick_is_said_in_the_store_s_words():
    found = standing(StoreError("Another one.", remedy="Report it."), HOME, LiveMedium(state="mounted"))
    assert (found.saved, found.text) == (False, "Another one. Report it.")


def test_saved_says_where():
    with speaking("fr"):
        assert standing(None, HOME, LiveMedium(state="mounted")).text == "Sauvé sur la clé PCSOL-DATA."
        assert "/somewhere" in standing(None, HOME, None).text
