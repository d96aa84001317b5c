"""Send what waits, once or for weeks, and say what became of it: first of all that nothing is lost."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pcsol.commands import answer
from pcsol.errors import HubUnreachableError
from pcsol.i18n import _, ngettext
from pcsol.model.letters.outbox import Pushed

if TYPE_CHECKING:
    from pcsol.push.tally import Tally
    from pcsol.push.visit import Visitor


def once(at: Path, *, again: bool, as_json: bool) -> Pushed:
    """Send what waits and say it. Raises HubUnreachableError when something is left that could go."""
    from pcsol.push.books import Books
    from pcsol.push.visit import Visitor
    from pcsol.render.post.sending import Sending
    from pcsol.store.post import alone, enrolled

    here = enrolled.enrolment(at)
    with alone.alone(at):
        with Sending() as progress:
            visitor = Visitor(Books(at, enrolled.mark(here)), here, announced, told=progress.told)
            tally = visitor.visit(again=again)
        pushed = _summary(visitor, tally)
    if not as_json:
        from pcsol.render import console
        from pcsol.render.post import pushed as screen

        screen.show(console.out(), pushed)
    if tally.state != "done":
        raise _left(pushed, tally)
    if as_json:
        answer.as_json(pushed.to_json())
    return pushed


def stay(at: Path) -> NoReturn:
    """Send what comes, until a signal ends it."""
    from pcsol.push.staying import Staying
    from pcsol.render import console
    from pcsol.store.post import alone, enrolled

    here, screen = enrolled.enrolment(at), console.out()

    def say(sentence: str) -> None:
        screen.say(sentence)
        screen.rich.file.flush()

    with alone.alone(at):
        say(_("Sending to {url} whatever comes. Ctrl-C ends it.").format(url=here.url))
        Staying(at, say, announced).stay()


def announced() -> tuple[str, ...]:
    """Return the addresses at which hubs announce themselves now."""
    from pcsol.push.enrol import finding

    return tuple(one.url for one in finding.hubs())


def _summary(visitor: "Visitor", tally: "Tally") -> Pushed:
    from pcsol.store.post import outbox

    books = visitor.books
    letters = [one for tower in books.waiting()[0].values() for one in tower]
    return Pushed(
        hub=visitor.here.url,
        delivered=tally.delivered,
        waiting=tally.left,
        unnoted=len(books.unnoted),
        refused=outbox.refused_among(letters, books.refused),
        damaged=tuple(tally.damaged),
        remark=visitor.remark,
    )


def _left(pushed: Pushed, tally: "Tally") -> HubUnreachableError:
    if tally.state == "silent":
        what = _("The records are safe here ({count} wait). The hub does not answer at {url}.").format(
            count=pushed.waiting, url=pushed.hub
        )
    else:
        what = _("The records are safe here ({count} wait). The hub did not take them all.").format(
            count=pushed.waiting
        )
    sent = ngettext("{count} record sent.", "{count} records sent.", pushed.delivered).format(count=pushed.delivered)
    return HubUnreachableError(
        what,
        remedy=_(
            "Look at the network, and start `pcsol push` again later; `pcsol push --stay` does it by itself. "
            "By stick: `pcsol outbox export FILE`."
        ),
        details=f"{sent} {tally.why}",
    )
