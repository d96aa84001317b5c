"""Graphics, sound and USB controllers, on made-up albums."""

from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.probe import pci_devices
from pcsol.tools.world.album import AlbumWorld


def record(slot: str, code: str, name: str, **more: str) -> str:
    lines = [f"Slot:\t{slot}", f"Class:\tSomething [{code}]", "Vendor:\tIntel Corporation [8086]"]
    return "\n".join([*lines, f"Device:\t{name} [1234]", *(f"{key}:\t{value}" for key, value in more.items())]) + "\n\n"


def album(folder: Path, *records: str) -> AlbumWorld:
    (folder / "lspci.txt").write_text("".join(records))
    return AlbumWorld(folder)


def test_a_graphics_card_without_a_driver_is_listed(tmp_path):
    world = album(tmp_path, record("01:00.0", "0300", "GeForce"), record("00:02.0", "0380", "HD", Driver="i915"))
    cards = pci_devices.look_graphics(world).value
    assert [(card.model, card.driver, card.address) for card in cards] == [
        ("GeForce", None, "0000:01:00.0"),
        ("HD", "i915", "0000:00:02.0"),
    ]


def test_the_second_head_of_a_card_is_no_second_card(tmp_path):
    world = album(tmp_path, record("00:02.0", "0300", "G33"), record("00:02.1", "0380", "G33"))
    assert [card.address for card in pci_devices.look_graphics(world).value] == ["0000:00:02.0"]


def test_a_machine_without_a_sound_controller_has_an_empty_list(tmp_path):
    found = pci_devices.look_sound(album(tmp_path, record("00:02.0", "0300", "G33")))
    assert found.value == ()
    assert found.unknown == ()


def test_both_kinds_of_sound_controller_are_heard(tmp_path):
    world = album(tmp_path, record("00:1b.0", "0403", "HD Audio"), record("05:00.0", "0401", "SB Live!", Driver="emu"))
    assert [(s.model, s.driver) for s in pci_devices.look_sound(world).value] == [
        ("HD Audio", None),
        ("SB Live!", "emu"),
    ]


@pytest.mark.parametrize(
    ("name", "more", "generation"),
    [
        ("ICH10", {"ProgIf": "00"}, "1.1"),
        ("SB7x0", {"ProgIf": "10"}, "1.1"),
        ("ICH10", {"ProgIf": "20"}, "2.0"),
        ("ASM1042", {"ProgIf": "30"}, "3.x"),
        ("Thunderbolt 4 NHI", {"ProgIf": "40"}, "4"),
        ("USB UHCI Controller #4", {}, "1.1"),
        ("USB OHCI0 Controller", {}, "1.1"),
        ("ICH10", {"Driver": "ehci-pci"}, "2.0"),
        ("ICH10", {"Driver": "xhci_hcd"}, "3.x"),
        ("USB controller", {}, None),
    ],
)
def test_a_usb_generation_is_told_by_interface_driver_or_name(tmp_path, name, more, generation):
    world = album(tmp_path, record("00:1d.0", "0c03", name, **more))
    assert [c.generation for c in pci_devices.look_usb_controllers(world).value] == [generation]


def test_a_usb_device_side_is_no_host_controller(tmp_path):
    assert pci_devices.look_usb_controllers(album(tmp_path, record("00:1d.0", "0c03", "UDC", ProgIf="fe"))).value == ()


def test_without_lspci_the_kernel_tells_numbers_and_no_names(tmp_path):
    device = tmp_path / "sys/bus/pci/devices/0000:01:00.0"
    device.mkdir(parents=True)
    alias = "pci:v000010DEd00001C82sv00001043sd00008613bc03sc00i00"
    (device / "uevent").write_text(f"DRIVER=nouveau\nPCI_CLASS=30000\nMODALIAS={alias}\n")
    with speaking("en"):
        found = pci_devices.look_graphics(AlbumWorld(tmp_path))
    (card,) = found.value
    assert (card.vendor, card.model, card.driver, card.pci_id) == ("NVIDIA Corporation", None, "nouveau", "10de:1c82")
    (note,) = found.unknown
    assert note.what == "graphics.names"
    assert note.why == "The album holds no answer of lspci. The devices are known by their numbers only."


def test_a_bus_that_nothing_tells_of_is_unknown_and_not_empty(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text("processor\t: 0\n")
    found = pci_devices.look_usb_controllers(AlbumWorld(tmp_path))
    assert found.value is None
    assert [note.what for note in found.unknown] == ["usb_controllers"]
