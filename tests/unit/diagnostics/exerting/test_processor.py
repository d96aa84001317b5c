"""The processor under load: wrong answers, heat, slowing down, silence; and never a pass that nobody saw."""

import pytest

from pcsol.diagnostics.bench import Found, StoppedError
from pcsol.diagnostics.unattended import processor
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Temperature
from pcsol.model.profile.testing import WantedTest
from pcsol.tools.world.album import AlbumWorld
from tests.loads import Work
from tests.replay.machines import MACHINES
from tests.unit.diagnostics.exerting.tower import Clock, Heard, Tower, answering, bench, number, said


def right(argv):
    return number(argv, "--timeout"), said("stress-ng-right"), 0


def tried(tower=None, answer=right, seconds=300, **facts) -> tuple[Found, object]:
    tower = tower or Tower(Clock(), **facts)
    at = bench(tower, {"stress-ng": answer} if answer else {})
    return processor.run(at, Heard(), seconds=seconds), at


def codes(found: Found) -> list[str]:
    return [reason.code for reason in found.reasons]


def gentle(second: float) -> float:
    return min(70.0, 40 + second / 2)


def test_the_job_exerts_and_needs_the_processor_alone():
    tower = Tower(Clock())
    probe = bench(tower, {}).probe.model_copy(update={"sensors": tower.sense()})
    job = processor.jobs(probe, WantedTest(test="processor", seconds=120, required=False))[0]
    assert (job.id, job.seconds, job.exerts, job.required) == ("processor", 120, True, False)
    assert job.takes == {"processor"}


def test_what_will_be_short_for_want_of_a_sensor_is_planned_short():
    probe = bench(Tower(Clock()), {}).probe
    assert processor.jobs(probe, WantedTest(test="processor", seconds=300))[0].seconds == 60
    assert processor.jobs(probe, WantedTest(test="processor", seconds=20))[0].seconds == 20


def test_right_answers_at_a_bearable_heat_pass_with_their_course():
    found, at = tried(celsius=gentle)
    assert (found.result, found.reasons) == ("passed", ())
    shown = {one.code: one for one in found.evidence}
    assert (shown["processor-temperature"].value, shown["processor-temperature"].limit) == (70, 95)
    assert (shown["processor-frequency"].value, shown["processor-frequency"].limit) == (3200, 3200)
    assert shown["processor-load"].value == 300
    assert 2 < len(shown["processor-temperature"].series) <= 60
    assert "processor-throttled" not in shown, "nobody counts here"
    assert at.hand.running[0].stopped_at == 300


def test_it_tells_its_time_and_its_heat():
    heard = Heard()
    with speaking("fr"):
        processor.run(bench(Tower(Clock(), celsius=gentle), {"stress-ng": right}), heard, seconds=100)
    assert heard.shares == sorted(heard.shares)
    assert heard.shares[-1] == pytest.approx(1, abs=0.02)
    assert heard.texts[-1] == "70 °C"


def test_one_wrong_answer_fails():
    found, _at = tried(answer=answering(20, "stress-ng-wrong", 2), celsius=gentle)
    assert (found.result, codes(found)) == ("failed", ["wrong-answers"])
    assert any("fibonacci" in one.text for one in found.evidence)


@pytest.mark.parametrize(("quickly", "result"), [(2.0, "failed"), (0.5, "to-look-at")])
def test_the_load_is_taken_away_before_harm_and_how_soon_counts(quickly, result):
    found, at = tried(celsius=lambda second: 40 + second * quickly)
    assert (found.result, codes(found)) == (result, ["too-hot"])
    peak = next(one for one in found.evidence if one.code == "processor-temperature")
    assert peak.value <= 95 + quickly * 1.5
    assert at.hand.running[0].stopped_at <= (95 - 40) / quickly + 1.5
    assert found.reasons[0].limit == 95


@pytest.mark.parametrize(("critical", "limit"), [(None, 90), (105.0, 100), (127.0, 100), (80.0, 75), (20.8, 90)])
def test_the_limit_is_five_below_what_the_sensor_calls_critical(critical, limit):
    found, _at = tried(celsius=lambda second: 40 + second, critical=critical)
    assert found.reasons[0].limit == limit


def test_another_sensor_at_its_own_critical_limit_ends_the_load_too():
    clock = Clock()

    class Board(Tower):
        def sense(self):
            warm = Temperature(chip="nct6775", label="VRM", celsius=50 + clock.now(), critical_celsius=100)
            told = super().sense()
            return told.model_copy(update={"temperatures": (*told.temperatures, warm)})

    found, at = tried(Board(clock, celsius=gentle))
    assert codes(found) == ["too-hot"]
    assert at.hand.running[0].stopped_at <= 52


def test_a_sensor_that_nobody_wired_ends_nothing():
    absurd = Temperature(chip="it87", label="temp3", celsius=127, critical_celsius=127)
    assert tried(celsius=gentle, others=(absurd,))[0].result == "passed"


def test_what_is_too_hot_at_rest_is_never_loaded():
    found, at = tried(celsius=lambda _second: 97.0)
    assert (found.result, codes(found)) == ("failed", ["too-hot-at-rest"])
    assert at.hand.started == []
    assert at.now() >= 60, "it was given time to cool"


def test_what_is_hot_from_the_test_before_may_cool_first():
    found, at = tried(celsius=lambda second: max(45.0, 97 - second * 2))
    assert found.result == "passed"
    assert next(one for one in found.evidence if one.code == "processor-temperature").value < 90
    assert at.kept.load.seconds == pytest.approx(300, abs=2)


@pytest.mark.parametrize(("since", "result"), [(20, "failed"), (200, "to-look-at")])
def test_slowing_down_for_heat_is_found_and_how_soon_counts(since, result):
    found, _at = tried(celsius=gentle, throttles=lambda second: 7 + 3 * (second > since))
    assert (found.result, codes(found)) == (result, ["throttled"])
    assert next(one for one in found.evidence if one.code == "processor-throttled").value == 3


def test_what_was_slowed_down_before_the_load_is_not_held_against_it():
    found, _at = tried(celsius=gentle, throttles=lambda _second: 123_456)
    assert found.result == "passed"
    assert next(one for one in found.evidence if one.code == "processor-throttled").value == 0


def test_a_frequency_below_what_the_maker_promises_is_to_be_looked_at():
    found, _at = tried(celsius=gentle, mhz=lambda second: 3200 if second < 10 else 1600)
    assert (found.result, codes(found)) == ("to-look-at", ["slow"])
    assert (found.reasons[0].value, found.reasons[0].limit) == (1600, 3200)


def test_a_sensor_that_falls_silent_ends_the_load():
    found, at = tried(celsius=lambda second: 50.0 if second < 30 else None)
    assert (found.result, codes(found)) == ("to-look-at", ["sensor-silent"])
    assert at.hand.running[0].stopped_at <= 34


def test_one_look_that_fails_is_no_silence():
    assert tried(celsius=lambda second: None if 30 <= second < 31 else 50.0)[0].result == "passed"


def test_without_a_sensor_it_works_for_a_minute_and_never_passes():
    found, at = tried(celsius=lambda _second: None)
    assert (found.result, codes(found)) == ("to-look-at", ["no-temperature"])
    assert number(at.hand.started[0], "--timeout") == 60
    wrong, _at = tried(answer=answering(20, "stress-ng-wrong", 2), celsius=lambda _second: None)
    assert wrong.result == "failed"


@pytest.mark.parametrize(
    ("answer", "code"), [(answering(40, "", -9), "program-ended"), (answering(900, "stress-ng-right"), "program-hangs")]
)
def test_a_program_that_dies_or_hangs_proves_nothing(answer, code):
    found, at = tried(answer=answer, celsius=gentle)
    assert (found.result, codes(found)) == ("to-look-at", [code])
    assert at.hand.running[0].stopped_at <= 320


def test_without_stress_ng_pcsol_calculates_itself():
    clock = Clock()
    work = Work(clock)
    found = processor.run(bench(Tower(clock, celsius=gentle), {}), Heard(), seconds=100, burner=work)
    assert found.result == "passed"
    assert work.open
    assert work.closed
    assert clock.now() == pytest.approx(100, abs=1)
    assert "PCSol" in next(one.text for one in found.evidence if one.code == "processor-load")


def test_a_wrong_answer_of_its_own_load_fails_at_once():
    clock = Clock()
    found = processor.run(bench(Tower(clock, celsius=gentle), {}), Heard(), seconds=100, burner=Work(clock, 7))
    assert (found.result, codes(found)) == ("failed", ["wrong-answers"])
    assert clock.now() <= 8


def test_a_person_who_ends_the_run_ends_the_program():
    tower = Tower(Clock(stops_at=12), celsius=gentle)
    at = bench(tower, {"stress-ng": right})
    with pytest.raises(StoppedError):
        processor.run(at, Heard(), seconds=300)
    assert at.hand.running[0].stopped_at == pytest.approx(12, abs=0.5)


def test_a_recorded_machine_is_never_made_to_work():
    tower = Tower(Clock())
    at = bench(tower, {"stress-ng": right})
    recorded = AlbumWorld(MACHINES / "made-up-optiplex-7010")
    found = processor.run(type(at)(recorded, at.hand, at.probe, at.sense, at.health), Heard(), seconds=300)
    assert (found.result, codes(found)) == ("not-testable", ["recorded"])
    assert at.hand.started == []


def test_every_reason_is_told_when_there_are_several():
    found, _at = tried(
        celsius=lambda second: 40 + second, throttles=lambda second: int(second > 50), mhz=lambda _s: 800
    )
    assert (found.result, codes(found)) == ("failed", ["too-hot", "throttled", "slow"])
