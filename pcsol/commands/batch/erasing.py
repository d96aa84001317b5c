"""Erase what a person armed: the same seven steps as `wipe run`, each disk's identity as the person gave it."""

from collections.abc import Iterable
from dataclasses import replace
from signal import SIGINT
from types import TracebackType
from typing import Self

from pcsol.commands.dialogue import moment
from pcsol.commands.wipe.conduct import among_papers, conducting
from pcsol.commands.wipe.conduct.among_papers import Job
from pcsol.commands.wipe.gathering import Gathered, gather
from pcsol.commands.wipe.preparing import Asked, looked_again, prepare, refuse
from pcsol.errors import WipeRefusedError
from pcsol.i18n import _
from pcsol.judge.towers import standing
from pcsol.model.batch.notes import Armed
from pcsol.model.erasure.candidate import Candidate
from pcsol.model.erasure.outcome import WipeRun
from pcsol.model.erasure.progress import Progress
from pcsol.rounds.batch.board import StoppedError
from pcsol.rounds.batch.doors import Waiting
from pcsol.store.home import home
from pcsol.store.papers.keys import StationKey
from pcsol.tools.world.world import World
from pcsol.wipe import identity
from pcsol.wipe.warrant import authorise


def own(looked: Gathered, loops: frozenset[str] = frozenset()) -> tuple[Candidate, ...]:
    """Return the tower's own disks; `loops`: loop devices that stand for disks, by name."""
    return tuple(one for one in looked.candidates if _is_own(one) or one.disk.name in loops)


def _is_own(one: Candidate) -> bool:
    return one.kind == "disk" and standing.is_inside(one.disk)


def erase(
    world: World, armed: Armed, how: Asked, waiting: Waiting, key: StationKey, loops: frozenset[str] = frozenset()
) -> WipeRun:
    """Erase the disks that were named, all or none. Raises WipeRefusedError, StoreError; StoppedError.

    `how`: as `wipe run` is asked, without the disks; `loops`: for tests. The identity that a person gave for each is
    what is typed at `wipe run`; the guard looks twice, as there. Of an erasure that a power cut ended behind its record
    only the notes are forgotten; one that it ended between its papers and that record has them once, not twice.
    """
    if world.source != "live":
        raise WipeRefusedError(_("This is a recorded machine: its disks are not here."))
    disks = own(gather(world), loops)
    paths = _paths(disks, armed.disks)
    jobs = begun(disks, armed.disks)
    told = among_papers.told(home(), jobs)
    if told is not None:
        for job in jobs:
            job.journal.close()
        return told
    asked = replace(how, disks=tuple(paths))
    gathered, prepared = prepare(world, asked)
    refuse(prepared)
    signing = conducting.Signing(key, moment.now)
    prepared = looked_again(world, asked, prepared)
    refuse(prepared)
    warrants = [
        authorise(one.plan, one.refusals, identity.read(world, one.path), typed=paths[one.path]) for one in prepared
    ]
    ended = conducting.conduct(world, gathered, warrants, signing, None, Following(waiting))
    if ended.signal == SIGINT:  # a person: Ctrl-C, or X
        raise StoppedError
    if ended.signal is not None:  # the tower is being switched off
        raise SystemExit(128 + ended.signal)
    return ended.run


def begun(disks: Iterable[Candidate], wanted: tuple[str, ...]) -> tuple[Job, ...]:
    """Return what was begun on the disks of these identities and not closed."""
    return among_papers.jobs(home(), (one for one in disks if one.id and one.id in wanted))


def _paths(found: Iterable[Candidate], wanted: tuple[str, ...]) -> dict[str, str]:
    """Return the identity of each disk's path. Raises WipeRefusedError where one is missing, or two have one name."""
    paths: dict[str, str] = {}
    for number in wanted:
        mine = [one.disk.path or f"/dev/{one.disk.name}" for one in found if (one.id or "") == number and number]
        if len(mine) != 1:
            raise WipeRefusedError(
                _("No disk of this tower has the identity {id}, or more than one: nothing is erased.").format(
                    id=number
                ),
                remedy=_("Look at its disks again, and arm the tower anew."),
            )
        paths[mine[0]] = number
    return paths


class Following:
    """Hands on how the disks get on, and what must be seen."""

    def __init__(self, waiting: Waiting) -> None:
        """`waiting`: where it is shown."""
        self._waiting = waiting

    def tell(self, progress: Progress) -> None:
        """Hand on."""
        self._waiting.disk(progress)

    def say(self, text: str) -> None:
        """Hand on: an ATA password, a disk that does not answer."""
        self._waiting.say(text)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """End."""
