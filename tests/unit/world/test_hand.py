"""The hand: programs that make a machine work, in known forms, and nothing else."""

import pytest

from pcsol.errors import ToolRefusedError
from pcsol.tools.hand import LiveHand
from pcsol.tools.programs.exerting import memtester, seven_zip, stress_ng, stressapptest
from pcsol.tools.world import meter

KNOWN = [
    stressapptest.argv(480, 3000, 4),
    stressapptest.argv(5, 64, 2, with_errors=True),
    memtester.argv(64),
    stress_ng.argv(16, 300),
    seven_zip.argv("7z", 1),
    seven_zip.argv("7zz", 128),
    ("smartctl", "--json=c", "-t", "short", "/dev/sda"),
]
REFUSED = [
    ("stressapptest", "-s", "5", "-M", "64", "-m", "2", "-f", "/dev/sda"),
    ("stressapptest", "-s", "5", "-M", "64", "-m", "0"),
    ("memtester", "-p", "0x1000", "64M", "1"),
    ("stress-ng", "--hdd", "1"),
    ("stress-ng", *stress_ng.argv(4, 60)[1:-1], "--hdd"),
    ("7z", "a", "/dev/sda", "-mmt1", "-md20"),
    ("smartctl", "--json=c", "-t", "short", "/dev/sda; reboot"),
    ("smartctl", "-s", "off", "/dev/sda"),
    ("/tmp/stressapptest", "-s", "5", "-M", "64", "-m", "2"),
    (),
]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    seen: list[tuple[str, ...]] = []
    monkeypatch.setattr(meter, "start", lambda argv, _seconds: seen.append(argv))
    return seen


@pytest.mark.parametrize("argv", KNOWN, ids=lambda argv: argv[0])
def test_what_the_program_files_make_is_started(argv: tuple[str, ...], started: list[tuple[str, ...]]) -> None:
    LiveHand().start(argv, 1)
    assert started == [argv]


@pytest.mark.parametrize("argv", REFUSED, ids=" ".join)
def test_every_other_form_is_refused(argv: tuple[str, ...], started: list[tuple[str, ...]]) -> None:
    with pytest.raises(ToolRefusedError):
        LiveHand().start(argv, 1)
    assert started == []


def test_a_program_is_found_where_the_meter_looks(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "_PATH", str(tmp_path))
    (tmp_path / "stress-ng").touch(0o755)
    assert LiveHand().find("stress-ng") == str(tmp_path / "stress-ng")
    assert LiveHand().find("memtester") is None
