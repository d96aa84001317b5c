"""Every tower the project has: its album, whole machines of the field, and towers composed of real machines' outputs.

What a machine of the field tells is read where it lies, with stand-ins for what is its own: a failing test gives
nobody away.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pcsol.tools.album.pages import Pages
from pcsol.tools.album.pseudonyms import pseudonymised
from pcsol.tools.album.snapshots import reading
from tests.replay.machines import ALL
from tests.unit.comparing.recordings import everywhere, recorded, with_json

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"
# Desktops that another program recorded whole: dmidecode, smartctl, lspci, lshw of one machine each.
FIELD = {
    "ThinkCentre M73 with one stick": "522a4403-bfb3-4fe6-b454-4db6c3040a58",
    "ThinkCentre M73 with two sticks": "e48b2121-7edf-4a6e-ba0c-9f2e1a87c7f9",
    "Compaq Pro 4300": "946fd30b-68f7-425f-aca4-1ae39a86d353",
}
# What dmidecode said of one real machine, what smartctl said of one real disk; sensors and sockets are made up.
COMPOSED = {
    "OptiPlex 9020, Barracuda": (
        "Dell__OptiPlex_9020__91AF2CF8CD1F.txt", "exporter__ST3500418AS_11.json", "coretemp", "dell_smm"),
    "OptiPlex 7010, RE4": (
        "Dell__OptiPlex_7010__7B91F523B53D.txt", "exporter__sat-Western_Digital_RE4-WDC_WD5003ABYX-01WERA1-sdb.json",
        "coretemp", "dell_smm"),
    "ThinkCentre M92p, Barracuda without a told speed": (
        "Lenovo__ThinkCentre_M92p_3212AJ9__5B22EB863256.txt", "exporter__ST3200820AS_15.json", "coretemp", "thinkpad"),
    "PRIME A320M-K, A400": (
        "ASUSTek_Computer__PRIME_A320M-K__73A84EEF1FFF.txt",
        "exporter__sat-Phison_Driven_SSDs-KINGSTON_SA400M8120G-sda.json", "k10temp", "it8655"),
    "Veriton X2640G, RE4": (
        "Acer__Veriton_X2640G__89C9FFDC2EFF.txt",
        "exporter__sat-Western_Digital_RE4-WDC_WD5003ABYX-01WERA1-sdb.json", "coretemp", "nct6775"),
}  # fmt: skip
OURS, THEIRS = tuple(ALL), (*FIELD, *COMPOSED)
_SERIAL = "COMPOSED01"


@cache
def pages_of(name: str) -> Pages:
    """Return a tower by its name; those of the field only where the shared outputs are."""
    if name in FIELD:
        return pseudonymised(reading.read(SHARED / "ereuse-snapshots" / f"{FIELD[name]}.json"), b"a salt")[0]
    return _composed(*COMPOSED[name]) if name in COMPOSED else recorded(name)


def _composed(firmware: str, disk: str, processor_chip: str, fan_chip: str) -> Pages:
    """The frame is the made-up tower: what the kernel lists, where its disk is plugged in, a clock, sensors."""
    smart = json.loads((SHARED / "smart-json" / disk).read_text("utf-8"))
    smart["serial_number"] = _SERIAL
    smart.pop("wwn", None)
    told = {"Z3TQ7MUP": _SERIAL, "coretemp": processor_chip, "dell_smm": fan_chip}

    def renamed(text: str) -> str:
        for one, instead in told.items():
            text = text.replace(one, instead)
        return text

    def listed(rows: dict[str, Any]) -> None:
        rows["blockdevices"][0].update(
            model=smart["model_name"],
            wwn=None,
            size=smart["user_capacity"]["bytes"],
            rota=bool(smart.get("rotation_rate")),
        )

    frame = with_json(everywhere(recorded(), renamed), "lsblk.json", listed)
    files = {place: raw for place, raw in frame.files.items() if not place.endswith("block/sda/device/model")}
    files["dmidecode.txt"] = (SHARED / "dmi" / firmware).read_bytes()
    files["smartctl-sda.json"] = json.dumps(smart).encode()
    place = next(place for place in files if place.endswith("block/sda/size"))
    files[place] = b"%d\n" % (smart["user_capacity"]["bytes"] // 512)
    return Pages(files, frame.index)
