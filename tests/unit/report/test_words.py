"""Quantities and codes in words."""

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.i18n import speaking
from pcsol.model.hardware.devices import Sensors, Temperature
from pcsol.model.hardware.machine import Lock, Machine
from pcsol.model.probe import Clock
from pcsol.report import exit_codes, quantities, words
from pcsol.report.cover import cover
from pcsol.report.sections.unknown import place
from pcsol.report.tower_sheet import tower_sheet
from tests.towers import GIB, GOOD, SILENT, VERDICT


@pytest.mark.parametrize(
    ("size_bytes", "french", "english"),
    [
        (500_107_862_016, "500 Go", "500 GB"),
        (1_500_301_910_016, "1,5 To", "1.5 TB"),
        (4_012_345_678, "4 Go", "4 GB"),
        (8_600_000, "8,6 Mo", "8.6 MB"),
        (512, "512 octets", "512 bytes"),
    ],
)
def test_a_disk_is_as_large_as_its_label_says(size_bytes: int, french: str, english: str) -> None:
    with speaking("fr"):
        assert quantities.disk_size(size_bytes) == french
    with speaking("en"):
        assert quantities.disk_size(size_bytes) == english


def test_memory_is_as_large_as_its_stick_says() -> None:
    with speaking("fr"):
        assert quantities.memory_size(4 * GIB) == "4 Go"
        assert quantities.memory_size(GIB // 2) == "512 Mo"


def test_a_day_is_written_as_the_language_writes_it() -> None:
    with speaking("fr"):
        assert quantities.day("2014-04-24") == "24/04/2014"
        assert quantities.day("not a day") == "not a day"
    with speaking("en"):
        assert quantities.day("2014-04-24") == "2014-04-24"


def test_hours_of_use_are_given_in_years_too() -> None:
    with speaking("fr"):
        assert quantities.duration(41230) == "41230 heures (4,7 ans allumé)"
        assert quantities.duration(30) == "30 heures (1 jour allumé)"


def test_nothing_is_unknown_and_zero_is_a_value() -> None:
    with speaking("fr"):
        assert words.known(None) == words.known("") == "on ne sait pas"
        assert words.known(0) == "0"
        assert words.yes_no(None) == "on ne sait pas"
        assert words.joined(None, "") == "on ne sait pas"


def test_a_maker_is_not_named_twice() -> None:
    assert words.maker_and_model("Dell Inc.", "OptiPlex 7010") == "Dell Inc. OptiPlex 7010"
    assert words.maker_and_model("HP", "HP Compaq 6200") == "HP Compaq 6200"
    assert words.maker_and_model("Hewlett-Packard", "HP Compaq Pro 4300") == "HP Compaq Pro 4300"
    assert words.maker_and_model("Acer", " ") == "Acer"


def test_a_very_long_word_of_a_machine_is_cut() -> None:
    assert len(words.said("x" * 5000)) == 120


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_exit_code_has_a_meaning(language: str) -> None:
    with speaking(language):
        for code in ExitCode:
            assert exit_codes.meaning(code)
            assert f"| {int(code)} | `{code.name}` |" in exit_codes.table()


def test_the_judge_s_own_advice_is_used_where_there_is_one() -> None:
    judged = GOOD.model_copy(update={"verdict": VERDICT.model_copy(update={"text": "Install Debian 13."})})
    assert cover(judged).next_step == "Install Debian 13."
    with speaking("en"):
        assert cover(GOOD).next_step == "unknown"


def test_installed_above_the_declared_maximum_is_said_to_be_the_firmware_s_error() -> None:
    memory = GOOD.memory.model_copy(update={"declared_max_bytes": 2 * GIB})
    with speaking("en"):
        sections = tower_sheet(GOOD.model_copy(update={"memory": memory})).sections
    rows = {row.label: row.value for section in sections for row in section.rows}
    assert rows["At most"] == "2 GB says the firmware, and it is wrong"


def test_one_reason_for_many_unknowns_is_said_once() -> None:
    with speaking("fr"):
        last = tower_sheet(SILENT).sections[-1]
    assert [row.label for row in last.rows] == ["machine, mémoire", "disque sda : santé (SMART)"]


def test_a_place_is_said_in_words() -> None:
    with speaking("fr"):
        assert place("hidden_storage") == "stockage caché"
        assert place("machine.locks.firmware-password") == "machine : verrous, mot de passe des réglages (BIOS)"
        assert place("disks.sdb") == "disque sdb"
        assert place("something.new") == "something : new"


def test_hours_of_use_are_counted_in_the_grammar_of_the_language() -> None:
    with speaking("fr"):
        assert quantities.duration(0).startswith("0 heure (")
        assert quantities.duration(30).startswith("30 heures (1 jour ")


def test_a_tower_that_is_still_bound_is_not_shown_as_good() -> None:
    bound = GOOD.model_copy(update={"machine": Machine(locks=(Lock(kind="absolute", state="set", text="Active."),))})
    assert (cover(GOOD).tone, cover(bound).tone) == ("good", "look")


def test_sensors_of_the_processor_are_named_in_words() -> None:
    hot = Sensors(temperatures=(Temperature(chip="coretemp", label="Core 0", celsius=40),))
    with speaking("fr"):
        rows = tower_sheet(GOOD.model_copy(update={"sensors": hot})).sections
    assert any(row.label == "Cœur 0" for section in rows for row in section.rows)


def test_an_album_without_a_clock_does_not_claim_its_hour() -> None:
    replayed = GOOD.model_copy(update={"source": "album", "clock": Clock(source="album", trusted=False)})
    with speaking("fr"):
        assert "(non vérifié), d’après un album" in cover(replayed).taken
