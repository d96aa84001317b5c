"""`pcsol start` in a terminal of 60 columns by 20 lines, with a live medium's notes that the test writes itself."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pcsol.store import find

pytestmark = pytest.mark.machine
PROJECT = Path(__file__).resolve().parents[2]
TOWER = PROJECT / "tests" / "machines" / "made-up-optiplex-7010"
AFTER = TOWER.with_name("made-up-optiplex-7010-put-together-badly")


class Bench:
    """A tower in front of a person; `stick` is where PCSOL-DATA is mounted, when it is."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.live, self.stick = folder, folder / "live", folder / "medium" / "data"
        self._tmux = ["tmux", "-S", str(folder / "tmux")]
        (folder / "run").mkdir()
        self.live.mkdir()
        (self.live / "settled").touch()
        self.note("missing")
        self.album = folder / "album"
        self.album.symlink_to(TOWER)

    def note(self, state: str) -> None:
        (self.live / "state").write_text(f"state={state}\nlabel=PCSOL-DATA\n", "utf-8")

    def plug(self, settings: str = "") -> None:
        self.stick.mkdir(parents=True)
        if settings:
            (self.stick / "settings.yaml").write_text(settings, "utf-8")
        self.note("mounted")

    def start(self, messages: str = "", **more: str) -> None:
        environment = {
            "PATH": os.environ["PATH"], "PCSOL_LANG": "fr", "LC_ALL": "C.UTF-8", "PCSOL_LIVE": str(self.live),
            "PCSOL_HOME": str(self.stick), "XDG_RUNTIME_DIR": str(self.folder / "run"), "TERM": "linux", **more,
        }  # fmt: skip
        given = " ".join(f"{name}={shlex.quote(value)}" for name, value in environment.items())
        pcsol = f"{sys.executable} -m pcsol --machine {self.album} start"
        shell = f"cd {PROJECT}; env -i {given} {pcsol} {messages}; echo ended with $?; sleep 600"
        self._run("new-session", "-d", "-s", "t", "-x", "60", "-y", "20", shell)

    def type_in(self, *keys: str) -> None:
        self._run("send-keys", "-t", "t", *keys)

    def sees(self, wanted: str, seconds: float = 40) -> str:
        """Wait for words on the screen, wherever its lines are broken."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self._run("capture-pane", "-p", "-t", "t").stdout
            if wanted in " ".join(shown.split()):
                return shown
            time.sleep(0.1)
        pytest.fail(f"{wanted!r} did not appear in:\n{shown}")

    def records(self) -> list[str]:
        return [record.kind for record in find.everything(self.stick).records]

    def end(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)

    def _run(self, *argv: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self._tmux, *argv], check=True, capture_output=True, text=True)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.end()


def test_the_first_screen_holds_all_and_waits_with_the_state_in_sight(bench: Bench) -> None:
    bench.plug()
    bench.start()
    shown = bench.sees("X : éteindre >")
    lines = shown.rstrip("\n").splitlines()
    assert lines[0].startswith("Dell Inc. OptiPlex 7010")
    assert "Sauvé sur la clé PCSOL-DATA." in shown
    assert len(lines) <= 20
    assert bench.records() == ["probe"]


def test_power_off_with_all_saved_ends_with_zero(bench: Bench) -> None:
    bench.plug()
    bench.start()
    bench.sees("X : éteindre >")
    assert not (bench.live / "off").exists()
    bench.type_in("x")
    bench.sees("La tour s'éteint.")
    bench.sees("ended with 0")
    assert (bench.live / "off").exists(), "the live system goes off by this"


def test_a_stick_that_comes_later_is_written_without_a_key(bench: Bench) -> None:
    bench.start()
    bench.sees("PAS ENCORE SAUVÉ : la clé PCSOL-DATA n'est pas là. Branchez une clé PCSol ;")
    assert len(list((bench.live / "unsaved").rglob("*.json"))) == 1
    bench.plug()
    bench.sees("Sauvé sur la clé PCSOL-DATA.")
    assert bench.records() == ["probe"]
    assert list((bench.live / "unsaved").rglob("*.json")) == []


def test_power_off_asks_while_something_is_unsaved_and_the_stick_answers(bench: Bench) -> None:
    bench.start()
    bench.sees("X : éteindre >")
    bench.type_in("x")
    bench.sees("1 fiche n'est qu'en mémoire")
    bench.type_in("oui", "Enter")
    bench.sees("La tour n'a pas été éteinte.")
    bench.type_in("x")
    bench.sees("1 fiche n'est qu'en mémoire")
    bench.plug()
    bench.type_in("Enter")
    bench.sees("ended with 0")
    assert bench.records() == ["probe"]


def test_a_repaired_stick_is_told_of_once_and_again_when_it_comes_back_repaired(bench: Bench) -> None:
    bench.plug()
    bench.note("mounted\nrepaired=yes")
    bench.start()
    bench.sees("La clé PCSOL-DATA était abîmée ; elle a été réparée. Vérifiez vos fiches. Sauvé")
    bench.type_in("z")
    bench.sees("Cette touche ne fait rien ici. Les touches sont en bas ; A les explique. Sauvé")
    bench.note("mounted")
    bench.type_in("a")
    bench.sees("Page 1 sur")
    bench.type_in("x")
    bench.sees("X : éteindre >")
    bench.note("mounted\nrepaired=yes")
    bench.type_in("z")
    bench.sees("était abîmée")


def test_a_clear_word_switches_off_without_saving(bench: Bench) -> None:
    bench.start()
    bench.sees("X : éteindre >")
    bench.type_in("x")
    bench.sees("tapez le mot PERDRE")
    bench.type_in("perdre", "Enter")
    bench.sees("ended with 0")


def test_a_restart_of_pcsol_saves_what_the_first_one_could_not(bench: Bench) -> None:
    bench.start()
    bench.sees("PAS ENCORE SAUVÉ")
    bench.type_in("C-c")
    bench.sees("ended with 130")
    bench.end()
    bench.plug()
    bench.start()
    bench.sees("Sauvé sur la clé PCSOL-DATA.")
    assert bench.records() == ["probe", "probe"]


def test_a_scanned_code_is_bound_to_this_tower(bench: Bench) -> None:
    bench.plug()
    bench.start()
    bench.sees("X : éteindre >")
    bench.type_in("VAL-0042-D", "Enter")
    bench.sees("Lot ou donateur")
    for _question in range(8):
        bench.type_in("Enter")
        time.sleep(0.2)
    bench.sees("VAL-0042-D est enregistrée.")
    kept = {record.kind: record for record in find.everything(bench.stick).records}
    assert set(kept) == {"probe", "intake"}
    intake = kept["intake"]
    assert intake.tower.code == "VAL-0042-D"
    assert any(mark.usable for mark in intake.tower.marks)


def test_looking_again_after_a_change_shows_it(bench: Bench) -> None:
    bench.plug()
    bench.start()
    bench.sees("X : éteindre >")
    bench.album.unlink()
    bench.album.symlink_to(AFTER)
    bench.type_in("r")
    bench.sees("quelque chose a changé")
    bench.type_in("q")
    bench.sees("Dell Inc. OptiPlex 7010 tour")


def test_english_is_spoken_at_once(bench: Bench) -> None:
    bench.plug()
    bench.start()
    bench.sees("X : éteindre >")
    bench.type_in("e")
    bench.sees("Good for:")
    bench.sees("X: switch off >")


def test_a_fault_of_the_settings_is_on_the_first_screen_with_its_line(bench: Bench) -> None:
    bench.plug(settings="# PCSol\r\nlanguage: fr\r\nstrukture: Les Tilleuls\r\n")
    bench.start()
    bench.sees("Le fichier settings.yaml est faux, ligne 3, mot « strukture »")
    assert bench.records() == ["probe"]


def test_the_settings_language_goes_before_french(bench: Bench) -> None:
    bench.plug(settings="language: en\n")
    bench.start()
    bench.sees("X: switch off >")


def test_a_dumb_terminal_without_colours_says_the_same(bench: Bench) -> None:
    bench.plug()
    bench.start(TERM="dumb", NO_COLOR="1")
    assert "Sauvé sur la clé" in bench.sees("X : éteindre >")


def test_drivers_that_never_settle_are_said(bench: Bench) -> None:
    bench.plug()
    (bench.live / "settled").unlink()
    bench.start()
    bench.sees("La machine n'était pas prête à temps", seconds=60)


def test_questions_are_on_the_screen_also_where_messages_go_to_a_journal(bench: Bench) -> None:
    bench.plug()
    bench.start(messages="2>/dev/null")
    bench.sees("X : éteindre >")
    bench.type_in("c")
    bench.sees("Le code de l'étiquette")


@pytest.mark.device
def test_a_stick_that_takes_no_writing_is_said_and_its_lock_undone(bench: Bench) -> None:
    bench.plug()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro,size=2m", "none", str(bench.stick)], check=True)
    try:
        bench.start()
        bench.sees("PAS ENCORE SAUVÉ : la clé PCSOL-DATA est protégée en écriture.")
        subprocess.run(["mount", "-o", "remount,rw", str(bench.stick)], check=True)
        bench.sees("Sauvé sur la clé PCSOL-DATA.")
        assert bench.records() == ["probe"]
    finally:
        subprocess.run(["umount", "-l", str(bench.stick)], check=True)


@pytest.mark.device
def test_a_full_stick_is_said_and_written_once_there_is_room(bench: Bench) -> None:
    bench.plug()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(bench.stick)], check=True)
    try:
        filler = bench.stick / "films.avi"
        subprocess.run(["dd", "if=/dev/zero", f"of={filler}", "bs=4k"], check=False, capture_output=True)
        bench.start()
        bench.sees("PAS ENCORE SAUVÉ : la clé PCSOL-DATA est pleine.")
        filler.unlink()
        bench.sees("Sauvé sur la clé PCSOL-DATA.")
        assert bench.records() == ["probe"]
    finally:
        subprocess.run(["umount", "-l", str(bench.stick)], check=True)
