"""The house rules that a linter does not hold."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "pcsol").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base_manager", "misc"}
# Where files are written, each for its own reason; none of these may be handed a disk.
WRITERS = {
    "store": "records, settings",
    "tools/album": "albums",
    "commands": "what the user asked for by name: --html, --svg, --sheet",
    "render": "pictures",
    "cli.py": "the log of an unforeseen fault",
    "tools/block": "disks, under a warrant",
    "tools/leds.py": "the lights of a keyboard, of a tower that is looked for",
    "tools/firmware": "commands to a disk's firmware (ioctl), suspend and rescan, under a warrant",
}


@pytest.mark.parametrize("file", [*SOURCES, *TESTS], ids=lambda f: str(f.relative_to(ROOT)))
def test_a_file_is_at_most_400_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 400


def test_a_folder_holds_at_most_12_files() -> None:
    folders = {file.parent for file in SOURCES}
    crowded = {str(f.relative_to(ROOT)): n for f in folders if (n := len(list(f.glob("*.py")))) > 12}
    assert crowded == {}


def test_the_live_medium_has_no_python_of_its_own() -> None:
    files = [file for file in (ROOT / "image").rglob("*") if file.is_file()]
    scripts = [f for f in files if f.suffix == ".py" or "python" in f.read_text("utf-8", "replace").split("\n", 1)[0]]
    assert len(files) > 10
    assert scripts == [], "it installs the wheel"


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert [str(f) for f in SOURCES if f.stem in FORBIDDEN_NAMES or f.parent.name in FORBIDDEN_NAMES] == []


def _writes(node: ast.AST) -> bool:
    """`open(…, "w")`, `path.open("r+b")`, `os.open(…, O_RDWR)`, `path.write_bytes(…)`: all that can open a disk."""
    if isinstance(node, ast.Attribute):
        return node.attr in {"write_bytes", "write_text", "O_WRONLY", "O_RDWR", "pwrite", "ioctl"}
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    modes = [a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)]
    return name in {"open", "fdopen"} and any(
        isinstance(m, str) and re.fullmatch(r"[rwax]b?\+?b?", m) and m.strip("rb") for m in modes
    )


def test_only_the_rooms_that_keep_files_open_one_for_writing() -> None:
    writers = {
        str(file.relative_to(ROOT / "pcsol"))
        for file in SOURCES
        if any(_writes(node) for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    }
    assert [w for w in writers if not any(w == room or w.startswith(f"{room}/") for room in WRITERS)] == []


def test_the_search_for_writers_finds_one() -> None:
    lines = (
        'open("/dev/sda", "wb")',
        'Path(p).open("r+b")',
        "os.open(p, os.O_RDWR)",
        "p.write_bytes(b'')",
        'open(p, mode="a")',
    )
    assert all(any(_writes(node) for node in ast.walk(ast.parse(line))) for line in lines)
    assert not any(_writes(node) for node in ast.walk(ast.parse('open(p, "rb"); p.open(); os.open(p, os.O_RDONLY)')))


def test_the_project_names_no_machine_it_was_built_on() -> None:
    here = f"{ROOT.parent}/"
    texts = [f for f in ROOT.rglob("*") if f.suffix in {".py", ".md", ".yaml", ".toml", ".json"} and _is_ours(f)]
    assert texts
    if here in {"/", "/srv/", "/opt/", "/tmp/", "/home/", "/root/"}:
        return  # every machine has these
    assert [str(f) for f in texts if here in f.read_text("utf-8", errors="replace")] == []


def _is_ours(file: Path) -> bool:
    return not {".venv", "build", ".setup"} & set(file.relative_to(ROOT).parts) and file.is_file()
