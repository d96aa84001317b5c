"""What was not checked, and what the law says: in words that claim nothing."""

from pcsol.i18n import N_, _, language
from pcsol.model.papers.certificate import ErasurePaper, Paper
from pcsol.model.papers.destruction import Destruction
from pcsol.report import words

_UNCHECKED = {
    "spare-cells": N_(
        "Flash keeps spare cells that no computer can reach: remains may be there, readable in a laboratory."
    ),
    "spare-sectors": N_(
        "Sectors that the disk had set aside before, because they were bad, cannot be reached: old data may be there."
    ),
    "hidden-areas": N_("Hidden areas (HPA, DCO, AMAX) are there, or could not be looked for."),
    "other-namespaces": N_("This NVMe disk may have other namespaces; only one was overwritten."),
    "firmware-honesty": N_(
        "That the disk's own command also reached what no computer can read is the disk's word; what can be read was "
        "read back."
    ),
    "rest-of-sample": N_("What lies between the places of the sample was not read back."),
    "other-storage": N_(
        "Other storage of this tower: see the list of disks seen. What nobody saw was not erased by this."
    ),
    "second-program": N_("The disk was read back by the same program; no second one looked at it."),
    "chips-of-the-tower": N_("Memory on the tower's board (firmware settings, TPM) is no disk, and was not touched."),
    "clock": N_("The station's clock was not verified: the day and the hour may be wrong."),
    "nothing-seen": N_("PCSol saw nothing of the destruction: this page repeats what the persons named on it declare."),
}
# The words of the article, in the language that they were written in.
_R122_4 = (
    "« … suppression de toutes les données enregistrées ou conservées en lien avec un précédent usage ou un précédent "
    "utilisateur, avant que le produit … ne change de propriétaire »"
)
_LAW = {
    "fr-consommation-r122-4": (
        N_("Code de la consommation, article R.122-4 (decree 2022-190 of 17 February 2022)"),
        _R122_4,
    ),
    "fr-reen-16": (
        N_("Law 2021-1485 (REEN), article 16, and decree 2023-266 of 12 April 2023: reuse of public bodies' computers"),
        "",
    ),
}


def title(paper: Paper) -> str:
    """Return the title of the part."""
    return _("What PCSol did not see") if isinstance(paper, Destruction) else _("What was NOT checked")


def law_title() -> str:
    """Return the title of the quotations."""
    return _("What the law says")


def remarks_title() -> str:
    """Return the title of what the engine noted."""
    return _("Noted during the work")


def unchecked(paper: Paper) -> tuple[str, ...]:
    """Return what even this paper leaves unproven."""
    if isinstance(paper, ErasurePaper):
        codes: tuple[str, ...] = paper.not_checked
    else:
        codes = ("nothing-seen", *(() if paper.clock.trusted else ("clock",)))
    return tuple(_(_UNCHECKED[code]) if code in _UNCHECKED else words.said(code) for code in codes)


def remarks(paper: ErasurePaper) -> tuple[str, ...]:
    """Return the engine's own sentences."""
    return tuple(words.told(one.fr if language() == "fr" else one.en) for one in paper.remarks)


def law(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts that such a page is asked for, and that PCSol claims nothing of them."""
    lines = []
    for code in codes:
        name, quoted = _LAW.get(code, (code, ""))
        lines.append(f"{_(name)} : {quoted}" if quoted else _(name))
    if lines:
        lines.append(
            _("This page says what was done and seen. Whether that is what the law asks is not for PCSol to say.")
        )
    return tuple(lines)
