"""Screens, optical drives and batteries, on made-up albums."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import ToolUnreadableError
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Battery, Display, Optical
from pcsol.probe import attached
from pcsol.tools.kernel import drm
from pcsol.tools.world.album import AlbumWorld


def text(tag: int, words: str) -> bytes:
    return bytes([0, 0, 0, tag, 0]) + (words + "\n").ljust(13).encode()[:13]


# 1680 x 1050 at 146.25 MHz on 433 x 270 mm
TIMING = bytes.fromhex("2139903062 1a274068b03600 b10e11 00001c".replace(" ", ""))


def edid(
    timing: bytes = TIMING,
    letters: int = 0x10AC,
    descriptors: tuple[bytes, ...] = (),
    size: tuple[int, int] = (43, 27),
    serial: int = 7,
    year: int = 2009,
) -> bytes:
    head = bytes.fromhex("00ffffffffffff00") + letters.to_bytes(2, "big") + b"\x01\xa0" + serial.to_bytes(4, "little")
    head += bytes([12, year - 1990, 1, 3, 0x80, *size, 120, 0x0E]) + bytes(54 - 25)
    body = head + timing + b"".join(descriptors)
    body = body.ljust(127, b"\0")
    return body + bytes([-sum(body) % 256])


def test_a_screen_tells_maker_model_year_and_size():
    screen = drm.parse(edid(descriptors=(text(0xFC, "DELL 2209WA"), text(0xFF, "F525M97"))), "DVI-D-1")
    assert screen == Display(
        output="DVI-D-1", manufacturer="Dell", model="DELL 2209WA", serial="F525M97", year=2009,
        width_px=1680, height_px=1050, width_mm=433, height_mm=270,
    )  # fmt: skip


def test_a_name_longer_than_one_field_goes_on_in_the_next():
    parts = (b"\0\0\0\xfc\0Studioworks N", text(0xFC, "2200P"))
    assert drm.parse(edid(descriptors=parts)).model == "Studioworks N2200P"


def test_an_unregistered_maker_keeps_its_letters():
    assert drm.parse(edid(letters=0b0_00001_00010_00011)).manufacturer == "ABC"
    assert drm.parse(edid(letters=0)).manufacturer is None


@pytest.mark.parametrize(
    ("serial", "words", "told"),
    [(7, "", "7"), (0, "", None), (0x01010101, "", None), (7, "A1", "A1"), (0, "0000000", None)],
)
def test_a_serial_that_stands_for_none_is_unknown(serial, words, told):
    assert drm.parse(edid(serial=serial, descriptors=(text(0xFF, words),))).serial == told


@pytest.mark.parametrize(("cm", "mm"), [((0, 0), None), ((16, 9), None), ((43, 27), (433, 270))])
def test_a_size_that_varies_or_contradicts_itself_is_unknown(cm, mm):
    screen = drm.parse(edid(size=cm))
    assert (screen.width_mm, screen.height_mm) == (mm or (None, None))


def test_without_a_detailed_timing_pixels_are_unknown_and_size_is_rough():
    screen = drm.parse(edid(timing=bytes(18)))
    assert (screen.width_px, screen.height_px, screen.width_mm, screen.height_mm) == (None, None, 430, 270)


def test_an_interlaced_mode_counts_both_halves():
    assert drm.parse(edid(timing=TIMING[:17] + bytes([TIMING[17] | 0x80]))).height_px == 2100


@given(st.integers(0, 126), st.integers(1, 255))
def test_one_wrong_byte_makes_an_edid_unreadable(place, change):
    raw = bytearray(edid())
    raw[place] = (raw[place] + change) % 256
    with pytest.raises(ToolUnreadableError):
        drm.parse(bytes(raw))


@pytest.mark.parametrize("raw", [b"", edid()[:127], bytes(128), b"\xff" * 256])
def test_what_is_no_edid_is_unreadable(raw):
    with pytest.raises(ToolUnreadableError):
        drm.parse(raw)


def connector(album: Path, name: str, status: str, raw: bytes) -> None:
    folder = album / "sys/class/drm" / name
    folder.mkdir(parents=True)
    (folder / "status").write_text(f"{status}\n")
    (folder / "edid").write_bytes(raw)


def test_screens_are_found_where_they_are_plugged_in(tmp_path):
    connector(tmp_path, "card0-VGA-1", "connected", edid())
    connector(tmp_path, "card0-DP-1", "disconnected", b"")
    found = attached.look_displays(AlbumWorld(tmp_path))
    assert [(screen.output, screen.manufacturer) for screen in found.value] == [("VGA-1", "Dell")]


def test_an_albums_own_edid_goes_before_its_sys(tmp_path):
    connector(tmp_path, "card0-VGA-1", "connected", b"")
    (tmp_path / "edid-VGA-1.bin").write_bytes(edid())
    found = attached.look_displays(AlbumWorld(tmp_path))
    assert [(screen.output, screen.year) for screen in found.value] == [("VGA-1", 2009)]


def test_outputs_of_one_name_on_two_cards_are_two_screens(tmp_path):
    connector(tmp_path, "card0-HDMI-A-1", "connected", edid())
    connector(tmp_path, "card1-HDMI-A-1", "connected", edid())
    found = attached.look_displays(AlbumWorld(tmp_path))
    assert [screen.output for screen in found.value] == ["card0-HDMI-A-1", "card1-HDMI-A-1"]


def test_a_screen_that_does_not_describe_itself_is_listed_with_a_reason(tmp_path):
    connector(tmp_path, "card0-VGA-1", "connected", b"")
    with speaking("en"):
        found = attached.look_displays(AlbumWorld(tmp_path))
    assert found.value == (Display(output="VGA-1"),)
    assert [(note.what, note.why) for note in found.unknown] == [
        ("displays.VGA-1", "The screen on VGA-1 does not describe itself properly.")
    ]


def test_no_screen_and_no_driver_are_two_answers(tmp_path):
    connector(tmp_path / "dark", "card0-VGA-1", "disconnected", b"")
    assert attached.look_displays(AlbumWorld(tmp_path / "dark")).value == ()
    (tmp_path / "bare/sys/class/drm").mkdir(parents=True)
    blind = attached.look_displays(AlbumWorld(tmp_path / "bare"))
    assert blind.value is None
    assert [note.what for note in blind.unknown] == ["displays"]


def test_optical_drives_are_told_from_disks(tmp_path):
    for name in ("sda", "sr0", "srv"):
        (tmp_path / "sys/block" / name / "device").mkdir(parents=True)
    (tmp_path / "sys/block/sr0/device/vendor").write_text("HL-DT-ST\n")
    (tmp_path / "sys/block/sr0/device/model").write_text("DVDRAM GH24NSB0  \n")
    found = attached.look_optical(AlbumWorld(tmp_path))
    assert found.value == (Optical(path="/dev/sr0", vendor="HL-DT-ST", model="DVDRAM GH24NSB0"),)


def test_an_album_without_sys_tells_its_optical_drives_by_lsblk(tmp_path):
    rows = [
        {"name": "sda", "type": "disk", "children": [{"name": "sda1", "type": "part"}]},
        {"name": "sr0", "type": "rom", "vendor": "TSSTcorp", "model": "CDDVDW SH-S223C"},
    ]
    (tmp_path / "lsblk.json").write_text(json.dumps({"blockdevices": rows}))
    found = attached.look_optical(AlbumWorld(tmp_path))
    assert found.value == (Optical(path="/dev/sr0", vendor="TSSTcorp", model="CDDVDW SH-S223C"),)


def test_a_list_without_types_tells_no_optical_drives(tmp_path):
    (tmp_path / "lsblk.json").write_text(json.dumps({"blockdevices": [{"name": "sr0"}]}))
    found = attached.look_optical(AlbumWorld(tmp_path))
    assert (found.value, [note.what for note in found.unknown]) == (None, ["optical"])


def supply(album: Path, name: str, **files: str) -> None:
    folder = album / "sys/class/power_supply" / name
    folder.mkdir(parents=True)
    for key, value in files.items():
        (folder / key).write_text(f"{value}\n")


def test_a_worn_battery_shows_what_it_lost(tmp_path):
    supply(
        tmp_path, "BAT0", type="Battery", present="1", status="Full", capacity="98", model_name="DELL 1234",
        energy_full="30000000", energy_full_design="40000000", cycle_count="0",
    )  # fmt: skip
    supply(tmp_path, "AC", type="Mains", online="1")
    supply(tmp_path, "hidpp_battery_0", type="Battery", scope="Device", capacity="50")
    supply(tmp_path, "BAT1", type="Battery", present="0")
    assert attached.look_batteries(AlbumWorld(tmp_path)).value == (
        Battery(name="BAT0", model="DELL 1234", status="Full", percent=98, design_wh=40, full_wh=30, wear_percent=25),
    )


@pytest.mark.parametrize(("volts", "full", "wear"), [("11100000", 44.4, 0), (None, None, None), ("0", None, None)])
def test_a_charge_is_an_energy_only_at_a_known_voltage(tmp_path, volts, full, wear):
    more = {"voltage_min_design": volts} if volts else {}
    supply(tmp_path, "BAT0", type="Battery", charge_full="4000000", charge_full_design="4000000", **more)
    (battery,) = attached.look_batteries(AlbumWorld(tmp_path)).value
    assert (battery.full_wh, battery.wear_percent) == (full, wear)


def test_a_battery_of_absurd_figures_is_unknown(tmp_path):
    supply(tmp_path, "BAT0", type="Battery", energy_full_design="0", energy_full="-1", capacity="255", status="Unknown")
    assert attached.look_batteries(AlbumWorld(tmp_path)).value == (Battery(name="BAT0"),)


@pytest.mark.parametrize("look", [attached.look_optical, attached.look_batteries])
def test_a_folder_that_is_not_there_is_no_empty_list(tmp_path, look):
    (tmp_path / "cpuinfo.txt").write_text("processor\t: 0\n")
    found = look(AlbumWorld(tmp_path))
    assert found.value is None
    assert len(found.unknown) == 1
