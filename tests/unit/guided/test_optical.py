"""The optical drive: tray and disc."""

from pathlib import Path

import pytest

from pcsol.errors import ToolFailedError
from pcsol.model.hardware.devices import Optical
from pcsol.tools import disc
from tests.towers import GOOD
from tests.unit.guided.bench import RecordedHand, TreeWorld, jobs_of, tried


def drive(path: str):
    return GOOD.model_copy(update={"optical": (Optical(path=path),)})


def test_a_disc_that_is_read_passes(tmp_path: Path) -> None:
    (tmp_path / "disc.iso").write_bytes(bytes(300_000))
    hand = RecordedHand()
    probe = drive(str(tmp_path / "disc.iso"))
    found, _script = tried("optical", TreeWorld(tmp_path), ["1", "1", "1"], hand, probe)
    assert found.result == "passed"
    assert [one.value for one in found.evidence] == [True, True, 300_000]
    assert [argv[:-1] for argv in hand.started] == [("eject",), ("eject", "-t")]


def test_a_drive_that_sees_no_disc_fails(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    found, _script = tried("optical", TreeWorld(tmp_path), ["1", "1", "1"], probe=drive(str(tmp_path / "empty")))
    [why] = found.reasons
    assert (found.result, why.code, why.text) == ("failed", "disc", "The drive saw no disc.")


@pytest.mark.parametrize(("answers", "code"), [(["2", "2", "1"], "opens"), (["1", "2", "2"], "closes")])
def test_a_tray_that_does_not_move_fails(tmp_path: Path, answers: list[str], code: str) -> None:
    found, _script = tried("optical", TreeWorld(tmp_path), answers, probe=drive("/dev/sr0"))
    assert (found.result, [one.code for one in found.reasons]) == ("failed", [code])


def test_without_a_disc_the_tray_alone_counts_and_that_is_said(tmp_path: Path) -> None:
    found, _script = tried("optical", TreeWorld(tmp_path), ["1", "2", "1"], probe=drive("/dev/sr0"))
    assert found.result == "passed"
    assert found.evidence[2].text == "No disc was put in: reading was not tried."


def test_without_eject_the_person_presses_the_button(tmp_path: Path) -> None:
    hand = RecordedHand(programs=())
    found, script = tried("optical", TreeWorld(tmp_path), ["1", "2", "1"], hand, drive("/dev/sr0"))
    assert found.result == "passed"
    assert "press the button on the drive" in script.shown


def test_no_drive_and_unknown_are_two_things(tmp_path: Path) -> None:
    codes = [
        tried("optical", TreeWorld(tmp_path), [], probe=GOOD.model_copy(update={"optical": found}))[0].reasons[0].code
        for found in ((), None)
    ]
    assert codes == ["no-drive", "unknown"]


def test_two_drives_are_two_tests() -> None:
    probe = GOOD.model_copy(update={"optical": (Optical(path="/dev/sr0"), Optical(path="/dev/sr1"))})
    assert [job.id for job in jobs_of("optical", probe)] == ["optical.sr0", "optical.sr1"]


def test_a_disc_is_read_to_a_limit_and_a_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "disc").write_bytes(bytes(9_000))
    assert disc.read(str(tmp_path / "disc"), 4_000) == 4_000
    with pytest.raises(ToolFailedError):
        disc.read(str(tmp_path))
    with pytest.raises(ToolFailedError):
        disc.read(str(tmp_path / "nothing"))
