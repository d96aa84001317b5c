"""`pcsol wipe run` from the shell to the disk, on loop devices: erased and proven, refused, interrupted, resumed."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from pcsol.exitcodes import ExitCode
from pcsol.judge.letters.signature import check
from pcsol.store.letters.key import letter_key
from tests.device.conftest import MakeLoop, overwritten, run, sized
from tests.device.shell import answer, pcsol, result, running, wait_for_line

pytestmark = pytest.mark.device
MIB = 1 << 20


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _secret(file: Path, size_bytes: int) -> Path:
    """A file full of what somebody would not want to be found."""
    lines = (b"Dupont, 12 rue des Lilas, compte %09d, mot de passe: bleuet\n" % n for n in range(size_bytes // 60 + 1))
    file.write_bytes(b"".join(lines)[:size_bytes])
    return file


def _record(home: Path) -> dict[str, Any]:
    [file] = (home / "towers").glob("*/*-wipe-*.json")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


@pytest.mark.parametrize(("method", "byte"), [("zero", b"\0"), ("random", None), ("auto", None), ("two-passes", b"\0")])
def test_what_was_there_is_gone_and_a_certificate_says_so(
    home: Path, tmp_path: Path, make_loop: MakeLoop, method: str, byte: bytes | None
) -> None:
    file = _secret(tmp_path / "disque.img", 33 * MIB + 512)
    disk = make_loop(file)
    done = pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--method", method, "--json")
    assert done.returncode == ExitCode.OK, done.stderr
    found = result(done)
    assert (found["validation"], found["level"], found["unerased"], found["unread"]) == ("accepted", "clear", [], [])
    content = file.read_bytes()
    assert b"Dupont" not in content
    assert byte is None or content == byte * len(content)
    checked = pcsol(home, "certificate", "verify", found["certificate"], "--json")
    assert checked.returncode == ExitCode.OK, checked.stdout
    assert Path(found["report"]).read_bytes().startswith(b"%PDF")
    assert list((home / "journal").iterdir()) == []
    record = _record(home)
    assert record["body"] == answer(done)
    assert check(record, letter_key(home).public) == "fits"
    assert found["paper"] == json.loads(Path(found["certificate"]).read_text("utf-8"))


def test_a_record_proves_by_itself_what_was_done(home: Path, tmp_path: Path, make_loop: MakeLoop) -> None:
    disk = make_loop(_secret(tmp_path / "disque.img", 9 * MIB))
    pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img")
    paper = tmp_path / "elsewhere.json"  # as the hub has it: the record came, the certificate's file did not
    paper.write_text(json.dumps(_record(home)["body"]["results"][0]["paper"]), "utf-8")
    (home / "certificates").rename(tmp_path / "gone")
    assert pcsol(home, "certificate", "verify", str(paper)).returncode == ExitCode.OK
    paper.write_text(paper.read_text("utf-8").replace("clear", "purge"), "utf-8")
    assert pcsol(home, "certificate", "verify", str(paper)).returncode == ExitCode.CERTIFICATE_CHANGED


def test_a_certificate_that_was_touched_is_caught(home: Path, tmp_path: Path, make_loop: MakeLoop) -> None:
    disk = make_loop(_secret(tmp_path / "disque.img", 9 * MIB))
    found = result(pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--json"))
    paper = Path(found["certificate"])
    said = paper.read_text("utf-8")
    assert said.count("clear") > 0
    paper.write_text(said.replace("clear", "purge"), "utf-8")
    assert pcsol(home, "certificate", "verify", str(paper)).returncode == ExitCode.CERTIFICATE_CHANGED


REFUSED = [
    ("without --allow-loop", ["--confirm", "disque.img"]),
    ("with another id", ["--allow-loop", "--confirm", "autre.img"]),
    ("with an id too many", ["--allow-loop", "--confirm", "disque.img", "--confirm", "autre.img"]),
    ("without an id and nobody there", ["--allow-loop"]),
    ("with an empty id", ["--allow-loop", "--confirm", ""]),
]


@pytest.mark.parametrize(("_how", "options"), REFUSED, ids=[how for how, _options in REFUSED])
def test_a_refused_disk_is_left_as_it_was(
    home: Path, tmp_path: Path, make_loop: MakeLoop, _how: str, options: list[str]
) -> None:
    file = _secret(tmp_path / "disque.img", 8 * MIB)
    before = file.read_bytes()
    done = pcsol(home, "wipe", "run", make_loop(file), *options, "--json")
    assert done.returncode == ExitCode.WIPE_REFUSED, done.stdout
    assert answer(done)["error"]["remedy"]
    assert file.read_bytes() == before


def test_one_refused_disk_saves_the_others_too(home: Path, tmp_path: Path, make_loop: MakeLoop) -> None:
    good, locked = _secret(tmp_path / "un.img", 8 * MIB), _secret(tmp_path / "deux.img", 8 * MIB)
    disks = (make_loop(good), make_loop(locked, "--read-only"))
    ids = ("--confirm", "un.img", "--confirm", "deux.img")
    assert pcsol(home, "wipe", "run", *disks, "--allow-loop", *ids).returncode == ExitCode.WIPE_REFUSED
    assert b"Dupont" in good.read_bytes()


def test_a_home_that_cannot_be_written_is_said_before_anything_is_erased(tmp_path: Path, make_loop: MakeLoop) -> None:
    file = _secret(tmp_path / "disque.img", 8 * MIB)
    (tmp_path / "taken").write_text("", "utf-8")
    done = pcsol(tmp_path / "taken", "wipe", "run", make_loop(file), "--allow-loop", "--confirm", "disque.img")
    assert done.returncode not in (ExitCode.OK, ExitCode.OURS), done.stderr
    assert b"Dupont" in file.read_bytes()


def test_four_disks_at_once_each_with_its_own_stream(home: Path, in_memory: Path, make_loop: MakeLoop) -> None:
    files = [_secret(in_memory / f"{name}.img", 24 * MIB) for name in ("a", "b", "c", "d")]
    disks = [make_loop(file) for file in files]
    ids = [word for file in files for word in ("--confirm", file.name)]
    done = pcsol(home, "wipe", "run", *disks, "--allow-loop", *ids, "--method", "random", "--json")
    assert [one["validation"] for one in answer(done)["results"]] == ["accepted"] * 4
    assert len({file.read_bytes() for file in files}) == 4


def test_a_killed_erasure_goes_on_where_it_was(home: Path, in_memory: Path, make_loop: MakeLoop) -> None:
    file = sized(in_memory / "disque.img", 3072 * MIB)
    overwritten(file, 100 * MIB, b"Dupont" * 1000)
    disk, lines = make_loop(file), in_memory / "lines"
    argv = ("wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--method", "random", "--json")
    with running(home, *argv, "--progress-json", str(lines)) as process:
        wait_for_line(lines, "write")
        process.kill()
        process.wait()
    kept = [one.suffix for one in (home / "journal").iterdir() if not one.name.startswith(".part-")]  # half a note
    assert sorted(kept) == [".json", ".key"]
    done = pcsol(home, *argv)
    found = result(done)
    assert (done.returncode, found["validation"]) == (ExitCode.OK, "accepted")
    paper = json.loads(Path(found["certificate"]).read_text("utf-8"))
    assert paper["resumed"] == 1
    assert list((home / "journal").iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_erasure_says_not_erased_and_goes_on_later(
    home: Path, in_memory: Path, make_loop: MakeLoop, number: signal.Signals
) -> None:
    file = sized(in_memory / "disque.img", 3072 * MIB)
    disk, lines = make_loop(file), in_memory / "lines"
    argv = ("wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--method", "random", "--json")
    with running(home, *argv, "--progress-json", str(lines)) as process:
        wait_for_line(lines, "write")
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 128 + number, stderr
    [stopped] = json.loads(stdout)["results"]
    assert (stopped["validation"], stopped["level"], stopped["certificate"]) == ("repeat", "none", None)
    assert "rapport-NON-EFFACE" in stopped["report"]
    assert _record(home)["body"]["results"] == [stopped]
    assert (stopped["paper"]["schema"], stopped["paper"]["interrupted"]) == ("pcsol/not-erased/1", True)
    assert result(pcsol(home, *argv))["validation"] == "accepted"


def test_progress_comes_at_least_every_second_and_ends_where_the_disk_ends(
    home: Path, in_memory: Path, make_loop: MakeLoop
) -> None:
    disk, lines = make_loop(sized(in_memory / "disque.img", 512 * MIB)), in_memory / "lines"
    pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--progress-json", str(lines))
    told = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    assert {one["phase"] for one in told} >= {"write", "verify"}
    assert {one["disk"] for one in told} == {disk}
    first, last = told[0], told[-1]
    assert (first["phase"], first["done_bytes"], first["of_bytes"]) == ("prepare", 0, 512 * MIB)
    assert (last["phase"], last["seconds_left"]) == ("done", 0.0)
    for phase in ("write", "verify"):
        last = [one for one in told if one["phase"] == phase][-1]
        assert last["done_bytes"] == last["of_bytes"] == 512 * MIB


def test_a_disk_that_cannot_take_all_is_not_erased_and_no_certificate_exists(
    home: Path, small_medium: Path, make_loop: MakeLoop
) -> None:
    """The file system below is full before the disk is: the kernel answers with I/O errors, as at bad sectors."""
    disk = make_loop(sized(small_medium / "disque.img", 16 * MIB))
    done = pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--method", "random", "--json")
    found = result(done)
    assert done.returncode == ExitCode.NOT_ERASED
    assert (found["validation"], found["level"], found["certificate"]) == ("destroy", "none", None)
    assert found["unerased"]
    assert not list((home / "certificates").glob("*/certificat-*"))


def test_another_program_that_holds_the_disk_is_respected(home: Path, tmp_path: Path, make_loop: MakeLoop) -> None:
    file = _secret(tmp_path / "disque.img", 8 * MIB)
    disk = make_loop(file)
    run("mkfs.ext4", "-q", "-F", disk)
    point = tmp_path / "point"
    point.mkdir()
    run("mount", disk, point)
    try:
        done = pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img")
        assert done.returncode == ExitCode.WIPE_REFUSED
        assert str(point) in done.stderr
    finally:
        run("umount", point)


def test_a_reread_tells_erased_from_not(home: Path, tmp_path: Path, make_loop: MakeLoop) -> None:
    file = _secret(tmp_path / "disque.img", 9 * MIB)
    disk = make_loop(file)
    before = pcsol(home, "wipe", "reread", disk, "--json")
    assert (before.returncode, answer(before)["looks_erased"]) == (ExitCode.FINDINGS, False)
    pcsol(home, "wipe", "run", disk, "--allow-loop", "--confirm", "disque.img", "--method", "zero")
    after = pcsol(home, "wipe", "reread", disk, "--verify", "full", "--json")
    assert (after.returncode, answer(after)["looks_erased"]) == (ExitCode.OK, True)
    assert answer(after)["verification"]["content"] == "zeros"
    assert len(answer(after)["certificates"]) == 1
    overwritten(file, 5 * MIB, b"Dupont")
    run("blockdev", "--flushbufs", disk)
    again = pcsol(home, "wipe", "reread", disk, "--verify", "full")
    assert again.returncode == ExitCode.FINDINGS
