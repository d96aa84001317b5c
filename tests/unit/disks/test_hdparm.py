"""hdparm: the believable is taken, the invented is dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.errors import NotPermittedError, ToolFailedError
from pcsol.model.hardware.disk import DiskSecurity
from pcsol.tools.programs import hdparm
from pcsol.tools.programs.hdparm import AtaIdentity, Extent, believed, parse_extent, parse_identity
from tests.unit.disks.machine import machine

# Written for this test in the layout of hdparm 9.65.
IDENTITY = """
/dev/sda:

ATA device, with non-removable media
\tModel Number:       PCSOL HDD 500                           
\tSerial Number:      PCSOL0001           
\tFirmware Revision:  PC01    
\tTransport:          Serial, ATA8-AST, SATA 1.0a, SATA Rev 3.0
Configuration:
\tLogical  Sector size:                   512 bytes
\tPhysical Sector size:                  4096 bytes
\tNominal Media Rotation Rate: 7200
Commands/features:
\tEnabled\tSupported:
\t    \tSecurity Mode feature set
\t   *\tGen1 signaling speed (1.5Gb/s)
\t   *\tGen2 signaling speed (3.0Gb/s)
\t   *\tGen3 signaling speed (6.0Gb/s)
Security: 
\tMaster password revision code = 65534
\t\tsupported
\tnot\tenabled
\tnot\tlocked
\t\tfrozen
\tnot\texpired: security count
\t\tsupported: enhanced erase
\t4min for SECURITY ERASE UNIT. 8min for ENHANCED SECURITY ERASE UNIT.
Logical Unit WWN Device Identifier: 5000c50000000001
Checksum: correct
"""  # noqa: W291


def test_a_disk_says_who_it_is():
    told = parse_identity(IDENTITY)
    assert (told.model, told.serial, told.firmware) == ("PCSOL HDD 500", "PCSOL0001", "PC01")
    assert (told.wwn, told.bus, told.medium, told.rotation_rpm) == ("0x5000c50000000001", "sata", "hdd", 7200)
    assert (told.link.max_gbps, told.logical_sector_bytes, told.physical_sector_bytes) == (6.0, 512, 4096)


@pytest.mark.parametrize(
    ("counts", "size_bytes"),
    [
        (
            "\tLBA    user addressable sectors:  268435455\n\tLBA48  user addressable sectors:  976773168\n",
            500107862016,
        ),
        ("\tLBA    user addressable sectors:  156301488\n", 80026361856),
        ("\tLBA    user addressable sectors:  268435455\n", None),  # 137 GB or more
        ("", None),
    ],
)
def test_a_disk_says_how_much_can_be_addressed(counts, size_bytes):
    told = parse_identity(IDENTITY.replace("\tLogical  Sector", f"{counts}\tLogical  Sector"))
    assert told.size_bytes == size_bytes


def test_a_size_without_the_size_of_a_sector_is_unknown():
    text = IDENTITY.replace(
        "\tLogical  Sector size:                   512 bytes", "\tLBA  user addressable sectors: 8000"
    )
    assert parse_identity(text).size_bytes is None


def test_not_frozen_is_not_frozen():
    assert parse_identity(IDENTITY).security == DiskSecurity(supported=True, enabled=False, locked=False, frozen=True)
    thawed = parse_identity(IDENTITY.replace("\t\tfrozen", "\tnot\tfrozen"))
    assert thawed.security.frozen is False


def test_a_disk_without_the_feature_set_cannot_be_locked():
    section = IDENTITY[IDENTITY.index("Security: ") : IDENTITY.index("Logical Unit")]
    plain = IDENTITY.replace(section, "").replace("\t    \tSecurity Mode feature set\n", "")
    assert parse_identity(plain).security == DiskSecurity(supported=False)


def test_an_announced_but_missing_section_tells_nothing():
    section = IDENTITY[IDENTITY.index("Security: ") : IDENTITY.index("Logical Unit")]
    assert parse_identity(IDENTITY.replace(section, "")).security is None


@pytest.mark.parametrize("length", range(0, len(IDENTITY) - 20, 97))
def test_a_cut_answer_is_not_believed(length):
    assert parse_identity(IDENTITY[:length]) == AtaIdentity()


def test_an_old_disk_without_a_checksum_is_believed():
    told = parse_identity(
        IDENTITY.replace("Checksum: correct", "Integrity word not set (found 0x0000, expected 0xeda5)")
    )
    assert told.model == "PCSOL HDD 500"


@pytest.mark.parametrize("end", ["Checksum: incorrect", "Integrity word not set (found 0x5254, expected 0xe3a5)"])
def test_what_is_not_identify_data_is_not_believed(end):
    assert parse_identity(IDENTITY.replace("Checksum: correct", end)) == AtaIdentity()


def test_strange_signs_in_a_name_are_not_believed():
    assert parse_identity(IDENTITY.replace("PCSOL HDD", "PC\x01\ufffdL")) == AtaIdentity()


def test_the_empty_disk_behind_a_usb_bridge_says_nothing():
    text = "/dev/sdd:\n\nATA device, with non-removable media\nStandards:\n\tLikely used: 1\n"
    assert parse_identity(text) == AtaIdentity()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    parse_identity(text)
    parse_extent(text)


@pytest.mark.parametrize(
    ("line", "extent"),
    [
        (" max sectors   = 131072/131072, HPA is disabled", (131072, 131072)),
        (" max sectors   = 100000/131072, HPA is enabled", (100000, 131072)),
        (" max sectors   = 0/1, HPA is enabled", (None, None)),
        (" max sectors   = 131072/100000, HPA is enabled", (None, None)),
        (" max sectors   = 131072/1(1?), HPA setting seems invalid (buggy kernel device driver?)", (None, None)),
        ("SG_IO: bad/missing sense data, sb[]: 70 00 05\n max sectors   = 100000/131072, HPA is enabled", (None, None)),
        ("", (None, None)),
    ],
)
def test_invented_numbers_of_sectors_are_dropped(line, extent):
    assert parse_extent(line) == Extent(visible_sectors=extent[0], native_sectors=extent[1])


def test_what_the_kernel_does_not_see_is_not_believed():
    extent = Extent(visible_sectors=1000, native_sectors=2000)
    assert believed(extent, 512_000, 512) == extent
    assert believed(extent, 4_096_000, 4096) == extent
    assert believed(extent, None, None) == extent
    assert believed(extent, 512_001, 512) == Extent()


@pytest.mark.parametrize(
    ("stderr", "error"),
    [("/dev/sda: Permission denied", NotPermittedError), ("/dev/sda: No such file or directory", ToolFailedError)],
)
def test_hdparm_says_why_it_failed(tmp_path, stderr, error):
    argv = list(hdparm.identify("sda").argv)
    index = {"calls": [{"argv": argv, "status": 2, "file": "hdparm-sda.txt", "stderr": stderr}]}
    world = machine(tmp_path, {"hdparm-sda.txt": "", "index.json": index})
    with pytest.raises(error):
        hdparm.read_identity(world, "sda")
