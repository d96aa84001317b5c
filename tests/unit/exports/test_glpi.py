"""GLPI: what goes into its inventory, and what must never."""

import json
import uuid
from typing import Any

import pytest

from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Display, NetworkPort
from pcsol.report.exports.glpi import agent_id, inventory
from tests.towers import FAILING, GOOD, HOSTILE, SILENT, TOWERS, VERDICT
from tests.unit.exports.made import PAPER, tower


def content(probe: Any = GOOD, **changed: Any) -> dict[str, Any]:
    with speaking("fr"):
        found: dict[str, Any] = inventory(tower(probe, **changed))["content"]
    return found


def test_the_code_is_the_inventory_number_and_the_structure_chooses_the_entity() -> None:
    found = inventory(tower())
    assert found["content"]["bios"]["assettag"] == found["content"]["hardware"]["name"] == "VAL-0042-D"
    assert found["tag"] == "Centre social du Val d’Or"
    assert inventory(tower(), tag="CS-Nord")["tag"] == "CS-Nord"
    assert "assettag" not in inventory(tower(code=None, key="mac-1"))["content"]["bios"]


def test_a_tower_keeps_its_number_whatever_is_changed_in_it() -> None:
    assert inventory(tower(SILENT))["deviceid"] == inventory(tower())["deviceid"] == "pcsol-val-0042-d"
    assert agent_id(tower(SILENT)) == agent_id(tower())
    assert agent_id(tower(key="val-0043-x")) != agent_id(tower())
    assert uuid.UUID(agent_id(tower())).version == 5


def test_the_comment_says_what_glpi_has_no_field_for() -> None:
    told = content()["hardware"]["description"]
    assert "Lot : Mairie 2026" in told
    assert "1 disque sur 1 effacé" in told
    assert PAPER.number
    assert PAPER.number in told
    assert "School desktop" in told
    assert "état inconnu" in content(SILENT)["hardware"]["description"]


def test_looked_at_again_on_another_day_it_is_the_same() -> None:
    later = GOOD.model_copy(update={"taken_at": GOOD.taken_at.replace(year=2027)})
    assert content(later) == content()


def test_sizes_are_whole_megabytes() -> None:
    found = content()
    assert found["hardware"]["memory"] == found["memories"][0]["capacity"] == 4096
    assert found["storages"][0]["disksize"] == 500_107


def test_empty_slots_and_placeholders_are_absent() -> None:
    machine = GOOD.machine.model_copy(
        update={"serial": "To be filled by O.E.M.", "uuid": "03000200-0400-0500-0006-000700080009", "model": "None"}
    )
    found = content(GOOD.model_copy(update={"machine": machine}))
    assert len(found["memories"]) == 1
    assert "uuid" not in found["hardware"]
    assert {"ssn", "smodel"} & found["bios"].keys() == set()


@pytest.mark.parametrize("date", ["2013", "04/24/2014", "2014-13-45", "2014-04-24T25:00:00", ""])
def test_a_date_that_would_cost_the_whole_file_is_left_out(date: str) -> None:
    firmware = GOOD.machine.firmware.model_copy(update={"date": date})
    machine = GOOD.machine.model_copy(update={"firmware": firmware})
    assert "bdate" not in content(GOOD.model_copy(update={"machine": machine}))["bios"]


def test_what_only_new_glpi_knows_and_what_is_not_the_towers_is_left_out() -> None:
    probe = GOOD.model_copy(update={"displays": (Display(output="HDMI-1", model="bench screen"),)})
    found = content(probe)
    assert "secure_boot" not in found["bios"]
    assert {"monitors", "operatingsystem", "softwares"} & found.keys() == set()


def test_pcsols_own_stick_is_not_the_towers_disk() -> None:
    stick = GOOD.disks[0].model_copy(update={"name": "sdz", "own_medium": True, "serial": "STICK"})  # type: ignore[index]
    assert "STICK" not in json.dumps(content(GOOD.model_copy(update={"disks": (*(GOOD.disks or ()), stick)})))


def test_two_processors_are_two_and_each_has_its_own_cores() -> None:
    processor = GOOD.processor.model_copy(update={"sockets": 2, "cores": 8, "threads": 16})
    found = content(GOOD.model_copy(update={"processor": processor}))["cpus"]
    assert [(one["core"], one["thread"], one["arch"]) for one in found] == [(4, 2, "x86_64")] * 2
    old = GOOD.processor.model_copy(update={"bits": 32, "psabi_level": 0})
    assert content(GOOD.model_copy(update={"processor": old}))["cpus"][0]["arch"] == "i386"


def test_an_address_that_many_cards_have_is_not_told() -> None:
    ports = tuple(
        NetworkPort(name=f"eth{n}", mac=mac) for n, mac in enumerate(("00:00:00:00:00:00", "D8-CB-8A-11-22-33"))
    )
    found = content(GOOD.model_copy(update={"network": ports}))["networks"]
    assert [one.get("mac") for one in found] == [None, "d8:cb:8a:11:22:33"]


def test_a_tower_that_was_never_looked_at_has_a_name_a_number_and_a_form() -> None:
    found = content(None, form="tower", papers=())
    assert found["hardware"]["chassis_type"] == "Tower"
    assert found["bios"] == {"assettag": "VAL-0042-D"}
    assert "cpus" not in found


def test_no_text_is_longer_than_a_column_or_holds_signs_that_a_terminal_obeys() -> None:
    def texts(plain: Any) -> list[str]:
        if isinstance(plain, dict):
            return [text for value in plain.values() for text in texts(value)]
        if isinstance(plain, list):
            return [text for value in plain for text in texts(value)]
        return [plain] if isinstance(plain, str) else []

    for probe in (*TOWERS.values(), HOSTILE, FAILING.model_copy(update={"verdict": VERDICT})):
        found = content(probe, lot="lot\x1b[31m" + "long " * 400)
        description = found["hardware"].pop("description")
        assert len(description) <= 1000
        assert all(len(text) <= 255 and text.isprintable() for text in [*texts(found), description[:255]])
