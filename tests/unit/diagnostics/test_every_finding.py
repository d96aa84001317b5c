"""Every reason that a test of a tower can give has a case that provokes it: counted in the sources, none forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("pcsol/judge/testing", "pcsol/diagnostics")
# What makes a reason, or what a reason is made of later: where its code stands. "code": by that name.
MAKERS = {
    "Reason": "code",
    "Evidence": "code",
    "not_testable": 0,
    "_reason": 0,
    "_sign": 0,
    "_Counter": 0,
    "Question": 0,
}
# Only what a person saw or answered becomes a reason by `as_reason`; all other evidence stays evidence.
ANSWERED = "pcsol/diagnostics/guided"
# Who is handed the code by one of the makers, or by the table whose codes stand here.
HANDED: dict[str, tuple[str, ...]] = {
    "pcsol/judge/testing/disks/counters.py": (),  # _Counter
    "pcsol/judge/testing/kernel/log.py": (),  # _sign
    "pcsol/judge/testing/network.py": ("receive-errors", "send-errors"),
    "pcsol/judge/testing/processor.py": (),  # _reason
    "pcsol/diagnostics/guided/eyes.py": ("look",),
    "pcsol/diagnostics/guided/keyboard/course.py": ("silent-keys",),
    "pcsol/diagnostics/guided/optical.py": ("opens", "closes"),
    "pcsol/diagnostics/guided/questions.py": (),  # Question
    "pcsol/diagnostics/guided/screen.py": ("dots", "stripes", "dark"),
    "pcsol/diagnostics/guided/sound/out.py": ("tone-left", "tone-right"),
    "pcsol/diagnostics/interrupted/resuming.py": ("went-down",),
    "pcsol/diagnostics/missing.py": (),  # not_testable
}
# Where the cases are (one place or more), by the beginning of a source's name; the longest that fits counts.
QUIET, EXERTING = "tests/unit/diagnostics/quiet", "tests/unit/diagnostics/exerting"
CASES = {
    "pcsol/judge/testing/clock": f"{QUIET}/test_clock_battery.py",
    "pcsol/judge/testing/disks": f"{QUIET}/test_*disk*.py",
    "pcsol/judge/testing/fans": f"{EXERTING}/test_fans.py",
    "pcsol/judge/testing/guided": "tests/unit/guided/*.py",
    "pcsol/judge/testing/kernel": f"{QUIET}/test_[ck]*.py",
    "pcsol/judge/testing/memory": f"{EXERTING}/test_memory.py",
    "pcsol/judge/testing/network": f"{QUIET}/test_network.py",
    "pcsol/judge/testing/processor": f"{EXERTING}/test_processor.py",
    "pcsol/judge/testing/sensors": f"{QUIET}/test_counts.py",
    "pcsol/diagnostics/disks": f"{QUIET}/test_*disk*.py",
    "pcsol/diagnostics/guided": "tests/unit/guided/*.py",
    "pcsol/diagnostics/interrupted": "tests/unit/testing/*.py",
    "pcsol/diagnostics/missing": f"{EXERTING}/*.py",
    "pcsol/diagnostics/outcomes": "tests/unit/testing/*.py tests/cli/test_test.py",
    "pcsol/diagnostics/unattended/benchmark": f"{EXERTING}/test_benchmark.py",
    "pcsol/diagnostics/unattended/disk": f"{QUIET}/test_*disk*.py",
    "pcsol/diagnostics/unattended/kernel_log": f"{QUIET}/test_kernel_log.py",
    "pcsol/diagnostics/unattended/memory": f"{EXERTING}/test_memory.py",
}


def _sources() -> list[Path]:
    """All but the label's: it weighs what the tests found."""
    return sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py") if file.name != "grading.py")


def _codes(file: Path) -> Iterator[ast.expr]:
    """Every expression that stands for the code of a reason."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
        if name not in MAKERS or (name == "Evidence" and ANSWERED not in file.as_posix()):
            continue
        assert isinstance(call, ast.Call)
        if name == "Question" and not any(_is_bad(one) for one in ast.walk(call)):
            continue
        place = MAKERS[name]
        if isinstance(place, int):
            yield call.args[place]
        else:
            yield from (one.value for one in call.keywords if one.arg == place)
            assert any(one.arg == place or one.arg is None for one in call.keywords), ast.unparse(call)


def _is_bad(one: ast.AST) -> bool:
    return isinstance(one, ast.Constant) and one.value in ("bad", "look", "unseen")


def _emitted() -> list[tuple[str, str]]:
    found = set()
    for file in _sources():
        name = file.relative_to(ROOT).as_posix()
        found |= {(name, one.value) for one in _codes(file) if isinstance(one, ast.Constant)}
        found |= {(name, code) for code in HANDED.get(name, ())}
    return sorted((name, f"rose-{code}" if name.endswith("counters.py") else code) for name, code in found)


def _said(source: str) -> set[str]:
    """All texts of the cases of a source."""
    where = max((begin for begin in CASES if source.startswith(begin)), key=len, default="")
    assert where, f"{source} gives reasons, and nobody says which tests provoke them"
    files = [file for form in CASES[where].split() for file in ROOT.glob(form)]
    assert files
    trees = (ast.walk(ast.parse(file.read_text("utf-8"))) for file in files)
    return {one.value for tree in trees for one in tree if isinstance(one, ast.Constant) and isinstance(one.value, str)}


# What a guided test keeps and never judges by.
NO_REASON = {"eject", "keys", "signs-only", "absent-keys", "sound-device", "aplay", "level", "sound-fault",
             "used-port", "output", "look"}  # fmt: skip


@pytest.mark.parametrize(("source", "code"), _emitted())
def test_each_reason_is_provoked(source: str, code: str) -> None:
    assert code in NO_REASON or code in _said(source), f"no case provokes {code} of {source}"


def test_a_code_that_is_handed_on_is_counted_where_it_comes_from() -> None:
    handing = {
        file.relative_to(ROOT).as_posix()
        for file in _sources()
        for one in _codes(file)
        if not isinstance(one, ast.Constant)
    }
    assert handing == set(HANDED)


def test_reasons_are_found_at_all() -> None:
    assert len(_emitted()) > 110
