"""PCSol as a shell starts it: what it loads for a help, how it ends, and what Tab completes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pcsol.commands.contents import CONTENTS

pytestmark = pytest.mark.process
HEAVY = ("rich", "pydantic", "jinja2", "psutil", "pcsol.probe", "pcsol.store", "pcsol.tools", "pcsol.judge")


def _run(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "pcsol", *argv],
        capture_output=True,
        text=True,
        timeout=30,
        env={**inherited, "PCSOL_LANG": "fr", **environment},
        check=False,
        preexec_fn=_heard,
    )


def _heard() -> None:
    """Whoever runs the tests behind a shell's & has SIGINT ignored, and so would every child."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("argv", [["--help"], ["--version"], []])
def test_the_table_of_contents_loads_no_room(argv: list[str]) -> None:
    asked = "import sys; from pcsol import cli; cli.run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked, *argv], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not [name for name in HEAVY if name in loaded]
    assert not [name for name in CONTENTS if f"pcsol.commands.{name}" in loaded]


@pytest.mark.parametrize("name", CONTENTS)
def test_a_command_s_help_loads_no_room(name: str) -> None:
    asked = "import sys; from pcsol import cli; cli.run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", asked, name, "--help"], capture_output=True, text=True, check=True)
    rooms = (
        "rich",
        "jinja2",
        "psutil",
        "pcsol.probe",
        "pcsol.store",
        "pcsol.tools",
        "pcsol.judge",
        "pcsol.render.sheet",
    )
    assert not set(rooms) & set(done.stderr.split())


def test_tab_completes_commands_in_bash() -> None:
    done = _run(_PCSOL_COMPLETE="complete_bash", COMP_WORDS="pcsol pro", COMP_CWORD="1")
    assert done.stdout.split() == ["probe"]


def test_tab_completes_options_of_a_command_in_bash() -> None:
    done = _run(_PCSOL_COMPLETE="complete_bash", COMP_WORDS="pcsol probe --js", COMP_CWORD="2")
    assert done.stdout.split() == ["--json"]


def test_zsh_and_fish_get_the_help_in_french() -> None:
    zsh = _run(_PCSOL_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS="pcsol do")
    assert '"doctor":"Montrer ce qui manque' in zsh.stdout
    fish = _run(
        _PCSOL_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS="pcsol probe --js",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert fish.stdout.strip() == "--json\tÉcrire un objet JSON, pour d’autres programmes."


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_shown_and_installed(shell: str, tmp_path: Path) -> None:
    shown = _run("--show-completion", shell)
    assert shown.returncode == 0
    assert "_PCSOL_COMPLETE" in shown.stdout
    done = _run("--install-completion", shell, HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Tab y complète pcsol" in done.stdout
    written = [file for file in tmp_path.rglob("*pcsol*") if file.is_file()]
    assert [file for file in written if "_PCSOL_COMPLETE" in file.read_text("utf-8")]


def test_nobody_reading_on_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "pcsol", "--help"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert done.stderr == ""
    assert done.returncode == 141


def test_a_terminal_without_utf_8_gets_what_it_can_show() -> None:
    done = _run("--help", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "COMMANDE" in done.stdout


def test_json_is_one_object_in_any_encoding() -> None:
    done = _run("--machine", "/zzz", "probe", "--json", PYTHONIOENCODING="ascii")
    assert done.stdout.isascii()
    assert "\\u" in done.stdout


def test_sigterm_ends_with_143() -> None:
    waiting = "import time; from pcsol import cli; cli.run = lambda _argv: print('up', flush=True) or time.sleep(20); "
    with subprocess.Popen([sys.executable, "-c", f"{waiting}cli.main()"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.terminate()
        assert process.wait(timeout=10) == 143


@pytest.mark.parametrize("streams", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">/dev/full", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize("command", ["operator --json", "doctor", "nonsense --json"])
def test_a_closed_or_full_stream_is_no_fault_of_ours(command: str, streams: str, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PCSOL_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m pcsol {command} {streams}', sys.executable],
        capture_output=True,
        timeout=30,
        env={**environment, "PCSOL_LANG": "fr"},
        check=False,
    )
    assert done.returncode in (0, 1, 2, 51)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    if streams == ">/dev/full":
        assert done.returncode == 51
        assert "La réponse n'a pas pu être écrite." in done.stderr.decode()


def test_ctrl_c_while_pcsol_still_loads_leaves_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)\n")
    done = _run("--help", PYTHONPATH=str(tmp_path))
    assert done.returncode == -signal.SIGINT
    assert done.stderr == ""
