"""nvme-cli's JSON, in the spellings of its versions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import NotPermittedError, ToolFailedError, ToolUnreadableError
from pcsol.tools.programs import nvme
from tests.unit.disks.machine import machine


def test_the_padding_of_names_is_removed():
    told = nvme.parse_identity('{"mn": "PCSOL NVMe 256    ", "sn": "PCSOL0001   ", "fr": "1.0     "}')
    assert (told.model, told.serial, told.firmware) == ("PCSOL NVMe 256", "PCSOL0001", "1.0")


def test_kelvin_becomes_celsius_and_numbers_may_be_quoted():
    told = nvme.parse_health(
        '{"critical_warning": 4, "temperature": 323, "avail_spare": 100, "spare_thresh": 10, "percent_used": 7,'
        ' "power_on_hours": "4242", "media_errors": "0", "data_units_written": 17}'
    )
    assert (told.temperature_celsius, told.power_on_hours, told.wear_percent_used) == (50, 4242, 7)
    assert (told.nvme.critical_warning, told.nvme.available_spare, told.nvme.available_spare_threshold) == (4, 100, 10)
    assert (told.nvme.media_errors, told.nvme.data_units_written, told.nvme.unsafe_shutdowns) == (0, 17, None)


@pytest.mark.parametrize(
    ("log", "passed"),
    [
        ('{"critical_warning": 0}', True),
        ('{"critical_warning": 4}', False),
        ('{"critical_warning": 2}', None),
        ("{}", None),
    ],
)
def test_a_warning_is_a_failure_unless_it_is_only_about_heat(log, passed):
    assert nvme.parse_health(log).passed is passed


def test_newer_versions_spell_the_bits_out():
    assert nvme.parse_health('{"critical_warning": {"value": 1, "available_spare": 1}}').nvme.critical_warning == 1


@pytest.mark.parametrize("text", ["", "[]", "NVMe status: Invalid Field", "{"])
def test_what_is_no_object_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        nvme.parse_identity(text)
    with pytest.raises(ToolUnreadableError):
        nvme.parse_health(text)


@given(
    st.dictionaries(
        st.sampled_from(["critical_warning", "temperature", "percent_used", "mn", "media_errors"]),
        st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3) | st.lists(st.integers(), max_size=2),
    )
)
def test_absurd_values_are_unknown(plain):
    import json

    told = nvme.parse_health(json.dumps(plain))
    assert told.nvme.media_errors is None or told.nvme.media_errors >= 0
    nvme.parse_identity(json.dumps(plain))


def test_an_album_may_name_the_controller_for_the_disk(tmp_path):
    world = machine(tmp_path, {"nvme-id-ctrl-nvme0.json": {"mn": "X"}, "nvme-smart-log-nvme0n1.json": {}})
    assert nvme.read_identity(world, "nvme0n1").model == "X"
    assert nvme.read_health(world, "nvme0n1").nvme.media_errors is None


@pytest.mark.parametrize(
    ("stderr", "error"),
    [("/dev/nvme0n1: Permission denied", NotPermittedError), ("NVMe status: Invalid Field(0x4002)", ToolFailedError)],
)
def test_nvme_says_why_it_failed(tmp_path, stderr, error):
    argv = list(nvme.health("nvme0n1").argv)
    index = {"calls": [{"argv": argv, "status": 1, "file": "nvme-smart-log-nvme0n1.json", "stderr": stderr}]}
    world = machine(tmp_path, {"nvme-smart-log-nvme0n1.json": "", "index.json": index})
    with pytest.raises(error):
        nvme.read_health(world, "nvme0n1")
