"""`pcsol test`: plans of recorded machines; on this one, with small tests: run, kept, ended, killed, gone on with."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.model.testing.run import Plan, TestRun
from pcsol.store import session
from tests.cli.keyboard import pcsol
from tests.cli.pty_person import Person

ROOT = Path(__file__).resolve().parents[2]
OPTIPLEX = ROOT / "tests/machines/made-up-optiplex-7010"
# Three tests that need nobody, and one with a person; no required one is missing where nobody is.
OWN = """
schema: pcsol/test-profile/1
id: quick
title: {fr: Petit contrôle, en: Small check}
tests:
  - {test: network}
  - {test: memory}
  - {test: processor}
  - {test: power-supply, required: false}
"""


def test_the_plan_is_one_object_and_nothing_is_done(monkeypatch: pytest.MonkeyPatch, pcsol_home: Path) -> None:
    said = pcsol(monkeypatch, "--machine", str(OPTIPLEX), "test", "--plan", "--json")
    assert said.status == ExitCode.OK
    assert Plan.from_json(said.plain).to_json() == said.plain
    assert {"id", "kind", "seconds", "needs"} <= set(said.plain["tests"][0])
    assert {one["kind"] for one in said.plain["tests"]} == {"unattended", "guided"}
    assert not pcsol_home.exists()


@pytest.mark.usefixtures("french")
def test_a_volunteer_reads_the_plan_in_60_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    said = pcsol(monkeypatch, "--machine", str(OPTIPLEX), "test", "--plan")
    assert "Contrôle rapide" in said.out
    assert "Avec une personne devant la tour" in said.out
    assert max(map(len, said.out.splitlines())) <= 60


def test_the_tests_of_a_recorded_machine_are_told_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, pcsol_home: Path
) -> None:
    said = pcsol(monkeypatch, "--machine", str(OPTIPLEX), "test", "--json")
    run = TestRun.from_json(said.plain)
    assert run.source == "album"
    assert said.status == ExitCode.FINDINGS
    assert {one.reasons[0].code for one in run.tests if one.kind == "guided"} == {"nobody"}
    assert not (pcsol_home / "towers").exists()


@pytest.mark.parametrize(
    ("argv", "wrong"),
    [
        (["--quick", "--full"], "--profile"),
        (["--full", "--profile", "quick"], "--profile"),
        (["--profile", "no"], "`no`"),
    ],
)
def test_a_wrong_list_is_a_wrong_command_line(
    argv: list[str], wrong: str, monkeypatch: pytest.MonkeyPatch, pcsol_home: Path
) -> None:
    said = pcsol(monkeypatch, "--machine", str(OPTIPLEX), "test", "--plan", *argv)
    assert said.status == ExitCode.USAGE
    assert wrong in said.err
    assert not pcsol_home.exists()


class Small:
    """This machine with three small tests: `pcsol test` as a process."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        (self.home / "profiles/tests").mkdir(parents=True)
        (self.home / "profiles/tests/quick.yaml").write_text(OWN, "utf-8")
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *argv: str) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            "PCSOL_HOME": str(self.home),
            "PCSOL_LANG": "en",
            "XDG_RUNTIME_DIR": str(self.folder),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.small_tests", str(self.folder), "test", *argv],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, start_new_session=True,
        )  # fmt: skip
        self.started.append(process)
        return process

    def person(self, language: str = "fr") -> Person:
        """Somebody at the tower's own screen."""
        return Person(self.home, str(self.folder), "test", module="tests.cli.small_tests", PCSOL_LANG=language)

    def ends(self, *argv: str) -> tuple[int, dict[str, Any]]:
        """Run to the end with --json."""
        process = self.start("--json", *argv)
        out, _err = process.communicate(timeout=120)
        found = json.loads(out)
        assert isinstance(found, dict)
        return process.returncode, found

    def begins(self, name: str) -> None:
        """Wait until this test has begun."""
        end = time.monotonic() + 60
        while not (self.folder / name).exists():
            assert time.monotonic() < end, f"{name} does not begin"
            time.sleep(0.05)

    def begun(self, name: str) -> int:
        return len((self.folder / name).read_text("utf-8").splitlines())

    def waits(self) -> None:
        """The memory test does not end from now on."""
        (self.folder / "wait").touch()

    def goes_on(self) -> None:
        (self.folder / "wait").unlink()

    def goes_down_in(self, name: str) -> None:
        """The tower goes down while this test goes on, and is started again."""
        self.waits()
        process = self.start("--json")
        self.begins(name)
        process.kill()
        process.wait(30)
        self.is_started_again()

    def is_started_again(self, **noted: object) -> None:
        """As if the machine had been started again since. `noted`: what the notes say otherwise."""
        (name,) = self.notes
        file = self.home / "test-notes" / name
        file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"boot": "another"} | noted), "utf-8")

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text("utf-8")) for file in sorted(self.home.glob("towers/*/*-test-*.json"))]

    @property
    def grades(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text("utf-8")) for file in sorted(self.home.glob("towers/*/*-grade-*.json"))]

    @property
    def notes(self) -> list[str]:
        return [file.name for file in (self.home / "test-notes").glob("*.json")]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Small]:
    one = Small(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    # As if the person had said already what time it is.
    session.remember("clock", {"seconds": 0, "started": time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)})
    yield one
    for process in one.started:
        process.kill()
        process.communicate(timeout=30)


@pytest.mark.process
def test_a_run_is_kept_as_it_was_told_and_then_forgotten(small: Small) -> None:
    status, told = small.ends()
    assert status == ExitCode.OK
    assert [one["result"] for one in told["tests"]] == [*["passed"] * 3, "not-tested"]
    assert all(one["took_seconds"] >= 0.2 for one in told["tests"][:3])
    assert told["planned_seconds"] == 2, "what heats the processor runs one after the other"
    (record,) = small.records
    assert record["body"] == told
    assert record["kind"] == "test"
    assert small.notes == []
    (grade,) = small.grades
    assert grade["body"]["test"] == record["id"]
    assert grade["body"]["function"] == "A"
    assert grade["body"]["label"] != "refurbished", "no disk of this machine is erased"


@pytest.mark.process
def test_a_failed_test_ends_with_1_and_stands_first_on_the_screen(small: Small) -> None:
    (small.folder / "broken").touch()
    process = small.start()
    out, err = process.communicate(timeout=120)
    assert process.returncode == ExitCode.FINDINGS
    assert err == ""
    assert out.index("1 test failed.") < out.index("FAILED (1)") < out.index("a bit is stuck") < out.index("PASSED (2)")
    assert "Saved" in out


@pytest.mark.process
def test_killed_in_the_middle_the_same_command_goes_on_and_does_nothing_twice(small: Small) -> None:
    small.waits()
    process = small.start("--json")
    small.begins("memory")
    time.sleep(1)  # the network test ends meanwhile
    process.kill()
    process.wait(30)
    assert small.records == []
    assert len(small.notes) == 1
    small.goes_on()
    status, told = small.ends()
    assert status == ExitCode.OK
    assert told["resumed"] == 1
    assert [one["result"] for one in told["tests"]] == [*["passed"] * 3, "not-tested"]
    assert {name: small.begun(name) for name in ("network", "memory", "processor")} == {
        "network": 1, "memory": 2, "processor": 1,
    }  # fmt: skip
    assert len(small.records) == 1
    assert small.notes == []


@pytest.mark.process
def test_in_another_start_of_the_machine_the_test_it_went_down_in_has_failed(small: Small) -> None:
    small.goes_down_in("memory")
    status, told = small.ends()
    memory = told["tests"][1]
    assert status == ExitCode.FINDINGS
    assert (memory["result"], memory["interrupted"]) == ("failed", True)
    assert told["tests"][2]["result"] == "passed"
    assert small.begun("memory") == 1


@pytest.mark.process
def test_who_goes_on_is_told_in_which_tests_it_was_interrupted_by_their_titles(small: Small) -> None:
    small.goes_down_in("memory")
    _out, err = small.start().communicate(timeout=120)
    said = next(line for line in err.splitlines() if "interrupted during" in line)
    assert "Memory" in said
    assert "memory" not in said


@pytest.mark.process
def test_ctrl_c_keeps_what_was_done_and_ends_the_run(small: Small) -> None:
    small.waits()
    process = small.start("--json")
    small.begins("memory")
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 130
    told = json.loads(out)
    assert told["stopped"] is True
    assert [one["result"] for one in told["tests"]] == ["passed", *["not-tested"] * 3]
    assert [record["body"] for record in small.records] == [told]
    assert small.notes == []


@pytest.mark.process
def test_a_tower_that_is_switched_off_puts_the_run_off_and_nothing_is_blamed(small: Small) -> None:
    small.waits()
    process = small.start()
    small.begins("memory")
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 143
    assert out == ""
    assert "goes on" in err
    assert small.records == []
    small.is_started_again()
    small.goes_on()
    status, told = small.ends()
    assert status == ExitCode.OK
    assert told["resumed"] == 1
    assert small.begun("network") == 1


@pytest.mark.process
def test_begun_anew_what_the_tower_went_down_in_is_kept_all_the_same(small: Small) -> None:
    small.goes_down_in("memory")
    small.goes_on()
    status, told = small.ends("--again")
    assert status == ExitCode.OK
    assert told["resumed"] == 0
    bodies = [record["body"] for record in small.records]
    assert told in bodies
    (earlier,) = [body for body in bodies if body["id"] != told["id"]]
    assert earlier["tests"][1]["interrupted"] is True
    assert [one["body"]["function"] for one in small.grades] == ["A"]


@pytest.mark.process
def test_by_another_list_what_the_tower_went_down_in_counts_for_the_grade(small: Small) -> None:
    (small.home / "profiles/tests/night.yaml").write_text(OWN.replace("id: quick", "id: night"), "utf-8")
    small.goes_down_in("memory")
    small.goes_on()
    status, told = small.ends("--profile", "night")
    assert (status, told["resumed"]) == (ExitCode.FINDINGS, 0)
    memory = told["tests"][1]
    assert (memory["result"], memory["reasons"][0]["code"]) == ("to-look-at", "went-down")
    assert [one["body"]["function"] for one in small.grades] == ["C"]


@pytest.mark.process
def test_two_at_once_do_not_test_the_same_tower(small: Small) -> None:
    small.waits()
    small.start("--json")
    small.begins("memory")
    status, told = small.ends()
    assert status == ExitCode.ALREADY_TESTING
    assert told["error"]["code"] == ExitCode.ALREADY_TESTING
    assert small.begun("memory") == 1


@pytest.mark.process
def test_what_cannot_be_kept_is_told_all_the_same_and_kept_by_the_next_start(small: Small) -> None:
    small.waits()
    process = small.start()
    small.begins("memory")
    towers = small.home / "towers"
    towers.rename(small.home / "elsewhere")
    towers.write_text("a file where the folder was", "utf-8")
    small.goes_on()
    out, _err = process.communicate(timeout=60)
    assert process.returncode >= ExitCode.STORE_FAILED
    assert "PASSED (3)" in out
    towers.unlink()
    (small.home / "elsewhere").rename(towers)
    status, _told = small.ends()
    assert status == ExitCode.OK
    assert (len(small.records), len(small.grades)) == (1, 1)
    assert small.begun("memory") == 1, "nothing was done again"


@pytest.mark.process
@pytest.mark.usefixtures("nobody_stays")
def test_a_person_who_does_not_stay_follows_it_and_ends_it_with_s_twice(small: Small) -> None:
    small.waits()
    person = small.person()
    person.sees("Restez-vous pour les faire ?")
    person.types("non\n")
    person.sees("reste")
    person.sees("S deux fois")
    person.types("s")
    person.sees("Encore S arrête les contrôles")
    person.types("s")
    person.sees("Sauvé")
    person.sees("Elle peut être dite : d'occasion")
    person.sees("Page 1 sur 2")
    person.types("\n")
    assert person.ends() == ExitCode.FINDINGS
    (record,) = small.records
    results = {one["id"]: (one["result"], one["reasons"][0]["code"]) for one in record["body"]["tests"][1:]}
    assert record["body"]["stopped"] is True
    assert results == {
        "memory": ("not-tested", "stopped"),
        "processor": ("not-tested", "stopped"),
        "power-supply": ("not-tested", "not-wanted"),
    }


@pytest.mark.process
@pytest.mark.usefixtures("nobody_stays")
def test_a_person_who_stays_is_asked_while_the_other_tests_go_on(small: Small) -> None:
    small.waits()
    person = small.person("en")
    person.sees("Do you stay for them?")
    person.types("yes\n")
    small.begins("memory")
    person.sees("A: help")
    assert "S twice" not in person.text
    person.types("s")
    person.sees("Stopped")
    person.types("2")
    person.sees("S twice")
    small.goes_on()
    person.sees("Saved")
    assert person.ends() == ExitCode.OK, "it is not required here"
    (record,) = small.records
    assert [one["result"] for one in record["body"]["tests"]] == ["passed", "passed", "passed", "not-tested"]
    assert record["body"]["tests"][3]["reasons"][0]["code"] == "stopped"


@pytest.mark.process
def test_begun_anew_what_only_a_quiet_test_went_down_with_is_kept_too(small: Small) -> None:
    small.goes_down_in("memory")
    small.is_started_again(going=[{"id": "network", "exerts": False}], done=[])
    small.goes_on()
    _status, told = small.ends("--again")
    (earlier,) = [record["body"] for record in small.records if record["body"]["id"] != told["id"]]
    assert [why["code"] for why in earlier["tests"][0]["reasons"]] == ["stopped", "went-down"]
