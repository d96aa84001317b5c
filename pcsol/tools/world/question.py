"""A question to an outside program, and its answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One read-only run of one program.

    `files` are the names under which an album keeps the answer, best first; `seconds` is its time limit and
    `limit_bytes` the most that it may say.
    """

    argv: tuple[str, ...]
    files: tuple[str, ...]
    seconds: float = 20.0
    limit_bytes: int = 8_000_000

    @property
    def program(self) -> str:
        """The program's bare name."""
        return self.argv[0].rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Call:
    """One finished run: what was asked, how it ended, what it said. `file` is the album's, if it came from one."""

    argv: tuple[str, ...]
    status: int
    stdout: str
    stderr: str = ""
    file: str = ""
