"""The sheet of every recorded machine of the field fits the screen, and is a page."""

import json
import shutil
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.model.probe import Probe
from pcsol.probe.tower import tower
from pcsol.render import pager, sheet
from pcsol.report.sheet_html import page
from pcsol.report.tower_sheet import tower_sheet
from pcsol.store.profiles import load_profiles
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.save import save
from pcsol.tools.album.snapshots import ereuse
from pcsol.tools.world.album import AlbumWorld

pytestmark = pytest.mark.real_data
SHELF = load_profiles()
NOT_SAVED = "Pas sauvé : `pcsol probe --save` garde cette fiche."


def _probe(album: Path) -> Probe:
    return tower(AlbumWorld(album), SHELF.destinations, SHELF.systems)


def _assert_readable(probe: Probe) -> None:
    pages = pager.pages(sheet.blocks(tower_sheet(probe), NOT_SAVED, 60, 20), 19)
    for lines in pages:
        assert len(lines) <= 19
        assert max(line.cell_len for line in lines) <= 60
    cover = "\n".join(line.plain for line in pages[0])
    assert "À faire" in cover
    assert "Mémoire" in cover
    assert page(probe).rstrip().endswith("</html>")


def test_every_dump_of_a_firmware_makes_a_sheet(shared_data: Path, tmp_path: Path) -> None:
    dumps = sorted((shared_data / "dmi").glob("*.txt"))
    assert len(dumps) > 100
    with speaking("fr"):
        for dump in dumps:
            shutil.copyfile(dump, tmp_path / "dmidecode.txt")
            _assert_readable(_probe(tmp_path))


def test_every_whole_machine_makes_a_sheet_that_a_volunteer_can_act_on(shared_data: Path, tmp_path: Path) -> None:
    """Serials are real there: they are replaced before anything is written."""
    found = 0
    for number, file in enumerate(sorted((shared_data / "ereuse-snapshots").glob("*.json"))):
        plain = json.loads(file.read_text("utf-8"))
        if not ereuse.is_snapshot(plain):
            continue
        pages, _counts = pseudonymised(ereuse.pages_of(plain), b"a salt of the test's own, 32 byte")
        album = tmp_path / str(number)
        save(pages, album)
        with speaking("fr"):
            probe = _probe(album)
            _assert_readable(probe)
            cover = tower_sheet(probe).cover
        assert cover.next_step
        assert all(disk.badge for disk in cover.disks)
        found += 1
    assert found >= 10
