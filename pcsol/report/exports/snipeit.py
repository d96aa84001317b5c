"""A tower as a Snipe-IT asset, by names: the adapter finds the numbers that its server has for them."""

from typing import Any

from pcsol.judge.placeholders import known_serial
from pcsol.judge.towers.standing import disk_grade, erased, stage
from pcsol.model.inventory.tower import Tower
from pcsol.report.exports.glpi_parts import mac
from pcsol.report.exports.words import comment, erasure, name, papers, said, text, without_nothing

_NOTES_MOST = 5000
_GIB = 1 << 30


def asset(tower: Tower) -> dict[str, Any]:
    """Return what Snipe-IT would be told.

    `asset`: fields that are sent as they stand; `model`, `manufacturer` and `stage` ("to_check", "ready", "parts")
    become its own numbers; `fields`: facts for custom fields, by our names, as texts.
    """
    machine = tower.probe.machine if tower.probe else None
    fixed = {
        "asset_tag": tower.code,
        "serial": known_serial(text(machine.serial)) if machine else None,
        "name": name(tower),
        "notes": said(comment(tower), _NOTES_MOST),
    }
    return {
        "asset": without_nothing(dict(fixed)),
        "model": text(machine.model) if machine else None,
        "manufacturer": text(machine.manufacturer) if machine else None,
        "stage": stage(tower),
        "fields": facts(tower),
    }


def facts(tower: Tower) -> dict[str, str]:
    """Return what is known of a tower, each as a text; what is not known is absent."""
    probe, count = tower.probe, erased(tower)
    memory = (probe.memory.installed_bytes or probe.memory.total_bytes) if probe else None
    macs = [found for port in (probe.network if probe else None) or () if (found := mac(port))]
    told = {
        "code": tower.code,
        "lot": said(tower.lot),
        "donor_number": said(tower.donor_asset_number),
        "processor": text(probe.processor.model) if probe else None,
        "memory_gb": f"{memory / _GIB:.1f}".removesuffix(".0") if memory else None,
        "mac": macs[0] if macs else None,
        "grade": disk_grade(probe),
        "erasure": erasure(count),
        "certificates": papers(count),
        "destination": said(probe.verdict.title) if probe else None,
        "record": tower.record,
    }
    return {key: value for key, value in told.items() if value}
