"""The speed: measured is passed, whatever it is; what was not measured says why."""

import pytest

from pcsol.diagnostics.unattended import benchmark
from pcsol.model.profile.testing import WantedTest
from tests.unit.diagnostics.exerting.test_processor import codes
from tests.unit.diagnostics.exerting.tower import Clock, Heard, Tower, answering, bench, said


def rating(argv):
    return 10, said("7z-13-one-thread" if argv[3] == "-mmt1" else "7zz-all-threads"), 0


def tried(answers, **facts):
    at = bench(Tower(Clock(), **facts), answers)
    return benchmark.run(at, Heard()), at


def test_the_job_is_alone_with_processor_and_memory():
    job = benchmark.jobs(None, WantedTest(test="benchmark", required=False))[0]
    assert job.takes == {"processor", "memory"}
    assert job.exerts  # all threads at once, all memory: what a weak supply goes down in


@pytest.mark.parametrize("name", ["7z", "7zz"])
def test_one_thread_and_all_are_kept_for_comparison(name):
    found, at = tried({name: rating})
    assert found.result == "passed"
    assert [(one.code, one.unit) for one in found.evidence] == [
        ("speed-one-thread", "mips"),
        ("speed-all-threads", "mips"),
    ]
    assert found.evidence[0].value == 2771
    assert "26.02" in found.evidence[1].text
    assert [argv[3] for argv in at.hand.started] == ["-mmt1", "-mmt4"]


def test_no_program_is_not_testable_with_the_command_that_installs_one():
    found, _at = tried({})
    assert (found.result, codes(found)) == ("not-testable", ["no-program"])
    assert "apt install 7zip" in found.reasons[0].text


@pytest.mark.parametrize(("answers", "celsius", "code"), [
    ({"7z": answering(500, "7z-13-one-thread")}, lambda _s: 40.0, "too-slow"),
    ({"7z": answering(5, "", -9)}, lambda _s: 40.0, "program-ended"),
    ({"7z": answering(60, "7z-13-one-thread")}, lambda second: 60 + second * 2, "too-hot"),
])  # fmt: skip
def test_what_was_not_measured_says_why(answers, celsius, code):
    found, at = tried(answers, celsius=celsius)
    assert (found.result, codes(found)) == ("not-testable", [code])
    assert at.hand.running[0].stopped_at is not None
