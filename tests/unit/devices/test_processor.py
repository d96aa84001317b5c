"""The processor's room, on made-up albums; and once this machine, live."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.processor import Cache, Processor
from pcsol.probe import processor
from pcsol.tools.world.album import AlbumWorld
from pcsol.tools.world.live import LiveWorld

V1 = "fpu cx8 cmov mmx fxsr sse sse2 lm"


def found(folder: Path):
    return processor.look(AlbumWorld(folder))


def cpuinfo(flags: str) -> str:
    name = "vendor_id\t: AuthenticAMD\ncpu family\t: 15\nmodel name\t: AMD Athlon(tm) 64\n"
    return f"processor\t: 0\n{name}flags\t: {flags}\n"


@pytest.mark.parametrize(("flags", "bits", "level"), [(V1, 64, 1), ("fpu sse sse2", 32, 0)])
def test_bits_are_the_processors_whatever_system_runs_on_it(tmp_path, flags, bits, level):
    (tmp_path / "lscpu.txt").write_text(f"Architecture: i686\nCPU op-mode(s): 32-bit\nFlags: {flags}\n")
    value = found(tmp_path).value
    assert (value.bits, value.psabi_level) == (bits, level)


def test_missing_flags_leave_the_level_unknown_and_say_so(tmp_path):
    (tmp_path / "lscpu.txt").write_text("Architecture: x86_64\nCPU op-mode(s): 32-bit, 64-bit\nModel name: X\n")
    with speaking("en"):
        finding = found(tmp_path)
    assert (finding.value.bits, finding.value.psabi_level, finding.value.flags) == (64, None, None)
    assert [note.what for note in finding.unknown] == ["processor.flags"]


def test_kernel_and_lscpu_fill_each_others_gaps(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text(cpuinfo(V1 + " svm"))
    (tmp_path / "lscpu.json").write_text(
        json.dumps({"lscpu": [{"field": "CPU(s):", "data": "2"}, {"field": "CPU max MHz:", "data": "2200.0000"}]})
    )
    value = found(tmp_path).value
    assert (value.model, value.vendor, value.threads, value.max_mhz) == ("AMD Athlon 64", "AMD", 2, 2200)
    assert (value.virtualisation, value.hypervisor) == ("amd-v", None)


def test_frequency_and_caches_come_from_the_kernels_files(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text(cpuinfo(V1))
    cpu = tmp_path / "sys/devices/system/cpu/cpu0"
    for index, (level, kind, size) in enumerate((("1", "Data", "64K"), ("2", "Unified", "1024K"))):
        folder = cpu / f"cache/index{index}"
        folder.mkdir(parents=True)
        for name, text in (("level", level), ("type", kind), ("size", size)):
            (folder / name).write_text(f"{text}\n")
    (cpu / "cpufreq").mkdir()
    (cpu / "cpufreq/cpuinfo_max_freq").write_text("2200000\n")
    value = found(tmp_path).value
    assert value.max_mhz == 2200
    assert value.caches == (
        Cache(level=1, kind="data", size_bytes=65536),
        Cache(level=2, kind="unified", size_bytes=1048576),
    )
    (cpu / "cache/index1/size").unlink()
    assert found(tmp_path).value.caches is None


def test_a_machine_that_tells_nothing_of_its_processor_has_reasons(tmp_path):
    (tmp_path / "meminfo.txt").write_text("MemTotal: 1 kB\n")
    finding = found(tmp_path)
    assert finding.value == Processor()
    assert [note.what for note in finding.unknown] == ["processor", "processor"]


def test_an_unreadable_lscpu_is_told_even_when_the_kernel_answers(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text(cpuinfo(V1))
    (tmp_path / "lscpu.txt").write_text("\x00\x01")
    finding = found(tmp_path)
    assert finding.value.psabi_level == 1
    assert [note.what for note in finding.unknown] == ["processor"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Intel(R) Core(TM)2 Quad  CPU   Q8400  @ 2.66GHz", "Intel Core 2 Quad CPU Q8400 @ 2.66GHz"),
        ("AMD Phenom(tm) II X4 945 Processor", "AMD Phenom II X4 945 Processor"),
        ("Intel(R) Core(TM) i5-3470 CPU @ 3.20GHz", "Intel Core i5-3470 CPU @ 3.20GHz"),
        ("unknown", None),
        ("06/17", None),
        ("AMD Processor model unknown", None),
        ("   ", None),
        (None, None),
    ],
)
def test_a_model_reads_as_on_its_box(name, clean):
    assert processor.clean(name) == clean


@pytest.mark.parametrize(
    ("vendor", "model", "name"),
    [
        ("CentaurHauls", "VIA C7-M", "VIA"),
        ("CentaurHauls", "ZXC", "Centaur"),
        ("Strange", "X", "Strange"),
        (None, "X", None),
    ],
)
def test_a_vendor_is_named_as_people_name_it(tmp_path, vendor, model, name):
    line = f"Vendor ID: {vendor}\n" if vendor else ""
    (tmp_path / "lscpu.txt").write_text(f"Architecture: x86_64\n{line}Model name: {model}\n")
    assert found(tmp_path).value.vendor == name


def test_what_only_the_processor_tells_fills_gaps_and_changes_nothing(tmp_path):
    (tmp_path / "py-cpuinfo.json").write_text(json.dumps({"brand_raw": "Other", "flags": [*V1.split(), "vmx"]}))
    known = Processor(model="Known", threads=2)
    value = processor.details(AlbumWorld(tmp_path), known).value
    assert (value.model, value.threads, value.bits, value.psabi_level) == ("Known", 2, 64, 1)
    assert value.virtualisation == "vt-x"


def test_a_probe_without_cpuid_goes_on_with_a_note(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text(cpuinfo(V1))
    known = Processor(model="Known")
    finding = processor.details(AlbumWorld(tmp_path), known)
    assert finding.value == known
    assert [note.what for note in finding.unknown] == ["processor.cpuid"]


@pytest.mark.process
def test_this_machine_is_told_as_lscpu_and_cpuid_tell_it():
    world = LiveWorld()
    value = processor.look(world).value
    text = subprocess.run(
        ["lscpu"], capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    ).stdout
    told = dict(re.findall(r"^([^:\n]+):\s+(.*)$", text, re.MULTILINE))
    assert value.model == processor.clean(told["Model name"])
    assert value.threads == int(told["CPU(s)"])
    assert value.cores == int(told["Core(s) per socket"]) * int(told["Socket(s)"])
    assert set(value.flags) == set(told["Flags"].split())
    assert bool(value.hypervisor) == ("Hypervisor vendor" in told)
    asked = processor.details(world, Processor()).value
    assert (asked.model, asked.bits, asked.psabi_level) == (value.model, value.bits, value.psabi_level)
