import subprocess
import sys

import pytest

from pcsol.tools.programs import smartctl
from pcsol.tools.programs.smart import second_opinion
from tests.unit.smart.pages import ATA_TEXT, NVME_TEXT, OLD_TABLE_TEXT, ata_json


def test_pysmart_reads_the_table_and_the_health_log_too():
    assert second_opinion._readings(OLD_TABLE_TEXT, "ata") == {"reallocated_sectors": 1760, "pending_sectors": 2}
    seen = second_opinion._readings(NVME_TEXT, "nvme")
    assert seen == {"critical_warning": 0, "percentage_used": 33, "media_errors": 0, "available_spare": 100}


def test_two_readers_that_agree_change_nothing():
    smart = smartctl.parse(OLD_TABLE_TEXT).smart
    assert second_opinion.confirm(smart, OLD_TABLE_TEXT, "ata") is smart


def test_a_number_that_two_readers_read_differently_is_not_known():
    smart = smartctl.parse(OLD_TABLE_TEXT).smart.model_copy(update={"pending_sectors": 0})
    doubted = second_opinion.confirm(smart, OLD_TABLE_TEXT, "ata")
    assert (doubted.pending_sectors, doubted.reallocated_sectors) == (None, 1760)
    assert any("pending_sectors" in message for message in doubted.messages)


def test_an_nvme_number_in_doubt_is_not_known_either():
    smart = smartctl.parse(NVME_TEXT).smart
    wrong = smart.model_copy(update={"nvme": smart.nvme.model_copy(update={"media_errors": 5})})
    assert second_opinion.confirm(wrong, NVME_TEXT, "nvme").nvme.media_errors is None


@pytest.mark.parametrize("text", [ATA_TEXT, "", "\x00", "ID# ATTRIBUTE_NAME WHEN_FAILED\n  1 x y z\n", "a" * 300_000])
def test_where_pysmart_stumbles_the_first_reader_stands_alone(text):
    smart = smartctl.parse(OLD_TABLE_TEXT).smart
    assert second_opinion.confirm(smart, text, "ata") is smart


@pytest.mark.process
def test_pysmart_leaves_the_process_as_it_was():
    """In a Python of its own, because a module is imported once."""
    code = (
        "import os, logging; os.environ['LANG'] = 'fr_FR.UTF-8'; before = logging.getLoggerClass()\n"
        "from pcsol.tools.programs.smart import second_opinion as s\n"
        "import sys; assert 'pySMART' not in sys.modules\n"
        "s._readings('', 'ata'); assert 'pySMART' in sys.modules\n"
        "assert os.environ['LANG'] == 'fr_FR.UTF-8' and logging.getLoggerClass() is before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_json_is_never_read_twice(monkeypatch):
    monkeypatch.setattr(second_opinion, "_readings", lambda *_: pytest.fail("pySMART was asked about JSON"))
    assert smartctl.parse(ata_json()).answered
