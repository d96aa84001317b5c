"""`pcsol hub …` beside the hub that it serves: people, stations, look things up, carry, back up, come back."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.server.test_serving import first_account, free_port, pinned, serving, told, waited_for

pytestmark = pytest.mark.process
MACHINE = Path(__file__).resolve().parents[1] / "machines/made-up-optiplex-7010"


def pcsol(home: Path, *argv: str, code: int | tuple[int, ...] = 0) -> dict[str, Any]:
    """Run one command line with --json, as a script would; return what it says."""
    env = {**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "pcsol", *argv, "--json"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode in (code if isinstance(code, tuple) else (code,)), done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_coordinator_without_a_browser_lets_people_and_benches_in(home: Path, tmp_path: Path) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    with serving(home) as (_process, url):
        waited_for(url, pinned_when_there(home))
        first = pcsol(
            home, "hub", "user", "Camille", "--role", "coordinator", "--structure", "Valmy", "--prefix", "val"
        )
        with httpx.Client(base_url=url, verify=pinned(home)) as client:
            answer = client.post("/login", data={"login": "camille", "password": first["first_password"]})
            assert answer.headers["location"] == "/password"
        shown = pcsol(home, "hub", "station", "banc 1", "--structure", "Valmy")
        pcsol(bench, "--machine", str(MACHINE), "probe", "--save", code=(0, 1))
        sent = pcsol(bench, "push", "--enrol", shown["code"], "--hub", url)
        assert sent["delivered"] == 1
        (tower,) = pcsol(home, "hub", "find", "optiplex 7010")["towers"]
        assert (tower["structure"], tower["records"]) == ("Valmy", 1)
        assert pcsol(home, "hub", "find", "zzz", code=1)["towers"] == []
        pcsol(home, "hub", "station", "banc 1", "--revoke")
        pcsol(bench, "--machine", str(MACHINE), "probe", "--save", code=(0, 1))
        assert pcsol(bench, "push", code=72)["error"]["remedy"]
        (station,) = pcsol(home, "hub", "station")["stations"]
        assert station["revoked"] is True


def test_a_backup_made_while_it_serves_comes_back_elsewhere(home: Path, tmp_path: Path) -> None:
    with serving(home) as (_process, url):
        waited_for(url, pinned_when_there(home))
        pcsol(home, "hub", "user", "camille", "--role", "volunteer", "--structure", "Valmy", "--prefix", "VAL")
        made = pcsol(home, "hub", "backup", str(tmp_path / "hub.backup"))
        assert made["rows"]["person"] == 2
    other = tmp_path / "other"
    back = pcsol(home, "hub", "restore", str(tmp_path / "hub.backup"), "--data", str(other))
    assert back["rows"] == made["rows"]
    people = pcsol(home, "hub", "user", "--data", str(other))["people"]
    assert [one["login"] for one in people] == ["admin", "camille"]
    assert pcsol(home, "hub", "restore", str(tmp_path / "hub.backup"), "--data", str(other), code=80)["error"]["remedy"]


def test_a_backup_that_is_cut_short_is_refused_nothing_is_made_and_a_line_says_so(home: Path, tmp_path: Path) -> None:
    with serving(home) as (_process, url):
        waited_for(url, pinned_when_there(home))
        pcsol(home, "hub", "backup", str(tmp_path / "hub.backup"))
    whole, cut, other = (tmp_path / "hub.backup").read_bytes(), tmp_path / "cut.backup", tmp_path / "other"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    error = pcsol(home, "hub", "restore", str(cut), "--data", str(other), code=80)["error"]
    assert error["remedy"]
    assert not other.exists()
    (line,) = [line for line in (home / "log/pcsol.log").read_text().splitlines() if "pcsol.hub.restore" in line]
    assert line.startswith(f"WARNING pcsol.hub.restore: {cut} was not restored: {error['what']}")


def test_what_is_carried_by_hand_arrives_and_the_receipt_is_taken_up(home: Path, tmp_path: Path) -> None:
    bench, stick = tmp_path / "bench", tmp_path / "stick.jsonl"
    bench.mkdir()
    with serving(home) as (_process, url):
        waited_for(url, pinned_when_there(home))
        shown = pcsol(home, "hub", "station", "banc 1", "--structure", "Valmy", "--prefix", "VAL")
        pcsol(bench, "push", "--enrol", shown["code"], "--hub", url)
    pcsol(bench, "--machine", str(MACHINE), "probe", "--save", code=(0, 1))
    assert len(pcsol(bench, "outbox")["waiting"]) == 1
    pcsol(bench, "outbox", "export", str(stick))
    taken = pcsol(home, "hub", "import", str(stick))
    assert (taken["new"], len(taken["received"])) == (1, 1)
    pcsol(bench, "outbox", "export", str(stick))
    assert pcsol(bench, "outbox")["waiting"] == []


def test_this_very_machine_is_in_the_inventory_that_make_hub_serves(home: Path) -> None:
    pcsol(home, "--machine", str(MACHINE), "probe", "--save", code=(0, 1))
    with serving(home, "--with-this-bench") as (process, url):
        waited_for(url, pinned_when_there(home))
        assert "1 record sent" in told(process, "sent)")
        first = first_account(home)
        with httpx.Client(base_url=url, verify=pinned(home)) as client:
            client.post("/login", data={"login": first[0], "password": first[1]})
            key = re.search(r'name="form_key" value="([^"]+)"', client.get("/password").text)
            assert key
            new = {"old": first[1], "new": "quatre-tours-bleues", "again": "quatre-tours-bleues", "form_key": key[1]}
            assert client.post("/password", data=new).status_code == 303
            (tower,) = client.get("/api/v1/towers").json()["towers"]
            assert tower["model"] == "OptiPlex 7010"


def test_a_port_that_is_in_use_is_told_before_anything_is_made(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        argv = [sys.executable, "-m", "pcsol", "hub", "serve", "--port", str(taken.getsockname()[1])]
        env = {**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "en"}
        done = subprocess.run([*argv, "--host", "127.0.0.1"], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, "--port" in done.stderr) == (80, True)
    assert not (home / "hub" / "hub.sqlite").exists()


def test_a_machine_of_which_nothing_is_kept_is_not_said_to_be_in_the_inventory(home: Path) -> None:
    with serving(home, "--with-this-bench") as (process, _url):
        assert "in the inventory" not in told(process, "pcsol push")


def test_this_bench_joins_again_a_hub_that_was_made_anew_and_never_leaves_another_one(home: Path) -> None:
    pcsol(home, "--machine", str(MACHINE), "probe", "--save", code=(0, 1))
    hub, port = home / "keys" / "hub.json", str(free_port())
    for told_again, forget in ((r"1 record sent", False), (r"0 records sent", True), (r"1 record sent", False)):
        with serving(home, "--with-this-bench", "--port", port) as (process, _url):
            said = told(process, "sent)")
            assert re.search(told_again, said), said
        if forget:
            shutil.rmtree(home / "hub")
    mine = hub.read_text().replace("127.0.0.1", "inventaire.example.org")
    hub.write_text(mine)
    shutil.rmtree(home / "hub")
    with serving(home, "--with-this-bench", "--port", port) as (process, _url):
        said = told(process, "push --enrol CODE")
        assert "inventaire.example.org" in said
        assert "record sent" not in said
    assert hub.read_text() == mine


@pytest.mark.parametrize("argv", [["hub", "find", "x"], ["hub", "user"], ["hub", "station"], ["hub", "backup", "f"]])
def test_without_a_hub_each_command_says_so(home: Path, argv: list[str]) -> None:
    assert pcsol(home, *argv, code=81)["error"]["remedy"]
    assert not (home / "hub").exists()


def pinned_when_there(home: Path) -> Any:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            return pinned(home)
        except FileNotFoundError:
            time.sleep(0.05)
    return pinned(home)


@pytest.mark.parametrize(
    "argv",
    [("find", "x"), ("user",), ("backup", "b"), ("serve", "--port", "1"), ("import", "f")],
    ids=lambda argv: argv[0],
)
def test_a_database_that_does_not_answer_is_said_in_words(home: Path, argv: tuple[str, ...]) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/hub"
    env = {**os.environ, "PCSOL_HOME": str(home), "PCSOL_LANG": "en", "PCSOL_HUB_DATABASE": nowhere}
    command = [sys.executable, "-m", "pcsol", "hub", *argv]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=home)
    assert done.returncode == 80, done.stderr
    assert "does not answer" in done.stderr
    assert "PostgreSQL" in done.stderr
