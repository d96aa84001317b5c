"""Every compiled package must start on a Core 2 (x86-64-v1): an eighth of the towers that are given has no more."""

import shutil
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePath

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.qemu

# Puts `popcnt eax, eax; ret` into memory and calls it: an instruction that a Core 2 does not have.
_POPCNT = """
import ctypes, mmap
code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
code.write(bytes.fromhex("f30fb8c0c3"))
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
"""


def _needed_by(name: str, seen: dict[str, Distribution]) -> dict[str, Distribution]:
    """Return a distribution and, through all floors, what it needs at run time."""
    if name.lower() not in seen:
        seen[name.lower()] = found = distribution(name)
        for line in found.requires or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                _needed_by(need.name, seen)
    return seen


def _import_name(file: PurePath) -> str:
    """Return what to import for an extension module; a compiled `__init__` is its package."""
    name = file.name.split(".")[0]
    return ".".join(file.parts[:-1] if name == "__init__" else [*file.parts[:-1], name])


def _compiled_modules() -> list[str]:
    """Return each extension module (.so) of the base set-up by its import name, but for what draws windows."""
    files = [file for found in _needed_by("pcsol", {}).values() for file in found.files or [] if file.suffix == ".so"]
    names = {_import_name(file) for file in files if ".libs" not in file.parts[0]}
    return sorted(names - {"PIL._imagingtk"})  # Debian's Python comes without tkinter, and PCSol has no windows


def test_the_base_set_up_has_compiled_modules_to_try() -> None:
    assert any(module.startswith("pydantic_core") for module in _compiled_modules())


@pytest.mark.parametrize("module", _compiled_modules())
def test_a_compiled_module_starts_on_a_core_2(module: str) -> None:
    emulator = shutil.which("qemu-x86_64-static") or shutil.which("qemu-x86_64")
    assert emulator, "qemu-user-static is missing: `make test-machine` installs it"
    argv = [emulator, "-cpu", "core2duo", str(Path(sys.executable).resolve()), "-I", "-c"]
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [*argv, f"import sys; sys.path[:] = {paths!r}; import importlib; importlib.import_module({module!r})"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_emulated_processor_really_is_that_old() -> None:
    """Guards the test above: if the emulator let newer instructions pass, it would prove nothing."""
    emulator = shutil.which("qemu-x86_64-static") or shutil.which("qemu-x86_64")
    assert emulator
    argv = [str(Path(sys.executable).resolve()), "-I", "-c", _POPCNT]
    old = subprocess.run([emulator, "-cpu", "core2duo", *argv], capture_output=True, check=False)
    new = subprocess.run([emulator, "-cpu", "Nehalem", *argv], capture_output=True, check=False)
    assert old.returncode != 0
    assert new.returncode == 0
