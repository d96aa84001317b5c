"""Probes of hw-probe (the folder hw.info, or its archive), as pages of an album (pure).

Its `logs` are the outputs of programs, one file each, several disks in one file. It has hidden some values itself.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from pcsol.tools.album.pages import Pages

LOGS = ("dmidecode", "lscpu", "cpuinfo", "meminfo", "lspci_all", "lspci", "lsblk", "smartctl", "hdparm", "edid",
        "power_supply", "dmi_id")  # fmt: skip
_AS_THEY_ARE = {"dmidecode": "dmidecode.txt", "lscpu": "lscpu.txt", "cpuinfo": "cpuinfo.txt", "meminfo": "meminfo.txt"}
_DISK = re.compile(r"^/dev/(sd[a-z]+|hd[a-z]|nvme\d+(?:n\d+)?|mmcblk\d+):?[ ]*$", re.MULTILINE)
_EDID = re.compile(r'^edid-decode "/sys/class/drm/(?:card\d+-)?([\w-]+)/edid"$', re.MULTILINE)
_EDID_HEX = re.compile(r"EDID \(hex\):\s+((?:[0-9a-fA-F]{2,32}\s)+)")
_SUPPLY = re.compile(r"^(/sys/class/power_supply/[\w.-]+):$", re.MULTILINE)
_COLUMN = re.compile(r"[A-Z:]+ *")


def pages_of(logs: Mapping[str, bytes]) -> Pages:
    """Return what the logs tell, by their names in hw-probe ("smartctl"), as files of an album."""
    texts = {name: raw.decode("utf-8", "surrogateescape") for name, raw in logs.items() if raw.strip()}
    files = {_AS_THEY_ARE[name]: text for name, text in texts.items() if name in _AS_THEY_ARE}
    lspci = texts.get("lspci_all") or texts.get("lspci")
    if lspci:
        files["lspci.txt"] = lspci
    for program in ("smartctl", "hdparm"):
        for disk, text in _sections(_DISK, texts.get(program, "")):
            files[f"{program}-{disk}.txt"] = text
    for folder, text in _sections(_SUPPLY, texts.get("power_supply", "")):
        files[f"{folder[1:]}/uevent"] = text.lstrip("\n")
    for name, value in re.findall(r"^(\w+): (.+)$", texts.get("dmi_id", ""), re.MULTILINE):
        files[f"sys/class/dmi/id/{name}"] = f"{value}\n"
    rows = list(_rows(texts.get("lsblk", "")))
    if rows:
        files["lsblk.json"] = json.dumps({"blockdevices": rows}, indent=1)
    raw = {place: text.encode("utf-8", "surrogateescape") for place, text in files.items()}
    return Pages(raw | dict(_screens(texts.get("edid", ""))), {})


def _sections(title: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """Give what stands below each title, up to the next one."""
    found = list(title.finditer(text))
    for one, following in zip_longest(found, found[1:]):
        end = following.start() if following is not None else len(text)
        yield one[1], text[one.end() + 1 : end]


def _rows(lsblk: str) -> Iterator[dict[str, object]]:
    """`lsblk -al`: columns by their place below their titles. Its sizes are rounded, and stay behind."""
    lines = lsblk.splitlines()
    title = lines[0] if lines else ""
    if not title.startswith("NAME") or " MODEL" not in title:
        return
    starts = {found[0].strip(): found.span() for found in _COLUMN.finditer(title)}
    for line in lines[1:]:
        told = line.split()
        if len(told) > 2 and "disk" in told[1:4] and not told[0].startswith(("loop", "zram", "ram", "dm-", "zd", "md")):
            start, end = starts["MODEL"]
            model = line[start:end].strip() if line[start - 1 : start] in ("", " ") else ""
            yield {"name": told[0], "path": f"/dev/{told[0]}", "type": "disk", "model": model or None}


def _screens(text: str) -> Iterator[tuple[str, bytes]]:
    for output, section in _sections(_EDID, text):
        found = _EDID_HEX.search(section)
        digits = re.sub(r"\s", "", found[1]) if found else ""
        if len(digits) >= 256 and len(digits) % 256 == 0:
            yield f"edid-{output}.bin", bytes.fromhex(digits)
