"""Sound out and in, with the programs' recorded answers: what was played, what was recorded, what was heard."""

import math
from array import array
from pathlib import Path

import pytest

from pcsol.judge.testing.guided import sound
from tests.unit.guided.bench import RecordedHand, TreeWorld, tried

PCM = (
    "00-03: HDMI 0 : HDMI 0 : playback 1\n"
    "00-00: ALC887-VD Analog : ALC887-VD Analog : playback 1 : capture 1\n"
    "00-02: ALC887-VD Alt Analog : ALC887-VD Alt Analog : capture 1\n"
)


@pytest.fixture
def tower(tmp_path: Path) -> TreeWorld:
    world = TreeWorld(tmp_path)
    world.write("/proc/asound/pcm", PCM)
    return world


def voice(volume: float) -> bytes:
    return array("h", [int(volume * 32767 * math.sin(at / 20)) for at in range(48_000)]).tobytes()


def sides(raw: bytes) -> tuple[int, int]:
    signs = array("h")
    signs.frombytes(raw)
    return max(map(abs, signs[::2])), max(map(abs, signs[1::2]))


def test_a_tone_comes_left_then_right_from_the_plug_not_from_the_screen(tower: TreeWorld) -> None:
    hand = RecordedHand()
    found, _script = tried("sound-out", tower, ["next", "1", "1"], hand)
    assert found.result == "passed"
    left, right = map(sides, hand.played)
    assert left[0] > 10_000
    assert left[1] == 0
    assert right[0] == 0
    assert right[1] > 10_000
    assert {argv[3] for argv in hand.started if argv[0] == "aplay"} == {"plughw:0,0"}


def test_a_card_that_was_left_silent_is_turned_up_before(tower: TreeWorld) -> None:
    hand = RecordedHand(says={"amixer": (1, "Unable to find simple control")})
    assert tried("sound-out", tower, ["next", "1", "1"], hand)[0].result == "passed"
    assert hand.started[0] == ("amixer", "-q", "-c", "0", "sset", "Master", "80%", "unmute")


@pytest.mark.parametrize(
    ("answers", "result", "codes"),
    [
        (["1", "3"], "failed", ["tone-right"]), (["2", "1"], "to-look-at", ["tone-left"]),
        (["3", "2"], "failed", ["tone-left", "tone-right"]),
    ],
)  # fmt: skip
def test_what_was_not_heard_where_it_belongs(
    tower: TreeWorld, answers: list[str], result: str, codes: list[str]
) -> None:
    found, _script = tried("sound-out", tower, ["next", *answers])
    assert (found.result, [one.code for one in found.reasons]) == (result, codes)


def test_the_tone_is_played_again_when_that_is_wanted(tower: TreeWorld) -> None:
    hand = RecordedHand()
    assert tried("sound-out", tower, ["next", "4", "1", "1"], hand)[0].result == "passed"
    assert len(hand.played) == 3


def test_what_aplay_said_is_shown_and_kept(tower: TreeWorld) -> None:
    said = "aplay: main:831: audio open error: Device or resource busy"
    found, script = tried("sound-out", tower, ["next", "3", "3"], RecordedHand(says={"aplay": (1, said)}))
    assert said in script.shown
    assert (found.result, [one.value for one in found.evidence if one.code == "aplay"]) == ("failed", [said])


def test_without_a_card_or_a_program_it_cannot_be_tested(tmp_path: Path, tower: TreeWorld) -> None:
    bare = TreeWorld(tmp_path / "bare")
    for test, program, card in (("sound-out", "aplay", "no-sound-card"), ("sound-in", "arecord", "no-sound-input")):
        cardless = tried(test, bare, [])[0]
        assert (cardless.result, [one.code for one in cardless.reasons]) == ("not-testable", [card])
        [why] = tried(test, tower, [], RecordedHand(programs=()))[0].reasons
        assert why.code == {"aplay": "no-aplay", "arecord": "no-arecord"}[program]
        assert program in why.text


def test_a_voice_is_recorded_measured_and_played_back(tower: TreeWorld) -> None:
    hand = RecordedHand(voice=voice(0.1))
    found, _script = tried("sound-in", tower, ["1", "next", "1"], hand)
    assert found.result == "passed"
    level = next(one for one in found.evidence if one.code == "level")
    assert level.value == pytest.approx(-23.0, abs=0.2)
    assert level.unit == "dBFS"
    assert hand.played[0][:4] == b"RIFF"


def test_silence_from_a_microphone_that_is_plugged_in_fails(tower: TreeWorld) -> None:
    found, _script = tried("sound-in", tower, ["1", "next", "2"], RecordedHand(voice=bytes(96_000)))
    assert (found.result, [(one.code, one.value) for one in found.reasons]) == ("failed", [("not-heard", -90.0)])


def test_noise_that_is_no_voice_is_to_be_looked_at(tower: TreeWorld) -> None:
    assert tried("sound-in", tower, ["1", "next", "2"], RecordedHand(voice=voice(0.5)))[0].result == "to-look-at"


def test_nothing_recorded_at_all_is_silence(tower: TreeWorld) -> None:
    hand = RecordedHand(says={"arecord": (1, "arecord: main:831: audio open error: No such file or directory")})
    found, _script = tried("sound-in", tower, ["1", "next", "2"], hand)
    assert found.result == "failed"
    assert "sound-fault" in {one.code for one in found.evidence}


def test_without_a_microphone_it_cannot_be_tested(tower: TreeWorld) -> None:
    assert tried("sound-in", tower, ["2"])[0].reasons[0].code == "no-microphone"


def test_a_steady_offset_is_no_sound() -> None:
    assert sound.level_dbfs(array("h", [900] * 48_000).tobytes()) == sound.SILENT_DBFS
