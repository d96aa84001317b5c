"""Real machines' devices and screens: outputs of other projects' collections, read where they lie."""

import csv
import json
import re
import tarfile

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.probe import attached, network, pci_devices
from pcsol.tools.kernel import drm
from pcsol.tools.programs import lspci
from pcsol.tools.world.album import AlbumWorld

pytestmark = pytest.mark.real_data

OTHER_PROGRAMS = re.compile(r".*\.(nvidia-settings(\.gpus)?|xdpyinfo|xrandr)")


def test_every_list_of_the_bus_is_read_and_nothing_else(shared_data):
    files = sorted((shared_data / "lspci").iterdir())
    assert len(files) == 13
    for file in files:
        text = file.read_text()
        if OTHER_PROGRAMS.fullmatch(file.name):
            with pytest.raises(ToolUnreadableError):
                lspci.parse(text)
            continue
        devices = lspci.parse(text)
        assert len(devices) == len(re.findall(r"^[0-9a-f:.]+ .+\[[0-9a-f]{4}\]: ", text, re.MULTILINE)), file.name
        for device in devices:
            assert device.class_code
            assert f"[{device.pci_id}]" in text
            assert f" {device.device or 'Device'} [{device.pci_id}]" in text
            assert device.driver is None or f"Kernel driver in use: {device.driver}" in text
            assert device.vendor is None or f" {device.vendor} " in text


def test_the_same_machine_tells_the_same_in_three_forms(shared_data):
    told = [
        lspci.parse((shared_data / f"jc-misc/ubuntu-20.10__lspci-{form}.out").read_text())
        for form in ("nnmmv", "mmv", "nmmv")
    ]
    for whole, names, numbers in zip(*told, strict=True):
        assert whole.slot == names.slot == numbers.slot
        assert (whole.vendor, whole.device, whole.class_name) == (names.vendor, names.device, names.class_name)
        assert (whole.pci_id, whole.class_code) == (numbers.pci_id, numbers.class_code)
        assert names.class_code in (None, whole.class_code)


def rooms(folder, text):
    (folder / "lspci.txt").write_text(text)
    world = AlbumWorld(folder)
    looks = (pci_devices.look_graphics, pci_devices.look_sound, pci_devices.look_usb_controllers, network.look)
    return [look(world).value for look in looks]


def test_each_machine_of_the_field_has_its_devices(shared_data, tmp_path):
    """Each of these is a desktop or a laptop: with graphics, sound, USB and a network port, all known by name."""
    snapshots = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    texts = [json.loads(file.read_text()).get("data", {}).get("lspci") for file in snapshots]
    told = [text for text in texts if text]
    assert len(told) == 11
    on_board = 0
    for text in told:
        graphics, sound, usb, ports = rooms(tmp_path, text)
        assert [(card.vendor, card.driver) for card in graphics] == [("Intel Corporation", "i915")]
        assert sound
        assert {controller.generation for controller in usb} <= {"2.0", "3.x"}
        assert sum(port.kind == "wifi" for port in ports) == len(re.findall(" Network controller: ", text))
        assert sum(port.kind == "ethernet" for port in ports) == len(re.findall(" Ethernet controller: ", text))
        on_board += sum(port.on_board is True for port in ports)
        assert all(item.model and item.vendor for items in (graphics, sound, usb, ports) for item in items)
    assert on_board == 1, "the firmware of one of them names its port; of the others it is not known"


@pytest.mark.parametrize(
    ("name", "cards", "wifi"),
    [
        ("glpi__dell-xt2", ["Mobile 4 Series Chipset Integrated Graphics Controller"], 1),
        ("glpi__linux-2", ["NV43GL [Quadro FX 550]"], 0),
        (
            "glpi__linux-asus-portable",
            ["TigerLake-LP GT2 [Iris Xe Graphics]", "TU117M [GeForce GTX 1650 Mobile / Max-Q]"],
            1,
        ),
        ("glpi__linux-imac", ["RV730/M96-XT [Mobility Radeon HD 4670]"], 1),
        ("glpi__linux-xps", ["Skylake GT2 [HD Graphics 520]"], 1),
        ("glpi__nvidia-1", ["TU106 [GeForce RTX 2060 SUPER]"], 0),
    ],
)
def test_cards_and_wifi_are_the_known_ones(shared_data, tmp_path, name, cards, wifi):
    graphics, _sound, usb, ports = rooms(tmp_path, (shared_data / "lspci" / name).read_text())
    assert [card.model for card in graphics] == cards
    assert sum(port.kind == "wifi" for port in ports) == wifi
    assert None not in {controller.generation for controller in usb}


@pytest.mark.parametrize(
    ("name", "card", "ports", "drives"),
    [
        ("linux-amd64-61797caf7c0b6bca1725ad7975ed4773", "1002:6758", 4, 0),
        ("linux-amd64-415ee03b8c4d1c4f07ae2e9d8b3d3d6d", "8086:46a6", 1, 0),
        ("linux-amd64-8581cf3a529e5d8b97ea876eade2f60d", "102b:0532", 14, 1),
    ],
)
def test_a_sys_tree_alone_tells_the_bus_by_numbers(shared_data, tmp_path, name, card, ports, drives):
    with tarfile.open(shared_data / f"sysfs-trees/{name}.tar.gz") as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's first Python has none
        archive.extractall(tmp_path, members=[m for m in archive if m.name.startswith("sys/")])
    world = AlbumWorld(tmp_path)
    (graphics,) = pci_devices.look_graphics(world).value
    assert (graphics.pci_id, graphics.model) == (card, None)
    assert len(network.look(world).value) == ports
    assert len(attached.look_optical(world).value) == drives


def test_every_screen_is_read(shared_data):
    files = sorted((shared_data / "edid").iterdir())
    assert len(files) == 22
    for file in files:
        screen = drm.parse(file.read_bytes())
        assert screen.manufacturer, file.name
        assert 2000 <= screen.year <= 2021, file.name
        assert screen.width_px is None or 1024 <= screen.width_px <= 3840
        assert screen.width_mm is None or 1.2 < screen.width_mm / screen.height_mm < 1.8
        assert screen.model is None or screen.model.isprintable()


@pytest.mark.parametrize(
    ("name", "maker", "model", "year", "pixels"),
    [
        ("glpi__crt.LG-Studioworks-N2200P", "LG", "Studioworks N2200P", 2004, (1600, 1200)),
        ("glpi__crt.iiyama-410pro", "Iiyama", None, 2000, (None, None)),
        ("glpi__acer-p1203", "Acer", "ACER P1203", 2011, (1024, 768)),
        ("glpi__lcd.lenovo-w500", "Lenovo", None, 2007, (1920, 1200)),
        ("glpi__EV2785", "Eizo", "EV2785", 2020, (3840, 2160)),
    ],
)
def test_screens_are_the_known_ones(shared_data, name, maker, model, year, pixels):
    screen = drm.parse((shared_data / "edid" / name).read_bytes())
    assert (screen.manufacturer, screen.model, screen.year) == (maker, model, year)
    assert (screen.width_px, screen.height_px) == pixels


def test_screens_agree_with_what_edid_decode_read(shared_data):
    rows = list(csv.DictReader((shared_data / "edid-linuxhw/MANIFEST.csv").read_text().splitlines()))
    assert len(rows) == 12
    for row in rows:
        text = (shared_data / "edid-linuxhw" / row["file"]).read_text()
        block = re.search(r"\n\n((?:(?:[0-9a-f]{2} ?)+\n)+)", text)
        screen = drm.parse(bytes.fromhex(block[1]))
        assert screen.year == int(re.search(r"Made in: .*?(\d{4})", text)[1])
        name = re.search(r"Display Product Name: '(.+)'", text)
        assert screen.model == (name[1] if name else None)
        mode = re.search(r"DTD 1: +(\d+)x(\d+) ", text)
        assert (screen.width_px, screen.height_px) == ((int(mode[1]), int(mode[2])) if mode else (None, None))
        rough = re.search(r"Maximum image size: (\d+) cm x (\d+) cm", text)
        if screen.width_mm is not None:
            assert abs(screen.width_mm - int(rough[1]) * 10) <= 10
