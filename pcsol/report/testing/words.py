"""The five results in words, and how a run of tests is summed up."""

from pcsol.i18n import N_, _, ngettext
from pcsol.model.testing.run import Result, TestRun
from pcsol.report.words import Tone

# In the order in which they are shown: what needs a hand first.
RESULTS: dict[Result, tuple[str, Tone]] = {
    "failed": (N_("FAILED"), "bad"),
    "to-look-at": (N_("TO LOOK AT"), "look"),
    "not-testable": (N_("CANNOT BE TESTED HERE"), "unknown"),
    "not-tested": (N_("NOT TESTED"), "unknown"),
    "passed": (N_("PASSED"), "good"),
}
# What a test needs, where that is no program's name; "" for what goes without saying.
_NEEDS = {
    "person": "",
    "screen": "",
    "keyboard": "",
    "root": N_("administrator"),
    "usb-stick": N_("a USB stick"),
    "headphones": N_("headphones"),
    "microphone": N_("a microphone"),
    "disc": N_("a disc"),
    "cable": N_("a network cable"),
}


def need(name: str) -> str:
    """Return what a test needs in words; programs keep their name."""
    return _(_NEEDS.get(name, name))


def result(name: Result) -> tuple[str, Tone]:
    """Return a result in words."""
    words, tone = RESULTS[name]
    return _(words), tone


def summary(run: TestRun) -> tuple[str, Tone]:
    """Return the whole run in one sentence: the worst of it."""
    failed, look = len(run.of("failed")), len(run.of("to-look-at"))
    missing = sum(one.required for one in (*run.of("not-tested"), *run.of("not-testable")))
    if failed:
        return ngettext("{count} test failed.", "{count} tests failed.", failed).format(count=failed), "bad"
    if look:
        return ngettext("{count} result is to be looked at.", "{count} results are to be looked at.", look).format(
            count=look
        ), "look"
    if missing:
        text = ngettext(
            "Nothing bad was found, but {count} required test is missing.",
            "Nothing bad was found, but {count} required tests are missing.",
            missing,
        )
        return text.format(count=missing), "unknown"
    return _("All required tests passed."), "good"


def what_to_do(run: TestRun) -> str:
    """Return the one sentence on what to do next."""
    if run.of("failed"):
        return _(
            "Mend or replace what failed, then test again (T in the menu, or `pcsol test --again`). As it is, this "
            "tower is not given."
        )
    if run.of("to-look-at"):
        return _("Look at what stands below, then decide. T in the menu, or `pcsol test --again`, tests once more.")
    if any(one.required and one.kind == "guided" for one in run.of("not-tested")):
        return _(
            "For the tests that need a person: T in the menu, or `pcsol test`, at the tower's own keyboard and screen."
        )
    if any(one.required for one in (*run.of("not-tested"), *run.of("not-testable"))):
        return _("Below stands why they are missing. `pcsol doctor` says which programs to install.")
    return _("Next: `pcsol wipe list` if its disks are to be erased.")
