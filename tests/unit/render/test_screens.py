"""Every screen fits 60 columns by 20 lines, in signs that a Linux console has, and says the same without colours."""

import io

import pytest

from pcsol.i18n import speaking
from pcsol.model.comparison import Comparison, Difference
from pcsol.model.probe import Probe
from pcsol.model.station import Check, Station
from pcsol.render import comparison, doctor, pager, sheet
from pcsol.render.console import Screen
from pcsol.render.lines import Block
from pcsol.report.tower_sheet import tower_sheet
from tests.towers import FAILING, GOOD, MANY_DISKS, SILENT, TOWERS, WHEN

COLUMNS, LINES = 60, 20
SAVED = "Pas sauvé : `pcsol probe --save` garde cette fiche."
STATION = Station(
    pcsol="0.1.0",
    python="3.11.2",
    install="sudo apt install dmidecode smartmontools",
    checks=(
        Check(id="program.smartctl", title="smartctl", state="missing", found="x" * 150, remedy="y " * 90),
        Check(id="root", title="Administrateur", state="look", found="non", remedy="sudo pcsol probe"),
        *(Check(id=f"ok.{n}", title=f"program{n}", state="ok", found="here") for n in range(30)),
    ),
)
COMPARISON = Comparison(
    before_at=WHEN,
    after_at=WHEN,
    same_tower=True,
    state="to-look-at",
    differences=(
        Difference(
            part="disk", subject="ZINVENTED1", change="missing", state="to-look-at", before="500 GB", text="Disk gone."
        ),
        Difference(part="fan", subject="fan1", state="not-measurable", text="No fan is measured."),
        *(Difference(part="memory", subject=f"DIMM{n}", state="ok", text="As before.") for n in range(25)),
    ),
)


def _blocks(name: str) -> list[Block]:
    if name == "doctor":
        return doctor.blocks(STATION, COLUMNS)
    if name == "compare":
        return comparison.blocks(COMPARISON, COLUMNS)
    return sheet.blocks(tower_sheet(TOWERS[name]), SAVED, COLUMNS, LINES)


def _printed(lines: Block, **environment: str) -> str:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NO_COLOR", "TERM", "COLUMNS", "LINES", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        screen = Screen(stream, width=COLUMNS, height=LINES)
        pager._print(screen, lines)
    return stream.getvalue()


def _cover(probe: Probe, language: str = "fr") -> str:
    with speaking(language):
        return _printed(sheet.cover(tower_sheet(probe).cover, SAVED, COLUMNS, LINES - 1))


SCREENS = [*TOWERS, "doctor", "compare"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_every_page_of_every_screen_fits_sixty_columns_by_twenty_lines(name: str, language: str) -> None:
    with speaking(language):
        pages = pager.pages(_blocks(name), LINES - 1)
    assert pages
    for page in pages:
        lines = _printed(page).rstrip("\n").split("\n")
        assert len(lines) + 1 <= LINES, "one line is for the prompt"
        assert max(map(len, lines)) <= COLUMNS


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_no_line_is_wider_than_the_screen(columns: int) -> None:
    with speaking("fr"):
        for tower in TOWERS.values():
            for block in sheet.blocks(tower_sheet(tower), SAVED, columns, LINES):
                assert all(line.cell_len <= columns for line in block), block


@pytest.mark.parametrize("name", SCREENS)
def test_a_linux_console_has_every_sign(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    with speaking("fr"):
        shown = "".join(_printed(block) for block in _blocks(name))
    strange = {sign for sign in shown if not (" " <= sign <= "~" or "\xa1" <= sign <= "\xff" or sign in "\n─")}
    assert not strange


@pytest.mark.parametrize(("term", "word"), [("linux", "2 coeurs"), ("dumb", "2 coeurs"), ("xterm-256color", "2 cœurs")])
def test_a_terminal_with_better_fonts_shows_ligatures(term: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    assert word in _cover(GOOD)


@pytest.mark.parametrize("name", SCREENS)
def test_no_colour_and_a_dumb_terminal_say_the_same_words(name: str) -> None:
    with speaking("fr"):
        block = [line for part in _blocks(name) for line in part]
    plain = _printed(block)
    assert _printed(block, NO_COLOR="1") == _printed(block, TERM="dumb") == plain
    coloured = _printed(block, FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[" in coloured
    assert "\x1b[3" not in _printed(block, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")


def test_the_first_screen_says_name_verdict_next_step_disks_and_memory() -> None:
    shown = _cover(FAILING)
    for wanted in (
        "ThinkCentre M73",
        "Bon pour : School desktop",
        "No data on sdb (grade D)",
        "D : à ne pas donner",
        "12 sectors cannot be read any more",
        "A : bon",
        "4 Go DDR3, 1 emplacement libre",
        "Pas sauvé",
    ):
        assert wanted in shown


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    shown = _cover(SILENT)
    assert "Pas de verdict sûr" in shown
    assert shown.count("inconnu") + shown.count("ne sait pas") >= 4
    assert "bon" not in shown


def test_the_worst_disk_is_shown_first_and_those_without_room_are_counted() -> None:
    shown = _cover(MANY_DISKS)
    assert shown.index("sdb") < shown.index("sdc")
    assert "autres disques : page suivante" in shown


def test_a_disk_without_a_grade_is_not_called_good() -> None:
    silent = _cover(GOOD.model_copy(update={"disks": (MANY_DISKS.disks or ())[-1:]}))
    assert "sans note, état inconnu" in silent


def test_a_hostile_machine_cannot_write_outside_its_place() -> None:
    with speaking("en"):
        shown = "".join(_printed(block) for block in _blocks("hostile"))
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[red]Red" in shown, "rich's own markup is not obeyed"


def test_french_signs_stay_with_their_word() -> None:
    with speaking("fr"):
        shown = "".join(_printed(block) for block in _blocks("failing"))
    assert not [line for line in shown.splitlines() if line.lstrip().startswith((":", ";", "?", "!", "»"))]


def test_a_tall_and_wide_terminal_gets_more_on_a_page() -> None:
    with speaking("fr"):
        many = sheet.blocks(tower_sheet(GOOD), SAVED, 100, 60)
    assert len(pager.pages(many, 59)) < len(pager.pages(_blocks("good"), LINES - 1))
