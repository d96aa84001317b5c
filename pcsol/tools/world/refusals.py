"""How a recorded machine refuses again what it refused when it was asked: missing, not permitted, too slow."""

from typing import Any

from pcsol.errors import (
    FactMissingError,
    FactUnrecordedError,
    NotPermittedError,
    PCSolError,
    ToolMissingError,
    ToolTimeoutError,
    ToolUnreadableError,
)
from pcsol.tools.world.world import World


def kept(error: PCSolError, seconds: float = 0) -> dict[str, Any] | None:
    """Return what an album keeps of an error, or None when it says nothing about the machine."""
    match error:
        case ToolMissingError() | NotPermittedError() | FactMissingError():
            return {"kind": type(error).__name__}
        case ToolTimeoutError():
            return {"kind": type(error).__name__, "seconds": seconds}
        case ToolUnreadableError():
            return {"kind": type(error).__name__, "details": error.details}
        case _:
            return None


def no_folder(world: World, path: str) -> FactMissingError:
    """Return why a folder of the kernel cannot be listed: it is not there, or an album does not hold it."""
    return FactUnrecordedError(path) if world.source == "album" else FactMissingError(path)


def raise_again(entry: object, subject: str) -> None:
    """Raise the error that `kept` put down, about the same subject; return when there is none."""
    if not isinstance(entry, dict):
        return
    match entry:
        case {"kind": "ToolMissingError"}:
            raise ToolMissingError(subject)
        case {"kind": "NotPermittedError"}:
            raise NotPermittedError(subject)
        case {"kind": "FactMissingError"}:
            raise FactMissingError(subject)
        case {"kind": "FactUnrecordedError"}:
            raise FactUnrecordedError(subject)
        case {"kind": "ToolTimeoutError", "seconds": int() | float() as seconds}:
            raise ToolTimeoutError(subject, seconds)
        case {"kind": "ToolUnreadableError"}:
            raise ToolUnreadableError(subject, details=str(entry.get("details", "")))
        case _:
            return
