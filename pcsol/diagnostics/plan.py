"""What a list of tests means for this tower: its jobs, and how long they take side by side. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from pcsol.diagnostics.bench import Job
from pcsol.diagnostics.schedule import schedule, seconds
from pcsol.diagnostics.table import MAKERS, Maker, kind
from pcsol.i18n import language
from pcsol.model.probe import Probe
from pcsol.model.profile.testing import TestName, TestProfile
from pcsol.model.testing.run import Kind, Plan, Planned


@dataclass(frozen=True, slots=True)
class Laid:
    """The plan as it is told, the profile that it follows, and the jobs behind it by id."""

    plan: Plan
    profile: TestProfile
    jobs: Mapping[str, Job]


def lay(profile: TestProfile, probe: Probe, makers: Mapping[TestName, Maker] = MAKERS) -> Laid:
    """Lay out the tests of this tower, in the profile's order."""
    tests: list[Planned] = []
    jobs: dict[str, Job] = {}
    for wanted in profile.tests:
        for job in makers[wanted.test](probe, wanted):
            tests.append(_planned(job, kind(wanted.test)))
            jobs[job.id] = job
    plan = Plan(
        profile=profile.id,
        title=profile.title.said(language()),
        budget_seconds=profile.budget_minutes * 60 if profile.budget_minutes else None,
        seconds=_unattended(tests, jobs),
        guided_seconds=sum(one.seconds for one in tests if one.kind == "guided"),
        tests=tuple(tests),
    )
    return Laid(plan, profile, jobs)


def _planned(job: Job, kind_: Kind) -> Planned:
    return Planned(
        id=job.id, kind=kind_, title=job.title, seconds=job.seconds, needs=job.needs, required=job.required
    )  # fmt: skip


def _unattended(tests: Iterable[Planned], jobs: Mapping[str, Job]) -> int:
    return ceil(seconds(schedule(list(_jobs(tests, jobs)))))


def _jobs(tests: Iterable[Planned], jobs: Mapping[str, Job]) -> Iterator[Job]:
    return (jobs[one.id] for one in tests if one.kind == "unattended")
