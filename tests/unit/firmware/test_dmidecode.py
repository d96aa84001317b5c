import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import FactMissingError, NotPermittedError, ToolFailedError, ToolUnreadableError
from pcsol.tools.programs import dmidecode
from pcsol.tools.world.question import Call, Question
from pcsol.tools.world.world import World
from tests.unit.firmware.dumps import HEAD, LENOVO, device


class OneAnswer(World):
    """A world that gives one answer to every question, and has no files."""

    def __init__(self, status: int, stdout: str = "", stderr: str = "") -> None:
        self.answer = status, stdout, stderr

    def ask(self, question: Question) -> Call:
        return Call(question.argv, *self.answer)


def test_fields_and_lists_are_kept_apart() -> None:
    bios = dmidecode.parse(LENOVO)[0]
    assert (bios.handle, bios.type, bios.title) == ("0x0000", 0, "BIOS Information")
    assert bios.fields["Vendor"] == "LENOVO"
    assert bios.lists["Characteristics"] == ("PCI is supported", "UEFI is supported")


def test_a_value_keeps_its_colons() -> None:
    (one,) = dmidecode.parse(device("0x0011", Manufacturer="JEDEC ID:80 CE"))
    assert one.fields["Manufacturer"] == "JEDEC ID:80 CE"


def test_spaces_indent_as_well_as_tabs() -> None:
    (one,) = dmidecode.parse("Handle 0x1100, DMI type 11, 5 bytes\nX\n    Size: 8 GB\n    Items:\n        a: b\n")
    assert one.fields == {"Size": "8 GB", "Items": ""}
    assert one.lists == {"Items": ("a: b",)}


def test_junk_before_the_first_structure_is_passed_over() -> None:
    assert dmidecode.parse("c[!p[?3;4l>bios-vendor ACME\nbios " + LENOVO) == dmidecode.parse(LENOVO)


def test_lines_without_a_colon_say_nothing() -> None:
    assert dmidecode.parse("Handle 0x0001, DMI type 1, 2 bytes\n\t<TRUNCATED>\n")[0].fields == {}


def test_the_older_way_of_ending_a_handle_line_is_read() -> None:
    assert dmidecode.parse("Handle 0x000a, DMI type 17, 23 bytes.\nMemory Device\n\tSize: 1 MB")[0].handle == "0x000A"


def test_a_second_dump_in_one_file_tells_no_structure_twice() -> None:
    stick = device("0x0011")
    assert len(dmidecode.parse(HEAD + stick + "memory " + HEAD + stick + device("0x0012"))) == 2


def test_a_firmware_that_repeats_a_handle_loses_no_structure() -> None:
    assert len(dmidecode.parse(HEAD + device("0x0000") + device("0x0000"))) == 2


@pytest.mark.parametrize("text", ["", "\x00\xff", "no handles here", "Handle 0x, DMI type"])
def test_text_without_a_structure_is_unreadable(text: str) -> None:
    with pytest.raises(ToolUnreadableError):
        dmidecode.parse(text)


@given(st.integers(min_value=1, max_value=len(LENOVO)))
def test_a_dump_cut_anywhere_gives_what_is_left(length: int) -> None:
    whole = dmidecode.parse(LENOVO)
    try:
        part = dmidecode.parse(LENOVO[:length])
    except ToolUnreadableError:
        assert length < LENOVO.index("DMI type 0") + len("DMI type 0")
        return
    assert part[:-1] == whole[: len(part) - 1]


@pytest.mark.parametrize(
    ("world", "error"),
    [
        (OneAnswer(1, "", "/sys/firmware/dmi/tables/DMI: Permission denied"), NotPermittedError),
        (OneAnswer(1, "# dmidecode 3.4\n# No SMBIOS nor DMI entry point found, sorry.\n"), FactMissingError),
        (OneAnswer(1, "Scanning /dev/mem for entry point.", "/dev/mem: No such file or directory"), FactMissingError),
        (OneAnswer(2, "", "something else"), ToolFailedError),
        (OneAnswer(0, "a page of nothing"), ToolUnreadableError),
    ],
)
def test_each_way_of_failing_is_its_own_error(world: World, error: type[Exception]) -> None:
    with pytest.raises(error):
        dmidecode.read(world)


def test_a_status_does_not_matter_when_there_are_structures() -> None:
    assert dmidecode.read(OneAnswer(1, LENOVO)) == dmidecode.parse(LENOVO)
