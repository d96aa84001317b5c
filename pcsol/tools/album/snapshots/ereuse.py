"""Whole-machine snapshots of eReuse Workbench, both kinds, as pages of an album (pure).

Only what is sure comes along: what another program had already shortened, rounded or guessed stays behind.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from pcsol.tools.album.pages import Pages
from pcsol.tools.album.snapshots import lshw

_DISK_NAME = re.compile(r"/dev/(sd[a-z]+|hd[a-z]|nvme\d+(?:n\d+)?|mmcblk\d+)")
_HEADER = re.compile(r"^([0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) ([^:\n]+): (.*?)((?: \((?:rev|prog-if) .*)?)$", re.MULTILINE)
_HWINFO_PCI = re.compile(
    r"^\d+: PCI \S+ ([0-9a-f]{4}) .*?^  SysFS ID: (\S+)$.*?^  SysFS BusID: (?:0000:)?(\S+)$"
    r".*?^  Vendor: pci 0x([0-9a-f]{4}).*?^  Device: pci 0x([0-9a-f]{4})",
    re.MULTILINE | re.DOTALL,
)


def is_snapshot(plain: object) -> bool:
    """Tell whether this JSON is a snapshot of either kind."""
    data = plain.get("data") if isinstance(plain, dict) else None
    return isinstance(data, dict) and "dmidecode" in data and bool({"smart", "smartctl"} & set(data))


def pages_of(snapshot: Mapping[str, Any]) -> Pages:
    """Return what a snapshot tells, as files of an album. A part that cannot be read is left out."""
    data = snapshot["data"]
    files: dict[str, bytes] = {}
    _keep(files, "dmidecode.txt", data.get("dmidecode"))
    hwinfo = data["hwinfo"] if isinstance(data.get("hwinfo"), str) else ""
    bus = _bus(hwinfo)
    _keep(files, "lspci.txt", _numbered(str(data.get("lspci") or ""), bus))
    machine = _plain(data.get("lshw"))
    rows = lshw.disks(machine)
    reports = _plain(data.get("smart", data.get("smartctl")))
    calls = list(_disks(files, reports, rows if machine else None))
    _keep(files, "clock.json", _clock(reports))
    if rows:
        _keep(files, "lsblk.json", json.dumps({"blockdevices": rows}, indent=1))
    _keep(files, "lscpu.txt", lshw.processor(machine) or _processor(_plain(data.get("inxi"))))
    cards, links = lshw.network(machine, {slot: place for slot, (place, _ids) in bus.items()})
    files |= cards
    names = {"/sys/class/net": sorted({name.split("/")[3] for name in cards if name.startswith("sys/class/net/")})}
    return Pages(files, {"calls": calls, "links": links, "names": names if cards else {}})


def _keep(files: dict[str, bytes], name: str, text: object) -> None:
    if isinstance(text, str) and text.strip():
        files[name] = text.encode("utf-8", "surrogateescape")


def _plain(value: object) -> object:
    """One kind holds JSON, the other holds JSON as a text."""
    if not isinstance(value, str):
        return value
    try:
        told: object = json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return None
    return told


def _disks(files: dict[str, bytes], reports: object, rows: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    """Keep smartctl's reports; give their entries for the index.

    A report without a device means that smartctl could not open it: a disk only if nothing else lists the disks.
    """
    for report in _list(reports):
        if not isinstance(report.get("smartctl"), dict):
            continue
        told = dict(report["smartctl"])
        argv = [str(part) for part in told.get("argv", ())]
        name = _DISK_NAME.fullmatch(argv[-1]) if argv else None
        if name is None or (rows is not None and "device" not in report):
            continue
        told.pop("output", None)  # the same again, as text
        file = f"smartctl-{name[1]}.json"
        files[file] = json.dumps({**report, "smartctl": told}, indent=1).encode()
        yield {"argv": argv, "status": int(told.get("exit_status", 0)), "file": file, "stderr": ""}


def _list(reports: object) -> list[dict[str, Any]]:
    return [report for report in reports if isinstance(report, dict)] if isinstance(reports, list) else []


def _clock(reports: object) -> str:
    """The snapshot's own time has no zone; smartctl's has."""
    times = [report.get("local_time", {}).get("time_t") for report in _list(reports)]
    seconds = max((time for time in times if isinstance(time, int)), default=None)
    if seconds is None:
        return ""
    now = datetime.fromtimestamp(seconds, UTC).isoformat()
    return json.dumps({"now": now, "rtc": None, "synchronised": None})


def _bus(hwinfo: str) -> dict[str, tuple[str, tuple[str, str, str]]]:
    """By slot: the place in /sys, and the numbers of class, maker and device, which `lspci -vv` leaves out."""
    sections = re.split(r"^(?=\d+: )", hwinfo, flags=re.MULTILINE)
    found = (_HWINFO_PCI.search(section) for section in sections)
    return {one[3]: (f"/sys{one[2]}", (one[1], one[4], one[5])) for one in found if one}


def _numbered(lspci: str, bus: Mapping[str, tuple[str, tuple[str, str, str]]]) -> str:
    """`lspci -vv` with the numbers that `-nn` would have shown, where hwinfo knows them."""

    def with_numbers(line: re.Match[str]) -> str:
        if line[1] not in bus or "[" in line[2]:
            return line[0]
        kind, vendor, device = bus[line[1]][1]
        return f"{line[1]} {line[2]} [{kind}]: {line[3]} [{vendor}:{device}]{line[4]}"

    return _HEADER.sub(with_numbers, lspci)


def _processor(inxi: object) -> str:
    """inxi's JSON numbers its keys ("002#1#2#model") and tells every flag only when asked for all of them."""
    facts: dict[str, Any] = {}
    topology: dict[str, Any] = {}
    for section in inxi if isinstance(inxi, list) else ():
        for title, parts in section.items() if isinstance(section, dict) else ():
            if title.endswith("#CPU") and isinstance(parts, list):
                for part in parts:
                    told = {key.rpartition("#")[2]: value for key, value in part.items()}
                    facts |= told
                    topology = told if "Topology" in told else topology
    flags = str(facts.get("Flags", "")).split()
    lines = {
        "Model name": facts.get("model"),
        **_counted(topology),
        "Flags": " ".join(flags) if {"fpu", "cx8"} <= set(flags) else None,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


def _counted(topology: Mapping[str, Any]) -> dict[str, str]:
    """inxi counts the sockets as "cpus"; with more than one, or cores of two kinds, its other numbers are not sure."""
    if str(topology.get("cpus")) != "1" or not {"mt", "st"}.isdisjoint(topology):
        return {}
    names = {"CPU(s)": "threads", "Core(s) per socket": "cores", "Socket(s)": "cpus"}
    told = {line: str(topology.get(name, "")) for line, name in names.items()}
    return {line: count for line, count in told.items() if count.isascii() and count.isdigit()}
