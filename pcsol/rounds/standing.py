"""Whether all is saved, in one sentence, and what to do when it is not. Pure."""

from dataclasses import dataclass
from pathlib import Path

from pcsol.errors import StoreError, StoreFullError, StoreReadOnlyError
from pcsol.i18n import _
from pcsol.tools.kernel.live_medium import LiveMedium


@dataclass(frozen=True, slots=True)
class Standing:
    """`text` is always on the screen."""

    saved: bool
    text: str


def standing(fault: StoreError | None, home: Path, stick: LiveMedium | None) -> Standing:
    """Say it. `fault`: why the records that wait were not taken; `stick`: the live medium's, None elsewhere."""
    if fault is None:
        where = _("Saved on the stick {label}.").format(label=_label(stick)) if stick else _("Saved in {place}.")
        return Standing(saved=True, text=where.format(place=home))
    if stick is None or (stick.state == "mounted" and type(fault) is StoreError):  # nothing that pulling it would mend
        return Standing(saved=False, text=_sentences(fault.what, fault.remedy))
    why, remedy = _why(fault, stick)
    return Standing(saved=False, text=_("NOT SAVED YET: {why} {remedy}").format(why=why, remedy=remedy))


def repaired(stick: LiveMedium) -> str:
    """Say that the stick was damaged and is not any more; nothing when it was not."""
    if not stick.repaired or stick.state not in ("mounted", "read-only"):
        return ""
    text = _("The stick {label} was damaged; it has been repaired. Check your records.")
    return text.format(label=_label(stick))


def _why(fault: StoreError, stick: LiveMedium) -> tuple[str, str]:
    label = _label(stick)
    if isinstance(fault, StoreFullError):
        why = _("the stick {label} is full.")
        remedy = _("Make room on it on another computer, then plug it in again.")
    elif stick.state == "damaged":
        why = _("the partition {label} is damaged.")
        remedy = _("Have it repaired by Windows (Properties, Tools, Check), or take another PCSol stick.")
    elif isinstance(fault, StoreReadOnlyError) or stick.state == "read-only":
        why = _("the stick {label} takes no writing.")
        remedy = _("Move its little lock and plug it in again, or take another PCSol stick.")
    elif stick.state == "missing" and stick.partition is None:  # the system may have come from a disc
        why = _("the stick {label} is not there.")
        remedy = _("Plug in a PCSol stick; if it is in already, plug it in again.")
    elif stick.state == "missing":
        why, remedy = _("the stick {label} is not there."), _("Plug it in again.")
    else:
        why, remedy = _("the stick {label} does not answer."), _("Pull it out and plug it in again.")
    return why.format(label=label), remedy


def _label(stick: LiveMedium | None) -> str:
    return "PCSOL-DATA" if stick is None or not stick.label else stick.label


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
