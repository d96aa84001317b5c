"""Nothing that leads back to a machine or a person stays in an album; what compares and identifies still works."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pcsol.tools.album import edid, findings, standins
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.pseudonyms import pseudonymised

SALT = b"a salt for tests"

# A tower that does not exist: every value below is made up.
DISK, WWN, MEMORY = "WD-WMC1T2345678", "50014ee2601a2b3c", "8C3F21A7"
TAG, UUID, MAC = "7QX2P5J", "4c4c4544-0051-5810-8032-b7c04f50354a", "b8:ca:3a:5d:3e:4f"
USER, LABEL, ASSET = "josephine", "PHOTOS VACANCES", "CENTRE-0042"
SECRETS = (DISK, WWN, MEMORY, TAG, UUID, MAC, USER, LABEL, ASSET)

DMIDECODE = f"""# dmidecode 3.4
Handle 0x0A17, DMI type 1, 27 bytes
System Information
\tManufacturer: Dell Inc.
\tProduct Name: OptiPlex 7010
\tSerial Number: {TAG}
\tUUID: {UUID}

Handle 0x0003, DMI type 3, 22 bytes
Chassis Information
\tSerial Number: {TAG}
\tAsset Tag: {ASSET}

Handle 0x1100, DMI type 17, 34 bytes
Memory Device
\tLocator: DIMM1
\tSerial Number: {MEMORY}
\tAsset Tag: Not Specified

Handle 0xDD00, DMI type 221, 30 bytes
OEM-specific Type
\tHeader and Data:
\t\tDD 1E 00 DD {" ".join(f"{sign:02X}" for sign in TAG.encode())} 01 02 03 04 05
\t\t{MAC.upper().replace(":", " ")} 00
\tStrings:
\t\tService {TAG}
"""
LSBLK = json.dumps(
    {
        "blockdevices": [
            {
                "name": "sda", "serial": DISK, "wwn": f"0x{WWN}", "size": 500107862016,
                "children": [
                    {
                        "name": "sda1", "label": LABEL, "uuid": "1A2B-3C4D",
                        "parttype": "c12a7328-f81f-11d2-ba4b-00a0c93ec93b",
                        "mountpoints": [f"/media/{USER}/CLE", "/home", None],
                    }
                ],
            }
        ]
    }
)  # fmt: skip
NAA = {"naa": 5, "oui": 0x0014EE, "id": 0x2601A2B3C}
SMARTCTL = json.dumps({"serial_number": DISK, "wwn": NAA, "power_on_time": {"hours": 23576}})
HDPARM = f"""
\tSerial Number:      {DISK}
\tLogical Unit WWN Device Identifier: {WWN}
\tNAA\t\t: 5
\tIEEE OUI\t: 0014ee
\tUnique ID\t: 2601a2b3c
"""
CARD = f"enx{MAC.replace(':', '')}"
FILES = {
    "dmidecode.txt": DMIDECODE.encode(),
    "lsblk.json": LSBLK.encode(),
    "smartctl-sda.json": SMARTCTL.encode(),
    "smartctl-sda.txt": f"Serial Number:    {DISK}\nLU WWN Device Id: 5 0014ee 2601a2b3c\n".encode(),
    "hdparm-sda.txt": HDPARM.encode(),
    f"sys/class/net/{CARD}/address": f"{MAC}\n".encode(),
    "sys/block/sda/device/wwid": f"t10.ATA     WDC WD5000AAKX-08U6AA0    {DISK}\n".encode(),
    "sys/block/sda/device/vpd_pg80": b"\x00\x80\x00\x14     " + DISK.encode() + b"\0",
    "sys/block/sda/device/vpd_pg83": b"\x00\x83\x00\x08" + bytes.fromhex(WWN),
    "sys/class/dmi/id/product_serial": f"{TAG}\n".encode(),
    "sys/bus/usb/devices/usb1/serial": b"0000:00:14.0\n",
    "proc/cmdline": f"root=UUID={UUID.replace('b', 'a')} quiet\n".encode(),
    "sensors.json": b'{"temperatures": {"coretemp": [{"label": "Core 0", "current": 41.0}]}}',
}
INDEX = {
    "calls": [{"argv": ["lsblk"], "status": 0, "file": "lsblk.json", "stderr": f"josephine: {DISK} is slow"}],
    "links": {f"/sys/class/net/{CARD}": f"/sys/devices/pci0000:00/0000:00:19.0/net/{CARD}"},
}


@pytest.fixture(scope="module")
def album() -> Pages:
    return pseudonymised(Pages(FILES, INDEX), SALT, also=[USER])[0]


def everything(pages: Pages) -> str:
    return json.dumps(pages.index) + "".join(f"{name}\n{raw.decode('latin-1')}\n" for name, raw in pages.files.items())


@pytest.mark.parametrize("secret", SECRETS)
def test_no_real_value_survives_in_any_spelling(album: Pages, secret: str) -> None:
    text = everything(album).casefold()
    squeezed = re.sub(r"[^0-9a-z]", "", text)
    assert secret.casefold() not in text
    assert re.sub(r"[^0-9a-z]", "", secret.casefold()) not in squeezed
    assert secret.encode().hex() not in squeezed


def test_the_parts_of_a_world_wide_name_do_not_survive(album: Pages) -> None:
    text = everything(album)
    assert "2601a2b3c" not in text
    assert str(NAA["id"]) not in text


def test_a_value_has_the_same_stand_in_everywhere(album: Pages) -> None:
    disk = json.loads(album.files["lsblk.json"])["blockdevices"][0]
    smart = json.loads(album.files["smartctl-sda.json"])
    assert smart["serial_number"] == disk["serial"]
    assert disk["serial"].encode() in album.files["hdparm-sda.txt"]
    wwn = smart["wwn"]
    assert disk["wwn"] == f"0x{wwn['naa']:x}{wwn['oui']:06x}{wwn['id']:09x}"
    assert wwn["oui"] == NAA["oui"]
    tags = set(re.findall(r"Serial Number: (\w{7})\n", album.files["dmidecode.txt"].decode()))
    assert tags == {album.files["sys/class/dmi/id/product_serial"].decode().strip()}


def test_a_card_keeps_its_maker_and_one_name_in_files_paths_and_links(album: Pages) -> None:
    (card,) = (name.split("/")[3] for name in album.files if name.startswith("sys/class/net/"))
    address = album.files[f"sys/class/net/{card}/address"].decode().strip()
    assert address.startswith("b8:ca:3a:")
    assert card == f"enx{address.replace(':', '')}"
    assert list(album.index["links"]) == [f"/sys/class/net/{card}"]


def test_facts_stay(album: Pages) -> None:
    disk = json.loads(album.files["lsblk.json"])["blockdevices"][0]
    assert disk["size"] == 500107862016
    assert disk["children"][0]["parttype"] == "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"
    assert disk["children"][0]["mountpoints"][1:] == ["/home", None]
    assert disk["children"][0]["mountpoints"][0].startswith("/media/")
    assert json.loads(album.files["smartctl-sda.json"])["power_on_time"] == {"hours": 23576}
    assert album.files["sensors.json"] == FILES["sensors.json"]
    assert album.files["sys/bus/usb/devices/usb1/serial"] == b"0000:00:14.0\n"
    assert b"Asset Tag: Not Specified" in album.files["dmidecode.txt"]
    assert b"Product Name: OptiPlex 7010" in album.files["dmidecode.txt"]


def test_the_shape_of_a_dump_stays(album: Pages) -> None:
    before, after = (
        re.sub(rb"[0-9A-F]{2}", b"00", text) for text in (FILES["dmidecode.txt"], album.files["dmidecode.txt"])
    )
    assert before.count(b"\t\t00 00") == after.count(b"\t\t00 00")
    assert b"01 02 03 04 05" in album.files["dmidecode.txt"]


def test_of_raw_vital_product_data_only_the_page_with_the_serial_comes_along(album: Pages) -> None:
    assert [name.rpartition("/")[2] for name in album.files if "vpd_" in name] == ["vpd_pg80"]
    page = album.files["sys/block/sda/device/vpd_pg80"]
    assert page[:4] == b"\x00\x80\x00\x14"
    assert page[4:].decode().strip("\0 ") == json.loads(album.files["lsblk.json"])["blockdevices"][0]["serial"]


def test_another_station_gives_other_stand_ins(album: Pages) -> None:
    other, _counts = pseudonymised(Pages(FILES, INDEX), b"another salt")
    assert other.files["sys/class/dmi/id/product_serial"] != album.files["sys/class/dmi/id/product_serial"]


def test_it_is_said_how_many_values_were_replaced() -> None:
    _album, counts = pseudonymised(Pages(FILES, INDEX), SALT)
    assert counts["mac"] == 1
    assert counts["wwn"] == 1
    assert counts["uuid"] == 2


@pytest.mark.parametrize(
    "placeholder",
    [
        "To Be Filled By O.E.M.", "Default string", "System Serial Number", "Not Specified", "00000000", "FFFFFFFF",
        "None", "0123456789", "No Asset Tag", "A1_SerNum0", "[Empty]", "03000200-0400-0500-0006-000700080009",
        "Unknown", ".......", "00000000-0000-0000-0000-000000000000", "ff:ff:ff:ff:ff:ff",
    ],
)  # fmt: skip
def test_a_placeholder_names_nobody_and_stays(placeholder: str) -> None:
    text = f"\tSerial Number: {placeholder}\n".encode()
    assert pseudonymised(Pages({"dmidecode.txt": text}), SALT)[0].files["dmidecode.txt"] == text


def test_a_serial_that_is_a_plain_number_is_replaced_in_its_field_only() -> None:
    text = b"Handle 0x0A17, DMI type 1, 27 bytes\n\tSerial Number: 0x0A17\n"
    after = pseudonymised(Pages({"dmidecode.txt": text}), SALT)[0].files["dmidecode.txt"]
    assert after.startswith(b"Handle 0x0A17, DMI")
    assert not after.endswith(b"Serial Number: 0x0A17\n")


def test_a_model_in_the_place_of_a_serial_stays_a_model() -> None:
    text = b"\tProduct Name: OptiPlex-7010\n\tSerial Number: OptiPlex-7010\n"
    assert pseudonymised(Pages({"dmidecode.txt": text}), SALT)[0].files["dmidecode.txt"] == text


SERIALS = st.from_regex(r"[A-Z0-9][A-Z0-9-]{5,18}[0-9]", fullmatch=True).filter(
    lambda text: not findings.names_nobody(text)
)


@given(SERIALS)
def test_a_serial_keeps_its_shape(value: str) -> None:
    new = standins.serial(value, SALT)
    assert [(sign.isdigit() or sign.isalpha(), sign.isupper() or not sign.isalpha()) for sign in new] == [
        (sign.isdigit() or sign.isalpha(), True) for sign in value
    ]
    assert new != value
    assert new.lower() == standins.serial(value.lower(), SALT)


@given(SERIALS)
def test_a_serial_is_gone_from_json_and_text_whatever_it_is(value: str) -> None:
    files = {
        "lsblk.json": json.dumps({"serial": value}).encode(),
        "hdparm-sda.txt": f"\tSerial Number:      {value}\n".encode(),
    }
    after = pseudonymised(Pages(files), SALT)[0].files
    new = json.loads(after["lsblk.json"])["serial"]
    assert new != value
    assert after["hdparm-sda.txt"].decode() == f"\tSerial Number:      {new}\n"


@given(st.uuids())
def test_a_uuid_stays_one_of_its_version(value: object) -> None:
    text = str(value)
    new = standins.uuid(text, SALT)
    assert findings.UUID.fullmatch(new)
    assert (new[14], new[19]) == (text[14], text[19])


@given(st.binary(max_size=400))
def test_no_file_is_too_absurd(raw: bytes) -> None:
    names = ("dmidecode.txt", "lsblk.json", "sys/block/sda/serial", "edid-DP-1.bin")
    after = pseudonymised(Pages(dict.fromkeys(names, raw)), SALT)[0].files
    assert set(after) == set(names)


def screen(number: int, text: bytes) -> bytes:
    """A made-up screen of which only the header, the serials and the checksum mean something."""
    block = bytearray(b"\x00\xff\xff\xff\xff\xff\xff\x00" + bytes(120))
    block[12:16] = number.to_bytes(4, "little")
    block[72:90] = b"\x00\x00\x00\xff\x00" + text.ljust(13)
    block[127] = -sum(block) % 256
    return bytes(block)


def test_a_screen_loses_its_serials_and_keeps_a_right_checksum() -> None:
    before = screen(0x4C473A31, b"V9A4B7C2D1\n")
    after = edid.without_serial(before, SALT)
    assert b"V9A4B7C2D1" not in after
    assert after[12:16] != before[12:16]
    assert sum(after) % 256 == 0
    assert after[72:77] == before[72:77]
    assert after[87:90] == before[87:90]


def test_a_screen_without_a_serial_is_left_as_it_is() -> None:
    before = screen(0, b"\n")
    assert edid.without_serial(before, SALT) == before
