"""What the medium may hold after each technique; anything else speaks against it."""

from collections.abc import Iterator

from pcsol.i18n import _
from pcsol.model.erasure.outcome import Validation, Verification
from pcsol.model.erasure.plan import Plan, Technique
from pcsol.model.reason import Reason

_PLAIN = frozenset({"zeros", "ones", "uniform", "periodic"})
_SCRAMBLED = _PLAIN | {"noise"}
# ACS-4 (SANITIZE, SECURITY ERASE UNIT), NVMe Base 2.0 (Sanitize, Format NVM), SBC-4 (SANITIZE): what is read afterwards
# is the vendor's choice for block erase and for the enhanced and normal erase, and what was asked for after overwrite.
_MAY_HOLD: dict[Technique, frozenset[str]] = {
    "ata-sanitize-block": _PLAIN,
    "ata-sanitize-crypto": _SCRAMBLED,
    "ata-sanitize-overwrite": frozenset({"zeros"}),
    "ata-security-erase-enhanced": _PLAIN,
    "ata-security-erase": _PLAIN,
    "nvme-sanitize-block": _PLAIN,
    "nvme-sanitize-crypto": _SCRAMBLED,
    "nvme-sanitize-overwrite": frozenset({"zeros"}),
    "nvme-format-crypto": _SCRAMBLED,
    "nvme-format-user-data": _PLAIN,
    "scsi-sanitize-block": _PLAIN,
    "scsi-sanitize-crypto": _SCRAMBLED,
    "scsi-sanitize-overwrite": frozenset({"zeros"}),
    "secure-discard": _PLAIN,
}


def wrong_content(plan: Plan, seen: Verification) -> Iterator[tuple[Validation, Reason]]:
    """Yield what speaks against the content that was read back."""
    if not plan.steps:
        return
    last = plan.steps[-1].technique
    if last not in _MAY_HOLD:
        yield from _written(seen)
    elif seen.content not in _MAY_HOLD[last] or seen.mismatched or not seen.passed:
        text = _("The disk does not hold what this command leaves behind.")
        yield "escalate", Reason(code="wrong-content", value=seen.content, text=text)


def _written(seen: Verification) -> Iterator[tuple[Validation, Reason]]:
    """What was written over must be read back as it was written."""
    if seen.mismatched or not seen.passed:
        text = _("What was read back is not what was written.")
        yield "repeat", Reason(code="mismatch", value=len(seen.mismatched), limit=0, text=text)
