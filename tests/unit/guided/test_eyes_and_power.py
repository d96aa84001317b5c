"""What eyes find, and the power supply: each bad answer is a finding, and what was not looked at is not passed."""

from pathlib import Path

import pytest

from tests.unit.guided.bench import TreeWorld, tried

EYES = ["1"] * 6
POWER = ["next", "next", *["1"] * 5]


def test_a_tower_that_is_well_passes_and_its_look_is_kept(tmp_path: Path) -> None:
    found, _script = tried("eyes", TreeWorld(tmp_path), [*EYES, "3"])
    assert (found.result, found.reasons) == ("passed", ())
    look = found.evidence[-1]
    assert (look.code, look.value, look.limit) == ("look", 3, 4)
    assert look.text == "Look 3 of 4: clear scratches or stains"


@pytest.mark.parametrize(
    ("at", "answer", "result", "code"),
    [
        (0, "2", "failed", "smell"), (1, "2", "failed", "capacitors"), (1, "3", "not-tested", "capacitors"),
        (2, "2", "to-look-at", "cracks"), (2, "3", "failed", "cracks"), (3, "2", "to-look-at", "screws"),
        (4, "2", "to-look-at", "feet"), (5, "2", "to-look-at", "dust"),
    ],
)  # fmt: skip
def test_each_finding_of_eyes(tmp_path: Path, at: int, answer: str, result: str, code: str) -> None:
    answers = [*EYES[:at], answer, *EYES[at + 1 :], "2"]
    found, _script = tried("eyes", TreeWorld(tmp_path), answers)
    assert (found.result, [one.code for one in found.reasons]) == (result, [code])


@pytest.mark.parametrize(
    ("at", "answer", "result", "code"),
    [
        (2, "2", "failed", "cord"), (3, "3", "failed", "voltage"), (4, "2", "to-look-at", "label"),
        (5, "2", "to-look-at", "noise"), (5, "3", "failed", "noise"), (6, "2", "failed", "power-smell"),
    ],
)  # fmt: skip
def test_each_finding_of_the_power_supply(tmp_path: Path, at: int, answer: str, result: str, code: str) -> None:
    found, _script = tried("power-supply", TreeWorld(tmp_path), [*POWER[:at], answer, *POWER[at + 1 :]])
    assert (found.result, [one.code for one in found.reasons]) == (result, [code])


def test_the_rules_come_before_anybody_goes_near_it(tmp_path: Path) -> None:
    found, script = tried("power-supply", TreeWorld(tmp_path), POWER)
    assert found.result == "passed"
    assert script.cards[0].text.startswith("Never open the power supply")


def test_back_undoes_the_last_answer(tmp_path: Path) -> None:
    found, _script = tried("eyes", TreeWorld(tmp_path), ["2", "back", *EYES, "1"])
    assert found.result == "passed"


def test_back_on_the_first_screen_stays_there(tmp_path: Path) -> None:
    assert tried("eyes", TreeWorld(tmp_path), ["back", "back", *EYES, "1"])[0].result == "passed"
