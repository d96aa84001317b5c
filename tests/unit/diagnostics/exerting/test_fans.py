"""The fans: they follow the heat, or turn steadily; what stopped or stands is found."""

import pytest

from pcsol.diagnostics.unattended import fans, processor
from pcsol.model.profile.testing import WantedTest
from tests.unit.diagnostics.exerting.test_processor import codes, gentle, right
from tests.unit.diagnostics.exerting.tower import Clock, Heard, Tower, answering, bench


def tried(turns, celsius=gentle, answer=right, seconds=120):
    at = bench(Tower(Clock(), celsius=celsius, fans=turns), {"stress-ng": answer})
    processor.run(at, Heard(), seconds=seconds)
    at.stop.seconds += 100  # other tests go on meanwhile
    return fans.run(at, Heard())


def following(second: float) -> int:
    return 900 if second > 200 else int(900 + min(60, second) * 10)


def test_the_job_looks_at_what_the_others_did():
    job = fans.jobs(None, WantedTest(test="fans", required=False))[0]
    assert (job.id, job.last, job.exerts, job.takes) == ("fans", True, False, frozenset())


def test_a_fan_that_follows_the_heat_passes_with_its_course():
    found = tried({"fan2": following})
    assert found.result == "passed"
    assert "900" in found.evidence[0].text
    assert "1500" in found.evidence[0].text
    assert (found.evidence[0].value, found.evidence[0].series[0]) == (1500, (0, 900))


def test_a_fan_without_control_turns_steadily_and_passes():
    assert tried({"fan1": lambda _s: 1800}).result == "passed"


def test_a_connector_without_a_fan_is_no_fault_beside_one_that_turns():
    assert tried({"fan1": following, "fan2": lambda _s: 0}).result == "passed"


@pytest.mark.parametrize(("turns", "result", "code"), [
    ({"fan1": lambda second: 900 if second < 40 else 0}, "failed", "fan-stopped"),
    ({"CPU_FAN": lambda _s: 0, "CHA_FAN": following}, "failed", "fan-stands"),
    ({"fan1": lambda _s: 0, "fan2": lambda _s: 0}, "to-look-at", "fan-stands"),
])  # fmt: skip
def test_a_fan_that_stops_or_stands_is_found(turns, result, code):
    found = tried(turns)
    assert (found.result, codes(found)) == (result, [code])


def test_a_processor_too_hot_with_fans_that_do_not_care_is_to_be_looked_at():
    found = tried({"fan1": lambda _s: 900}, celsius=lambda second: 40 + second)
    assert (found.result, codes(found)) == ("to-look-at", ["fan-does-not-react"])


def test_no_fan_that_linux_can_read_is_never_a_pass():
    found = tried({})
    assert (found.result, codes(found)) == ("not-testable", ["no-fan"])


def test_without_a_load_nobody_saw_them_react():
    at = bench(Tower(Clock(), fans={"fan1": following}), {})
    assert codes(fans.run(at, Heard())) == ["no-load"]
    short = tried({"fan1": following}, answer=answering(10, "", -9))
    assert (short.result, codes(short)) == ("not-tested", ["load-too-short"])


def test_two_fans_of_one_name_are_told_apart():
    class Twins(Tower):
        def sense(self):
            told = super().sense()
            still = told.fans[0].model_copy(update={"rpm": 0})
            return told.model_copy(update={"fans": (*told.fans, still)})

    at = bench(Twins(Clock(), celsius=gentle, fans={"": following}), {"stress-ng": right})
    processor.run(at, Heard(), seconds=120)
    found = fans.run(at, Heard())
    assert [one.value for one in found.evidence] == [1500, 0]
    assert found.evidence[1].text.startswith("nct6775 2")
