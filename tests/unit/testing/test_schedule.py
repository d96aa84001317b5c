"""What may run side by side does, and the plan says how long it takes."""

from hypothesis import given
from hypothesis import strategies as st

from pcsol.diagnostics.bench import Found, Job
from pcsol.diagnostics.schedule import PERSON, Slot, schedule, seconds, startable

TAKEN = st.frozensets(st.sampled_from(["processor", "memory", "disk.sda", "disk.sdb", "network"]), max_size=3)


def _job(name: str, seconds_: int, *takes: str, last: bool = False) -> Job:
    return Job(name, name, seconds_, lambda _bench, _tell: Found("passed"), frozenset(takes), last=last)


def _ends(slots: tuple[Slot, ...]) -> dict[str, float]:
    return {slot.job.id: slot.ends for slot in slots}


def test_what_takes_the_same_thing_waits_for_it_and_the_rest_runs_beside() -> None:
    jobs = [_job("memory", 480, "memory", "processor"), _job("processor", 300, "processor"),
            _job("self-test", 120, "disk.sda"), _job("read", 120, "disk.sda")]  # fmt: skip
    slots = schedule(jobs)
    assert _ends(slots) == {"memory": 480, "processor": 780, "self-test": 120, "read": 240}
    assert seconds(slots) == 780


def test_what_looks_at_the_others_begins_when_they_have_ended() -> None:
    slots = schedule([_job("log", 5, last=True), _job("memory", 60, "memory")])
    assert _ends(slots) == {"log": 65, "memory": 60}


def test_for_a_person_nobody_waits() -> None:
    may = startable([_job("log", 5, last=True), _job("screen", 60, PERSON)], [])
    assert [job.id for job in may] == ["log", "screen"]


def test_what_has_begun_takes_what_is_left_of_it() -> None:
    slots = schedule([_job("read", 100, "disk.sda")], [(_job("self-test", 120, "disk.sda"), 30)])
    assert _ends(slots) == {"self-test": 30, "read": 130}


@given(st.lists(st.builds(lambda n, takes, last: _job("x", n, *takes, last=last), st.integers(1, 50), TAKEN,
                          st.booleans()), max_size=12))  # fmt: skip
def test_of_any_jobs_each_runs_once_and_none_meets_another_at_what_they_take(jobs: list[Job]) -> None:
    slots = schedule(jobs)
    assert sorted(map(id, jobs)) == sorted(id(slot.job) for slot in slots)
    for one in slots:
        for other in slots:
            if one is not other and one.job.takes & other.job.takes:
                assert not one.begins <= other.begins < one.ends
    begin_of_last = [slot.begins for slot in slots if slot.job.last]
    end_of_others = [slot.ends for slot in slots if not slot.job.last]
    assert min(begin_of_last, default=99_999) >= max(end_of_others, default=0)
    assert seconds(slots) <= sum(job.seconds for job in jobs)
