"""Graphics, firmware and security module."""

from pcsol.i18n import _
from pcsol.judge.criteria.answer import Sentences, at_least
from pcsol.model.probe import Probe
from pcsol.model.profile.needs import AtLeastTpm, AtLeastYear, FirmwareNeed, GraphicsNeed
from pcsol.model.verdict import CriterionResult

# Drivers that only show the picture the firmware has set up (Linux: drivers/gpu/drm/sysfb, drivers/video/fbdev).
_FIRMWARE_PICTURE = ("simpledrm", "simple-framebuffer", "efifb", "vesafb", "vesadrm", "efidrm", "ofdrm")


def judge_graphics(probe: Probe, need: GraphicsNeed, source: str) -> CriterionResult:
    """One card is enough. A card whose driver is not known stays not known: most have one."""
    cards = probe.graphics
    limit = " ".join([need.driver or "", *(f"not:{name}" for name in need.not_driven_by)]).strip() or None
    drivers = [card.driver for card in cards or ()]
    if cards is None:
        fits, text = None, _("Graphics: not known.")
    elif not cards:
        fits, text = False, _("Graphics: no card found.")
    else:
        fits, text = _driven(drivers, need)
    value = ", ".join(driver for driver in drivers if driver) or None
    return CriterionResult(code="graphics", value=value, limit=limit, text=text, fits=fits, source=source)


def judge_firmware(probe: Probe, need: FirmwareNeed, source: str) -> CriterionResult:
    """A tower that started the old way may still know UEFI (a setting): that is not known, not a no."""
    mode = probe.machine.firmware.mode
    texts = {
        "uefi": _("Start-up: UEFI."),
        "bios": _("Start-up: the old way (BIOS); look in the set-up whether UEFI can be chosen."),
    }
    text = texts.get(mode or "", _("Start-up: not known whether UEFI."))
    fits = True if mode == need.mode else None
    return CriterionResult(code="firmware", value=mode, limit=need.mode, text=text, fits=fits, source=source)


def judge_firmware_year(probe: Probe, need: AtLeastYear, source: str) -> CriterionResult:
    """The firmware's date stands for the board's age: an update makes it look younger, never older."""
    date = probe.machine.firmware.date or ""
    year = int(date[:4]) if date[:4].isascii() and date[:4].isdigit() else None
    sentences = Sentences(
        met=_("Firmware: of {value}."),
        lacking=_("Firmware: of {value}; {limit} or later needed."),
        unknown=_("Firmware: its date is not known; {limit} or later needed."),
    )
    return at_least("firmware_year", year, need.at_least, source, sentences)


def judge_tpm(probe: Probe, need: AtLeastTpm, source: str) -> CriterionResult:
    """A module of unknown version is not known; a tower where none was found has none, or it is switched off."""
    tpm = probe.machine.tpm
    version = tpm.version if tpm and tpm.present else None
    if tpm is None or (tpm.present and version not in ("1.2", "2.0")):
        fits, text = None, _("TPM: not known; {limit} needed.")
    elif not tpm.present:
        fits, text = False, _("TPM: none, or switched off; {limit} needed.")
    else:
        fits = str(version) >= need.at_least
        text = _("TPM: {version}.") if fits else _("TPM: {version}; {limit} needed.")
    text = text.format(version=version, limit=need.at_least)
    return CriterionResult(code="tpm", value=version, limit=need.at_least, text=text, fits=fits, source=source)


def _driven(drivers: list[str | None], need: GraphicsNeed) -> tuple[bool | None, str]:
    good = [driver for driver in drivers if driver and _allowed(driver, need)]
    if good:
        return True, _("Graphics: driven by {driver}.").format(driver=", ".join(good))
    if None in drivers:
        return None, _("Graphics: not known whether Linux drives the card.")
    names = ", ".join(str(driver) for driver in drivers)
    return False, _("Graphics: {driver} is not enough.").format(driver=names)


def _allowed(driver: str, need: GraphicsNeed) -> bool:
    return driver not in need.not_driven_by and not (need.driver == "native" and driver in _FIRMWARE_PICTURE)
