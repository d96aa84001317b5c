"""Guided lists on a screen: all of them, or one with its steps."""

from itertools import groupby

from pcsol.i18n import N_, _, ngettext
from pcsol.model.workshop.listing import Checklists, Listed, ShownChecklist, ShownPhase, ShownStep
from pcsol.model.workshop.steps import Level, Role
from pcsol.render import pager
from pcsol.render.console import Screen
from pcsol.render.lines import Block, paragraph, row, title
from pcsol.report.sheet import Row

LEVELS: dict[Level, str] = {
    "discovery": N_("Discovery (8 to 10 years)"),
    "explorer": N_("Explorer (11 to 14 years)"),
    "expert": N_("Expert (15 to 17 years)"),
    "adults": N_("Adults"),
    "technician": N_("Technicians"),
}
ROLES: dict[Role, str] = {
    "pilot": N_("Pilot"),
    "copilot": N_("Copilot"),
    "observer": N_("Observer"),
    "safety": N_("Safety"),
    "everybody": N_("Everybody"),
}
PEOPLE: dict[str, str] = {
    "young": N_("Young people"),
    "everybody": N_("Everybody"),
    "volunteers": N_("Volunteers"),
    "families": N_("Families"),
}
_INDENT = 11
_STEP_INDENT = 6


def show_lists(screen: Screen, found: Checklists) -> None:
    """Show every list, by who follows it."""
    blocks = []
    for people, lists in groupby(found.checklists, key=lambda one: one.people):
        lines = [title(_(PEOPLE[people]), screen.columns)]
        for one in lists:
            lines += _listed(one, screen.columns)
        blocks.append(lines)
    pager.show(screen, blocks)


def show_list(screen: Screen, found: ShownChecklist) -> None:
    """Show one list, a block per phase."""
    head = [
        title(found.title, screen.columns),
        *paragraph(found.text, screen.columns),
        *paragraph(_minutes_and_level(found.minutes, _(LEVELS[found.level])), screen.columns),
    ]
    pager.show(screen, [head, *(_phase(phase, found.people, screen.columns) for phase in found.phases)])


def _listed(one: Listed, columns: int) -> Block:
    about = _minutes_and_level(one.minutes, _(LEVELS[one.level]))
    if one.supplement_of:
        about = _("{about} · added to {id}").format(about=about, id=one.supplement_of)
    return row(Row(one.id, one.title, notes=(about, one.text)), columns, _INDENT)


def _minutes_and_level(minutes: int, level: str) -> str:
    return f"{_minutes(minutes)} · {level}"


def _minutes(count: int) -> str:
    return ngettext("{count} minute", "{count} minutes", count).format(count=count)


def _phase(phase: ShownPhase, people: str, columns: int) -> Block:
    lines = [title(f"{phase.id} · {phase.title} · {_minutes(phase.minutes)}", columns)]
    for step in phase.steps:
        lines += row(Row(step.id, step.short, notes=tuple(_about(step, people))), columns, _STEP_INDENT)
    return lines


def _about(step: ShownStep, people: str) -> list[str]:
    """Only groups of young people have roles: elsewhere, "everybody" says nothing."""
    role = "" if step.role == "everybody" and people != "young" else f" · {_(ROLES[step.role])}"
    said = [_minutes(step.minutes) + role]
    if step.gate == "adult":
        said.append(_("An adult must agree before this step begins."))
    if step.detail:
        said.append(step.detail)
    if step.mistake:
        said.append(_("Common mistake: {mistake}").format(mistake=step.mistake))
    return said
