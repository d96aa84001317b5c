"""The kernel's log of an album: what tells of the machine stays, what tells of people goes."""

from pathlib import Path

import pytest

from pcsol.tools.album.pages import Pages
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.programs import dmesg
from pcsol.tools.world.album import AlbumWorld

SALT = b"a salt for tests"
STICK, MAC, ADDRESS = "4C530001230101117", "b8:ca:3a:5d:3e:4f", "10.20.30.40"
UUID, LINK_LOCAL = "4c4c4544-0051-5810-8032-b7c04f50354a", "fe80::baca:3aff:fe5d:3e4f"
HOST, PERSON, SERVER, VOLUME = "pc-josephine", "josephine", "nas.mairie", "VACANCES"
SECRETS = (STICK, MAC, UUID, ADDRESS, LINK_LOCAL, HOST, PERSON, SERVER, VOLUME)
KEPT = (
    "Linux version 6.12.107+deb13-amd64",
    "usb 1-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
    "DMI: Dell Inc. OptiPlex 7010/0GY6Y8, BIOS A25 05/30/2019",
    "I/O error, dev sda, sector 2048 op 0x0:(READ) flags 0x0",
    "rtc_cmos 00:03: setting system clock to 2026-11-22T04:12:26 UTC (1795320746)",
    "pcieport 0000:00:1c.5: PCIe Bus Error: severity=Corrected, type=Physical Layer",
)
LOG = "".join(f"<6>[    1.000000] {text}\n" for text in KEPT) + f"""\
<6>[    0.000000] Command line: BOOT_IMAGE=/vmlinuz root=UUID={UUID} nfsroot={SERVER}:/home/{PERSON} hostname={HOST}
<5>[    0.000000] Kernel command line: systemd.hostname={HOST}
<6>[    2.000000] usb 1-1: SerialNumber: {STICK}
<6>[    2.100000] e1000e 0000:00:19.0 eth0: (PCI Express:2.5GT/s:Width x1) {MAC}
<6>[    3.000000] EXT4-fs (sda1): mounted filesystem {UUID} r/w with ordered data mode
<30>[    4.000000] systemd[1]: Hostname set to <{HOST}>.
<12>[    4.100000] backup of {PERSON} to {SERVER}
<5>[    5.000000] audit: type=1400 audit(1.1:2): apparmor="DENIED" name="/home/{PERSON}/x" comm="evince"
<4>[    6.000000] [UFW BLOCK] IN=eth0 OUT= MAC={MAC}:00:11:22:33:44:55:08:00 SRC={ADDRESS} DST=10.0.0.2
<6>[    7.000000] CIFS: Attempting to mount \\\\{SERVER}\\{VOLUME}
<6>[    8.000000] IPv6: eth0: IPv6 duplicate address {LINK_LOCAL} used by {MAC} detected!
<4>[    8.100000] nfs: server {ADDRESS} not responding, timed out
<6>[    9.000000] input: {PERSON} Phone as /devices/virtual/input/input9
"""  # fmt: skip


def album(tmp_path: Path) -> str:
    clean, _count = pseudonymised(Pages({"dmesg.txt": LOG.encode()}), SALT)
    (tmp_path / "dmesg.txt").write_bytes(clean.files["dmesg.txt"])
    return clean.files["dmesg.txt"].decode()


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_people_or_their_networks_stays(tmp_path: Path, secret: str) -> None:
    assert secret.lower() in LOG.lower()
    assert secret.lower() not in album(tmp_path).lower()


def test_what_tells_of_the_machine_replays(tmp_path: Path) -> None:
    album(tmp_path)
    lines = dmesg.read(AlbumWorld(tmp_path))
    texts = [line.text for line in lines]
    assert set(KEPT) <= set(texts)
    assert dmesg.chip_at_start(lines) is not None
    assert any(text.startswith("usb 1-1: SerialNumber: ") for text in texts)
    assert any(text.startswith("e1000e 0000:00:19.0 eth0: (PCI Express:2.5GT/s:Width x1) b8:ca:3a:") for text in texts)


def test_a_value_of_the_log_is_replaced_everywhere(tmp_path: Path) -> None:
    pages = Pages({"dmesg.txt": LOG.encode(), "lsblk.json": f'{{"serial": "{STICK}"}}'.encode()})
    clean, _count = pseudonymised(pages, SALT)
    [standin] = [line.text for line in dmesg.parse(clean.files["dmesg.txt"].decode()) if "SerialNumber: " in line.text]
    assert standin.removeprefix("usb 1-1: SerialNumber: ") in clean.files["lsblk.json"].decode()
