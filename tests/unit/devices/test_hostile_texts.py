"""Whatever a program says, a reader answers with nouns or says that it cannot be read."""

import json
import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ToolUnreadableError
from pcsol.tools.kernel import cpuinfo, pci
from pcsol.tools.programs import lscpu, lspci, pycpuinfo

KEYS = (
    "Slot", "Class", "Vendor", "Device", "Driver", "00:02.0 VGA compatible controller",
    "processor", "cpu family", "flags", "siblings", "physical id", "core id", "cpu cores", "model name",
    "CPU(s)", "Architecture", "Socket(s)", "Core(s) per socket", "L2 cache", "CPU max MHz", "Flags",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        ["02:00.0", "X [0300]", "8086", "0", "-1", "9" * 400, "64 KiB (0 instances)", "²", "٣", "lm", "1e9"]
    ),
    st.text(string.printable, max_size=20),
)
LINES = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from([":\t", ": ", ":"]), VALUES).map("".join), max_size=12
)
READERS = (lspci.parse, cpuinfo.parse, lscpu.parse, pycpuinfo.parse)


@pytest.mark.parametrize("parse", READERS)
@given(lines=LINES, ended=st.booleans())
def test_lines_of_the_right_shape_and_wrong_content_do_no_harm(parse, lines, ended):
    with suppress(ToolUnreadableError):
        parse("\n".join(lines) + ("\n" if ended else ""))


@pytest.mark.parametrize("parse", READERS)
@given(text=st.text(max_size=200))
def test_any_text_does_no_harm(parse, text):
    with suppress(ToolUnreadableError):
        parse(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["lscpu", "field", "data", "children", "flags", "family", "brand_raw"]), inner
            )
        ),
    )
)
def test_any_json_does_no_harm(plain):
    for parse in (lscpu.parse, pycpuinfo.parse):
        with suppress(ToolUnreadableError):
            parse(json.dumps(plain))


@given(st.text(max_size=80))
def test_any_uevent_does_no_harm(text):
    assert pci.parse("0000:00:02.0", text).slot == "0000:00:02.0"


@pytest.mark.parametrize("parse", READERS)
def test_a_megabyte_of_nothing_is_told_to_be_nothing(parse):
    with pytest.raises(ToolUnreadableError):
        parse("A: [8086]\n" * 100_000)
