"""What an answer of the hub means for a record. Believed only when it is the hub's own: JSON, and about this record."""

from dataclasses import dataclass
from typing import Any, Literal

from pcsol.i18n import N_, _

# "out": the token does not count any more; "wait": the hub asks for time; "later": nobody knows, so it is sent again.
Meaning = Literal["delivered", "refused", "later", "wait", "out"]
_LONGEST = 500
_DONE = (200, 201)
_OUT = 401
_TOO_LARGE = 413
_BUSY = 429
# By status: what to do where the hub does not say it itself.
_REMEDIES = {
    400: N_("Update PCSol and the hub, then: `pcsol push --again`."),
    403: N_("Ask a coordinator whether this station may send it, then: `pcsol push --again`."),
    409: N_("Another record has this number at the hub. Keep this file, and tell us."),
    413: N_("It is larger than this hub takes. Ask a coordinator, then: `pcsol push --again`."),
    415: N_("Update PCSol and the hub, then: `pcsol push --again`."),
    422: N_("Update PCSol and the hub, then: `pcsol push --again`."),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What it means, and for what was not delivered the hub's words."""

    meaning: Meaning
    status: int
    reason: str = ""
    remedy: str = ""


def heard(number: str, status: int, plain: dict[str, Any] | None) -> Heard:
    """Read an answer about the record with this id."""
    reason, remedy = words(plain)
    if status in _DONE:
        confirmed = plain is not None and str(plain.get("id", "")).lower() == number
        return Heard("delivered" if confirmed else "later", status, _("The answer is not about this record."))
    if status == _BUSY:
        return Heard("wait", status, reason)
    if status == _TOO_LARGE or (plain is not None and status in _REMEDIES):
        return Heard("refused", status, reason or _("The hub does not take it."), remedy or _(_REMEDIES[status]))
    if status == _OUT and plain is not None:
        return Heard("out", status, reason, remedy)
    return Heard("later", status, reason)


def words(plain: dict[str, Any] | None) -> tuple[str, str]:
    """Return what the hub says went wrong, and its remedy; empty where it says nothing."""
    told = (plain or {}).get("error", (plain or {}).get("detail", ""))
    if isinstance(told, dict):
        faults = told.get("faults")
        parts = [str(told[key]) for key in ("what", "details") if told.get(key)]
        parts += map(str, faults if isinstance(faults, list) else [])
        return _short(" ".join(parts)), _short(str(told.get("remedy") or ""))
    return _short(str(told or "")), ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
