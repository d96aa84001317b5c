"""lspci, in the forms that albums hold. The texts are made up in its shape."""

import pytest

from pcsol.errors import ToolUnreadableError
from pcsol.tools.programs import lspci

RECORDS = """\
Slot:\t00:02.0
Class:\tVGA compatible controller [0300]
Vendor:\tIntel Corporation [8086]
Device:\tHD Graphics 530 [1912]
SVendor:\tDell [1028]
SDevice:\tDevice [06b9]
Rev:\t06
ProgIf:\t00
Driver:\ti915
Module:\ti915
IOMMUGroup:\t0

Slot:\t10000:e1:00.0
Class:\tNon-Volatile memory controller [0108]
Vendor:\tVendor [1d97]
Device:\tDevice [2263]

"""

LINES = """\
$ lspci -nnk
00:02.0 VGA compatible controller [0300]: Intel Corporation HD Graphics 530 [8086:1912] (rev 06) (prog-if 00 [VGA])
\tDeviceName: Onboard IGD
\tSubsystem: Dell Device [1028:06b9]
\tKernel driver in use: i915
\tKernel modules: i915, xe
03:00.0 SD Host controller [0805]: O2 Micro, Inc. SD/MMC Card Reader Controller [1217:8520]
04:00.0 Ethernet controller [0200]: Realtek Semiconductor Co., Ltd. Device [10ec:8127] (rev 05)
"""


def test_a_record_tells_names_and_numbers():
    graphics, _disk = lspci.parse(RECORDS)
    assert graphics.slot == "0000:00:02.0"
    assert (graphics.class_code, graphics.class_name, graphics.prog_if) == ("0300", "VGA compatible controller", "00")
    assert (graphics.vendor, graphics.device, graphics.pci_id) == ("Intel Corporation", "HD Graphics 530", "8086:1912")
    assert (graphics.subsystem_vendor, graphics.subsystem_device_id) == ("Dell", "06b9")
    assert (graphics.driver, graphics.modules, graphics.revision) == ("i915", ("i915",), "06")


def test_a_name_that_lspci_does_not_know_is_unknown():
    graphics, disk = lspci.parse(RECORDS)
    assert graphics.subsystem_device is None
    assert (disk.vendor, disk.device, disk.driver) == (None, None, None)
    assert (disk.slot, disk.pci_id) == ("10000:e1:00.0", "1d97:2263")


def test_plain_lines_tell_as_much_as_they_surely_do():
    graphics, reader, network = lspci.parse(LINES)
    assert (graphics.vendor, graphics.device, graphics.driver) == ("Intel Corporation", "HD Graphics 530", "i915")
    assert (graphics.subsystem_vendor_id, graphics.subsystem_vendor) == ("1028", None)
    assert graphics.modules == ("i915", "xe")
    assert (reader.vendor, reader.device) == (None, "O2 Micro, Inc. SD/MMC Card Reader Controller")
    assert (network.vendor, network.device, network.revision) == ("Realtek Semiconductor Co., Ltd.", None, "05")


def test_lines_without_numbers_still_tell_their_class():
    text = "00:1b.0 Audio device: Intel Corporation Device 8ca0 (rev 04)\n00:1f.0 Frobnicator: Acme Thing\n"
    audio, other = lspci.parse(text)
    assert (audio.class_code, audio.vendor, audio.device, audio.pci_id) == ("0403", "Intel Corporation", None, None)
    assert (other.class_code, other.class_name, other.device) == (None, "Frobnicator", "Acme Thing")


def test_records_of_bare_numbers_have_no_names():
    (device,) = lspci.parse("Slot:\t02:01.0\nClass:\t0200\nVendor:\t8086\nDevice:\t100f\n\n")
    assert (device.class_code, device.pci_id, device.vendor, device.device) == ("0200", "8086:100f", None, None)


@pytest.mark.parametrize("length", range(1, len(RECORDS)))
def test_a_cut_text_never_invents(length):
    """Whatever a cut text tells is what the whole text tells."""
    whole = {device.slot: device for device in lspci.parse(RECORDS)}
    try:
        devices = lspci.parse(RECORDS[:length])
    except ToolUnreadableError:
        assert length < RECORDS.index("\n") + 1
        return
    for device in devices:
        known = whole[device.slot].model_dump()
        for key, value in device.model_dump().items():
            assert value in (None, (), known[key])


@pytest.mark.parametrize("text", ["", "\n\n", "lspci: Cannot open /sys/bus/pci/devices\n", "\x00\xff" * 500])
def test_what_is_no_list_of_devices_is_unreadable(text):
    with pytest.raises(ToolUnreadableError):
        lspci.parse(text)
