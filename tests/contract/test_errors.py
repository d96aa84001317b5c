"""Each kind of error has a number of its own, in the band that scripts rely on."""

from pathlib import Path

from pcsol import errors
from pcsol.errors import PCSolError
from pcsol.exitcodes import ExitCode

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/exit-codes.md"


def _below(kind: type[PCSolError]) -> list[type[PCSolError]]:
    return [kind, *(deeper for child in kind.__subclasses__() for deeper in _below(child))]


def test_every_error_exits_between_3_and_99() -> None:
    assert [kind for kind in _below(PCSolError) if not 3 <= kind.code <= 99] == []


def test_two_kinds_of_error_share_no_number_unless_one_is_the_others_parent() -> None:
    kinds = _below(PCSolError)
    shared = [
        (a, b)
        for a in kinds
        for b in kinds
        if a is not b and a.code == b.code and not (issubclass(a, b) or issubclass(b, a))
    ]
    assert shared == []


def test_every_exit_code_is_used() -> None:
    used = {kind.code for kind in _below(PCSolError)} | {ExitCode.OK, ExitCode.FINDINGS, ExitCode.USAGE}
    assert set(ExitCode) - used == set()


def test_every_exit_code_is_documented() -> None:
    page = PAGE.read_text("utf-8")
    assert [code.name for code in ExitCode if f"| {int(code)} |" not in page] == []


def test_the_tree_of_errors_is_drawn() -> None:
    assert [kind.__name__ for kind in _below(PCSolError) if kind.__name__ not in (errors.__doc__ or "")] == []
