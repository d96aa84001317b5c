"""Every dump of real machines is read, and nothing is invented."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pcsol.judge.identity import identify, same
from pcsol.model.hardware.machine import Lock, Machine
from pcsol.model.hardware.memory import Memory
from pcsol.model.noun import Noun
from pcsol.probe.board import machine, memory
from pcsol.tools.programs import dmidecode
from pcsol.tools.world.album import AlbumWorld

pytestmark = pytest.mark.real_data

UNITS = {"kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
# Written anew for this test: the spellings that the corpus counts, without looking at the judge.
TELLTALE = re.compile(
    r"o\.e\.m|filled by|default.string|not specified|undefined|^unknown$|^none$|bad index|out of spec|^-+$|^\W*$|empty"
    r"|manufacturer\d|partnum|sernum|partnumber|no dimm|no device|product name|system manufacturer|chassis manufacture"
    r"|x\.x|1234567|^0+$|^f+$|^invalid$|jedec id|all series",
    re.IGNORECASE,
)
JUDGED = {"form_factor", "date"}  # said in other words than the dump's; each has tests of its own
MAKERS = {"Samsung", "SK Hynix", "Micron", "Nanya", "Kingston", "Corsair", "Crucial", "Elpida", "Kingmax", "Team Group",
          "Transcend", "Ramaxel", "GeIL", "ADATA"}  # fmt: skip


@cache
def texts(data: Path) -> dict[str, str]:
    """Every recorded output of dmidecode, by name."""
    files = [*data.glob("dmi/*.txt"), *data.glob("dmi-glpi/*.txt"), *data.glob("jc-misc/*dmidecode*")]
    found = {file.name: file.read_text("utf-8", errors="replace") for file in [*files, data / "qemu" / "dmidecode.txt"]}
    for file in data.glob("ereuse-snapshots/*.json"):
        found[file.name] = json.loads(file.read_text("utf-8"))["data"]["dmidecode"]
    return found


def look(folder: Path, text: str) -> tuple[Machine, Memory]:
    (folder / "dmidecode.txt").write_text(text, "utf-8")
    return machine.look(AlbumWorld(folder)).value, memory.look(AlbumWorld(folder)).value


def words(noun: Noun) -> Iterator[tuple[str, str]]:
    """Every text of a noun with the name of its field, however deep; locks speak our own words."""
    for name in type(noun).model_fields:
        value = getattr(noun, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Noun) and not isinstance(item, Lock):
                yield from words(item)
            elif isinstance(item, str):
                yield name, item


def test_every_dump_is_read(shared_data: Path) -> None:
    structures = [dmidecode.parse(text) for text in texts(shared_data).values()]
    assert len(structures) >= 125 + 11 + 3 + 13
    assert all(one.title or one.fields or one.lists for dump in structures for one in dump if one.type in (0, 1, 17))


def test_installed_memory_is_what_the_manifest_counts(shared_data: Path, tmp_path: Path) -> None:
    with (shared_data / "dmi" / "MANIFEST.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 125
    for row in rows:
        _machine, found = look(tmp_path, texts(shared_data)[row["file"]])
        assert (found.installed_bytes or 0) == _counted(row["dimms"]), row["file"]


def _counted(dimms: str) -> int:
    """Read "5/5: 2 GB DDR2, …, 4 MB Flash" without the flash; the column names eight sticks at most, all alike then."""
    filled, told = int(dimms.partition("/")[0]), dimms.partition(":")[2].split(",")
    sticks = [stick.split() for stick in told if stick.strip() and not stick.endswith("Flash")]
    sizes = [int(number) * UNITS[unit] for number, unit, *_kind in sticks]
    return sizes[0] * filled if filled > len(told) else sum(sizes)


def test_no_placeholder_gets_through(shared_data: Path, tmp_path: Path) -> None:
    leaks = [
        (name, field)  # never the value: some dumps hold real serials
        for name, text in texts(shared_data).items()
        for noun in look(tmp_path, text)
        for field, value in words(noun)
        if TELLTALE.search(value)
    ]
    assert leaks == []


def test_every_word_stands_in_the_dump_or_is_decoded_from_it(shared_data: Path, tmp_path: Path) -> None:
    invented = [
        (name, field)
        for name, text in texts(shared_data).items()
        for spoken in [" ".join(text.split()).lower()]
        for noun in look(tmp_path, text)
        for field, value in words(noun)
        if field not in JUDGED and not _stands(value, spoken)
    ]
    assert invented == []


def _stands(value: str, spoken: str) -> bool:
    return value.lower() in spoken or value in MAKERS or value.encode().hex() in spoken


def test_no_slot_is_the_firmwares_chip_and_every_slot_has_its_handle(shared_data: Path, tmp_path: Path) -> None:
    for name, text in texts(shared_data).items():
        _machine, found = look(tmp_path, text)
        slots = found.slots or ()
        assert all(slot.size_bytes is None or slot.size_bytes >= 64 << 20 for slot in slots), name
        assert len({slot.handle for slot in slots}) == len(slots), name
        assert all((slot.size_bytes, slot.kind) == (None, None) for slot in slots if not slot.populated), name


def test_nearly_every_desktop_gets_a_model_and_a_date(shared_data: Path, tmp_path: Path) -> None:
    found = [look(tmp_path, file.read_text("utf-8", errors="replace"))[0] for file in shared_data.glob("dmi/*.txt")]
    assert sum(one.model is None for one in found) == 9  # placeholders in system and board alike
    assert all(one.firmware.date for one in found)


@pytest.mark.parametrize(
    ("part", "maker", "model", "form"),
    [
        ("M73_10AY001RUS", "LENOVO", "ThinkCentre M73", None),
        ("OptiPlex_7010", "Dell Inc.", "OptiPlex 7010", "small"),
        ("P5G41T-M_LX", "ASUSTeK Computer INC.", "P5G41T-M LX", None),
        ("H61M-S1", "Gigabyte Technology Co., Ltd.", "H61M-S1", None),
        ("All_Series", "ASUSTeK COMPUTER INC.", "H87-PRO", None),
        ("Others__E17844AAFBCF", None, None, None),
        ("Z820", "Hewlett-Packard", "HP Z820 Workstation", "tower"),
        ("MS-7A38__EF64", "Micro-Star International Co., Ltd", "MS-7A38", None),  # its chassis says "Notebook"
    ],
)
def test_a_known_machine_is_called_by_its_name(
    shared_data: Path, tmp_path: Path, part: str, maker: str, model: str, form: str
) -> None:
    (file,) = shared_data.glob(f"dmi/*{part}*.txt")
    found, _memory = look(tmp_path, file.read_text("utf-8", errors="replace"))
    assert (found.manufacturer, found.model, found.form_factor) == (maker, model, form)


def test_no_two_machines_of_the_field_are_taken_for_one(shared_data: Path, tmp_path: Path) -> None:
    towers = {}
    for file in shared_data.glob("ereuse-snapshots/*.json"):
        found, _memory = look(tmp_path, texts(shared_data)[file.name])
        towers.setdefault((found.serial, found.uuid), identify(found))
    different = list(towers.values())
    assert len(different) > 5
    for number, one in enumerate(different):
        assert all(same(one, other) is not True for other in different[:number])
