"""A full, locked, missing or damaged medium, broken settings, a disk that hangs: PCSol starts and says so."""

from pathlib import Path

import pytest

from tests.image import stick as sticks
from tests.image import towers
from tests.image.guest import Build, tower

pytestmark = pytest.mark.qemu
ASKS = "éteindre >"


def test_a_full_medium_is_said_to_be(tmp_path: Path, stick: Path) -> None:
    sticks.fill(stick)
    with tower(tmp_path / "full", "direct", stick) as guest:
        shown = guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("full")
        assert "est pleine" in " ".join(shown.text.split())
    assert sticks.records(stick) == []


def test_a_medium_without_its_partition_is_missed(tmp_path: Path, stick: Path) -> None:
    sticks.wipe_data(stick)
    with tower(tmp_path / "missing", "direct", stick) as guest:
        shown = guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("missing")
        assert "n'est pas là" in shown.text
        guest.type("x")
        guest.wait_for("n'est qu'en mémoire")
        assert not guest.is_off(5)


def test_a_locked_stick_is_said_to_be_and_stays_as_it_was(tmp_path: Path, stick: Path) -> None:
    before = stick.read_bytes()
    with tower(tmp_path / "locked", "direct", stick, Build(locked=True)) as guest:
        shown = guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("locked")
        assert "est protégée en écriture" in " ".join(shown.text.split())
    assert stick.read_bytes() == before


def test_a_medium_beyond_repair_is_said_to_be(tmp_path: Path, stick: Path) -> None:
    sticks.damage(stick)
    with tower(tmp_path / "damaged", "direct", stick) as guest:
        shown = guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("damaged")
        assert "est abîmée" in " ".join(shown.text.split())


def test_a_repaired_medium_is_said_to_be_once(tmp_path: Path, stick: Path) -> None:
    sticks.cut(stick)
    with tower(tmp_path / "repaired", "direct", stick) as guest:
        shown = guest.wait_for_match(f"Sauvé[\\s\\S]*{ASKS}")
        guest.photograph("repaired")
        assert "était abîmée ; elle a été réparée" in " ".join(shown.text.split())
        guest.type("w")  # a key that does nothing
        assert "réparée" not in guest.wait_for("Cette touche ne fait rien ici").text


def test_from_a_disc_a_stick_is_asked_for_and_taken(tmp_path: Path, stick: Path) -> None:
    with tower(tmp_path / "disc", "disc", stick, Build(locked=True)) as guest:
        shown = guest.wait_for_match(f"PAS ENCORE SAUVÉ[\\s\\S]*{ASKS}")
        guest.photograph("disc")
        assert "Branchez une clé PCSol" in " ".join(shown.text.split())
        guest.plug_stick()
        guest.wait_for_match(f"Sauvé sur la clé PCSOL-DATA[\\s\\S]*{ASKS}")
    assert len(sticks.records(stick)) == 1


def test_of_two_sticks_one_keeps_the_records(tmp_path: Path, stick: Path) -> None:
    other = sticks.fresh(tmp_path / "other")
    parts = (
        "-drive",
        f"file={other},format=raw,if=none,id=other",
        "-device",
        "usb-storage,drive=other,serial=STICK0002",
    )
    with tower(tmp_path / "two", "direct", stick, Build(parts=parts)) as guest:
        guest.wait_for_match(f"Sauvé[\\s\\S]*{ASKS}")
        guest.type("r")
        guest.wait_for_match(r"rien\s+n'a\s+changé")
        guest.type("x")
        assert guest.is_off(120)
    assert sorted(len(sticks.records(one)) for one in (stick, other)) == [0, 2]


def test_a_pcsol_that_breaks_down_leaves_a_sentence_for_a_photograph(tmp_path: Path, stick: Path) -> None:
    layer = towers.with_a_broken_visit(tmp_path / "layer")
    with tower(tmp_path / "broken", "direct", stick, Build(layer=layer)) as guest:
        shown = guest.wait_for("PCSol s'est arrêté. Il redémarre dans 10 secondes.")
        guest.photograph("broken")
        assert "photographiez cet écran" in shown.text
        for _time in range(2):
            guest.wait_for("PCSol démarre")
            guest.wait_for("PCSol s'est arrêté")


def test_broken_settings_are_shown_with_their_line(tmp_path: Path, stick: Path) -> None:
    sticks.put(stick, "settings.yaml", "# mes réglages\r\nlanguage: fr\r\nstructure: [Centre\r\n")
    with tower(tmp_path / "settings", "direct", stick) as guest:
        shown = guest.wait_for_match(f"settings.yaml[\\s\\S]*Sauvé[\\s\\S]*{ASKS}")
        guest.photograph("settings")
        assert any(line in shown.text for line in ("ligne 3", "ligne 4"))


def test_a_disk_that_hangs_is_named_and_delays_no_other(tmp_path: Path, stick: Path) -> None:
    build = Build(parts=towers.solid_state(tmp_path), layer=towers.with_a_disk_that_hangs(tmp_path / "layer"))
    with tower(tmp_path / "hangs", "direct", stick, build) as guest:
        shown = guest.wait_for("Sauvé", 600)
        guest.photograph("hangs")
        assert "Le disque n'a rien dit de son état" in shown.text
    [record] = sticks.records(stick)
    disks = {disk["serial"]: disk for disk in record["body"]["disks"]}
    [hung] = [disk["name"] for disk in record["body"]["disks"] if "scsi_debug" in (disk["model"] or "")]
    whys = {one["what"]: one["why"] for one in record["body"]["unknown"]}
    assert "répondu" in whys[f"disks.{hung}.smart"]
    assert disks["S2R5SSD1"]["health"]["smart_passed"] is True
