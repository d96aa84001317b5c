"""Which operating systems a tower can run, and until when."""

from pcsol.i18n import N_, _, language
from pcsol.judge.criteria.weigh import together, weigh
from pcsol.model.probe import Probe
from pcsol.model.profile.destination import System
from pcsol.model.verdict import SystemChoice

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def judge_system(probe: Probe, system: System) -> SystemChoice:
    """Return whether it runs here, until when it is maintained, and what stands against it."""
    results = weigh(probe, system.needs)
    fits = together(results)
    against = [result.text for result in results if result.fits is fits]
    if fits:
        sentences = [_("It runs here.")]
    else:
        sentences = [_("It does not run here.") if fits is False else _("Not known whether it runs here."), *against]
    if system.until:
        sentences.append(_("Maintained until {month}.").format(month=spoken_month(system.until)))
    if system.text:
        sentences.append(system.text.said(language()))
    return SystemChoice(
        id=system.id, title=system.title.said(language()), fits=fits, until=system.until, text=" ".join(sentences)
    )


def spoken_month(until: str) -> str:
    """Return "April 2029" (French: "avril 2029") for "2029-04" or "2029-04-30"."""
    return f"{_(_MONTHS[int(until[5:7]) - 1])} {until[:4]}"


def still_maintained(choice: SystemChoice, probe: Probe) -> bool:
    """Tell whether the system was maintained on the day of the probe; one without a date is taken to be."""
    return choice.until is None or probe.taken_at.date().isoformat()[: len(choice.until)] <= choice.until
