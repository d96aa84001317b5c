"""Which tests run side by side, in which order, and how long that takes. Pure.

The plan and the run ask the same functions, so that what the plan promises is what is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pcsol.diagnostics.bench import Job

# What a guided test takes in a run: there is one person, and one screen.
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Slot:
    """When a test begins and ends, in seconds from now."""

    job: Job
    begins: float
    ends: float


def startable(waiting: Sequence[Job], at_work: Iterable[Job], held: frozenset[str] = frozenset()) -> list[Job]:
    """Return those that may begin now, in their order. `held`: what tests that were given up have not let go of.

    Those that look at what the others did (`last`) begin when the others have ended; for a person nobody waits.
    """
    running = list(at_work)
    busy = held.union(*(job.takes for job in running))
    others = any(not job.last and PERSON not in job.takes for job in (*waiting, *running))
    found: list[Job] = []
    for job in waiting:
        if not (job.last and others) and not job.takes & busy:
            found.append(job)
            busy |= job.takes
    return found


def schedule(waiting: Sequence[Job], at_work: Sequence[tuple[Job, float]] = ()) -> tuple[Slot, ...]:
    """Return when each test begins and ends. `at_work`: those that have begun, and the seconds each still takes."""
    now = 0.0
    left = list(waiting)
    slots = [Slot(job, 0.0, seconds) for job, seconds in at_work]
    running = list(slots)
    while left or running:
        begun = [Slot(job, now, now + job.seconds) for job in startable(left, (slot.job for slot in running))]
        left = [job for job in left if all(job is not slot.job for slot in begun)]
        slots, running = [*slots, *begun], [*running, *begun]
        now = min(slot.ends for slot in running)
        running = [slot for slot in running if slot.ends > now]
    return tuple(slots)


def seconds(slots: Iterable[Slot]) -> float:
    """Return when the last one ends."""
    return max((slot.ends for slot in slots), default=0.0)
