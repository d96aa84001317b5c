"""The machine as a whole: is it the same one, its processor, its firmware and the settings of its firmware."""

from collections.abc import Iterator

from pcsol.i18n import N_, _
from pcsol.judge import identity
from pcsol.judge.compare.rows import fine, look, unmeasured
from pcsol.model.comparison import Difference
from pcsol.model.probe import Probe


def compare_tower(before: Probe, after: Probe) -> Difference:
    """Say whether both records are about one tower."""
    part, title = "tower", _("Tower")
    span = _tower(before), _tower(after)
    same = identity.same(before.identity, after.identity)
    if same is None:
        return unmeasured(part, title, _("The marks do not tell whether it is the same tower."), *span)
    if not same:
        return look(part, title, "changed", _("These are two different towers."), *span)
    return fine(part, title, _("It is the same tower."), span[1])


def compare_processor(before: Probe, after: Probe) -> Difference:
    """Compare the model, and how many cores work."""
    part, title = "processor", _("Processor")
    old, new = before.processor, after.processor
    if old.model is None or new.model is None:
        return unmeasured(part, title, _("Not known on both sides."), old.model, new.model)
    if " ".join(old.model.split()) != " ".join(new.model.split()):
        return look(part, title, "changed", _("This is another processor than before."), old.model, new.model)
    if old.cores is None or new.cores is None:
        return unmeasured(part, title, _("The same model; how many cores work is not known."), old.model, new.model)
    if new.cores < old.cores:
        text = _("Fewer cores work than before: a setting of the firmware, or a fault.")
        return look(part, title, "worse", text, f"{old.cores}", f"{new.cores}")
    return fine(part, title, _("As before."), new.model)


# What an empty battery or a "load defaults" changes.
_SETTINGS = (
    N_("how it starts (UEFI or BIOS)"),
    N_("Secure Boot"),
    N_("security chip (TPM)"),
    N_("how it shows its disks"),
)


def compare_firmware(before: Probe, after: Probe) -> Iterator[Difference]:
    """Compare the settings that show from outside, and the version."""
    part, title = "firmware", _("Firmware settings")
    unknown: list[str] = []
    found = False
    for name, was, now in zip(_SETTINGS, _settings(before), _settings(after), strict=True):
        if was is None or now is None:
            unknown.append(_(name))
        elif was != now:
            found = True
            text = _("A setting of the firmware changed: {setting}.").format(setting=_(name))
            yield look(part, title, "changed", text, was, now)
    if unknown:
        yield unmeasured(part, title, _("Not known on both sides: {settings}.").format(settings=", ".join(unknown)))
    elif not found:
        yield fine(part, title, _("As before."))
    yield from _version(before, after)


def _tower(probe: Probe) -> str:
    told = probe.machine
    return " ".join(word for word in (told.manufacturer, told.model, told.serial) if word) or _("unknown tower")


def _settings(probe: Probe) -> tuple[str | None, ...]:
    firmware, tpm, hidden = probe.machine.firmware, probe.machine.tpm, probe.hidden_storage
    return (
        firmware.mode,
        None if firmware.secure_boot is None else _yes_or_no(on=firmware.secure_boot),
        None if tpm is None else _yes_or_no(on=tpm.present),
        None if hidden is None else ", ".join(sorted({one.kind for one in hidden})) or _("one by one"),
    )


def _yes_or_no(*, on: bool) -> str:
    return _("yes") if on else _("no")


def _version(before: Probe, after: Probe) -> Iterator[Difference]:
    was, now = before.machine.firmware.version, after.machine.firmware.version
    if was is not None and now is not None and was != now:
        text = _("The firmware has another version than before.")
        yield look("firmware", _("Firmware"), "changed", text, was, now)
