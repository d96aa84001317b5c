"""A group sits down at this terminal, goes through its steps, and what is to be kept at the end is kept."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pcsol import __version__
from pcsol.checklist import kept
from pcsol.checklist.closing import closing
from pcsol.checklist.course import Course
from pcsol.checklist.desk import Desk
from pcsol.checklist.outline import questions
from pcsol.commands import answer
from pcsol.commands.checklist.table import result
from pcsol.commands.checklist.table.opening import band_of
from pcsol.commands.dialogue import moment, saving
from pcsol.errors import AnswerNeededError
from pcsol.exitcodes import ExitCode
from pcsol.i18n import _
from pcsol.model.record import TowerRef
from pcsol.model.workshop.room import People, Plan
from pcsol.render.console import Screen
from pcsol.render.keys import Keyboard
from pcsol.render.workshop import step as screens
from pcsol.rounds.workshop.group import Break, End, Table
from pcsol.rounds.workshop.stories import KeptHere, Story
from pcsol.store.workshops.desk import utc_now
from pcsol.store.workshops.results import FolderResults

if TYPE_CHECKING:
    from pcsol.model.workshop.run import ChecklistRun
    from pcsol.store.records import Moment
    from pcsol.store.workshops.shelf import Shelf


def check_terminal(*, as_json: bool) -> None:
    """Raise AnswerNeededError where nobody sits: a page or paper serves then."""
    if not (sys.stdin.isatty() and (sys.stderr if as_json else sys.stdout).isatty()):
        raise AnswerNeededError(
            _("A guided list needs a person at a terminal."),
            remedy=_("On phones and tablets: `pcsol checklist serve`. On paper: `pcsol checklist print`."),
        )


def at_desk(desk: Desk, shelf: "Shelf", home: Path, *, as_json: bool, is_new: bool = False) -> None:
    """Go through a workshop that is kept here, and keep its record at the end."""
    plan = desk.plan()
    story = KeptHere(desk, plan.groups[0], plan)
    table = _table(story, shelf, home, as_json=as_json)
    if is_new:
        _tell_codes(table, desk)
    ended = table.run()
    now = table.now()
    body = _body(plan, now, moment.now()) if as_json else None
    if ended == "closed":
        table.screen.rich.clear()
        body = _kept(plan, now, as_json=as_json)
        present = People(bands={band_of(plan.level): plan.groups[0].people})
        desk.close(closing(plan, {plan.groups[0].id: now}, present, utc_now()))
    _say_end(table, ended, f"pcsol checklist resume {plan.id}", body, as_json=as_json)


def joined(story: Story, shelf: "Shelf", home: Path, url: str, *, as_json: bool) -> None:
    """Go through a workshop that a server keeps: plan, closing and record are the server's affair."""
    table = _table(story, shelf, home, as_json=as_json)
    ended = table.run()
    body = _body(story.plan, table.now(), moment.now()) if as_json else None
    _say_end(table, ended, f"pcsol checklist run --join {url}", body, as_json=as_json)


def _table(story: Story, shelf: "Shelf", home: Path, *, as_json: bool) -> Table:
    outline = shelf.outline_of(story.plan)
    held = FolderResults(home)
    held.begin(story.plan, story.group)
    quiz = shelf.quizzes.get(outline.list.quiz or "")
    asked = questions(quiz, story.plan.id, story.group.id)
    return Table(
        story=story,
        outline=outline,
        screen=Screen(sys.stderr if as_json else sys.stdout),
        keys=Keyboard(),
        after=result.finder(held, shelf),
        denied=result.denier(held),
        opened=result.opener(held),
        questions=asked,
        breaks=_breaks(shelf, story.plan),
        tries=shelf.no_start(outline),
        makers=shelf.makers(),
    )


def _breaks(shelf: "Shelf", plan: Plan) -> tuple[Break, ...]:
    """Cards and words, one after the other; each workshop begins with others, the same ones after a power cut."""
    cards = [card for one in shelf.cards.values() for card in one.cards]
    entries = [entry for one in shelf.glossaries.values() for entry in one.entries]
    start = int(plan.id, 16)
    most = max(len(cards), len(entries), 1)
    return tuple(
        Break(
            cards[(start + turn) % len(cards)] if cards else None,
            entries[(start + turn) % len(entries)] if entries else None,
        )
        for turn in range(min(most, 4))
    )


def _tell_codes(table: Table, desk: Desk) -> None:
    """Once, each on a screen of its own, before the group comes."""
    second = desk.second_code()
    if second is not None:
        sheet = screens.Sheet(
            _("For the second adult alone, before the group comes"),
            _("This is the second reader's code. Keep it in your head: it is not shown again."),
            shout=second,
            below=[_("It says that you read everything again at the end. Enter: next, the other adult's code.")],
        )
        table.line(sheet)
    sheet = screens.Sheet(
        _("For the adult alone, before the group comes"),
        _("This is the adults' code. Keep it in your head: it is not shown again."),
        shout=desk.code(),
        below=[_("It opens the steps at which an adult must be there. Enter: the group may come.")],
    )
    table.line(sheet)


def _kept(plan: Plan, now: Course, *, as_json: bool) -> "ChecklistRun":
    """Keep the record, once: after a power cut between this and the closing it is there already."""
    from pcsol.model.workshop.run import ChecklistRun
    from pcsol.store import find, home
    from pcsol.store.workshops import runs

    there = runs.record_of(home.home(), plan, plan.groups[0])
    if there is not None:
        return find.body(there, ChecklistRun)
    tower = TowerRef(code=plan.groups[0].tower)
    record = saving.save("checklist", tower, lambda when: _body(plan, now, when), moment.now(), may_ask=not as_json)
    return ChecklistRun.from_json(record.body)


def _body(plan: Plan, now: Course, when: "Moment") -> "ChecklistRun":
    return kept.body(plan, plan.groups[0], now, when.taken_at, when.clock, __version__)


def _say_end(table: Table, ended: End, again: str, body: "ChecklistRun | None", *, as_json: bool) -> None:
    table.screen.rich.clear()
    if ended == "left":
        table.screen.say(
            _("A pause. Everything that was done is kept. To go on at the same step: `{again}`").format(again=again)
        )
    else:
        table.screen.say(_("The workshop is closed, and its record is kept."))
    if as_json and body is not None:
        answer.as_json(body.to_json())
    if ended == "left":
        raise typer.Exit(ExitCode.FINDINGS)
