"""A disk full of known files goes the whole way: listed, planned, erased, killed, erased, read again, its paper
checked.

Afterwards the field's own tools look for what was there: photorec (Debian's testdisk), which finds files by their shape
without any file system, and strings. Both find it before.
"""

import shutil
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from pcsol.exitcodes import ExitCode
from tests.device.conftest import MakeLoop, run, sized
from tests.device.shell import answer, pcsol, result, running, wait_for_line

pytestmark = [pytest.mark.device, pytest.mark.skipif(shutil.which("photorec") is None, reason="needs testdisk")]
MIB = 1 << 20
MARK = "FAMILLE-LEBLEU-4711"
COUNT = 12


def _family_files(folder: Path) -> Path:
    """Pictures, letters and lists, each with the mark in it."""
    folder.mkdir()
    for number in range(COUNT):
        picture = Image.effect_noise((320, 240), 60 + number)
        picture.convert("RGB").save(folder / f"photo{number}.jpg", comment=f"{MARK} photo {number}".encode())
        letter = FPDF()
        letter.set_title(f"{MARK} lettre {number}")
        letter.add_page()
        letter.output(str(folder / f"lettre{number}.pdf"))
        (folder / f"liste{number}.txt").write_text(f"{MARK} liste {number}\n" * 2000, "utf-8")
    return folder


def _carved(image: Path, into: Path) -> list[Path]:
    """What photorec finds."""
    into.mkdir()
    wanted = "partition_none,options,fileopt,everything,enable,wholespace,search"
    run("photorec", "/d", into / "found", "/cmd", image, wanted)
    return [file for file in into.glob("found*/*") if file.suffix in (".jpg", ".pdf", ".txt", ".png")]


def _marks(image: Path) -> int:
    return run("strings", "--all", image).stdout.count(MARK)


def test_nothing_of_a_family_s_files_is_found_afterwards(tmp_path: Path, in_memory: Path, make_loop: MakeLoop) -> None:
    home, image, lines = tmp_path / "home", sized(in_memory / "disque.img", 512 * MIB), tmp_path / "lines"
    run("mkfs.ext4", "-q", "-F", "-d", _family_files(tmp_path / "famille"), image)
    before = _carved(image, tmp_path / "before")
    assert len([file for file in before if file.suffix == ".jpg"]) >= COUNT
    assert len([file for file in before if file.suffix == ".pdf"]) >= COUNT
    assert _marks(image) > COUNT * 2000

    disk = make_loop(image)
    [listed] = [
        one for one in answer(pcsol(home, "wipe", "list", "--allow-loop", "--json"))["disks"] if one["path"] == disk
    ]
    assert (listed["id"], listed["eligible"]) == ("disque.img", True)
    [planned] = answer(pcsol(home, "wipe", "plan", disk, "--allow-loop", "--json"))["plans"]
    assert planned["refusals"] == []
    assert _marks(image) > COUNT * 2000  # nothing was done yet

    argv = ("wipe", "run", disk, "--allow-loop", "--confirm", listed["id"], "--json")
    with running(home, *argv, "--progress-json", str(lines)) as process:
        wait_for_line(lines, "write")
        process.kill()
        process.wait()
    done = pcsol(home, *argv)
    assert (done.returncode, result(done)["validation"]) == (ExitCode.OK, "accepted")
    again = pcsol(home, "wipe", "reread", disk, "--verify", "full", "--json")
    assert (again.returncode, answer(again)["looks_erased"]) == (ExitCode.OK, True)
    assert pcsol(home, "certificate", "verify", result(done)["certificate"]).returncode == ExitCode.OK

    assert _marks(image) == 0
    known = {file.read_bytes()[:4096] for file in before}
    found = _carved(image, tmp_path / "after")
    assert [file for file in found if file.read_bytes()[:4096] in known] == []
