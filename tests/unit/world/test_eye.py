"""The eye lets known read-only questions pass, and nothing else."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ToolRefusedError
from pcsol.tools.world import eye
from pcsol.tools.world.live import LiveWorld
from pcsol.tools.world.question import Question

READ_ONLY = (
    ("lscpu", "--json"),
    ("lspci", "-vmmnn", "-k"),
    ("dmidecode",),
    ("smartctl", "--scan"),
    ("smartctl", "--json=c", "-x", "/dev/sda"),
    ("smartctl", "--json=c", "-x", "-d", "sat+megaraid,4", "/dev/bus/0"),
    ("hdparm", "-I", "/dev/sdaa"),
    ("hdparm", "-N", "/dev/sda"),
    ("nvme", "smart-log", "/dev/nvme0n1", "--output-format=json"),
    (sys.executable, "-m", "cpuinfo", "--json"),
)
DESTRUCTIVE = (
    ("hdparm", "-N", "p100000", "/dev/sda"),
    ("hdparm", "--security-erase", "p", "/dev/sda"),
    ("hdparm", "-I", "/dev/sda", "/dev/sdb"),
    ("smartctl", "-t", "long", "/dev/sda"),
    ("smartctl", "--json=c", "-x", "-s", "off", "/dev/sda"),
    ("nvme", "format", "/dev/nvme0n1"),
    ("nvme", "id-ctrl", "/dev/nvme0n1", "--output-format=json", "--raw-binary"),
    ("dmidecode", "--dump-bin", "/dev/sda"),
    ("dd", "if=/dev/zero", "of=/dev/sda"),
    ("sh", "-c", "smartctl --scan"),
    ("lspci", "-vmmnn", "-k", "-i", "/etc/shadow"),
    ("/tmp/smartctl", "--scan"),
    (),
)
WORDS = st.sampled_from(
    [
        "smartctl",
        "hdparm",
        "nvme",
        "lsblk",
        "-x",
        "-I",
        "-N",
        "-t",
        "--json=c",
        "format",
        "id-ctrl",
        "/dev/sda",
        "p1",
        "",
    ]
)


@pytest.mark.parametrize("argv", READ_ONLY)
def test_a_known_question_passes(argv):
    eye.check(argv)


@pytest.mark.parametrize("argv", DESTRUCTIVE)
def test_everything_that_could_change_something_is_refused(argv):
    with pytest.raises(ToolRefusedError):
        eye.check(argv)


@given(st.lists(st.one_of(st.text(max_size=12), WORDS), max_size=6).map(tuple))
def test_no_other_argv_passes(argv):
    forms = {" ".join(form) for form in READ_ONLY} | {"lscpu", "smartctl --scan-open", "lspci -vmmnn", "lspci -vmmnnk"}
    disk = re.sub(r"^/dev/.*", "/dev/DISK", argv[-1]) if argv else ""
    shown = " ".join((*argv[:-1], disk))
    known = {re.sub(r"/dev/\S+", "/dev/DISK", form) for form in forms}
    try:
        eye.check(argv)
    except ToolRefusedError:
        return
    assert shown in known or argv[0] in ("lsblk", "nvme")


@given(st.text(alphabet="-;|&$`\n '\"", min_size=1, max_size=4))
def test_a_disk_with_a_strange_name_is_refused(tail):
    with pytest.raises(ToolRefusedError):
        eye.check(("smartctl", "--json=c", "-x", f"/dev/sda{tail}"))


@pytest.mark.parametrize("disk", ["/dev/../etc/shadow", "sda", "/dev/sda1/..", "/etc/passwd", "/dev/", "-d"])
def test_only_a_disk_may_be_asked(disk):
    with pytest.raises(ToolRefusedError):
        eye.check(("hdparm", "-I", disk))


def test_the_live_world_looks_before_it_asks():
    with pytest.raises(ToolRefusedError):
        LiveWorld().ask(Question(("rm", "-rf", "/nonexistent"), ()))
