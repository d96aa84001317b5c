"""What is known against the firmware of a model. The file is read here; `against` is pure, for the plan."""

import re
from collections.abc import Iterator

from pcsol.errors import ProfileError
from pcsol.i18n import _, language
from pcsol.judge.profiles.marked_yaml import read_marked
from pcsol.judge.profiles.parse import shaped
from pcsol.model.profile.known_bad import KnownBad, KnownBadFirmware
from pcsol.store.profiles import shipped_folder
from pcsol.store.texts import read_text
from pcsol.wipe.plan.wish import Doubt

FILE = "known-bad-firmware.yaml"


def load_known_bad() -> KnownBadFirmware:
    """Return what PCSol ships. Raises ProfileError: without it nothing may be planned, for all would seem good."""
    file = shipped_folder() / FILE
    try:
        text = read_text(file)
    except OSError as err:
        raise ProfileError(
            _("The profile {file} cannot be read.").format(file=file),
            remedy=_("Look at its permissions, or whether its stick was pulled."),
            details=f"{file}: {err.strerror}",
        ) from err
    return parse_known_bad(text, str(file))


def parse_known_bad(text: str, file: str) -> KnownBadFirmware:
    """Return what a file says. Raises ProfileError."""
    return shaped(read_marked(text, file), KnownBadFirmware, file)


def against(known: KnownBadFirmware, model: str | None, firmware: str | None) -> tuple[Doubt, ...]:
    """Return the techniques that are not to be sent to this model, or not to be believed, each with why."""
    return tuple(
        Doubt(technique=technique, effect=entry.effect, text=f"{entry.why.said(language())} ({entry.source})")
        for entry in _of(known, model, firmware)
        if entry.effect != "sleep-first"
        for technique in entry.techniques
    )


def sleeps_first(known: KnownBadFirmware, model: str | None, firmware: str | None) -> bool:
    """Say whether this model is known to refuse its commands until the machine has slept."""
    return any(entry.effect == "sleep-first" for entry in _of(known, model, firmware))


def _of(known: KnownBadFirmware, model: str | None, firmware: str | None) -> Iterator[KnownBad]:
    """A firmware that is not known may be the bad one."""
    for entry in known.known:
        named = any(re.search(one, model or "", re.IGNORECASE) for one in entry.models)
        if named and (entry.firmware is None or firmware is None or re.fullmatch(entry.firmware, firmware)):
            yield entry
