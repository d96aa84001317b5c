"""A plan of tests, and what came of them, as sections of a screen."""

from pcsol.i18n import _, ngettext
from pcsol.model.testing.run import Kind, Plan, Planned, Result, Tested, TestRun
from pcsol.report import words as plain
from pcsol.report.erasure.words import span
from pcsol.report.sheet import Row, Section
from pcsol.report.testing import words


def plan(found: Plan) -> tuple[Section, ...]:
    """Return the tests with their times: those that need nobody, then those with a person."""
    unattended = Section(found.title, _rows(found, "unattended"), note=_in_all(found))
    guided = _rows(found, "guided")
    if not guided:
        return (unattended,)
    note = _("With a person: about {span}.").format(span=span(found.guided_seconds))
    return unattended, Section(_("With a person at the tower"), guided, note=note)


def ended(run: TestRun) -> tuple[Section, ...]:
    """Return a section per result, the worst first; what passed in short."""
    sections = [_of(run, result) for result in words.RESULTS if result != "passed"]
    passed = ", ".join(one.title for one in run.of("passed"))
    good = Section(_counted(run, "passed"), (), note=passed) if passed else None
    return tuple(section for section in (*sections, good) if section is not None)


def times(run: TestRun) -> str:
    """Say what was planned and what it took, and how often it was interrupted."""
    text = _("Planned: {planned}. It took {took}.").format(planned=span(run.planned_seconds), took=span(run.seconds))
    if not run.resumed:
        return text
    again = ngettext("It went on after {count} interruption.", "It went on after {count} interruptions.", run.resumed)
    return f"{text} {again.format(count=run.resumed)}"


def _rows(found: Plan, kind: Kind) -> tuple[Row, ...]:
    return tuple(Row(span(one.seconds), _named(one)) for one in found.tests if one.kind == kind)


def _named(one: Planned) -> str:
    facts = [*filter(None, map(words.need, one.needs)), *([] if one.required else [_("not required")])]
    return f"{one.title} ({', '.join(facts)})" if facts else one.title


def _in_all(found: Plan) -> str:
    text = _("In all, with nobody there: about {span}. What can runs side by side.").format(span=span(found.seconds))
    if not found.over_budget or found.budget_seconds is None:
        return text
    over = _("This is more than the {minutes} minutes of this list: what would end later will not be begun.")
    return f"{text} {over.format(minutes=found.budget_seconds // 60)}"


def _counted(run: TestRun, result: Result) -> str:
    name, _tone = words.result(result)
    return f"{name} ({len(run.of(result))})"


def _of(run: TestRun, result: Result) -> Section | None:
    """Tests with the same reasons stand together."""
    by_reasons: dict[tuple[str, ...], list[str]] = {}
    for one in run.of(result):
        by_reasons.setdefault(tuple(plain.told(why.text) for why in one.reasons), []).append(_called(one))
    _name, tone = words.result(result)
    rows = tuple(Row("", ", ".join(called), tone, why) for why, called in by_reasons.items())
    return Section(_counted(run, result), rows, wide=True) if rows else None


def _called(one: Tested) -> str:
    title = plain.told(one.title)
    return title if one.required else _("{test} (not required)").format(test=title)
