"""/proc/cpuinfo, lscpu and py-cpuinfo as texts. They are made up in their programs' shapes."""

import json

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.model.hardware.processor import Cache
from pcsol.tools.kernel import cpuinfo
from pcsol.tools.programs import lscpu, pycpuinfo

FLAGS = "fpu cx8 cmov mmx fxsr sse sse2 lm"


def block(number: int, package: int = 0, core: int = 0, siblings: int = 2, flags: str = FLAGS) -> str:
    return (
        f"processor\t: {number}\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 23\n"
        f"model name\t: Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz\nstepping\t: 10\n"
        f"physical id\t: {package}\nsiblings\t: {siblings}\ncore id\t\t: {core}\ncpu cores\t: 2\nflags\t\t: {flags}\n\n"
    )


def test_cores_are_counted_over_all_packages():
    text = "".join(block(i, package=i // 4, core=i % 4 // 2, siblings=4) for i in range(8))
    told = cpuinfo.parse(text)
    assert (told.sockets, told.cores, told.threads) == (2, 4, 8)
    assert (told.family, told.model_number, told.stepping) == (6, 23, 10)


def test_a_text_that_lacks_siblings_tells_no_counts():
    told = cpuinfo.parse(block(0))
    assert (told.sockets, told.cores, told.threads) == (None, None, None)
    assert told.long_mode is True


def test_one_processor_without_a_topology_has_no_known_cores():
    told = cpuinfo.parse("processor\t: 0\ncpu family\t: 6\nmodel name\t: Pentium M\nflags\t: fpu sse\n")
    assert (told.sockets, told.cores, told.threads) == (None, None, 1)


def test_flags_are_x86s_word_and_are_believed_without_a_family():
    told = cpuinfo.parse(f"processor\t: 0\nmodel name\t: Intel(R) Pentium(R) 4 CPU\nflags\t: {FLAGS}\n")
    assert (told.flags, told.long_mode) == (tuple(FLAGS.split()), True)


def test_a_cut_list_of_flags_tells_only_what_was_seen():
    told = cpuinfo.parse(block(0, flags="fpu sse lm con$"))
    assert (told.flags, told.long_mode) == (None, True)
    assert cpuinfo.parse(block(0, flags="fpu sse con$")).long_mode is None


def test_a_list_of_flags_that_the_text_ends_in_is_not_believed():
    text = block(0)
    told = cpuinfo.parse(text[: text.index(" sse2")])
    assert (told.flags, told.long_mode) == (None, None)


def test_another_kind_of_processor_has_a_name_and_no_bits():
    told = cpuinfo.parse("Processor\t: Feroceon rev 1 (v5l)\nFeatures\t: swp half thumb\nHardware\t: SheevaPlug\n")
    assert (told.model, told.flags, told.long_mode) == ("Feroceon rev 1 (v5l)", ("swp", "half", "thumb"), None)
    assert (told.family, told.threads) == (None, None)


@pytest.mark.parametrize("text", ["", "MemTotal: 8 kB\n", "\x00" * 100, "processor"])
def test_what_speaks_of_no_processor_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        cpuinfo.parse(text)


LSCPU = f"""\
Architecture:        i686
CPU op-mode(s):      32-bit, 64-bit
CPU(s):              4
Thread(s) per core:  1
Core(s) per socket:  2
Socket(s):           2
Vendor ID:           GenuineIntel
CPU family:          6
Model:               23
Model name:          Intel(R) Xeon(R) CPU
Stepping:            10
CPU MHz:             1600,000
CPU max MHz:         2833,5000
Virtualization:      VT-x
L1d cache:           32K
L2 cache:            6144K
Flags:               {FLAGS}
"""


def test_lscpus_text_is_read_with_either_decimal_sign():
    told = lscpu.parse(LSCPU)
    assert (told.sockets, told.cores, told.threads, told.max_mhz) == (2, 4, 4, 2834)
    assert (told.flags, told.long_mode) == (tuple(FLAGS.split()), True)
    assert told.caches == (
        Cache(level=1, kind="data", size_bytes=32768),
        Cache(level=2, kind="unified", size_bytes=6144 * 1024),
    )


def test_lscpus_modes_tell_64_bits_where_its_flags_are_missing():
    told = lscpu.parse(LSCPU.replace(f"Flags:               {FLAGS}\n", ""))
    assert (told.flags, told.long_mode) == (None, True)


@pytest.mark.parametrize(
    ("size", "known"),
    [
        ("64 KiB (2 instances)", 32768),
        ("1.5 MiB (1 instance)", 1572864),
        ("32K", 32768),
        ("64 KiB", None),
        ("n/a", None),
    ],
)
def test_a_sum_of_caches_is_not_taken_for_one(size, known):
    caches = lscpu.parse(LSCPU.replace("6144K", size)).caches
    assert (caches[1].size_bytes if caches else None) == known


def test_caches_of_unlike_cores_are_not_shared_out_evenly():
    text = LSCPU.replace("6144K", "64 KiB (2 instances)")
    assert lscpu.parse(text.replace("CPU(s):              4", "CPU(s):              3")).caches is None


@pytest.mark.parametrize("nested", [True, False])
def test_lscpus_json_is_read_flat_or_nested(nested):
    rows = [
        {"field": f"{key.strip()}:", "data": value.strip()}
        for key, _colon, value in (r.partition(":") for r in LSCPU.splitlines())
    ]
    rows = [{**rows[0], "children": rows[1:]}] if nested else rows
    assert lscpu.parse(json.dumps({"lscpu": rows})) == lscpu.parse(LSCPU)


@pytest.mark.parametrize(
    "text", ["", "{", '{"lscpu": 3}', '{"lscpu": [3, {"field": null}]}', "lscpu: failed\n", "{" * 9999]
)
def test_what_is_not_lscpus_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        lscpu.parse(text)


@pytest.mark.parametrize("length", range(0, len(LSCPU), 3))
def test_a_cut_lscpu_never_invents(length):
    whole = lscpu.parse(LSCPU)
    try:
        told = lscpu.parse(LSCPU[:length])
    except ToolUnreadableError:
        return
    for name in ("model", "vendor", "sockets", "cores", "threads", "flags", "long_mode", "max_mhz"):
        assert getattr(told, name) in (None, getattr(whole, name))


def test_py_cpuinfo_tells_name_and_flags():
    told = pycpuinfo.parse(
        json.dumps({"brand_raw": "VIA C7", "flags": ["fpu", "sse"], "family": 6, "l2_cache_size": 9})
    )
    assert (told.model, told.flags, told.long_mode, told.family, told.caches) == (
        "VIA C7",
        ("fpu", "sse"),
        False,
        6,
        None,
    )


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "Traceback (most recent call last):"])
def test_py_cpuinfos_failures_are_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        pycpuinfo.parse(text)
