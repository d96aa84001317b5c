"""The machine itself, how surely it is recognised, and what binds it to a former owner."""

from pcsol.i18n import N_, _
from pcsol.model.hardware.machine import Firmware, Machine, Tpm
from pcsol.model.probe import Probe
from pcsol.report import words
from pcsol.report.quantities import day
from pcsol.report.sheet import Row, Section
from pcsol.report.words import Tone

_CONFIDENCE = {
    "sure": N_("surely: its marks are its own"),
    "likely": N_("probably"),
    "weak": N_("hardly: put a sticker on it"),
}
_LOCKS: dict[str, tuple[str, Tone]] = {
    "set": (N_("locked"), "bad"),
    "clear": (N_("open"), "good"),
    "present": (N_("there, state unknown"), "look"),
}
_LOCK_NAMES = {
    "firmware-password": N_("Firmware password"),
    "power-on-password": N_("Start password"),
    "keyboard-password": N_("Keyboard password"),
    "amt": "Intel AMT",
    "absolute": "Absolute/Computrace",
    "autopilot": "Windows Autopilot",
}


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return the machine and its locks."""
    return (_machine(probe), _locks(probe.machine))


def _machine(probe: Probe) -> Section:
    machine = probe.machine
    rows = (
        Row(_("Maker"), words.known(machine.manufacturer)),
        Row(_("Model"), words.known(machine.model)),
        Row(_("Version"), words.known(machine.version)),
        Row(_("Serial"), words.known(machine.serial)),
        Row(_("Asset tag"), words.known(machine.asset_tag)),
        Row(_("Form"), words.known(machine.form_factor, words.form)),
        Row(_("Board"), words.maker_and_model(machine.board.manufacturer, machine.board.model)),
        Row(_("Firmware"), _firmware(machine.firmware)),
        Row(_("Starts as"), words.known(machine.firmware.mode, str.upper)),
        Row("Secure Boot", words.yes_no(machine.firmware.secure_boot, N_("on"), N_("off"))),
        Row("TPM", words.known(machine.tpm, _tpm)),
        Row(_("Recognised"), _(_CONFIDENCE[probe.identity.confidence])),
    )
    return Section(_("Machine"), rows)


def _firmware(firmware: Firmware) -> str:
    return words.joined(firmware.vendor, firmware.version, day(firmware.date) if firmware.date else _("unknown date"))


def _tpm(tpm: Tpm) -> str:
    if not tpm.present:
        return _("none")
    return _("version {version}").format(version=tpm.version) if tpm.version else _("there, version unknown")


def _locks(machine: Machine) -> Section:
    title = _("Locks of a former owner")
    if machine.locks is None:
        return Section(title, (Row(_("Locks"), words.unknown(), "unknown"),))
    if not machine.locks:
        return Section(title, (Row(_("Locks"), _("none seen")),))
    rows = []
    for lock in machine.locks:
        word, tone = _LOCKS[lock.state]
        rows.append(Row(_(_LOCK_NAMES.get(lock.kind, lock.kind)), _(word), tone, (words.told(lock.text),)))
    return Section(title, tuple(rows))
