"""The screen in five colours, on each output that has one."""

from pathlib import Path

import pytest

from tests.unit.guided.bench import TreeWorld, tried

COLOURS = ["next"] * 6


def outputs(world: TreeWorld, **states: str) -> TreeWorld:
    for name, state in states.items():
        world.write(f"/sys/class/drm/card0-{name}/status", f"{state}\n")
    return world


def test_five_colours_fill_the_screen_and_a_clean_one_passes(tmp_path: Path) -> None:
    found, script = tried("screen", outputs(TreeWorld(tmp_path), VGA1="connected"), [*COLOURS, "1"])
    assert (found.result, found.reasons) == ("passed", ())
    assert [card.fill for card in script.cards if card.fill] == ["white", "black", "red", "green", "blue"]


@pytest.mark.parametrize(
    ("answer", "result", "code"), [("2", "to-look-at", "dots"), ("3", "failed", "stripes"), ("4", "failed", "dark")]
)
def test_each_finding(tmp_path: Path, answer: str, result: str, code: str) -> None:
    found, _script = tried("screen", outputs(TreeWorld(tmp_path), VGA1="connected"), [*COLOURS, answer])
    assert (found.result, [(one.code, one.value) for one in found.reasons]) == (result, [(code, "VGA1")])


def test_every_output_with_a_screen_is_asked_about_and_the_worst_counts(tmp_path: Path) -> None:
    world = outputs(TreeWorld(tmp_path), DVI1="connected", VGA1="connected", HDMI1="disconnected")
    found, script = tried("screen", world, [*COLOURS, "4", *COLOURS, "1"])
    assert found.result == "failed"
    assert [(one.value, one.text.partition(":")[0]) for one in found.evidence] == [
        ("DVI1", "Screen on DVI1"), ("VGA1", "Screen on VGA1"),
    ]  # fmt: skip
    assert "HDMI1" not in script.shown


def test_back_shows_the_colour_before(tmp_path: Path) -> None:
    world = outputs(TreeWorld(tmp_path), VGA1="connected")
    _found, script = tried("screen", world, ["next", "next", "back", *["next"] * 5, "1"])
    assert [card.fill for card in script.cards if card.fill][:3] == ["white", "black", "white"]


def test_without_any_screen_it_cannot_be_tested(tmp_path: Path) -> None:
    found, script = tried("screen", outputs(TreeWorld(tmp_path), VGA1="disconnected"), [])
    assert (found.result, [one.code for one in found.reasons]) == ("not-testable", ["no-screen"])
    assert script.cards == []


def test_where_no_driver_tells_the_screen_before_the_person_is_tried(tmp_path: Path) -> None:
    found, _script = tried("screen", TreeWorld(tmp_path), [*COLOURS, "2"])
    assert found.reasons[0].text == "This screen: one or more dots that stay"
