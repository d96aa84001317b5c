"""The front door: each fault once, as a sentence and a number; as one JSON object where a program asks."""

import json
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import pytest
import typer

from pcsol import __version__, cli
from pcsol.commands.contents import CONTENTS
from pcsol.commands.faults import logbook
from pcsol.commands.faults.tell import tell
from pcsol.commands.parser import hall
from pcsol.errors import NotAnAlbumError, PCSolError, ToolMissingError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _french() -> Any:
    with speaking("fr"):
        yield


@pytest.fixture
def one_command(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., None]], None]:
    """Put a command of the test's own behind the name `probe`."""

    def put(function: Callable[..., None]) -> None:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command("probe", cls=hall.Door, help="x")(function)
        monkeypatch.setattr(hall, "door", lambda _name, _family="": typer.main.get_command(app))

    return put


def test_the_version_is_one_line(capsys: Captured) -> None:
    assert cli.run(["--version"]) == ExitCode.OK
    assert capsys.readouterr().out == f"pcsol {__version__}\n"


def test_a_command_line_that_says_nothing_gets_the_help(capsys: Captured) -> None:
    assert cli.run([]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert all(name in said for name in CONTENTS)


def test_help_is_an_answer_and_stands_on_stdout(capsys: Captured) -> None:
    assert cli.run(["probe", "--help"]) == ExitCode.OK
    captured = capsys.readouterr()
    assert captured.out.startswith("Utilisation : pcsol probe")
    assert captured.err == ""


def test_a_fault_is_a_sentence_a_remedy_and_a_number(capsys: Captured, tmp_path: Path) -> None:
    assert cli.run(["--machine", str(tmp_path / "none"), "probe"]) == ExitCode.NOT_AN_ALBUM
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert len(captured.err.splitlines()) >= 2


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["--machine", "/zzz", "probe", "--json"], ExitCode.NOT_AN_ALBUM),
        (["probe", "--json", "--zzz"], ExitCode.USAGE),
        (["zzz", "--json"], ExitCode.USAGE),
        (["probe", "zzz", "--json"], ExitCode.USAGE),
    ],
)
def test_with_json_a_fault_is_one_object_on_stdout(argv: list[str], code: int, capsys: Captured) -> None:
    assert cli.run(argv) == code
    captured = capsys.readouterr()
    error = json.loads(captured.out)["error"]
    assert list(error) == ["code", "what", "remedy", "details"]
    assert error["code"] == code
    assert error["what"]
    assert captured.err == ""


@pytest.mark.parametrize("argv", [["--machine"], ["probe", "--html"], ["nonsense"], ["probe", "--nonsense"]])
def test_wrong_usage_says_where_the_right_one_stands(argv: list[str], capsys: Captured) -> None:
    assert cli.run([*argv, "--json"] if argv[-1] == "nonsense" else argv) == ExitCode.USAGE
    captured = capsys.readouterr()
    said = (captured.out + captured.err).replace("’", "'")  # the screen's apostrophe, and that of --json
    assert "--help` montre comment l'utiliser." in said


def test_an_unforeseen_fault_is_said_to_be_ours_and_leaves_a_log(
    capsys: Captured, one_command: Callable[..., None], pcsol_home: Path
) -> None:
    def probe() -> None:
        raise ValueError("the secret cause")

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OURS
    said = capsys.readouterr().err
    log = pcsol_home / "log" / "pcsol.log"
    assert "C'est sa faute" in said
    assert str(log) in said
    assert "Traceback" not in said
    assert "the secret cause" in log.read_text("utf-8")


def test_a_medium_that_hangs_keeps_no_fault_from_the_screen(
    capsys: Captured, one_command: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, at_home = threading.Event(), logbook._file_at_home

    def slow() -> Path:
        hangs.wait(20)
        return at_home()

    def probe() -> None:
        raise ValueError("the secret cause")

    monkeypatch.setattr(logbook, "_file_at_home", slow)
    monkeypatch.setattr(logbook, "_file_elsewhere", lambda: tmp_path / "elsewhere.log")
    monkeypatch.setattr(logbook, "_SECONDS", 0.05)
    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OURS
    hangs.set()
    assert str(tmp_path / "elsewhere.log") in capsys.readouterr().err.replace("\n", "")
    assert "the secret cause" in (tmp_path / "elsewhere.log").read_text("utf-8")


def test_where_the_home_cannot_be_written_the_log_goes_elsewhere(
    capsys: Captured, one_command: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def probe() -> None:
        raise ValueError

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OURS
    assert f"{tmp_path}/pcsol-{os.getuid()}.log" in capsys.readouterr().err


def test_a_log_makes_no_path_on_which_a_stick_is_missing(
    capsys: Captured, one_command: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSOL_HOME", str(tmp_path / "stick" / "home"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))

    def probe() -> None:
        raise ValueError

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OURS
    assert not (tmp_path / "stick").exists()
    (log,) = (tmp_path / "tmp").iterdir()
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("taken_by", ["a link", "a pipe"])
def test_a_log_follows_no_link_and_waits_for_no_pipe(
    capsys: Captured, one_command: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken_by: str
) -> None:
    monkeypatch.setenv("PCSOL_HOME", "/dev/null/home")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    log = tmp_path / f"pcsol-{os.getuid()}.log"
    if taken_by == "a link":
        log.symlink_to(tmp_path / "elsewhere")
    else:
        os.mkfifo(log)

    def probe() -> None:
        raise ValueError

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OURS
    assert not (tmp_path / "elsewhere").exists()


def test_a_room_s_own_fault_is_logged_and_not_shown(
    capsys: Captured, one_command: Callable[..., None], pcsol_home: Path
) -> None:
    def probe() -> None:
        logging.getLogger("pcsol.probe").error("room memory", exc_info=KeyError("inside a room"))

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.OK
    assert capsys.readouterr().err == ""
    assert "inside a room" in (pcsol_home / "log" / "pcsol.log").read_text("utf-8")


def test_ctrl_c_ends_with_130(capsys: Captured, one_command: Callable[..., None]) -> None:
    def probe() -> None:
        raise KeyboardInterrupt

    one_command(probe)
    assert cli.run(["probe"]) == 130
    assert capsys.readouterr().err == "Interrompu.\n"


def test_a_number_that_is_none_is_said_in_french(capsys: Captured, one_command: Callable[..., None]) -> None:
    def probe(count: Annotated[int, typer.Option(metavar="N", min=1)] = 1, size: float = 1.0) -> None:
        pass

    one_command(probe)
    assert cli.run(["probe", "--count", "many"]) == ExitCode.USAGE
    assert "--count : « many » : il faut un nombre entier." in capsys.readouterr().err
    assert cli.run(["probe", "--count", "0"]) == ExitCode.USAGE
    assert "il faut au moins 1" in capsys.readouterr().err
    assert cli.run(["probe", "--size", "x"]) == ExitCode.USAGE
    assert "il faut un nombre" in capsys.readouterr().err


def test_a_missing_or_wrong_file_is_said_in_french(
    capsys: Captured, one_command: Callable[..., None], tmp_path: Path
) -> None:
    def probe(file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)]) -> None:
        pass

    one_command(probe)
    assert cli.run(["probe"]) == ExitCode.USAGE
    assert "Il manque FICHIER." in capsys.readouterr().err
    assert cli.run(["probe", "/zzz"]) == ExitCode.USAGE
    assert "n'existe pas" in capsys.readouterr().err
    assert cli.run(["probe", str(tmp_path)]) == ExitCode.USAGE
    assert "il faut un fichier" in capsys.readouterr().err


def test_what_is_typed_cannot_move_the_cursor(capsys: Captured) -> None:
    cli.run(["\x1b[2Jzzz"])
    assert "\x1b" not in capsys.readouterr().err


def test_an_error_without_a_tongue_still_ends_with_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_args: object, **_kw: object) -> NoReturn:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", closed)
    assert tell(ToolMissingError("smartctl"), []) == ExitCode.TOOL_MISSING


def test_every_kind_of_error_has_a_number_of_its_own_and_none_is_a_finding() -> None:
    kinds = _below(PCSolError)
    assert NotAnAlbumError in kinds
    assert all(int(kind.code) >= 3 for kind in kinds)


def _below(kind: type[PCSolError]) -> set[type[PCSolError]]:
    return {kind, *(deeper for found in kind.__subclasses__() for deeper in _below(found))}


def test_on_a_terminal_an_error_is_folded_between_words(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    error = NotAnAlbumError("One two three four five six seven eight.", remedy="Nine ten eleven.", details="errno 2")
    assert tell(error, []) == ExitCode.NOT_AN_ALBUM
    said = capsys.readouterr().err.splitlines()
    assert said == ["One two three four five six seven eight.", "Nine ten eleven.", "errno 2"]
    tell(NotAnAlbumError("One two three four five six seven eight nine."), [])
    assert capsys.readouterr().err.splitlines() == ["One two three four five six seven eight", "nine."]
