"""Towers for the tests of exports: those that every test knows, as records would have gathered them."""

from datetime import timedelta
from typing import Any

from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.inventory.tower import DiskPaper, Tower
from pcsol.model.probe import Probe
from tests.towers import GOOD, WHEN

RECORD = "6f2a1c9e-3a54-4c1b-9d77-0a1b2c3d4e5f"
PAPER = DiskPaper(
    disk="ZINVENTED1", became="erased", level="clear", number="d198aaa1-f759-4a6e-8a0b-2d1f3b5c7e9a",
    at=WHEN + timedelta(hours=1),
)  # fmt: skip
PORT = NetworkPort(name="eth0", kind="ethernet", vendor="Realtek", model="RTL8111", mac="00:11:22:a3:b4:c5",
                   link_up=True, speed_mbps=1000, pci_id="10ec:8168", driver="r8169")  # fmt: skip
WITH_PORT = GOOD.model_copy(update={"network": (PORT,)})


def tower(probe: Probe | None = WITH_PORT, **changed: Any) -> Tower:
    """VAL-0042-D, looked at, its one disk erased."""
    facts: dict[str, Any] = {
        "key": "val-0042-d", "code": "VAL-0042-D", "structure": "Centre social du Val d’Or", "station": "banc-2",
        "lot": "Mairie 2026", "seen_at": WHEN, "record": RECORD if probe else None, "probe": probe, "papers": (PAPER,),
    }  # fmt: skip
    return Tower(**facts | changed)
