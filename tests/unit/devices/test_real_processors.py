"""Real machines' processors: /proc/cpuinfo and lscpu of other projects' collections, read where they lie."""

import csv
import re
import shutil
import tarfile
from pathlib import Path

import pytest

from pcsol.probe import processor
from pcsol.tools.world.album import AlbumWorld

pytestmark = pytest.mark.real_data


def look(folder: Path, source: Path, name: str):
    shutil.copy(source, folder / name)
    return processor.look(AlbumWorld(folder))


def test_every_psabi_level_is_the_known_one(shared_data, tmp_path):
    rows = list(csv.DictReader((shared_data / "lscpu/MANIFEST.csv").read_text().splitlines()))
    assert len(rows) == 50
    for row in rows:
        found = look(tmp_path, shared_data / "lscpu" / row["file"], "lscpu.txt")
        level = found.value.psabi_level
        assert str("" if level is None else level) == row["psabi_level"], row["file"]
        assert found.value.model == processor.clean(row["model"])
        assert bool(found.unknown) == (level is None)


def test_counts_and_frequencies_of_lscpu_are_plausible(shared_data, tmp_path):
    on_32_bits = 0
    for file in sorted((shared_data / "lscpu").glob("*.txt")):
        value = look(tmp_path, file, "lscpu.txt").value
        assert value.vendor in ("Intel", "AMD", "VIA")
        assert value.sockets == 1
        assert 1 <= value.cores <= 6
        assert value.cores <= value.threads <= 12
        assert value.bits == (32 if value.psabi_level == 0 else 64)
        assert value.max_mhz is None or 1000 <= value.max_mhz <= 5000
        assert all(16 <= cache.size_bytes // 1024 <= 16384 for cache in value.caches or ())
        on_32_bits += value.bits == 64 and "i686" in file.read_text().split("\n")[0]
    assert on_32_bits > 0, "a 32-bit system on a 64-bit processor is among them"


def test_an_i5_3470_is_known_whole(shared_data, tmp_path):
    (file,) = (shared_data / "lscpu").glob("Intel_Core_Core_i5-3470_*.txt")
    value = look(tmp_path, file, "lscpu.txt").value
    assert (value.model, value.cores, value.threads) == ("Intel Core i5-3470 CPU @ 3.20GHz", 4, 4)
    assert (value.max_mhz, value.psabi_level, value.socket, value.virtualisation) == (3600, 2, "LGA1155", "vt-x")
    assert [(cache.level, cache.size_bytes // 1024) for cache in value.caches] == [
        (1, 32),
        (1, 32),
        (2, 256),
        (3, 6144),
    ]


KNOWN = {  # sockets, cores, threads, bits, level
    "glpi__linux-2.6.35-1-core-2-thread": (1, 1, 2, 32, 0),
    "glpi__linux-686-1": (None, None, 1, 32, 0),
    "glpi__oracle-server-6.7-oda": (2, 8, 16, 64, 2),
    "glpi__rhel-5.6": (2, 8, 16, 64, 2),
    "glpi__toshiba-r630-2-core": (1, 2, 4, 64, 2),
    "glpi__rhel-6.2-vmware-2vcpus": (None, None, 2, 64, 2),
    "glpi__linux-hp-dl180": (None, None, None, 64, None),  # cut short, flags too
    "glpi__esx": (None, None, 1, None, None),
    "jc__cpuinfo2": (2, 2, 2, 64, 3),
    "jc__meminfo": (None, None, None, None, None),
}


def test_every_cpuinfo_is_read_and_nothing_is_made_up(shared_data, tmp_path):
    files = sorted((shared_data / "cpuinfo").iterdir())
    assert len(files) == 25
    for file in files:
        value = look(tmp_path, file, "cpuinfo.txt").value
        if file.name in KNOWN:
            counts = (value.sockets, value.cores, value.threads, value.bits, value.psabi_level)
            assert counts == KNOWN[file.name], file.name
        if "cpu family" not in file.read_text(errors="replace"):
            numbers = (value.bits, value.psabi_level, value.family, value.model_number, value.hypervisor, value.socket)
            assert set(numbers) == {None}, file.name


TREES = {  # as the collections' own notes have it: sockets, cores, threads, level, max MHz, last cache in KiB
    "utillinux__x86_64-dell_e4310": (1, 2, 4, 2, 2667, 3072),
    "utillinux__x86_64-64cpu-linux6.2": (1, 4, 8, 4, 4700, 12288),
    "utillinux__vmware_fpe": (2, 8, 16, 2, 3200, 6144),
    "linux-amd64-415ee03b8c4d1c4f07ae2e9d8b3d3d6d": (1, 12, 16, 3, None, 18432),
    "linux-amd64-61797caf7c0b6bca1725ad7975ed4773": (1, 6, 12, 3, None, 8192),
    "linux-amd64-8581cf3a529e5d8b97ea876eade2f60d": (2, 12, 24, 2, None, 12288),
}


@pytest.mark.parametrize("name", TREES)
def test_a_whole_sys_tree_is_read(shared_data, tmp_path, name):
    with tarfile.open(shared_data / f"sysfs-trees/{name}.tar.gz") as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's first Python has none
        wanted = [m for m in archive if re.search("proc/cpuinfo|system/cpu/cpu0|cpufreq", m.name)]
        archive.extractall(tmp_path, members=wanted)
    (cpuinfo,) = tmp_path.glob("**/proc/cpuinfo")
    finding = processor.look(AlbumWorld(cpuinfo.parents[1]))
    value = finding.value
    last = value.caches[-1].size_bytes // 1024
    assert (value.sockets, value.cores, value.threads, value.psabi_level, value.max_mhz, last) == TREES[name]
    assert finding.unknown == ()
