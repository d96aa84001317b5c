import pytest

from pcsol.model.hardware.disk import Attribute
from pcsol.tools.programs.smart import attributes as table
from pcsol.tools.programs.smart.wear import wear


def attribute(number, name, raw_text, value=100, raw=None):
    return Attribute(id=number, name=name, value=value, raw=raw, raw_text=raw_text)


@pytest.mark.parametrize(("said", "hours"), [
    ("1234", 1234), ("1234 (55 12 0)", 1234), ("8737h+23m+10.320s", 8737), ("8737h+23m", 8737), ("1234h", 1234),
    ("913207h+30m+15.060s", None), ("0x1234", None), ("", None), ("12/3", None),
])  # fmt: skip
def test_hours_are_read_in_each_of_their_spellings(said, hours):
    assert table.power_on_hours([attribute(9, "Power_On_Hours", said)]) == hours


def test_minutes_are_not_taken_for_hours():
    assert table.power_on_hours([attribute(9, "Power_On_Minutes", "52000")]) is None


@pytest.mark.parametrize(("said", "count"), [
    ("8", 8), ("8 (1 2)", 8), ("8 0 0", 8), ("0/12345", None), ("281474976710655", None), ("x", None),
])  # fmt: skip
def test_a_counter_is_the_first_number_unless_it_is_packed(said, count):
    assert table.counter([attribute(197, "Current_Pending_Sector", said)], table.PENDING) == count


def test_an_attribute_of_another_name_is_no_counter():
    host_reads = [attribute(198, "Host_Reads_GiB", "5000")]
    assert table.counters(host_reads, "")["offline_uncorrectable"] is None


@pytest.mark.parametrize(("said", "maker", "count"), [
    ("2930222", "Intel 520 Series SSDs", None), ("8", "SandForce Driven SSDs", None), ("8", "Seagate Barracuda", 8),
])  # fmt: skip
def test_sandforce_keeps_no_count_of_errors_in_187(said, maker, count):
    assert table.counters([attribute(187, "Reported_Uncorrect", said)], maker)["reported_uncorrectable"] == count


@pytest.mark.parametrize(("said", "celsius"), [("31 (Min/Max 20/31)", 31), ("0", None), ("255", None)])
def test_a_temperature_is_one_that_a_running_disk_can_have(said, celsius):
    assert table.temperature([attribute(194, "Temperature_Celsius", said)]) == celsius


@pytest.mark.parametrize(("number", "name", "value", "raw", "maker", "used"), [
    (177, "Wear_Leveling_Count", 29, "1502", "Samsung based SSDs", 71),
    (177, "Wear_Leveling_Count", 100, "1448", "Silicon Motion based SSDs", None),
    (233, "Media_Wearout_Indicator", 43, "0", "Intel 520 Series SSDs", 57),
    (233, "Media_Wearout_Indicator", 99, "1", "TOSHIBA KHK61RSE960G", 1),
    (233, "Media_Wearout_Indicator", 100, "80832", "SK hynix", None),
    (233, "Remaining_Lifetime_Perc", 86, "86", "Indilinx Barefoot 3", 14),
    (169, "Remaining_Lifetime_Perc", 100, "91", "Silicon Motion based SSDs", 9),
    (202, "Percent_Lifetime_Remain", 81, "19", "Crucial", 19),
    (202, "Percent_Lifetime_Remain", 0, "140", "Micron", 140),
    (202, "Percent_Lifetime_Remain", 252, "104", "Crucial", 104),
    (202, "Percent_Lifetime_Remain", 81, "81", "Crucial", None),
    (231, "SSD_Life_Left", 5, "95", "Phison Driven SSDs", 5),
    (231, "SSD_Life_Left", 97, "4294967297", "SandForce Driven SSDs", 3),
    (231, "SSD_Life_Left", 100, "100", "SK hynix", 0),
    (231, "SSD_Life_Left", 100, "12", "nobody knows", None),
    (231, "Temperature_Celsius", 100, "99", "nobody knows", None),
    (230, "Media_Wearout_Indicator", 59, "0x3b48283c3b48", "WD Blue", None),
    (173, "Ave_Block-Erase_Count", 40, "901", "Crucial", None),
])  # fmt: skip
def test_wear_is_read_by_the_rule_of_its_maker_or_not_at_all(number, name, value, raw, maker, used):
    told = wear(None, [attribute(number, name, raw, value)], maker)
    assert told["wear_percent_used"] == used
    assert told["wear_source"] == (None if used is None else f"{number} {name}")


def test_of_two_figures_of_wear_the_worse_is_kept():
    left = [attribute(231, "SSD_Life_Left", "1", value=1)]
    assert wear(19, left, "SandForce")["wear_percent_used"] == 99
    assert wear(100, left, "SandForce")["wear_source"] == "Percentage Used Endurance Indicator"
