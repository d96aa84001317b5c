"""The thirteen snapshots that the field left us become albums without a trace of whose machines they were."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol.tools.album import findings
from pcsol.tools.album.pages import Pages
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.snapshots import reading

pytestmark = pytest.mark.real_data
KEYS = re.compile(r'"(?:serial|serial_number|uuid|guid)": "([^"]+)"')
LINES = re.compile(r"(?:Serial Number|UUID|Asset Tag): *(\S.*)")


def snapshots(shared_data: Path) -> list[Path]:
    found = sorted((shared_data / "ereuse-snapshots").glob("*.json"))
    assert len(found) == 13
    return found


def secrets_of(text: str) -> Iterator[str]:
    """What a snapshot gives away, found by a way of our own: not by the code that is tested."""
    for value in [*KEYS.findall(text), *LINES.findall(text), *findings.MAC.findall(text)]:
        bare = value.strip()
        is_plain_number = re.fullmatch(r"0x[0-9a-f]{1,4}", bare)
        has_digit = any(sign.isdigit() for sign in bare)
        if len(bare) >= 6 and has_digit and not findings.names_nobody(bare) and not is_plain_number:
            yield bare


def text_of(part: Any) -> str:
    return part if isinstance(part, str) else json.dumps(part)


def test_every_snapshot_becomes_an_album_that_gives_nobody_away(shared_data: Path) -> None:
    for number, file in enumerate(snapshots(shared_data)):
        raw = reading.read(file)
        album = pseudonymised(raw, b"a salt")[0]
        text = everything(album)
        data = json.loads(file.read_text())["data"]
        told = set(secrets_of("\n".join(text_of(part) for part in data.values())))
        kept = sum(secret in everything(raw) for secret in told)
        left = sum(secret in text or secret.lower() in text for secret in told)
        assert kept >= 3, f"snapshot {number}: the test found nothing to hide"
        assert left == 0, f"snapshot {number}: {left} values survive"  # never shows which


def everything(pages: Pages) -> str:
    return json.dumps(pages.index) + "".join(f"{name}\n{raw.decode('latin-1')}" for name, raw in pages.files.items())


def test_each_holds_a_processor_its_firmware_and_every_disk_that_smartctl_described(shared_data: Path) -> None:
    for file in snapshots(shared_data):
        data = json.loads(file.read_text())["data"]
        reports = data["smart"] if "smart" in data else json.loads(data["smartctl"])
        described = {report["device"]["name"][5:] for report in reports if "device" in report}
        files = reading.read(file).files
        assert {"dmidecode.txt", "lscpu.txt"} <= set(files)
        assert {f"smartctl-{name}.json" for name in described} <= set(files)
        assert b"Flags: " in files["lscpu.txt"]
