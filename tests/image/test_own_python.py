"""The suite runs once with the medium's own Python, inside the medium's own root folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.image.guest import PROJECT

pytestmark = pytest.mark.qemu

# Mounts of the script's own, gone with it: nothing of this machine is left in a folder that is deleted later.
_INSIDE = """
set -e; root=$1; shift
for name in dev proc; do mount --rbind --make-rslave /$name "$root/$name"; done
exec chroot "$root" "$@"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The medium's root folder with the project at /srv/project and what its tests need.

    What the medium has itself is imported from there: the tests' packages come last.
    """
    [base] = (PROJECT / ".setup").glob("base-*/base.tar")
    place = tmp_path / "root"
    place.mkdir()
    subprocess.run(["tar", "-C", str(place), "-xf", str(base)], check=True)
    site = place / "srv" / "site"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "-q",
        "install",
        "--target",
        str(site),
        "--no-deps",
    ]
    only = ["--only-binary=:all:", "--python-version", "3.13", "--implementation", "cp"]
    only += ["--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64"]
    subprocess.run(
        [*pip, *only, "--require-hashes", "-r", str(PROJECT / "locks" / "test.txt")], check=True, capture_output=True
    )
    files = subprocess.run(["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout.split(
        "\n"
    )
    compiled = "pcsol/locale/fr/LC_MESSAGES/pcsol.mo"
    for name in [*filter(None, files), compiled]:
        target = place / "srv" / "project" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((PROJECT / name).read_bytes())
    return place


def _propagation() -> str:
    """Where / is no mount (in a chroot), unshare(1) cannot make it private, and says so."""
    places = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text("utf-8").splitlines()]
    return "private" if "/" in places else "unchanged"


def test_the_suite_passes_with_the_mediums_own_python(root: Path) -> None:
    code = (
        "import sys; sys.path[:0] = ['/srv/project']; sys.path.append('/srv/site'); "
        "import pytest; sys.exit(pytest.main(sys.argv[1:]))"
    )
    marks = "not device and not qemu and not machine and not process and not real_data"
    argv = [
        *("unshare", "--mount", "--propagation", _propagation(), "sh", "-c", _INSIDE, "inside", str(root)),
        "/opt/pcsol/bin/python",
        "-c",
        code,
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        marks,
        *(f"/srv/project/tests/{part}" for part in ("unit", "cli", "replay", "contract")),
    ]
    environment = {"PATH": os.environ["PATH"], "HOME": "/root", "LC_ALL": "C.UTF-8", "PCSOL_LANG": "fr"}
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
