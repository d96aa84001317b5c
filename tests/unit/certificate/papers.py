"""Signed papers for the tests, one of each kind."""

from datetime import timedelta

from pcsol.judge.certificate import make, not_erased, sign
from pcsol.model.erasure.hidden import HiddenArea, HiddenAreas
from pcsol.model.papers.certificate import Device, Paper, Source
from pcsol.model.papers.destruction import Destruction
from tests.unit.certificate.erasures import (
    BEGAN,
    HDD,
    KEY,
    SSD,
    TRUSTED,
    context,
    erasure,
    failed,
    purged,
)

DESTROYED = Destruction(
    id="2f1c1d52-6a57-5c1e-9d5b-0d6a4f3b9a10",
    made_at=BEGAN + timedelta(days=9),
    clock=TRUSTED,
    structure="Centre social du Val d’Or",
    station="banc-2",
    operator="Camille",
    tool_version="0.3.0",
    device=Device(id="WD-MADEUP0042", model=HDD.model, serial=HDD.serial, wwn=HDD.wwn, media="hdd", bus="sata",
                  size_bytes=HDD.size_bytes),
    source=Source(tower_code="VAL-0042-D", asset_number="INV-2013-0815", tower_model="OptiPlex 7010"),
    law=("fr-consommation-r122-4", "fr-reen-16"),
    how="drilled",
    note="trois trous à travers les plateaux",
    who="Dominique",
    witness="Camille",
    recycler="Ressourcerie du Val",
    slip="BSD-2026-1187",
)  # fmt: skip
LIFTED = HiddenAreas(
    areas=(
        HiddenArea(kind="hpa", state="opened", visible_sectors=976_000_000, whole_sectors=976_773_168, text="."),
        HiddenArea(kind="dco", state="unknown", text="."),
    )
)
PAPERS: dict[str, Paper] = {
    "clear": sign(make(erasure(), context()), KEY),
    "flash": sign(make(erasure(SSD, ("random", "random")), context()), KEY),
    "hidden": sign(make(erasure(hidden=LIFTED), context()), KEY),
    "purge": sign(make(purged(), context()), KEY),
    "not-erased": sign(not_erased(failed(), context()), KEY),
    "interrupted": sign(not_erased(erasure(validation="repeat", interrupted=True, level="none"), context()), KEY),
    "destroyed": sign(DESTROYED, KEY),
}
