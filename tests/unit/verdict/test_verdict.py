"""Synthetic towers at the edge of each shipped destination."""

import pytest

from pcsol.i18n import speaking
from pcsol.judge.verdict import judge
from pcsol.model.hardware.devices import Graphics
from pcsol.model.hardware.disk import HiddenStorage
from pcsol.model.hardware.machine import Lock, Machine
from pcsol.model.hardware.memory import Memory
from pcsol.model.hardware.processor import Processor
from pcsol.model.probe import Probe
from pcsol.model.reason import Unknown
from pcsol.model.verdict import ProfileResult, Verdict
from pcsol.store.profiles import load_profiles
from tests.unit.verdict.towers import CORE_2_DUO, GIB, I5_3470, PENTIUM_4, disk, good_tower, memory, tower

SHELF = load_profiles()


def verdict(probe: Probe, language: str = "en") -> Verdict:
    with speaking(language):
        return judge(probe, SHELF.destinations, SHELF.systems)


def profile(found: Verdict, id_: str) -> ProfileResult:
    return next(result for result in found.profiles if result.id == id_)


def criterion(found: Verdict, id_: str, code: str):
    return next(reason for reason in profile(found, id_).reasons if reason.code == code)


CASES = {
    "i5-3470, 8 GB, SSD 240 GB A": (good_tower(), "family", "sure"),
    "the same with a hard disk A": (good_tower(disks=(disk("sda", "hdd", 500, "A"),)), "family", "sure"),
    "the same with a hard disk B": (good_tower(disks=(disk("sda", "hdd", 500, "B"),)), "school", "sure"),
    "the same with an SSD B": (good_tower(disks=(disk("sda", "ssd", 120, "B"),)), "family", "sure"),
    "an SSD of 119 GB": (good_tower(disks=(disk("sda", "ssd", 119, "A"),)), "office", "sure"),
    "an SSD of 60 GB": (good_tower(disks=(disk("sda", "ssd", 60, "A"),)), "school", "sure"),
    "a disk of 59 GB": (good_tower(disks=(disk("sda", "ssd", 59, "A"),)), "workshop", "sure"),
    "4 GB": (good_tower(memory=memory(4, 0)), "office", "sure"),
    "3 GB": (good_tower(memory=memory(2, 1)), "workshop", "sure"),
    "Core 2 Duo, 4 GB, hard disk A": (
        good_tower(processor=CORE_2_DUO, memory=memory(2, 2), disks=(disk("sda", "hdd", 250, "A"),)),
        "school",
        "sure",
    ),
    "32-bit Pentium 4": (good_tower(processor=PENTIUM_4), "parts", "sure"),
    "64 bits but one core": (good_tower(processor=I5_3470.model_copy(update={"cores": 1})), "parts", "sure"),
    "1 GB and no way to more": (good_tower(memory=memory(1, declared_gib=1)), "parts", "sure"),
    "1 GB and a free slot": (good_tower(memory=memory(1, 0, kind="DDR2", declared_gib=4)), None, "sure"),
    "disk without a grade": (good_tower(disks=(disk("sda", "ssd", 240, None),)), "workshop", "incomplete"),
    "disks that could not be asked for": (good_tower(disks=None), "workshop", "incomplete"),
    "no disk": (good_tower(disks=()), "workshop", "sure"),
    "only a failing disk": (good_tower(disks=(disk("sda", "hdd", 500, "D"),)), "workshop", "sure"),
    "only a stick on USB": (good_tower(disks=(disk("sda", "ssd", 240, "A", bus="usb"),)), "workshop", "sure"),
    "a removable disk": (good_tower(disks=(disk("sda", "ssd", 240, "A", removable=True),)), "workshop", "sure"),
    "graphics not known": (good_tower(graphics=None), "office", "incomplete"),
    "the firmware's picture only": (good_tower(graphics=(Graphics(driver="simpledrm"),)), "office", "sure"),
    "nothing known": (tower(), None, "incomplete"),
    "only the memory known": (tower(memory=memory(8)), None, "incomplete"),
    "only 32 bits known": (tower(processor=Processor(bits=32)), "parts", "sure"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_tower_goes_to_the_best_destination_that_surely_fits(name: str) -> None:
    probe, destination, confidence = CASES[name]
    found = verdict(probe)
    assert (found.destination, found.confidence) == (destination, confidence)
    assert found.text


def test_destinations_stand_best_first() -> None:
    assert [result.id for result in verdict(tower()).profiles] == ["family", "office", "school", "workshop", "parts"]


def test_a_level_is_not_mended_and_its_reason_says_so() -> None:
    found = verdict(good_tower(processor=CORE_2_DUO))
    assert profile(found, "family").upgrades == ()
    reason = criterion(found, "family", "psabi_level")
    assert (reason.fits, reason.value, reason.limit) == (False, 1, 2)
    assert reason.source


def test_parts_says_why_nothing_better_is_possible() -> None:
    found = verdict(good_tower(processor=PENTIUM_4), "fr")
    assert "32 bits seulement" in found.text
    assert found.title == "Pièces"


def test_a_tower_that_an_upgrade_saves_is_not_for_parts() -> None:
    found = verdict(good_tower(memory=memory(1, 0, kind="DDR2", declared_gib=4)), "fr")
    assert profile(found, "parts").fits is False
    assert found.text.startswith("Pour en faire « Tour d’atelier » : ajouter 1 Go de DDR2")


def test_a_good_tower_is_not_for_parts() -> None:
    assert profile(verdict(good_tower()), "parts").fits is False


def test_memory_in_short_french_words() -> None:
    found = verdict(good_tower(memory=memory(4, 0)), "fr")
    assert criterion(found, "family", "memory").text == "Mémoire : 4 Go, il en faut 8 Go."


def test_the_next_step_is_the_upgrade_that_makes_more_of_it() -> None:
    found = verdict(good_tower(memory=memory(4, 0)), "fr")
    assert found.text == "Pour en faire « Poste familial » : ajouter 4 Go de DDR3 dans l’emplacement libre DIMM2."


def test_the_next_step_is_a_look_where_a_fact_is_missing() -> None:
    found = verdict(good_tower(disks=(disk("sda", "ssd", 240, None),)))
    assert found.text == "It may be good for more (Family desktop); not known yet: the disk."


def test_the_next_step_is_the_first_system_that_runs() -> None:
    assert verdict(good_tower()).text == "Install Linux Mint 22 (maintained until April 2029)."
    assert verdict(good_tower(), "fr").text == "Installez Linux Mint 22 (maintenu jusqu’en avril 2029)."


def test_a_system_that_has_ended_is_not_advised() -> None:
    late = good_tower().model_copy(update={"taken_at": good_tower().taken_at.replace(year=2029)})
    assert verdict(late).text == "Install Debian 13 (Xfce) (maintained until June 2030)."


def test_a_failing_disk_beside_a_good_one_is_named() -> None:
    found = verdict(good_tower(disks=(disk("sda", "ssd", 240, "A"), disk("sdb", "hdd", 500, "D"))))
    assert found.destination == "family"
    assert found.text.startswith("No data on sdb (grade D): replace or remove.")


def test_a_failing_disk_that_is_to_be_replaced_is_named_once() -> None:
    found = verdict(good_tower(disks=(disk("sda", "hdd", 500, "C"),)))
    assert found.text.count("sda") == 1


def test_a_tower_still_bound_to_its_owner_says_so_first() -> None:
    locks = (Lock(kind="absolute", state="set", text="Absolute is active."), Lock(kind="amt", state="clear", text="x"))
    found = verdict(good_tower(machine=Machine(locks=locks)))
    assert found.text.startswith("Still bound to its former owner: Absolute is active. ")


def test_two_locks_are_two_sentences() -> None:
    locks = (
        Lock(kind="absolute", state="set", text="Absolute"),
        Lock(kind="firmware-password", state="set", text="x: y"),
    )
    found = verdict(good_tower(machine=Machine(locks=locks)))
    assert found.text.startswith("Still bound to its former owner: Absolute. x: y. ")


def test_a_lock_ends_as_a_sentence_before_the_next_one() -> None:
    locks = (Lock(kind="firmware-password", state="set", text="one is set; ask the donor for it"),)
    found = verdict(good_tower(machine=Machine(locks=locks)))
    assert "ask the donor for it. Install" in found.text


def test_a_tower_that_needs_two_parts_is_told_both_in_one_sentence() -> None:
    needy = good_tower(memory=memory(2, 0), disks=(disk("sda", "hdd", 500, "D"),))
    found = verdict(needy, "fr")
    assert found.text.startswith("Pour en faire « Salle bureautique », il faut tout ceci : 1) ajouter ")
    assert ", 2) remplacer le disque sda" in found.text
    assert ".," not in found.text


def test_a_missing_fact_comes_with_the_way_to_learn_it() -> None:
    why = Unknown(what="disks.sda.smart", why="Only root may.", remedy="Start again with `sudo pcsol probe`.")
    other = Unknown(what="sensors", why="None.", remedy="Touch it.")
    blind = good_tower(disks=(disk("sda", "ssd", 240, None),)).model_copy(update={"unknown": (other, why)})
    assert verdict(blind).text.endswith("the disk. Start again with `sudo pcsol probe`.")


@pytest.mark.parametrize("kind", ["rst", "vmd", "raid", "unclaimed"])
def test_no_disk_behind_a_controller_that_hides_them_is_not_a_no(kind: str) -> None:
    found = verdict(good_tower(disks=(), hidden_storage=(HiddenStorage(kind=kind, text="x"),)))
    assert criterion(found, "school", "disk").fits is None


def test_no_disk_is_a_no_with_a_disk_to_add() -> None:
    found = verdict(good_tower(disks=()))
    assert criterion(found, "family", "disk").fits is False
    assert [upgrade.kind for upgrade in profile(found, "family").upgrades] == ["disk"]


def test_eight_gigabytes_that_show_as_less_are_eight() -> None:
    for total in (8 * GIB, int(7.7 * GIB), int(7.1 * GIB)):
        assert verdict(good_tower(memory=Memory(total_bytes=total))).destination == "family"


def test_a_system_tells_until_when() -> None:
    found = verdict(good_tower())
    mint = next(choice for choice in found.systems if choice.id == "linux-mint-22")
    assert (mint.fits, mint.until) == (True, "2029-04")
    assert "April 2029" in mint.text


def test_windows_11_is_a_no_on_an_old_processor_and_says_why() -> None:
    found = verdict(good_tower())
    windows = next(choice for choice in found.systems if choice.id == "windows-11")
    assert windows.fits is False
    assert "i5-3470" in windows.text


def test_two_languages_in_one_process() -> None:
    assert verdict(good_tower(), "fr").title == "Poste familial"
    assert verdict(good_tower(), "en").title == "Family desktop"
