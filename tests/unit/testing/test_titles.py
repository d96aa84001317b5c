"""A test is called the same wherever it is shown."""

from typing import get_args

import pytest

from pcsol.diagnostics.table import MAKERS
from pcsol.i18n import speaking
from pcsol.model.profile.testing import TestName, WantedTest
from pcsol.report.testing.titles import title
from tests.towers import GOOD


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", get_args(TestName))
def test_the_title_of_an_id_is_what_the_bench_calls_it(name: TestName, language: str) -> None:
    with speaking(language):
        for job in MAKERS[name](GOOD, WantedTest(test=name)):
            assert title(job.id) == job.title


def test_what_is_not_known_keeps_its_own_name() -> None:
    assert title("tomorrow", "A test of tomorrow") == "A test of tomorrow"
    assert title("tomorrow") == "tomorrow"
    assert title("disk-read", "Reading") == "Reading"
    assert title("optical.sr0") == title("optical")
