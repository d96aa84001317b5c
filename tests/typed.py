"""Keys from a script, in the place of a terminal's."""

from dataclasses import dataclass


@dataclass
class Typing:
    """What a person types (`pcsol.render.keys.Keys`); None: some seconds pass. At its end nobody is there any more."""

    script: list[str | None]
    forgotten: int = 0

    def key(self, seconds: float | None) -> str | None:
        answer = self._next()
        assert answer is not None or seconds is not None, "this wait has no end"
        return answer

    def line(self, seconds: float | None) -> str | None:
        return self._next()

    def hidden(self, seconds: float | None) -> str | None:
        return self.line(seconds)

    def forget(self) -> None:
        self.forgotten += 1

    def _next(self) -> str | None:
        if not self.script:
            raise EOFError
        return self.script.pop(0)
