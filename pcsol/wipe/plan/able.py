"""Whether a technique can be used on this disk, and if not, why not."""

from collections.abc import Callable

from pcsol.i18n import _
from pcsol.model.erasure.abilities import Abilities
from pcsol.model.erasure.plan import Technique
from pcsol.model.reason import Reason

Answer = Reason | None


def obstacle(technique: Technique, abilities: Abilities) -> Answer:
    """Return why this technique cannot be used; None when it can. What is not known is an obstacle."""
    family = next((name for name in _FAMILIES if technique.startswith(name)), None)
    return _FAMILIES[family](technique, abilities) if family else None


def _reason(code: str, technique: Technique, text: str) -> Reason:
    return Reason(code=code, value=technique, text=text)


def _bridge(technique: Technique) -> Reason:
    text = _("A bridge (USB, RAID) lies between: the disk's own erase commands are not sent through it.")
    return _reason("behind-a-bridge", technique, text)


def _silent(technique: Technique) -> Reason:
    return _reason("abilities-unknown", technique, _("The disk did not tell which erase commands it has."))


def _lacks(technique: Technique) -> Reason:
    return _reason("not-offered", technique, _("This disk does not have this command."))


def _offered(technique: Technique, *, offered: bool | None, told: bool) -> Answer:
    if not told or offered is None:
        return _silent(technique)
    return None if offered else _lacks(technique)


def _ata_sanitize(technique: Technique, abilities: Abilities) -> Answer:
    if abilities.direct is not True:
        return _bridge(technique)
    ata = abilities.ata
    if ata is None:
        return _silent(technique)
    if ata.security_locked:
        return _locked(technique)
    if ata.sanitize_state == "frozen":
        return _reason("sanitize-frozen", technique, _("The disk refuses SANITIZE until it is switched off and on."))
    offered = getattr(ata, technique.removeprefix("ata-").replace("-", "_"))
    return _offered(technique, offered=ata.sanitize and offered, told=True)


def _ata_security(technique: Technique, abilities: Abilities) -> Answer:
    """SECURITY ERASE UNIT: never through a bridge; frozen only where the machine can sleep deeply to lift that."""
    if abilities.direct is not True:
        return _bridge(technique)
    ata = abilities.ata
    if ata is None or None in (ata.security, ata.security_enabled, ata.security_locked, ata.security_frozen):
        return _silent(technique)
    if ata.security_locked or ata.security_enabled or ata.security_expired:
        return _locked(technique)
    if ata.security_frozen and abilities.deep_sleep is not True:
        text = _("The firmware froze the disk's security commands, and this machine cannot sleep to lift that.")
        return _reason("frozen", technique, text)
    enhanced = technique == "ata-security-erase-enhanced"
    return _offered(technique, offered=ata.security and (ata.security_enhanced if enhanced else True), told=True)


def _locked(technique: Technique) -> Reason:
    return _reason("locked", technique, _("A password locks this disk, and no notes here say that PCSol set it."))


def _nvme(technique: Technique, abilities: Abilities) -> Answer:
    nvme = abilities.nvme
    if nvme is None:
        return _silent(technique)
    if nvme.namespaces is None or len(nvme.namespaces) != 1:
        text = _("The command would erase every part (namespace) of this disk, and more than one may be there.")
        return _reason("more-namespaces", technique, text)
    names = {"nvme-format-user-data": "format", "nvme-format-crypto": "format_crypto"}
    offered = getattr(nvme, names.get(technique, technique.removeprefix("nvme-").replace("-", "_")))
    if technique == "nvme-format-crypto":
        offered = offered and nvme.format
    return _offered(technique, offered=offered, told=True)


def _scsi(technique: Technique, abilities: Abilities) -> Answer:
    if abilities.direct is not True:
        return _bridge(technique)
    scsi = abilities.scsi
    offered = getattr(scsi, technique.removeprefix("scsi-").replace("-", "_")) if scsi else None
    return _offered(technique, offered=offered, told=scsi is not None)


def _secure_discard(technique: Technique, abilities: Abilities) -> Answer:
    return _offered(technique, offered=abilities.secure_discard, told=True)


_FAMILIES: dict[str, Callable[[Technique, Abilities], Answer]] = {
    "ata-sanitize": _ata_sanitize,
    "ata-security": _ata_security,
    "nvme": _nvme,
    "scsi": _scsi,
    "secure-discard": _secure_discard,
}
