"""The one sentence under a verdict: what to do next."""

from collections.abc import Sequence

from pcsol.i18n import _
from pcsol.judge.criteria.disk import failing_disks
from pcsol.judge.criteria.wording import spoken_list
from pcsol.judge.fitness.systems import spoken_month, still_maintained
from pcsol.judge.fitness.weighed import Weighed
from pcsol.model.probe import Probe
from pcsol.model.verdict import SystemChoice

# Where the probe notes why it does not know what a criterion asks.
_SUBJECTS = {
    "disk": "disks",
    "memory": "memory",
    "graphics": "graphics",
    "firmware": "machine",
    "firmware_year": "machine",
    "tpm": "machine",
}


def next_step(probe: Probe, chosen: Weighed | None, better: Sequence[Weighed], systems: Sequence[SystemChoice]) -> str:
    """Return what to do: first what endangers data, then what would make more of the tower, else what to install."""
    more = _more(probe, chosen, better)
    sentences = [_locked(probe), _failing(probe, more), more or _go_on(probe, chosen, systems)]
    return " ".join(sentence for sentence in sentences if sentence)


def _locked(probe: Probe) -> str:
    """A tower that still obeys a former owner must not be given, whatever it could do."""
    locks = [_ended(lock.text) for lock in probe.machine.locks or () if lock.state == "set"]
    return _("Still bound to its former owner: {locks}").format(locks=" ".join(locks)) if locks else ""


def _ended(text: str) -> str:
    """A note becomes a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _failing(probe: Probe, said: str) -> str:
    """Name the failing disks, but for the one that what is said already replaces."""
    disks = [disk for disk in failing_disks(probe) if disk.name not in said.split()]
    if not disks:
        return ""
    names = [_("{disk} (grade {grade})").format(disk=disk.name, grade=disk.health.grade) for disk in disks]
    return _("No data on {disks}: replace or remove.").format(disks=spoken_list(names, _("and")))


def _more(probe: Probe, chosen: Weighed | None, better: Sequence[Weighed]) -> str:
    """What stands between the tower and something better: a fact first, since looking costs nothing."""
    unknown = next((one for one in better if one.fits is None), None)
    if unknown:
        facts = spoken_list(_facts(unknown), _("and"))
        text = _("Not enough is known to decide. Not known yet: {facts}.")
        if chosen:
            text = _("It may be good for more ({title}); not known yet: {facts}.")
        return " ".join([text.format(title=unknown.title, facts=facts), *_how_to_know(probe, unknown)])
    promising = [one for one in better if one.promised]
    if not promising:
        return ""
    easiest = min(promising, key=lambda one: sum(change.effort for change in one.promised))
    changes = [change.upgrade.text[:1].lower() + change.upgrade.text[1:] for change in easiest.promised]
    if not changes[1:]:
        return _("To make it “{title}”: {changes}").format(title=easiest.title, changes=changes[0])
    steps = ", ".join(f"{number}) {text.rstrip('.')}" for number, text in enumerate(changes, 1))
    return _("To make it “{title}”, do all of this: {steps}.").format(title=easiest.title, steps=steps)


def _how_to_know(probe: Probe, one: Weighed) -> list[str]:
    """The first remedy for what is not known, if there is any: `sudo`, a plug, a program to install."""
    subjects = {_SUBJECTS.get(result.code, "processor") for result in one.results if result.fits is None}
    missing = (unknown for unknown in probe.unknown if unknown.what.split(".")[0] in subjects)
    return [unknown.remedy for unknown in missing if unknown.remedy][:1]


def _facts(one: Weighed) -> list[str]:
    words = {
        "disk": _("the disk"),
        "memory": _("the memory"),
        "graphics": _("the graphics"),
        "firmware": _("the firmware"),
        "firmware_year": _("the firmware"),
        "tpm": _("the TPM"),
    }
    codes = [result.code for result in one.results if result.fits is None]
    return list(dict.fromkeys(words.get(code, _("the processor")) for code in codes))


def _go_on(probe: Probe, chosen: Weighed | None, systems: Sequence[SystemChoice]) -> str:
    if chosen is None:
        return _("No destination fits; look at the reasons.")
    if chosen.destination.needs.nothing_better:
        return chosen.results[-1].text
    wanted = chosen.destination.systems
    running = {choice.id: choice for choice in systems if choice.fits and still_maintained(choice, probe)}
    system = next((running[id_] for id_ in wanted if id_ in running), None)
    if system is None:
        return _("It can go there as it is.")
    if system.until is None:
        return _("Install {system}.").format(system=system.title)
    month = spoken_month(system.until)
    return _("Install {system} (maintained until {month}).").format(system=system.title, month=month)
