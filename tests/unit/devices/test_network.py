"""Network ports, on made-up albums."""

import json
from pathlib import Path

import pytest

from pcsol.i18n import speaking
from pcsol.probe import network
from pcsol.tools.world.album import AlbumWorld

NIC = "Slot:\t{slot}\nClass:\tX [{code}]\nVendor:\tAcme [{maker}]\nDevice:\t{name} [8168]\n\n"


def card(slot: str = "02:00.0", name: str = "Gigabit", code: str = "0200", maker: str = "10ec") -> str:
    return NIC.format(slot=slot, code=code, name=name, maker=maker)


def interface(album: Path, name: str = "eth0", device: str = "pci0000:00/0000:02:00.0", **files: str) -> None:
    """Lay an interface and its device into an album, linked as the kernel links them."""
    folder, target = album / "sys/class/net" / name, album / "sys/devices" / device
    folder.mkdir(parents=True)
    target.mkdir(parents=True)
    (target / "uevent").write_text("DRIVER=r8169\n")
    (folder / "device").symlink_to(f"/sys/devices/{device}")
    known = {"type": "1", "address": "00:1e:c9:00:00:01", "addr_assign_type": "0", "carrier": "1", "speed": "1000"}
    for key, text in {**known, **files}.items():
        (folder / key).write_text(f"{text}\n")


def ports(album: Path):
    return network.look(AlbumWorld(album)).value


def test_a_port_is_the_interface_and_its_device_together(tmp_path):
    (tmp_path / "lspci.txt").write_text(card())
    interface(tmp_path)
    (port,) = ports(tmp_path)
    assert (port.name, port.kind, port.model, port.driver) == ("eth0", "ethernet", "Gigabit", "r8169")
    assert (port.mac, port.link_up, port.speed_mbps) == ("00:1e:c9:00:00:01", True, 1000)
    assert (port.pci_id, port.bus, port.on_board) == ("10ec:8168", "pci", None)


def test_a_port_without_a_driver_is_listed_without_a_name(tmp_path):
    (tmp_path / "lspci.txt").write_text(card() + card("03:00.0", "Other"))
    interface(tmp_path)
    assert [(port.name, port.model, port.mac) for port in ports(tmp_path)] == [
        ("eth0", "Gigabit", "00:1e:c9:00:00:01"),
        (None, "Other", None),
    ]


def test_interfaces_without_hardware_are_no_ports(tmp_path):
    for name in ("lo", "docker0", "tun0"):
        (tmp_path / "sys/class/net" / name).mkdir(parents=True)
        (tmp_path / "sys/class/net" / name / "type").write_text("1\n")
    assert ports(tmp_path) == ()


@pytest.mark.parametrize("files", [{"phy80211": ""}, {"wireless": ""}, {"uevent": "DEVTYPE=wlan"}])
def test_wifi_is_recognised_by_what_the_kernel_made_of_it(tmp_path, files):
    interface(tmp_path, "wlp3s0", **files)
    assert [port.kind for port in ports(tmp_path)] == ["wifi"]


@pytest.mark.parametrize(
    ("name", "code", "maker", "kind"),
    [
        ("Wireless 8260", "0280", "8086", "wifi"),
        ("Wi-Fi 6 AX201", "0280", "8086", "wifi"),
        ("Centrino Advanced-N 6205", "0280", "8086", "wifi"),
        ("BCM4313 802.11bgn", "0280", "14e4", "wifi"),
        ("AR5212", "0200", "168c", "wifi"),
        ("Gigabit", "0200", "10ec", "ethernet"),
        ("Thing", "0280", "1d6a", None),
    ],
)
def test_wifi_is_recognised_without_a_driver(tmp_path, name, code, maker, kind):
    (tmp_path / "lspci.txt").write_text(card(name=name, code=code, maker=maker))
    assert [port.kind for port in ports(tmp_path)] == [kind]


@pytest.mark.parametrize(("kind", "given"), [("random", "1"), ("set by a program", "3")])
def test_an_address_that_is_not_the_hardwares_own_is_no_fact(tmp_path, kind, given):
    interface(tmp_path, addr_assign_type=given)
    with speaking("en"):
        found = network.look(AlbumWorld(tmp_path))
    assert found.value[0].mac is None
    assert "A program gave eth0 another address than its own." in [note.why for note in found.unknown]


@pytest.mark.parametrize("address", ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "", "80:00:00:48:fe:80:00:00"])
def test_what_is_no_address_is_unknown(tmp_path, address):
    interface(tmp_path, address=address)
    assert ports(tmp_path)[0].mac is None


@pytest.mark.parametrize("speed", ["-1", "0", "65535", "4294967295", ""])
def test_a_speed_that_the_driver_does_not_know_is_unknown(tmp_path, speed):
    interface(tmp_path, speed=speed)
    assert ports(tmp_path)[0].speed_mbps is None


def test_a_port_that_is_switched_off_tells_nothing_of_its_cable(tmp_path):
    interface(tmp_path, carrier="")
    assert ports(tmp_path)[0].link_up is None


def test_psutils_states_fill_in_what_an_albums_sys_lacks(tmp_path):
    interface(tmp_path, carrier="", speed="")
    (tmp_path / "sensors.json").write_text(json.dumps({"network": {"eth0": {"up": True, "speed_mbps": 100}}}))
    (port,) = ports(tmp_path)
    assert (port.link_up, port.speed_mbps) == (True, 100)


@pytest.mark.parametrize(
    ("file", "words", "on_board"),
    [
        ("label", "Onboard LAN", True),
        ("label", "Realtek Gigabit Ethernet", True),
        ("label", "Onboard IGD", None),
        ("acpi_index", "1", True),
        ("revision", "0x15", None),
    ],
)
def test_a_port_that_the_firmware_names_as_one_is_on_the_board(tmp_path, file, words, on_board):
    (tmp_path / "lspci.txt").write_text(card())
    interface(tmp_path)
    device = tmp_path / "sys/bus/pci/devices/0000:02:00.0"
    device.mkdir(parents=True)
    (device / file).write_text(f"{words}\n")
    assert ports(tmp_path)[0].on_board is on_board


def test_udevs_name_for_a_port_on_the_board_is_believed(tmp_path):
    (tmp_path / "lspci.txt").write_text(card())
    interface(tmp_path, "eno1")
    assert ports(tmp_path)[0].on_board is True


def test_a_wifi_card_is_never_told_to_be_on_the_board(tmp_path):
    text = "02:00.0 Network controller [0280]: Intel Corporation Wireless 8260 [8086:24f3]\n\tDeviceName: WLAN\n"
    (tmp_path / "lspci.txt").write_text(text)
    assert ports(tmp_path)[0].on_board is None
    interface(tmp_path, "eno1", wireless="")
    assert ports(tmp_path)[0].on_board is None


def test_plain_lspci_tells_the_firmwares_name(tmp_path):
    text = "02:00.0 Ethernet controller [0200]: Realtek X [10ec:8168]\n\tDeviceName:  Onboard LAN\n"
    (tmp_path / "lspci.txt").write_text(text)
    assert ports(tmp_path)[0].on_board is True


@pytest.mark.parametrize(("maker", "on_board"), [("8086", True), ("10ec", None)])
def test_intels_chipset_holds_its_own_port(tmp_path, maker, on_board):
    (tmp_path / "lspci.txt").write_text(card("00:19.0", maker=maker))
    interface(tmp_path, device="pci0000:00/0000:00:19.0")
    assert ports(tmp_path)[0].on_board is on_board


def test_a_usb_adapter_is_not_taken_for_the_controller_it_hangs_on(tmp_path):
    (tmp_path / "lspci.txt").write_text(card("00:14.0", "xHCI", code="0c03"))
    interface(tmp_path, "enx0", device="pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.0")
    (tmp_path / "sys/devices/pci0000:00/0000:00:14.0/usb1/1-3/removable").write_text("removable\n")
    (port,) = ports(tmp_path)
    assert (port.bus, port.on_board, port.model, port.pci_id) == ("usb", False, None, None)


def test_nothing_to_look_at_is_unknown_and_not_empty(tmp_path):
    (tmp_path / "cpuinfo.txt").write_text("processor\t: 0\n")
    found = network.look(AlbumWorld(tmp_path))
    assert found.value is None
    assert [note.what for note in found.unknown] == ["network", "network.ports"]
