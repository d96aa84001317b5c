"""Each destination and why it fits or not; the systems that the tower can run."""

from pcsol.i18n import _
from pcsol.judge.fitness.systems import spoken_month
from pcsol.model.probe import Probe
from pcsol.model.verdict import CriterionResult, ProfileResult, SystemChoice
from pcsol.report import words
from pcsol.report.sheet import Row, Section


def sections(probe: Probe) -> tuple[Section, ...]:
    """Return the destinations and the systems, where there are any."""
    verdict = probe.verdict
    found = [
        Section(_("What it is good for"), tuple(map(_destination, verdict.profiles)), wide=True),
        Section(_("Systems it can run"), tuple(map(_system, verdict.systems)), wide=True),
    ]
    return tuple(section for section in found if section.rows)


def _destination(profile: ProfileResult) -> Row:
    word, tone = words.fit(profile.fits)
    against = [_criterion(reason) for reason in profile.reasons if reason.fits is not True]
    change = [_("To change that: {text}").format(text=words.told(upgrade.text)) for upgrade in profile.upgrades]
    return Row(words.said(profile.title or profile.id), word, tone, (*against, *change))


def _criterion(reason: CriterionResult) -> str:
    text = words.told(reason.text)
    return _("Not known: {text}").format(text=text) if reason.fits is None else _("No: {text}").format(text=text)


def _system(system: SystemChoice) -> Row:
    word, tone = words.fit(system.fits)
    if system.until and not system.text:  # the text says it too
        word = _("{word}, maintained until {month}").format(word=word, month=spoken_month(system.until))
    return Row(words.said(system.title or system.id), word, tone, (words.told(system.text),) if system.text else ())
