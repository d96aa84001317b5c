"""What lshw's JSON tells, in the words of the programs that an album holds (pure)."""

from collections.abc import Iterator, Mapping
from typing import Any

Node = dict[str, Any]
_VENDORS = {"Intel Corp.": "GenuineIntel", "Advanced Micro Devices [AMD]": "AuthenticAMD"}
# Not the processor's own flags: lshw's names for other lines of /proc/cpuinfo.
_NO_FLAGS = frozenset({"x86-64", "cpufreq", "fpu_exception", "wp"})


def disks(machine: object) -> list[dict[str, Any]]:
    """Return rows for lsblk.json. Models and serials are left to smartctl: lshw has them cut to 16 signs."""
    return [row for node, parent in _nodes(machine, {}) if (row := _row(node, parent)) is not None]


def processor(machine: object) -> str:
    """Return the text of lscpu, or nothing. Speeds stay behind: firmware tells them, and often wrongly."""
    found = [node for node, _parent in _nodes(machine, {}) if _is_processor(node)]
    if not found:
        return ""
    first, told = found[0], found[0].get("configuration", {})
    family = [*str(first.get("version", "")).split("."), "", "", ""][:3]
    cores, threads = (int(told.get(name, 0) or 0) for name in ("cores", "threads"))
    lines = {
        "CPU(s)": threads * len(found) or None,
        "Vendor ID": _VENDORS.get(first.get("vendor", "")),
        "Model name": first.get("product"),
        **dict(zip(("CPU family", "Model", "Stepping"), family, strict=True)),
        "Thread(s) per core": threads // cores if cores else None,
        "Core(s) per socket": cores or None,
        "Socket(s)": len(found),
        "Flags": " ".join(name for name in first.get("capabilities", {}) if name not in _NO_FLAGS),
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items() if value)


def network(machine: object, places: Mapping[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return files of /sys/class/net and their links. `places`: where in /sys a PCI slot ("02:00.0") really lies."""
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    for node, _parent in _nodes(machine, {}):
        name, slot = node.get("logicalname"), str(node.get("businfo", "")).removeprefix("pci@0000:")
        if node.get("class") != "network" or not isinstance(name, str) or "@" in slot or not node.get("serial"):
            continue
        folder, place = f"sys/class/net/{name}", places.get(slot, f"/sys/bus/pci/devices/0000:{slot}")
        told = node.get("configuration", {})
        wireless = "DEVTYPE=wlan\n" if "wireless" in told else ""
        facts = {
            f"{folder}/address": node["serial"],
            f"{folder}/type": "1",
            f"{folder}/uevent": f"{wireless}INTERFACE={name}",
            f"{folder}/carrier": {"yes": "1", "no": "0"}.get(told.get("link")),
            f"{place[1:]}/uevent": f"DRIVER={told['driver']}" if "driver" in told else None,
        }
        files |= {file: f"{fact}\n".encode() for file, fact in facts.items() if fact}
        links[f"/{folder}/device"] = place
    return files, links


def _nodes(node: object, parent: Node) -> Iterator[tuple[Node, Node]]:
    """Each node with its parent, from the top; lshw wraps the machine in a list or not, by version."""
    if isinstance(node, list):
        for one in node:
            yield from _nodes(one, parent)
    elif isinstance(node, dict):
        yield node, parent
        yield from _nodes(node.get("children", []), node)


def _is_processor(node: Node) -> bool:
    return node.get("class") == "processor" and "product" in node and not node.get("disabled")


def _row(node: Node, parent: Node) -> dict[str, Any] | None:
    names = node.get("logicalname")
    name = next((one for one in (names if isinstance(names, list) else [names]) if _is_whole(one)), None)
    if node.get("class") != "disk" or name is None or parent.get("logicalname") == names:
        return None
    if str(node.get("id", "")).startswith("cdrom"):
        return {
            "name": name[5:],
            "path": name,
            "type": "rom",
            "vendor": node.get("vendor"),
            "model": node.get("product"),
        }
    media = [one for one in node.get("children", []) if isinstance(one, dict)]
    size = node.get("size", next((one["size"] for one in media if "size" in one), None))
    removable = "removable" in node.get("capabilities", {})
    if size is None and removable:
        return None  # a card reader without a card
    on_usb = str(parent.get("businfo", "")).startswith("usb@")
    return {
        "name": name[5:],
        "path": name,
        "type": "disk",
        "size": size,
        "rm": removable,
        "tran": "usb" if on_usb else None,
    }


def _is_whole(name: object) -> bool:
    return isinstance(name, str) and name.startswith(("/dev/sd", "/dev/nvme", "/dev/hd", "/dev/mmcblk", "/dev/sr"))
