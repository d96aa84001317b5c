"""Snipe-IT, DeviceHub, and the ZIP for GLPI's import."""

import io
import json
import uuid
import zipfile
from typing import Any

from hypothesis import HealthCheck, given, settings

from pcsol.i18n import speaking
from pcsol.model.hardware.devices import NetworkPort
from pcsol.model.probe import Probe
from pcsol.report.exports import archive, devicehub, snipeit
from pcsol.report.exports.glpi import inventory
from pcsol.report.exports.table import table
from pcsol.store.canonical import canonical
from tests.towers import HOSTILE, SILENT, TOWERS
from tests.unit.exports.anything import probes, texts
from tests.unit.exports.made import WITH_PORT, tower


def lowest(snapshot: dict[str, Any]) -> str | None:
    """The MAC as DeviceHub finds it: nodes whose id is "network", the lowest businfo."""
    found: list[dict[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        if node.get("id") == "network":
            found.append(node)
        for child in node.get("children", []):
            walk(child)

    walk(snapshot["debug"]["lshw"])
    usable = [one for one in found if one.get("businfo") and one.get("serial")]
    return min(usable, key=lambda one: one["businfo"])["serial"] if usable else None


def test_a_snapshot_is_known_by_its_record_and_goes_by_the_older_way() -> None:
    found = devicehub.snapshot(tower(), WITH_PORT)
    assert uuid.UUID(found["uuid"])
    assert found["software"] != "workbench-script"
    assert "data" not in found
    assert found["device"]["type"] == "Desktop"
    assert {one["type"] for one in found["components"]} >= {"Processor", "RamModule", "HardDrive", "Motherboard"}


def test_one_port_names_the_device_whichever_linux_saw_first() -> None:
    ports = (
        NetworkPort(name="wlan0", kind="wifi", mac="d8:cb:8a:00:00:01", on_board=True),
        NetworkPort(name="eth1", kind="ethernet", mac="d8:cb:8a:00:00:02", on_board=False),
        NetworkPort(name="eth0", kind="ethernet", mac="D8:CB:8A:00:00:03", on_board=True),
    )
    one, other = (WITH_PORT.model_copy(update={"network": order}) for order in (ports, ports[::-1]))
    assert lowest(devicehub.snapshot(tower(), one)) == "d8:cb:8a:00:00:03"
    assert devicehub.device_id(one) == devicehub.device_id(other)
    assert devicehub.device_id(one) != devicehub.device_id(WITH_PORT)


def test_no_value_is_null_where_devicehub_would_add_it_to_a_text() -> None:
    for probe in (*TOWERS.values(), HOSTILE, SILENT):
        found = devicehub.snapshot(tower(probe), probe)
        assert all(isinstance(value, str) for value in found["device"].values())
        assert all(value is not None for one in found["components"] for value in one.values())
        assert all(one["type"] for one in found["components"])


def test_properties_say_grade_and_erasure() -> None:
    with speaking("fr"):
        told = devicehub.properties(tower())
    assert told["grade"] == "A"
    assert told["erasure"].startswith("1 disque sur 1 effacé")
    assert "grade" not in devicehub.properties(tower(SILENT))


def test_an_asset_has_the_code_as_its_tag_and_facts_as_texts() -> None:
    found = snipeit.asset(tower())
    assert found["asset"]["asset_tag"] == found["asset"]["name"] == "VAL-0042-D"
    assert found["asset"]["serial"] == "PCINVENTED1"
    assert found["fields"]["memory_gb"] == "4"
    assert all(isinstance(value, str) for value in found["fields"].values())
    assert found["stage"] == "ready"


def test_the_zip_holds_one_file_a_tower_and_is_the_same_twice() -> None:
    documents = {f"{one.key}.json": inventory(one) for one in (tower(), tower(key="val-0043-x", code="VAL-0043-X"))}
    whole = archive.zipped(documents)
    assert whole == archive.zipped(dict(reversed(documents.items())))
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert opened.testzip() is None
        assert {name: json.loads(opened.read(name)) for name in opened.namelist()} == documents


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(probe=probes, lot=texts, number=texts)
def test_any_machine_makes_what_can_be_sent_and_compared(probe: Probe, lot: str | None, number: str | None) -> None:
    one = tower(probe, lot=lot, donor_asset_number=number, structure=lot)
    for plain in (inventory(one), snipeit.asset(one), devicehub.snapshot(one, probe), devicehub.properties(one)):
        assert json.loads(canonical(plain)) == json.loads(archive.document(plain))
    assert devicehub.device_id(probe).startswith("ereuse24:")
    table([one]).decode()
