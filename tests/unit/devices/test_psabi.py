"""psABI levels and sockets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.judge import psabi, sockets

V1 = ["lm", "cmov", "cx8", "fpu", "fxsr", "mmx", "sse", "sse2"]
V2 = [*V1, "cx16", "lahf_lm", "popcnt", "pni", "ssse3", "sse4_1", "sse4_2"]
V3 = [*V2, "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"]
V4 = [*V3, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]
LEVELS = ((1, V1), (2, V2), (3, V3), (4, V4))


@pytest.mark.parametrize(("level", "flags"), LEVELS)
def test_a_level_is_reached_when_every_flag_of_it_is_there(level, flags):
    assert psabi.level(flags) == level


@pytest.mark.parametrize(("level", "flag"), [(level, flag) for level, flags in LEVELS[1:] for flag in flags[len(V1) :]])
def test_one_missing_flag_costs_its_level(level, flag):
    flags = dict(LEVELS)[level]
    assert psabi.level([other for other in flags if other != flag]) < level


def test_a_processor_without_long_mode_is_level_0():
    assert psabi.level(["fpu", "cx8", "cmov", "mmx", "fxsr", "sse", "sse2", "pni", "ssse3"]) == 0


@pytest.mark.parametrize("flags", [None, (), ["lm", "fpu"]])
def test_flags_that_are_missing_or_not_whole_give_no_level(flags):
    assert psabi.level(flags) is None


@given(st.sets(st.sampled_from(V4)), st.sets(st.sampled_from(V4)))
def test_more_flags_never_cost_a_level(some, more):
    fewer, all_of_them = psabi.level({"lm", *V1, *some}), psabi.level({"lm", *V1, *some, *more})
    assert fewer <= all_of_them


@pytest.mark.parametrize(
    ("model", "socket"),
    [
        ("Intel Core 2 Duo CPU E8400 @ 3.00GHz", "LGA775"),
        ("Intel Core 2 Quad CPU Q6600 @ 2.40GHz", "LGA775"),
        ("Intel Core i5 CPU 650 @ 3.20GHz", "LGA1156"),
        ("Intel Core i7 CPU 920 @ 2.67GHz", "LGA1366"),
        ("Intel Core i5-2400 CPU @ 3.10GHz", "LGA1155"),
        ("Intel Core i7-3770K CPU @ 3.50GHz", "LGA1155"),
        ("Intel Celeron CPU G1610 @ 2.60GHz", "LGA1155"),
        ("Intel Core i3-4130 CPU @ 3.40GHz", "LGA1150"),
        ("Intel Core i5-6500 CPU @ 3.20GHz", "LGA1151"),
        ("Intel Core i5-9400F CPU @ 2.90GHz", "LGA1151"),
        ("Intel Core i5-10400 CPU @ 2.90GHz", "LGA1200"),
        ("12th Gen Intel Core i5-12400F", "LGA1700"),
        ("AMD FX-6300 Six-Core Processor", "AM3+"),
        ("AMD Ryzen 5 1600 Six-Core Processor", "AM4"),
        ("AMD Ryzen 5 3400G with Radeon Vega Graphics", "AM4"),
    ],
)
def test_a_desktop_model_of_one_socket_tells_it(model, socket):
    assert sockets.socket(model) == socket


@pytest.mark.parametrize(
    "model",
    [
        None,
        "Intel Core 2 Duo CPU P8600 @ 2.40GHz",
        "Intel Core 2 Quad CPU Q9000 @ 2.00GHz",
        "Intel Core 2 CPU T5500 @ 1.66GHz",
        "Intel Core i3 CPU M 350 @ 2.27GHz",
        "Intel Core i7 CPU Q 720 @ 1.60GHz",
        "Intel Core i5-2410M CPU @ 2.30GHz",
        "Intel Core i7-3820 CPU @ 3.60GHz",
        "Intel Core i7-4820K CPU @ 3.70GHz",
        "Intel Core i7-6800K CPU @ 3.40GHz",
        "Intel Core i5-8250U CPU @ 1.60GHz",
        "Intel Core i5-1035G1 CPU @ 1.00GHz",
        "Intel Core i9-10900X CPU @ 3.70GHz",
        "12th Gen Intel Core i5-1240P",
        "AMD Ryzen 5 3500U with Radeon Vega Mobile Gfx",
        "AMD Phenom II X4 945 Processor",
        "Intel Xeon CPU E5-1620 v2 @ 3.70GHz",
    ],
)
def test_a_laptops_or_doubtful_model_tells_no_socket(model):
    assert sockets.socket(model) is None
